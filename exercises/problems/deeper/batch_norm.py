"""Batch normalisation: forward in both modes, running averages, and backward."""

import numpy as np

from nnkit.grading import Problem


class Frame:
    """The right layer, and the frame of the wrong ones: each changes one of its parts."""

    def __init__(self, n, momentum=0.9, eps=1e-5):
        self.momentum, self.eps = momentum, eps
        self.gamma, self.beta = np.ones(n), np.zeros(n)
        self.dgamma, self.dbeta = np.zeros(n), np.zeros(n)
        self.running_mean, self.running_var = np.zeros(n), np.ones(n)

    def forward(self, z, training=True):
        """Normalise with the batch's statistics in training, with the running ones in evaluation."""
        mean, var = self.statistics(z) if training else (self.running_mean, self.running_var)
        if training:
            self.remember(z, mean, var)
        self.z, self.std = z, self.deviation(var)
        self.x_hat = np.subtract(z, mean) / self.std
        return self.x_hat * self.gamma + self.beta

    def statistics(self, z):
        """Return mean and variance of each unit over the batch."""
        mean = np.einsum("ni->i", z) / len(z)
        return mean, np.einsum("ni,ni->i", z - mean, z - mean) / len(z)

    def deviation(self, var):
        """Return what is divided by."""
        return (var + self.eps) ** 0.5

    def remember(self, z, mean, var):
        """Move the running averages towards this batch."""
        self.running_mean = self.running_mean + (1 - self.momentum) * (mean - self.running_mean)
        self.running_var = self.running_var + (1 - self.momentum) * (var - self.running_var)

    def backward(self, delta):
        """Set dgamma and dbeta; return ∂L/∂z."""
        self.dgamma, self.dbeta = self.parameter_gradients(delta)
        return self.input_gradient(delta * self.gamma)

    def parameter_gradients(self, delta):
        """Return dgamma and dbeta."""
        return np.einsum("ni,ni->i", delta, self.x_hat), np.einsum("ni->i", delta)

    def input_gradient(self, g):
        """Return ∂L/∂z from g = ∂L/∂x̂ by the Jacobian of each unit, ∂x̂_n/∂z_m."""
        N = len(g)
        jacobian = np.eye(N)[:, :, None] - 1 / N - self.x_hat[:, None] * self.x_hat[None] / N
        return np.einsum("ni,nmi->mi", g, jacobian) / self.std


batch_norm = Problem(
    id="deeper.batch_norm",
    title="Batch normalisation",
    concept=19,
    points=5,
    kind="class",
    names=("BatchNorm",),
    reference={"BatchNorm": Frame},
    hints=(
        "Every unit is a column of z, with a mean and a variance of its own over the batch. On the way back "
        "remember that these two were made of z: moving one sample moves the mean and the variance for all.",
        "Mean, variance, gamma, beta, dgamma, dbeta and the running averages all have shape (n,); x̂, "
        "delta and the result of backward are (N, n). Keep x̂ and the standard deviation for the backward "
        "pass.",
        "With g = gamma · delta, three terms make ∂L/∂z: g itself, minus its mean over the batch, minus x̂ "
        "times the mean over the batch of g · x̂. All of it is divided by the standard deviation with eps "
        "inside.",
    ),
)


def sizes(N, n):
    return {"the batch size": N, "the number of units": n}


def spread(case, N, n):
    """Draw z (N, n) whose units differ in mean and in spread; beside their variances eps is nothing."""
    while True:
        z = case.rng.uniform(2, 5, n) * case.rng.standard_normal((N, n)) + 3 * case.rng.standard_normal(n)
        if N == 1 or z.var(axis=0).min() > 1:
            return z


def expect_running(case, layer, right):
    """Compare the running averages."""
    for name in ("running_mean", "running_var"):
        case.expect(name, layer[name], getattr(right, name))


@batch_norm.check("two samples")
def norm_worked(learner, case):
    z = np.array([[1.0, 10.0, -4.0], [3.0, 30.0, 4.0]])
    got = learner.new("BatchNorm", 3).forward(z)
    case.expect("forward(z)", got, Frame(3).forward(z), inputs=(z,))


@batch_norm.check("batches in training")
def norm_batches(learner, case):
    for N, n in ((5, 3), (4, 4), (3, 6)):
        z = spread(case, N, n)
        got, want = learner.new("BatchNorm", n).forward(z), Frame(n).forward(z)
        case.expect("forward(z)", got, want, inputs=(z,), factors=sizes(N, n))


@batch_norm.check("units that hardly vary")
def norm_small(learner, case):
    z = 2 + case.rng.standard_normal((6, 4)) * np.array([1.0, 0.01, 0.001, 0.0])
    case.expect("forward(z)", learner.new("BatchNorm", 4).forward(z), Frame(4).forward(z), inputs=(z,))
    got, want = learner.new("BatchNorm", 4, eps=0.1).forward(z), Frame(4, eps=0.1).forward(z)
    case.expect("forward(z) with eps=0.1", got, want, inputs=(z,))


@batch_norm.check("the running averages")
def norm_running(learner, case):
    for settings in ({"momentum": 0.7}, {}):
        layer, right = learner.new("BatchNorm", 3, **settings), Frame(3, **settings)
        for _ in range(3):
            z = spread(case, 5, 3)
            case.expect("forward(z)", layer.forward(z), right.forward(z), inputs=(z,))
            expect_running(case, layer, right)


@batch_norm.check("evaluation")
def norm_evaluation(learner, case):
    layer, right = learner.new("BatchNorm", 4, momentum=0.5), Frame(4, momentum=0.5)
    for _ in range(2):
        z = spread(case, 5, 4)
        case.expect("forward(z)", layer.forward(z), right.forward(z), inputs=(z,))
    for N in (4, 1):
        z = spread(case, N, 4)
        got, want = layer.forward(z, training=False), right.forward(z, training=False)
        expect_running(case, layer, right)
        case.expect("forward(z, training=False)", got, want, inputs=(z,))
    layer, right, z = learner.new("BatchNorm", 2, eps=0.5), Frame(2, eps=0.5), spread(case, 3, 2)
    case.expect("forward(z) with eps=0.5", layer.forward(z), right.forward(z), inputs=(z,))
    got, want = layer.forward(z, training=False), right.forward(z, training=False)
    case.expect("forward(z, training=False) with eps=0.5", got, want, inputs=(z,))


@batch_norm.check("the gradients", points=2)
def norm_gradients(learner, case):
    for N, n in ((5, 3), (4, 4)):
        layer, right = learner.new("BatchNorm", n), Frame(n)
        for _ in range(2):
            z, delta = spread(case, N, n), case.rng.standard_normal((N, n))
            case.expect("forward(z)", layer.forward(z), right.forward(z), inputs=(z,))
            got, want = layer.backward(delta), right.backward(delta)
            case.expect("dbeta", layer["dbeta"], right.dbeta, inputs=(delta,), factors=sizes(N, n))
            case.expect("dgamma", layer["dgamma"], right.dgamma, inputs=(delta,), factors=sizes(N, n))
            case.expect("backward(delta)", got, want, inputs=(delta,), factors=sizes(N, n))
    case.expect_unchanged(learner)


@batch_norm.check("gamma and beta after some training", points=2)
def norm_trained(learner, case):
    for N, n in ((6, 3), (4, 4)):
        layer, right = learner.new("BatchNorm", n), Frame(n)
        for name in ("gamma", "beta"):
            value = case.rng.uniform(0.5, 2, n)
            layer[name] = value
            setattr(right, name, value)
        z, delta = spread(case, N, n), case.rng.standard_normal((N, n))
        what = "forward(z) with other gamma and beta"
        case.expect(what, layer.forward(z), right.forward(z), inputs=(z,), factors=sizes(N, n))
        got, want = layer.backward(delta), right.backward(delta)
        for name in ("dbeta", "dgamma"):
            case.expect(
                f"{name} with other gamma and beta", layer[name], getattr(right, name), inputs=(delta,)
            )
        case.expect("backward(delta) with other gamma", got, want, inputs=(delta,), factors=sizes(N, n))
        evaluated, wanted = layer.forward(z, training=False), right.forward(z, training=False)
        case.expect("forward(z, training=False) with other gamma and beta", evaluated, wanted, inputs=(z,))
    case.expect_unchanged(learner)
