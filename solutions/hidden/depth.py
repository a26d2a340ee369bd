"""Hidden checks of set 05: other sizes, other networks, and the edges of what the statements ask for."""

import numpy as np

import nnkit as nn
from nnkit.grading import hidden_check


def draw(case, *shapes):
    """Draw an array of each shape."""
    return [case.rng.standard_normal(shape) for shape in shapes]


def expect_both(case, function, got, want):
    """Compare two results that come together, by their names."""
    together = isinstance(got, list) and len(got) == 2
    text = "Two results are asked for, together and in the order of the statement."
    case.require(together, text, kind="structure", at=function)
    for one, (name, right) in zip(got, want.items(), strict=True):
        case.expect(name, one, right)


# collapse -------------------------------------------------------------------------------------------------


@hidden_check("depth.collapse", "other sizes")
def collapse_sizes(learner, case):
    """Square, oblong, one of each; the inputs are left as they were."""
    for n0, n1, n2 in ((4, 4, 4), (2, 6, 3), (5, 1, 5), (1, 1, 1), (6, 3, 1)):
        W1, b1, W2, b2 = draw(case, (n1, n0), n1, (n2, n1), n2)
        got = learner.collapse(W1, b1, W2, b2)
        want = {"W": np.einsum("kj,ji->ki", W2, W1), "b": np.einsum("kj,j->k", W2, b1) + b2}
        expect_both(case, "collapse", got, want)
    case.expect_unchanged(learner)


@hidden_check("depth.logistic", "other sizes")
def logistic_sizes(learner, case):
    """Square, oblong, one hidden unit, one input; the inputs are left as they were."""
    for d, M in ((4, 4), (2, 7), (6, 2), (3, 1), (1, 1)):
        W1, b1, w2 = draw(case, (M, d), M, M)
        b2 = float(case.rng.standard_normal())
        want = {"w": np.einsum("j,ji->i", w2, W1), "b": (w2 * b1).sum() + b2}
        expect_both(case, "as_logistic_regression", learner.as_logistic_regression(W1, b1, w2, b2), want)
    case.expect_unchanged(learner)


# kinks ----------------------------------------------------------------------------------------------------


def pieces(w1, b1, w2):
    """Find the slopes from the values of the network itself, just beside the kinks."""
    active = (w1 != 0) & (w2 != 0)
    positions = np.array(sorted(set((-b1[active] / w1[active]).tolist())))
    edges = np.concatenate([[-50.0], positions, [50.0]])
    middle, step = (edges[1:] + edges[:-1]) / 2, 0.1 * np.diff(edges)

    def values(x):
        return np.maximum(np.multiply.outer(x, w1) + b1, 0) @ w2

    return positions, (values(middle + step) - values(middle - step)) / (2 * step)


def expect_kinks(learner, case, w1, b1, w2, b2):
    positions, slopes = pieces(w1, b1, w2)
    want = {"positions": positions, "slopes": slopes}
    expect_both(case, "kinks", learner.kinks(w1, b1, w2, b2), want)


@hidden_check("depth.kinks", "other networks", points=2)
def kinks_networks(learner, case):
    """From one unit to nine, with and without units that do not bend the sum."""
    for M in (1, 3, 6, 9):
        places = case.rng.permutation(np.linspace(-3, 3, M) + case.rng.uniform(0.05, 0.3, M))
        w1 = case.rng.uniform(0.5, 2, M) * case.rng.choice([-1.0, 1.0], M)
        w2 = case.rng.uniform(0.5, 2, M) * case.rng.choice([-1.0, 1.0], M)
        b1, b2 = -w1 * places, float(case.rng.uniform(0.5, 2))
        expect_kinks(learner, case, w1, b1, w2, b2)
        if M > 3:
            w1[2], w2[4] = 0.0, 0.0
            expect_kinks(learner, case, w1, b1, w2, b2)
    case.expect_unchanged(learner)


@hidden_check("depth.kinks", "shared places, and none")
def kinks_shared(learner, case):
    """Powers of two, so that equal places are equal to the last digit."""
    w1, w2 = np.array([1.0, -2.0, 4.0, -0.5, 2.0]), np.array([2.0, 1.0, -1.5, 3.0, -0.5])
    places = np.array([0.75, -0.5, 0.75, -0.5, 2.0])
    expect_kinks(learner, case, w1, -w1 * places, w2, 1.0)
    for w1, w2 in (([0.0, 0.0], [1.0, 2.0]), ([1.0, -1.0], [0.0, 0.0])):
        expect_kinks(learner, case, np.array(w1), np.array([1.0, -2.0]), np.array(w2), 0.5)


# the tent -------------------------------------------------------------------------------------------------


def folded(x, depth):
    """Return the distance to the nearest even multiple of 2^-depth, scaled to [0, 1]."""
    return np.abs(x * 2**depth - 2 * np.round(x * 2**depth / 2))


@hidden_check("depth.tent", "tent at other points")
def tent_points(learner, case):
    """Numbers, tables, inside and outside of the unit interval."""
    for x in (case.rng.uniform(0, 1, (3, 5)), np.array([0.5, 1.0, 0.0]), 0.3):
        case.expect("tent", learner.tent(x), folded(x, 1))
    case.expect("tent", learner.tent(np.array([-5.0, -0.1, 1.5, 7.0])), np.array([0.0, 0.0, -1.0, -12.0]))


@hidden_check("depth.tent", "sawtooth of other depths")
def sawtooth_depths(learner, case):
    """Up to a thousand pieces; numbers and tables. Each fold doubles the rounding, be it that of float32."""
    for depth in (1, 5, 7, 10):
        x = case.rng.uniform(0, 1, (4, 6))
        case.expect("sawtooth", learner.sawtooth(x, depth), folded(x, depth), atol=2e-7 * 2**depth)
    case.expect("sawtooth", learner.sawtooth(0.3, 3), folded(0.3, 3))
    case.expect_unchanged(learner)


# pieces ---------------------------------------------------------------------------------------------------


def written_differently(case, Ws, bs):
    """Return the network of 1 − x instead of x, its units scaled and exchanged: it has as many pieces.

    A unit may be made c times as large if those who read it take 1/c of it; and any order of units will do.
    """
    Ws, bs = [np.array(W, dtype=float) for W in Ws], [np.array(b, dtype=float) for b in bs]
    Ws[0], bs[0] = -Ws[0], bs[0] + Ws[0][:, 0]
    for l in range(len(Ws) - 1):
        scale, order = case.rng.uniform(0.5, 2, len(bs[l])), case.rng.permutation(len(bs[l]))
        Ws[l], bs[l] = (scale[:, np.newaxis] * Ws[l])[order], (scale * bs[l])[order]
        Ws[l + 1] = (Ws[l + 1] / scale)[:, order]
    return Ws, bs


def expect_pieces(learner, case, wanted):
    """Count the pieces of the same network, written differently."""
    Ws, bs = written_differently(case, learner["Ws"], learner["bs"])
    sizes = [1, *(len(b) for b in bs)]
    text = "`Ws` and `bs` do not make a network of one input, one output and at most six hidden units."
    case.require(sizes[-1] == 1 < len(bs) and sum(sizes[1:-1]) <= 6, text, kind="structure", at="Ws")
    net = nn.Network.mlp(sizes, nn.relu, rng=case.rng)
    for layer, W, b in zip(net.layers, Ws, bs, strict=True):
        layer.W, layer.b = W, b
    text = "The same network, read from right to left, has fewer pieces than are asked for."
    case.require(nn.linear_regions.on_line(net, 0, 1).count >= wanted, text, at="Ws")


@hidden_check("depth.regions", "five pieces or more, written differently")
def regions_some(learner, case):
    """The easier half."""
    expect_pieces(learner, case, 5)


@hidden_check("depth.regions", "eight pieces or more, written differently", points=3)
def regions_all(learner, case):
    """All of them."""
    expect_pieces(learner, case, 8)
