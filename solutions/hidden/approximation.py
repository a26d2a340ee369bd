"""Hidden checks of set 07: other points, other places and the edges of what the statements ask for."""

import numpy as np

from nnkit.grading import hidden_check


def tent(x):
    """Return the triangle with corners (0, 0), (1, 1), (2, 0)."""
    return np.interp(x, [0.0, 1.0, 2.0], [0.0, 1.0, 0.0])


def through(network, x):
    """Return what the network (w1, b1, w2, b2) makes of x (n,)."""
    w1, b1, w2, b2 = (np.asarray(part, float) for part in network)
    z = x[:, np.newaxis] * w1 + b1
    return (z * (z > 0)) @ w2 + b2


def logistic(z):
    """Return 1 / (1 + e^(−z)) without overflow."""
    return np.exp(-np.logaddexp(0.0, -z))


# triangle and absolute value --------------------------------------------------------------------------------


@hidden_check("approximation.triangle", "arrays of other shapes")
def triangle_shapes(learner, case):
    """A row, a square, three axes, one entry."""
    for shape in ((7,), (4, 4), (2, 3, 4), (1,)):
        x = case.rng.uniform(-2, 4, shape)
        x.flat[0] = 0.7
        case.expect("triangle(x)", learner.triangle(x), tent(x), inputs=(x,))
        x.flat[0] = -0.7
        case.expect("absolute(x)", learner.absolute(x), np.sqrt(x * x), inputs=(x,))
    case.expect_unchanged(learner)


@hidden_check("approximation.triangle", "far out, and at the corners")
def triangle_far(learner, case):
    """The corners themselves, and values far away on both sides."""
    x = np.array([-1e4, 0.0, 1.0, 2.0, 1e4, 1.25])
    case.expect("triangle(x)", learner.triangle(x), tent(x), inputs=(x,))
    case.expect("absolute(x)", learner.absolute(x), np.maximum(x, -x), inputs=(x,))


# a network through points -----------------------------------------------------------------------------------


def expect_through(learner, case, xs, ys):
    """Compare shapes, then the network at the points and between them, as well as float32 can."""
    got = learner.hinge_network(xs, ys)
    together = isinstance(got, list) and len(got) == 4
    text = "`hinge_network` must return w1, b1, w2 and b2, in this order."
    case.require(together, text, kind="structure", at="hinge_network")
    shapes = [np.shape(part) for part in got]
    units = (len(xs) - 1,)
    text = "`hinge_network` must use one unit fewer than there are points."
    case.require(shapes == [units, units, units, ()], text, kind="shape", at="hinge_network")
    x = np.sort(np.concatenate([xs, case.rng.uniform(xs[0], xs[-1], 40)]))
    size = max(1.0, float(np.abs(ys).max()))
    want = np.interp(x, xs, ys)
    case.expect("f on the interval", through(got, x), want, inputs=(xs, ys), rtol=0, atol=1e-3 * size)


@hidden_check("approximation.hinges", "other points, few and many")
def hinges_points(learner, case):
    """Two points, three, and fifty, unevenly spaced."""
    for n in (2, 3, 50):
        xs = np.cumsum(case.rng.uniform(0.1, 1.0, n)) - 0.3 * n
        expect_through(learner, case, xs, case.rng.normal(1, 2, n))
    case.expect_unchanged(learner)


@hidden_check("approximation.hinges", "a level stretch, and a straight line")
def hinges_level(learner, case):
    """Slopes of 0, and slopes that do not change."""
    expect_through(learner, case, np.array([-2.0, -1.0, 1.5, 4.0]), np.array([3.0, 3.0, 3.0, 1.0]))
    xs = np.array([1.0, 2.0, 4.0, 4.5])
    expect_through(learner, case, xs, 5 - 2 * xs)


@hidden_check("approximation.hinges", "far from the origin")
def hinges_far(learner, case):
    """Points whose xs and ys are large."""
    xs = 200 + np.cumsum(case.rng.uniform(0.5, 2.0, 6))
    expect_through(learner, case, xs, -1000 + 300 * case.rng.normal(size=6))


# bump -------------------------------------------------------------------------------------------------------


def expect_bump(learner, case, x, *how):
    """Compare a bump with its formula."""
    left, right, height, steepness = how
    want = height * (logistic(steepness * (x - left)) - logistic(steepness * (x - right)))
    case.expect("bump(x)", learner.bump(x, *how), want, inputs=(x,))


@hidden_check("approximation.bump", "other places, heights and shapes")
def bump_shapes(learner, case):
    """One entry, a square, three axes."""
    for shape in ((1,), (3, 3), (2, 3, 2)):
        left, width, height = case.rng.uniform(0.2, 2, 3)
        x = case.rng.uniform(-1, 4, shape)
        expect_bump(learner, case, x, left, left + width, height, 2.5)
        expect_bump(learner, case, x, -left - width, -left, -height, 0.8)
    case.expect_unchanged(learner)


@hidden_check("approximation.bump", "nearly vertical sides")
def bump_steep(learner, case):
    """Very steep steps, far from the edges and close to them."""
    x = np.array([-50.0, 0.2999, 0.3, 0.5, 0.9, 0.9001, 80.0])
    for steepness in (3000.0, 1e5):
        expect_bump(learner, case, x, 0.3, 0.9, 4.0, steepness)
