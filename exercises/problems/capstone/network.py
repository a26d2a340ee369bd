"""A network of any depth, made of the learner's own functions, with all parameters in one vector."""

import numpy as np

from nnkit.grading import Problem

from .right_network import RightNetwork

network = Problem(
    id="capstone.network",
    title="A network of any depth",
    concept=10,
    points=6,
    kind="class",
    names=("Network",),
    reference={"Network": RightNetwork},
    builds_on=("capstone.assembled",),
    hints=(
        "Two lists, one of weights and one of biases, carry the whole network. Forward walks along them and "
        "keeps what each layer read and what came out before the activation; backward walks them the other "
        "way, with `dense_backward` at every layer.",
        "Layer l has W of shape (sizes[l+1], sizes[l]) and b of shape (sizes[l+1],). delta at the output is "
        "(N, K); `dense_backward` turns delta of one layer into ∂L/∂a of the layer before, and "
        "`relu_prime(z)` of that layer, same shape, makes it that layer's delta.",
        "In backward: start with an empty list of pieces; for l from the last layer down to 0, call "
        "`dense_backward(delta, what layer l read, W[l])`, put dW flattened and db in front of the pieces, "
        "and, if l > 0, multiply what came back by `relu_prime` of the z of layer l − 1. At the end join "
        "the pieces with `np.concatenate`.",
    ),
)

DEPTHS = ([3, 4, 2], [2, 3, 3, 2], [4, 3], [2, 4, 3, 5, 3])


def made(learner, case, sizes):
    """Make a learner's network and the right one, both with the same random parameters."""
    right = RightNetwork(sizes, 0)
    theta = case.rng.normal(size=right.theta.size)
    right.set_theta(theta)
    net = learner.new("Network", sizes, 0)
    net.set_theta(theta, may_return_none=True)
    return net, right


def expect_forward(case, net, right, x):
    case.expect("Network.forward(x)", net.forward(x), right.forward(x), inputs=(x,))


def expect_backward(case, net, right, delta):
    factors = {"the batch size": len(delta), "the number of outputs": delta.shape[1]}
    got, want = net.backward(delta), right.backward(delta)
    case.expect("Network.backward(delta)", got, want, inputs=(delta,), factors=factors)


def batch(case, sizes, N):
    return case.rng.normal(size=(N, sizes[0])), case.rng.normal(size=(N, sizes[-1]))


@network.check("the first parameters", points=2)
def first_parameters(learner, case):
    for sizes, seed in (([3, 4, 2], 0), ([3, 3, 3, 3], 5)):
        got = learner.new("Network", sizes, seed).get_theta()
        case.expect("Network(sizes, seed).get_theta()", got, RightNetwork(sizes, seed).get_theta())


@network.check("theta in, theta out")
def there_and_back(learner, case):
    for sizes in ([2, 3, 2], [3, 2]):
        net, right = made(learner, case, sizes)
        case.expect("get_theta() after set_theta(theta)", net.get_theta(), right.get_theta())


@network.check("forward, for one to four layers", points=2)
def forward_depths(learner, case):
    for sizes in DEPTHS:
        net, right = made(learner, case, sizes)
        for N in (4, 1):
            expect_forward(case, net, right, batch(case, sizes, N)[0])


@network.check("backward, for one to four layers", points=3)
def backward_depths(learner, case):
    for sizes in DEPTHS:
        net, right = made(learner, case, sizes)
        for N in (1, 3, sizes[0]):
            x, delta = batch(case, sizes, N)
            expect_forward(case, net, right, x)
            expect_backward(case, net, right, delta)


@network.check("backward belongs to the last forward; nothing that comes in is changed")
def last_forward(learner, case):
    sizes = [3, 4, 2]
    net, right = made(learner, case, sizes)
    for N in (2, 5):
        expect_forward(case, net, right, batch(case, sizes, N)[0])
    theta = case.rng.normal(size=right.theta.size)
    net.set_theta(theta, may_return_none=True)
    right.set_theta(theta)
    x, delta = batch(case, sizes, 5)
    expect_forward(case, net, right, x)
    expect_backward(case, net, right, delta)
    case.expect_unchanged(learner)


def mistake(id, sentence, formula):
    """Register a network that differs from the right one in what the decorated class overrides."""

    def add(wrong):
        wrong.__name__ = "Network"
        return network.misconception(id, sentence, formula)(wrong)

    return add


@mistake(
    "bent_output",
    "ReLU also follows the last layer, so no logit is ever negative. The last layer stays linear.",
    "z_L = a_(L−1) W_Lᵀ + b_L, and no φ after it",
)
class _(RightNetwork):
    bent_output = True


@mistake(
    "no_slope",
    "On the way back the activation's slope is missing: delta passes the ReLUs as if they were open doors.",
    "δ_(l−1) = (δ_l W_l) ⊙ relu′(z_(l−1))",
)
class _(RightNetwork):
    def slope(self, z):
        return np.ones_like(z)


@mistake(
    "linear",
    "There is no activation between the layers: however deep, this is one affine map.",
    "a_l = relu(z_l) for every layer but the last",
)
class _(RightNetwork):
    def phi(self, z):
        return z

    def slope(self, z):
        return np.ones_like(z)


@mistake(
    "one_seed",
    "Every layer is drawn with the same seed. Layers of the same shape then start with the same weights.",
    "W of layer l: he_normal(sizes[l + 1], sizes[l], seed + l)",
)
class _(RightNetwork):
    def seed_of(self, seed, l):
        return seed


@mistake(
    "last_layer_first",
    "The pieces of the gradient stand in the order in which backward meets them, last layer first. The "
    "optimiser would push each weight by another one's slope.",
    "grad = (dW_1, db_1, dW_2, db_2, ...), in the order of theta",
)
class _(RightNetwork):
    def joined(self, pieces):
        return np.concatenate([np.concatenate([dW.ravel(), db]) for dW, db in pieces[::-1]])


@mistake(
    "bias_mean",
    "db is a mean over the batch. The 1/N of the mean loss is in delta already: sum.",
    "db = Σ_n δ_n",
)
class _(RightNetwork):
    def db(self, delta):
        return delta.mean(axis=0)


@mistake(
    "first_forward",
    "Backward uses what the first forward kept, not the last: the cache has to begin anew with each forward.",
    "dW_l = δ_lᵀ a_(l−1), with a_(l−1) of the last forward",
)
class _(RightNetwork):
    def keep(self, read, zs):
        if not self.read:
            self.read, self.zs = read, zs


@mistake(
    "bent_delta",
    "The slope of a ReLU is applied to delta at the output too, but the last layer has no activation.",
    "δ_L = ∂L/∂z_L, as it comes in",
)
class _(RightNetwork):
    def backward(self, delta):
        return super().backward(delta * (self.zs[-1] > 0))


@mistake(
    "divided_twice",
    "The gradient is divided by the batch size once more. delta comes from a mean loss and has its 1/N.",
    "dW_l = δ_lᵀ a_(l−1)",
)
class _(RightNetwork):
    def backward(self, delta):
        return super().backward(delta / len(delta))


@mistake(
    "columns",
    "theta takes the weights column by column. Row by row, as `W.ravel()` does, is what is asked for.",
    "theta = (W_1[0, 0], W_1[0, 1], ...)",
)
class _(RightNetwork):
    def flat(self, W):
        return W.T.ravel()

    def matrix(self, values, shape):
        return values.reshape(shape[::-1]).T


@mistake(
    "drawn_biases",
    "The biases are drawn as well. They start at 0: the weights alone make the units differ.",
    "b_l = 0",
)
class _(RightNetwork):
    def first_bias(self, n, seed):
        return np.random.default_rng(seed).normal(size=n)
