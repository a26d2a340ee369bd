"""A network whose slopes are taken at the activation instead of the pre-activation."""

import numpy as np

from nnkit.grading import Problem

ORDER = ("z1", "a1", "z2", "loss", "delta2", "dW2", "db2", "delta1", "dW1", "db1")


def walk(slope, forward=np.tanh):
    """Make a program of the rule by which it finds tanh′ from z1, a1 and what comes back to them."""

    def gradients(x, y, W1, b1, W2, b2):
        z1 = np.einsum("nd,md->nm", x, W1) + b1
        a1 = forward(z1)
        z2 = np.einsum("nm,km->nk", a1, W2) + b2
        error = z2 - y
        delta2 = error / x.shape[0]
        back = np.einsum("nk,km->nm", delta2, W2)
        delta1 = slope(z1, a1, back)
        return {
            "z1": z1,
            "a1": a1,
            "z2": z2,
            "loss": 0.5 * np.square(error).sum() / x.shape[0],
            "delta2": delta2,
            "dW2": np.einsum("nk,nm->km", delta2, a1),
            "db2": np.einsum("nk->k", delta2),
            "delta1": delta1,
            "dW1": np.einsum("nm,nd->md", delta1, x),
            "db1": np.einsum("nm->m", delta1),
        }

    return gradients


right_gradients = walk(lambda z1, a1, back: back / np.cosh(z1) ** 2)

repair = Problem(
    id="activations.repair",
    title="The slope in the wrong place",
    concept=4,
    points=3,
    kind="repair",
    names=("gradients",),
    reference={"gradients": right_gradients},
    hints=(
        "The error comes back to the output of tanh and must pass through it, to the number that went in. "
        "At which number does the slope of tanh have to be taken?",
        "z1, a1 and delta1 all have shape (N, M), so no shape gives the mistake away. Look at what is handed "
        "to `tanh_prime`, and at what its argument is called in its own definition.",
        "`tanh_prime` applies tanh by itself, so it wants the pre-activation. Or do without it: with the "
        "activation at hand, the slope is 1 minus its square.",
    ),
)


def expect_gradients(case, got, want, N, M):
    """Compare everything, in the order in which it is computed."""
    case.require(
        isinstance(got, dict) and all(name in got for name in ORDER),
        "`gradients` must return the dict that it was given with, with all its ten entries.",
        kind="structure",
        at="gradients",
    )
    factors = {"the batch size": N, "the number of hidden units": M}
    for name in ORDER:
        case.expect(name, got[name], want[name], factors=factors)


def network(case, N, d, M, K, size=1.0):
    """Draw a batch and a network of d inputs, M hidden units and K outputs."""
    draw = case.rng.standard_normal
    weights = size * draw((M, d)), draw(M), draw((K, M)), draw(K)
    return draw((N, d)), draw((N, K)), *weights


@repair.check("two inputs, four units, one output")
def repair_oblong(learner, case):
    inputs = network(case, 5, 2, 4, 1)
    expect_gradients(case, learner.gradients(*inputs), right_gradients(*inputs), 5, 4)


@repair.check("three of everything")
def repair_square(learner, case):
    inputs = network(case, 3, 3, 3, 3)
    expect_gradients(case, learner.gradients(*inputs), right_gradients(*inputs), 3, 3)


@repair.check("saturated units, and the inputs left as they were")
def repair_saturated(learner, case):
    inputs = network(case, 6, 3, 2, 4, size=3.0)
    expect_gradients(case, learner.gradients(*inputs), right_gradients(*inputs), 6, 2)
    case.expect_unchanged(learner)


@repair.misconception(
    "as_given",
    "This is the code as it was given: tanh is applied to a1, which has been through tanh already.",
    "tanh′(z1) = 1 − tanh(z1)² = 1 − a1²",
    untouched=True,
)
def gradients(x, y, W1, b1, W2, b2):
    return walk(lambda z1, a1, back: back * (1 - np.tanh(a1) ** 2))(x, y, W1, b1, W2, b2)


def add(id, sentence, formula, slope, forward=np.tanh):
    repair.misconception(id, sentence, formula)(walk(slope, forward))


add(
    "no_slope",
    "You took the slope out altogether. The error then passes tanh as if it were the identity, even where "
    "the units are saturated.",
    "delta1 = (delta2 W2) ⊙ tanh′(z1)",
    lambda z1, a1, back: back,
)
add(
    "z_squared",
    "You have the right formula with the wrong number in it: 1 − a² wants the activation. 1 − z1² has no "
    "lower limit and even turns negative.",
    "tanh′(z1) = 1 − tanh(z1)², not 1 − z1²",
    lambda z1, a1, back: back * (1 - z1**2),
)
add(
    "sigmoid_slope",
    "a(1 − a) is the slope of the sigmoid. The hidden units here are tanh.",
    "σ′ = a (1 − a), and tanh′ is another",
    lambda z1, a1, back: back * a1 * (1 - a1),
)
add(
    "value",
    "You multiplied by the activation, the value of tanh. What passes the error back is its slope.",
    "delta1 = (delta2 W2) ⊙ tanh′(z1), not ⊙ tanh(z1)",
    lambda z1, a1, back: back * a1,
)
add(
    "not_squared",
    "The square is missing: 1 − a1 is above 1 for negative activations, and tanh is never steeper than 1.",
    "tanh′ = 1 − tanh², not 1 − tanh",
    lambda z1, a1, back: back * (1 - a1),
)
add(
    "of_the_error",
    "You took the slope at the error that comes back. It must be taken at z1, where the forward pass went "
    "through tanh.",
    "tanh′(z1), not tanh′(delta2 W2)",
    lambda z1, a1, back: 1 - np.tanh(back) ** 2,
)
add(
    "thrice",
    "Now tanh is applied once more than before. z1 went through it once, and that gave a1: count from there.",
    "tanh′(z1), not tanh′(tanh(a1))",
    lambda z1, a1, back: back * (1 - np.tanh(np.tanh(a1)) ** 2),
)
add(
    "divided",
    "You divided by the slope. On the way back the error is multiplied by it, so that a flat place lets "
    "nothing through.",
    "delta1 = (delta2 W2) ⊙ tanh′(z1)",
    lambda z1, a1, back: back / (1 - a1**2),
)
add(
    "both_slopes",
    "You added the right slope and left the wrong one in. The error passes one tanh, so one slope is "
    "multiplied in.",
    "delta1 = (delta2 W2) ⊙ tanh′(z1), once",
    lambda z1, a1, back: back * (1 - a1**2) * (1 - np.tanh(a1) ** 2),
)
add(
    "linear_forward",
    "You took tanh out of the forward pass, so that the slope fits a1 again. But now the network is linear: "
    "the forward pass was right, mend the backward one.",
    "a1 = tanh(z1)",
    lambda z1, a1, back: back * (1 - np.tanh(a1) ** 2),
    lambda z1: z1,
)
