"""What goes wrong with the rules for the first weights."""

import numpy as np

from .initialisers import drawn, initialisers, right_he, right_xavier


def wrong(id, sentence, formula, program, name):
    """Add a misconception about one of the two functions."""
    program.__name__ = name
    initialisers.misconception(id, sentence, formula)(program)


# what goes wrong with either rule: its name, the right program, and 2 / variance
RULES = (
    ("he_normal", right_he, "n_in", lambda n_out, n_in: n_in),
    ("xavier_normal", right_xavier, "(n_in + n_out)", lambda n_out, n_in: n_in + n_out),
)
for rule, right, under, fan in RULES:
    id, std = rule.removesuffix("_normal"), f"std = √(2 / {under})"
    wrong(
        f"{id}_variance",
        f"`{rule}` passes the variance where `normal` wants the standard deviation: the root is missing.",
        f"{std}, not 2 / {under}",
        drawn(lambda n_out, n_in, fan=fan: 2 / fan(n_out, n_in)),
        rule,
    )
    wrong(
        f"{id}_unscaled",
        f"`{rule}` draws with standard deviation 1, whatever the size of the layer. With 100 inputs of size "
        "1, z then has a standard deviation of 10.",
        f"{std}, not 1",
        drawn(lambda n_out, n_in: 1),
        rule,
    )
    wrong(
        f"{id}_as_mean",
        f"`{rule}` draws around the standard deviation: the first argument of `normal` is the mean. It "
        "should be 0, and the standard deviation comes second.",
        f"W ~ N(0, 2 / {under}), not N(√(2 / {under}), 1)",
        lambda n_out, n_in, seed, fan=fan: (
            (2 / fan(n_out, n_in)) ** 0.5 + np.random.default_rng(seed).standard_normal((n_out, n_in))
        ),
        rule,
    )
    wrong(
        f"{id}_one_seed",
        f"`{rule}` makes its generator from a fixed number instead of `seed`, so that every layer of one "
        "shape gets the same weights.",
        f"W ~ N(0, 2 / {under}), drawn from the given seed",
        lambda n_out, n_in, seed, right=right: right(n_out, n_in, 0),
        rule,
    )
    wrong(
        f"{id}_legacy",
        f"`{rule}` draws from NumPy's older generator (`np.random.seed`, `np.random.randn`). A "
        "generator of its own is asked for, made by `np.random.default_rng(seed)`.",
        f"W ~ N(0, 2 / {under}), drawn by np.random.default_rng(seed)",
        lambda n_out, n_in, seed, fan=fan: (
            (2 / fan(n_out, n_in)) ** 0.5 * np.random.RandomState(seed).standard_normal((n_out, n_in))
        ),
        rule,
    )
    wrong(
        f"{id}_uniform",
        f"`{rule}` draws from a uniform distribution. A normal one is asked for.",
        f"W ~ N(0, 2 / {under}), not U(−√(6 / {under}), √(6 / {under}))",
        lambda n_out, n_in, seed, fan=fan: (
            (6 / fan(n_out, n_in)) ** 0.5 * np.random.default_rng(seed).uniform(-1, 1, (n_out, n_in))
        ),
        rule,
    )
    wrong(
        f"{id}_row_by_row",
        f"`{rule}` gives every unit the same weights: its generator is made anew for each row. Units that "
        "begin alike stay alike.",
        "W drawn as (n_out, n_in), by one generator",
        lambda n_out, n_in, seed, fan=fan: np.tile(
            (2 / fan(n_out, n_in)) ** 0.5 * np.random.default_rng(seed).standard_normal(n_in), (n_out, 1)
        ),
        rule,
    )
    wrong(
        f"{id}_transposed",
        f"`{rule}` has its axes exchanged. W has a row for each unit, (n_out, n_in), and z is x @ W.T.",
        "W ∈ ℝ^(n_out × n_in)",
        lambda n_out, n_in, seed, fan=fan: (
            (2 / fan(n_out, n_in)) ** 0.5 * np.random.default_rng(seed).standard_normal((n_in, n_out))
        ),
        rule,
    )
    wrong(
        f"{id}_turned",
        f"`{rule}` has the right shape, but it draws (n_in, n_out) numbers and turns them round, so that "
        "they come in another order. Draw (n_out, n_in) at once.",
        "W drawn as (n_out, n_in), row by row",
        lambda n_out, n_in, seed, fan=fan: (
            (2 / fan(n_out, n_in)) ** 0.5 * np.random.default_rng(seed).standard_normal((n_in, n_out)).T
        ),
        rule,
    )

wrong(
    "he_is_lecun",
    "This is LeCun's rule, which keeps the size of a signal if nothing is cut off. ReLU silences half of it, "
    "and He's 2 makes up for that.",
    "std = √(2 / n_in), not √(1 / n_in)",
    drawn(lambda n_out, n_in: n_in**-0.5),
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
    "he_root_below",
    "The root reaches only the denominator: the 2 belongs under it as well.",
    "std = √(2 / n_in), not 2 / √n_in",
    drawn(lambda n_out, n_in: 2 / n_in**0.5),
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
