"""He's and Glorot's rules for the first weights."""

import numpy as np

from nnkit.grading import Problem
from nnkit.grading.checks import same_value


def drawn(std):
    """Make the rule that draws with this standard deviation, a function of n_out and n_in."""

    def rule(n_out, n_in, seed):
        return std(n_out, n_in) * np.random.default_rng(seed).standard_normal((n_out, n_in))

    return rule


right_he = drawn(lambda n_out, n_in: (n_in / 2) ** -0.5)
right_xavier = drawn(lambda n_out, n_in: ((n_in + n_out) / 2) ** -0.5)
SHAPES = ((4, 3), (3, 4), (3, 3), (2, 50), (50, 2))

initialisers = Problem(
    id="signals.initialisers",
    title="Two rules for the first weights",
    concept=14,
    points=3,
    kind="function",
    names=("he_normal", "xavier_normal"),
    reference={"he_normal": right_he, "xavier_normal": right_xavier},
    hints=(
        "Both draw from a normal distribution around 0; they differ in its width only. He counts what comes "
        "into a unit; Glorot also counts what goes out, for the sake of the way back.",
        "W has shape (n_out, n_in): a row for each unit. The rules give the variance, and the generator's "
        "`normal` wants the standard deviation, its square root.",
        "Make the generator from the seed inside the function, then ask it once for `normal` with mean 0, "
        "the root of 2 over n_in (or over n_in + n_out), and the shape as a pair.",
    ),
)


def expect_rule(case, name, rule, right):
    """Compare the weights of several layers; say so if the same call gives others the second time."""
    for n_out, n_in in SHAPES:
        seed = int(case.rng.integers(1, 1000))
        got, want = rule(n_out, n_in, seed), right(n_out, n_in, seed)
        case.require(
            same_value(got, rule(n_out, n_in, seed), 0, 0),
            f"`{name}` gives other weights when it is called again with the same seed. Make the generator "
            "inside the function, from `seed`.",
            at=name,
        )
        factors = {"√2": np.sqrt(2), "√n_in": np.sqrt(n_in), "√n_out": np.sqrt(n_out)}
        case.expect(f"{name}(n_out, n_in, seed)", got, want, factors=factors)


@initialisers.check("he_normal: wide, tall and square layers")
def he_shapes(learner, case):
    expect_rule(case, "he_normal", learner.he_normal, right_he)


@initialisers.check("xavier_normal: wide, tall and square layers")
def xavier_shapes(learner, case):
    expect_rule(case, "xavier_normal", learner.xavier_normal, right_xavier)
