"""Training: the learner's own loop has to teach moons and spirals, judged on points it has not seen."""

import itertools

import numpy as np

from nnkit import Adam, Network, SoftmaxCrossEntropy, datasets, minibatches, relu
from nnkit.grading import Problem
from nnkit.grading.checks import as_array


def right_fit(x, y, sizes, seed, eta=0.01, epochs=150):
    """Train with Adam; return all parameters as one vector, layer by layer, W row by row, then b."""
    rng = np.random.default_rng(seed)
    net, loss, adam = Network.mlp(sizes, relu, rng=rng), SoftmaxCrossEntropy(), Adam(eta)
    for _ in range(epochs):
        for batch in minibatches(len(x), 32, rng):
            z = net.forward(x[batch])
            adam.step(net.theta, net.backward(loss.delta(z, y[batch])))
    return net.theta.copy()


def right_predict(x, sizes, theta):
    """Return the class of each row of x, (N,)."""
    net = Network.mlp(sizes, relu, rng=np.random.default_rng(0))
    net.theta[:] = theta
    return net(np.asarray(x)).argmax(axis=1)


fit = Problem(
    id="capstone.fit",
    title="Training, from an empty cell",
    concept=12,
    points=5,
    kind="train",
    names=("fit", "predict"),
    reference={"fit": right_fit, "predict": right_predict},
    builds_on=("capstone.assembled", "capstone.network"),
    hints=(
        "It is the loop of chapter 11: shuffle, cut into batches, forward, delta of the loss, backward, one "
        "step of Adam, many times over. `predict` is one forward pass and an argmax.",
        "`rng.permutation(N)` goes into `minibatches`; x[batch] is (B, d), logits and delta are (B, K). "
        "theta is one vector: `get_theta` before the loop, `set_theta` after each step.",
        "Adam with an eta near 0.01, batches of about 32 and some 100 to 200 epochs teach the spirals. "
        "`predict` makes `Network(sizes, 0)`, gives it theta, and takes `forward(x).argmax(axis=1)`.",
    ),
)


def n_parameters(sizes):
    return sum((a + 1) * b for a, b in itertools.pairwise(sizes))


def data(case, name, n):
    """Draw n points a class, in mixed order."""
    if name == "moons":
        x, y = datasets.moons(n, noise=0.1, rng=case.rng)
    elif name == "blobs":
        x, y = datasets.blobs(n, classes=3, rng=case.rng)
    else:
        x, y = datasets.spirals(n, turns=1, noise=0.05, radius=2, rng=case.rng)
    order = case.rng.permutation(len(x))
    return x[order], y[order]


def trained(learner, case, x, y, sizes, seed):
    """Call fit, and stop unless a finite vector of the right length comes back."""
    theta = as_array(learner.fit(x, y, sizes, seed))
    count = n_parameters(sizes)
    one_vector = theta is not None and theta.shape == (count,)
    got = "something else" if theta is None else f"shape {theta.shape}"
    text = f"`fit` must return theta, one vector of {count} numbers for sizes = {sizes}; got {got}."
    case.require(one_vector, text, kind="shape", at="fit")
    text = "`fit`: theta holds numbers that are not finite. Training ran away: a smaller eta?"
    case.require(np.all(np.isfinite(theta)), text, kind="nan", at="fit")
    return theta


def classes(learner, case, x, sizes, theta):
    got = as_array(learner.predict(x, sizes, theta))
    fits = got is not None and got.shape == (len(x),)
    shape = "something else" if got is None else f"shape {got.shape}"
    text = f"`predict` must return one class for each row, shape ({len(x)},); got {shape}."
    case.require(fits, text, kind="shape", at="predict")
    return got


def require_learned(learner, case, name, n, sizes, wanted):
    """Train on fresh data, and stop unless enough points of another draw come out right."""
    (x, y), (x_new, y_new) = data(case, name, n), data(case, name, 200)
    theta = trained(learner, case, x, y, sizes, int(case.rng.integers(1000)))
    seen = np.mean(classes(learner, case, x, sizes, theta) == y)
    right = np.mean(classes(learner, case, x_new, sizes, theta) == y_new)
    share = f"{100 * right:.1f} % of new points are right, and {100 * wanted:.0f} % are asked for."
    said = f"`fit` on {name}: {share}"
    if seen < wanted:
        advice = f"On its own points it has {100 * seen:.1f} %: it needs more steps, or another eta."
    else:
        advice = "On its own points it does well: it has learned them by heart. Fewer epochs?"
    case.require(right >= wanted, f"{said} {advice}", at="fit")


@fit.check("predict, with parameters that are given")
def predict_given(learner, case):
    for sizes in ([2, 3, 3], [2, 4, 3, 2]):
        x, theta = case.rng.normal(size=(9, 2)), case.rng.normal(size=n_parameters(sizes))
        got, want = classes(learner, case, x, sizes, theta), right_predict(x, sizes, theta)
        case.expect("predict(x, sizes, theta)", got, want, inputs=(x,))


@fit.check("three blobs, 93 % of new points")
def fit_blobs(learner, case):
    require_learned(learner, case, "blobs", 60, [2, 8, 3], 0.93)


@fit.check("two moons, 97 % of new points", points=2)
def fit_moons(learner, case):
    require_learned(learner, case, "moons", 150, [2, 16, 8, 2], 0.97)


@fit.check("two spirals, 95 % of new points", points=3)
def fit_spirals(learner, case):
    require_learned(learner, case, "spirals", 200, [2, 32, 32, 2], 0.95)


@fit.check("the same seed, the same network; nothing that comes in is changed")
def fit_again(learner, case):
    x, y = data(case, "moons", 20)
    one, two = (trained(learner, case, x, y, [2, 4, 2], 7) for _ in range(2))
    text = "`fit` gives another network when it is called again with the same seed. Is every draw from `rng`?"
    case.require(np.allclose(one, two), text, at="fit")
    case.expect_unchanged(learner)
