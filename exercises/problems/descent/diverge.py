"""Break it on purpose: the learning rates at which descent in a bowl diverges, just holds, and is fastest."""

import numpy as np

from nnkit import SGD
from nnkit.grading import Problem

STEPS = 1500  # enough to see growth or decay at a ten-thousandth off the edge
FEW = 40
NEAR = 0.02  # how much the two directions' factors may differ: 1 % of the best eta makes 0.02
COMMON = (0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.75, 1.0)  # no such number is anybody's answer


def descend(given, eta, steps):
    """Return |x| and |y| after some steps from (1, 1) in the bowl ½ (λ_min x² + λ_max y²)."""
    curvatures = np.array([given["lambda_min"], given["lambda_max"]])
    theta, sgd = np.ones(2), SGD(eta)
    for _ in range(steps):
        sgd.step(theta, curvatures * theta)
        if not 1e-12 < np.abs(theta).max() < 1e12:
            break
    return np.abs(theta)


def outcome(given, eta):
    """Say what has become of the distance to the minimum after many steps: grown, fallen, or hardly moved."""
    far = descend(given, eta, STEPS).max()
    return "diverges" if far > 1.05 else "settles" if far < 0.95 else "hovers"


def on_edge(given, too_large):
    return outcome(given, too_large) == "diverges" and outcome(given, 0.9 * too_large) == "settles"


def just_stable(given, eta):
    return outcome(given, eta) == "settles" and outcome(given, 1.01 * eta) == "diverges"


def factors(given, eta):
    """Return by what x and y have shrunk in a step, on the average of a few."""
    return descend(given, eta, FEW) ** (1 / FEW)


def fastest(given, eta):
    x, y = factors(given, eta)
    return descend(given, eta, FEW).max() < 0.1 and abs(x - y) <= NEAR


def diverge_given(rng):
    """Draw two curvatures for which no common number is an answer."""
    while True:
        low = int(rng.integers(3, 21)) / 10
        given = {"lambda_min": low, "lambda_max": round(low * rng.uniform(3, 10), 1)}
        bowl = given["lambda_min"] + given["lambda_max"]
        edge, best = 2 / given["lambda_max"], 2 / bowl
        if all(not 0.97 * edge < c < 1.13 * edge and not 0.97 * best < c < 1.03 * best for c in COMMON):
            return given


diverge = Problem(
    id="descent.diverge",
    title="Break it on purpose: over the edge",
    concept=13,
    points=4,
    kind="break",
    names=("too_large", "largest_stable", "best"),
    given=diverge_given,
    hints=(
        "Along x one step multiplies x by a number that depends on eta and lambda_min only, and likewise "
        "for y. When does repeated multiplication by a number grow, and when does it die out?",
        "Three plain numbers above 0. The steep direction decides how large eta may be. For `best` the "
        "slower of the two directions counts.",
        "The factors are 1 − eta · lambda_min and 1 − eta · lambda_max. Growth begins where one of them "
        "passes −1. The fastest eta makes both equally far from 0, one above and one below: solve that for "
        "eta.",
    ),
)


def number_of(learner, case, name):
    """Return the learner's eta, if it is one."""
    value = learner[name]
    case.require(
        isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value < np.inf,
        f"`{name}` must be one number, a learning rate above 0.",
        kind="type",
        at=name,
    )
    return float(value)


@diverge.check("too large, by little")
def diverge_too_large(learner, case):
    eta = number_of(learner, case, "too_large")
    what = outcome(case.given, eta)
    case.require(
        what != "settles",
        "With `too_large` descent still settles at the minimum: it only takes larger steps on its way there.",
        at="too_large",
    )
    case.require(
        what != "hovers",
        f"`too_large` is right on the edge: after {STEPS:,} steps the ball is about as far out as it began. "
        "Go a little further.",
        at="too_large",
    )
    case.require(
        on_edge(case.given, eta),
        "With `too_large` descent does diverge, and it would with an eta a tenth smaller as well. Come "
        "closer to the edge.",
        at="too_large",
    )


@diverge.check("the largest that is stable")
def diverge_largest_stable(learner, case):
    eta = number_of(learner, case, "largest_stable")
    what = outcome(case.given, eta)
    case.require(
        what != "diverges",
        "With `largest_stable` descent diverges: in the steep direction every step lands further out, on "
        "the other side.",
        at="largest_stable",
    )
    case.require(
        what != "hovers",
        f"`largest_stable` is right on the edge: after {STEPS:,} steps the ball still swings from side to "
        "side, about as far out as it began. Stay a little below.",
        at="largest_stable",
    )
    case.require(
        just_stable(case.given, eta),
        "With `largest_stable` descent settles, but it would with an eta 1 % larger as well. Come closer to "
        "the edge.",
        at="largest_stable",
    )


@diverge.check("the fastest")
def diverge_best(learner, case):
    eta = number_of(learner, case, "best")
    case.require(
        outcome(case.given, eta) == "settles",
        "With `best` descent does not settle at all.",
        at="best",
    )
    x, y = descend(case.given, eta, FEW)
    case.require(
        fastest(case.given, eta) or x <= y,
        f"With `best` the flat direction lags: after {FEW} steps x is still {x:.2g}, y already {y:.2g}. "
        "Only the slower one counts; what would help it?",
        at="best",
    )
    case.require(
        fastest(case.given, eta),
        f"With `best` the steep direction lags: after {FEW} steps y still swings as far as {y:.2g}, "
        f"x is already {x:.2g}. Only the slower one counts; what would help it?",
        at="best",
    )
