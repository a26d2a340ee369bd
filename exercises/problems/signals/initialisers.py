"""He's and Glorot's rules for the first weights."""

import numpy as np

from nnkit.grading import Problem


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


def factors(n_out, n_in):
    return {"√2": np.sqrt(2), "√n_in": np.sqrt(n_in), "√n_out": np.sqrt(n_out)}


@initialisers.check("he_normal: wide, tall and square layers")
def he_shapes(learner, case):
    for n_out, n_in in SHAPES:
        seed = int(case.rng.integers(1, 1000))
        got, want = learner.he_normal(n_out, n_in, seed), right_he(n_out, n_in, seed)
        case.expect("he_normal(n_out, n_in, seed)", got, want, factors=factors(n_out, n_in))


@initialisers.check("xavier_normal: wide, tall and square layers")
def xavier_shapes(learner, case):
    for n_out, n_in in SHAPES:
        seed = int(case.rng.integers(1, 1000))
        got, want = learner.xavier_normal(n_out, n_in, seed), right_xavier(n_out, n_in, seed)
        case.expect("xavier_normal(n_out, n_in, seed)", got, want, factors=factors(n_out, n_in))


def wrong(id, sentence, formula, program, name):
    """Add a misconception about one of the two functions."""
    program.__name__ = name
    initialisers.misconception(id, sentence, formula)(program)


wrong(
    "he_is_lecun",
    "This is LeCun's rule, which keeps the size of a signal if nothing is cut off. ReLU silences half of it, "
    "and He's 2 makes up for that.",
    "std = √(2 / n_in), not √(1 / n_in)",
    drawn(lambda n_out, n_in: n_in**-0.5),
    "he_normal",
)
wrong(
    "he_variance",
    "You passed the variance where `normal` wants the standard deviation: the root is missing.",
    "std = √(2 / n_in), not 2 / n_in",
    drawn(lambda n_out, n_in: 2 / n_in),
    "he_normal",
)
wrong(
    "he_n_out",
    "You counted the units of the layer. The variance of z grows with the number of terms in its sum, and "
    "that is what comes in.",
    "std = √(2 / n_in), not √(2 / n_out)",
    drawn(lambda n_out, n_in: (n_out / 2) ** -0.5),
    "he_normal",
)
wrong(
    "he_is_xavier",
    "This is Glorot's rule. He looks at the inputs alone.",
    "std = √(2 / n_in), not √(2 / (n_in + n_out))",
    right_xavier,
    "he_normal",
)
wrong(
    "he_root_of_two_lost",
    "The root reaches only the numerator: √2 / n_in shrinks the weights far too much in a wide layer.",
    "std = √(2 / n_in), not √2 / n_in",
    drawn(lambda n_out, n_in: 2**0.5 / n_in),
    "he_normal",
)
wrong(
    "he_unscaled",
    "You drew with standard deviation 1, whatever the size of the layer. With 100 inputs z then has a "
    "standard deviation of 10.",
    "std = √(2 / n_in), not 1",
    drawn(lambda n_out, n_in: 1),
    "he_normal",
)
wrong(
    "he_upside_down",
    "Your fraction stands on its head: more inputs must make each weight smaller, not larger.",
    "std = √(2 / n_in), not √(n_in / 2)",
    drawn(lambda n_out, n_in: (n_in / 2) ** 0.5),
    "he_normal",
)
wrong(
    "he_one_seed",
    "You made the generator from a fixed number instead of `seed`, so every layer of a network would get the "
    "same weights.",
    "W ~ N(0, 2 / n_in), drawn from the given seed",
    lambda n_out, n_in, seed: right_he(n_out, n_in, 0),
    "he_normal",
)
wrong(
    "he_uniform",
    "You drew from a uniform distribution. A normal one is asked for.",
    "W ~ N(0, 2 / n_in), not U(−√(6 / n_in), √(6 / n_in))",
    lambda n_out, n_in, seed: np.random.default_rng(seed).uniform(
        -((6 / n_in) ** 0.5), (6 / n_in) ** 0.5, (n_out, n_in)
    ),
    "he_normal",
)
wrong(
    "he_transposed",
    "You drew with the axes exchanged. W has a row for each unit: (n_out, n_in), and z is x @ W.T.",
    "W ∈ ℝ^(n_out × n_in)",
    lambda n_out, n_in, seed: right_he(n_in, n_out, seed) * (n_out / n_in) ** 0.5,
    "he_normal",
)
wrong(
    "he_turned",
    "The shape is right, but you drew (n_in, n_out) numbers and turned them round, so they come in another "
    "order than prescribed. Draw (n_out, n_in) at once.",
    "W drawn as (n_out, n_in), row by row",
    lambda n_out, n_in, seed: right_he(n_in, n_out, seed).T * (n_out / n_in) ** 0.5,
    "he_normal",
)
wrong(
    "xavier_is_lecun",
    "√(1/n_in) is LeCun's rule, though many texts print it under Glorot's name. Glorot also counts the "
    "outputs, because the gradient runs through the same weights the other way.",
    "std = √(2 / (n_in + n_out)), not √(1 / n_in)",
    drawn(lambda n_out, n_in: n_in**-0.5),
    "xavier_normal",
)
wrong(
    "xavier_is_he",
    "This is He's rule, made for ReLU. Glorot's stands between the needs of the way forward, n_in, and of "
    "the way back, n_out.",
    "std = √(2 / (n_in + n_out)), not √(2 / n_in)",
    right_he,
    "xavier_normal",
)
wrong(
    "xavier_variance",
    "You passed the variance where `normal` wants the standard deviation: the root is missing.",
    "std = √(2 / (n_in + n_out)), not 2 / (n_in + n_out)",
    drawn(lambda n_out, n_in: 2 / (n_in + n_out)),
    "xavier_normal",
)
wrong(
    "xavier_no_two",
    "The 2 is missing. Glorot divides by the mean of n_in and n_out, and a mean of two is half their sum.",
    "std = √(1 / ((n_in + n_out) / 2)), not √(1 / (n_in + n_out))",
    drawn(lambda n_out, n_in: (n_in + n_out) ** -0.5),
    "xavier_normal",
)
wrong(
    "xavier_limit",
    "√(6/(n_in + n_out)) is the limit of the uniform version of this rule. For a normal distribution the "
    "standard deviation itself is wanted.",
    "std = √(2 / (n_in + n_out)), not √(6 / (n_in + n_out))",
    drawn(lambda n_out, n_in: (6 / (n_in + n_out)) ** 0.5),
    "xavier_normal",
)
wrong(
    "xavier_product",
    "You multiplied n_in by n_out. Their sum is meant: the rule divides by their mean.",
    "std = √(2 / (n_in + n_out)), not √(2 / (n_in n_out))",
    drawn(lambda n_out, n_in: (2 / (n_in * n_out)) ** 0.5),
    "xavier_normal",
)
wrong(
    "xavier_bracket",
    "The brackets round the sum are missing, so only n_in divides and n_out is added afterwards.",
    "std = √(2 / (n_in + n_out)), not √(2 / n_in + n_out)",
    drawn(lambda n_out, n_in: (2 / n_in + n_out) ** 0.5),
    "xavier_normal",
)
