"""What goes wrong between tanh and the sigmoid, each slip as the numbers that it gives."""

import numpy as np

from nnkit.activations import sigmoid

from .tanh import right, tanh_


@tanh_.slip(
    "not_doubled",
    "You took the sigmoid at x. tanh rises more steeply: the identity reads it at 2x.",
    "s = σ(2x), not σ(x)",
)
def slip(given):
    return {"s": sigmoid(given["x"])}


@tanh_.slip(
    "sign",
    "This is σ(−2x): the sign in the exponent is flipped. For positive x, s lies above 0.5.",
    "σ(2x) = 1 / (1 + e^(−2x))",
)
def slip(given):
    return {"s": sigmoid(-2 * given["x"])}


@tanh_.slip(
    "doubled_outside",
    "You doubled the sigmoid instead of its argument. Inside the brackets comes first.",
    "s = σ(2x), not 2σ(x)",
)
def slip(given):
    return {"s": 2 * sigmoid(given["x"])}


@tanh_.slip(
    "no_shift",
    "You doubled s and stopped. That runs from 0 to 2; taking 1 off centres it at 0.",
    "a = 2s − 1, not 2s",
)
def slip(given):
    return {"a": 2 * right(given)["s"]}


@tanh_.slip(
    "no_stretch",
    "You shifted s without doubling it first, so a runs from −1 to 0 only.",
    "a = 2s − 1, not s − 1",
)
def slip(given):
    return {"a": right(given)["s"] - 1}


@tanh_.slip(
    "a_at_half",
    "This is 2σ(x) − 1, which is tanh(x/2). Use the s from above, taken at 2x.",
    "a = 2σ(2x) − 1, not 2σ(x) − 1",
)
def slip(given):
    return {"a": np.tanh(given["x"] / 2)}


@tanh_.slip(
    "ds_at_x",
    "This is the slope of the sigmoid at x. The chain rule asks for it where s was read off: at 2x.",
    "ds = σ′(2x), not σ′(x)",
)
def slip(given):
    return {"ds": sigmoid.prime(given["x"])}


@tanh_.slip(
    "ds_from_a",
    "You put the activation of tanh into the sigmoid's rule. That rule wants s, the sigmoid's own output.",
    "ds = s (1 − s), not a (1 − a)",
)
def slip(given):
    a = right(given)["a"]
    return {"ds": a * (1 - a)}


@tanh_.slip(
    "ds_from_x",
    "You put 2x itself into the rule. It is written in the output: s, not the number that went in.",
    "ds = s (1 − s), not 2x (1 − 2x)",
)
def slip(given):
    return {"ds": 2 * given["x"] * (1 - 2 * given["x"])}


@tanh_.slip(
    "ds_like_tanh",
    "You used 1 − s², the rule of tanh. At this step the slope of the sigmoid is asked for.",
    "ds = s (1 − s), not 1 − s²",
)
def slip(given):
    return {"ds": 1 - right(given)["s"] ** 2}


@tanh_.slip(
    "one_factor",
    "You counted one 2. There are two of them: one stands before σ, the other comes out of 2x when the "
    "inside is differentiated.",
    "d/dx f(g(x)) = f′(g(x)) · g′(x), here with g(x) = 2x",
)
def slip(given):
    return {"factor": 2.0}


@tanh_.slip(
    "no_factor",
    "You let both factors 2 go. Differentiate the outside, then the inside, and multiply.",
    "d/dx f(g(x)) = f′(g(x)) · g′(x), here with g(x) = 2x",
)
def slip(given):
    return {"factor": 1.0}


@tanh_.slip(
    "chained_sum",
    "You subtracted the 1 here as well. A constant has slope 0: it shifts the curve and leaves its slope.",
    "d/dx [f(x) − 1] = f′(x)",
)
def slip(given):
    return {"factor": 3.0}


@tanh_.slip(
    "not_squared",
    "You took 1 − a. Without the square a negative a would give a slope above 1, and tanh is never steeper "
    "than 1.",
    "tanh′(x) = 1 − a², not 1 − a",
)
def slip(given):
    return {"slope": 1 - right(given)["a"]}


@tanh_.slip(
    "from_x",
    "You squared x. The formula is written in the activation: a = tanh(x).",
    "tanh′(x) = 1 − a², not 1 − x²",
)
def slip(given):
    return {"slope": 1 - given["x"] ** 2}


@tanh_.slip(
    "twice",
    "You applied tanh to a, which is an activation already. Its square is all that is needed.",
    "tanh′(x) = 1 − a², not 1 − tanh(a)²",
)
def slip(given):
    return {"slope": 1 - np.tanh(right(given)["a"]) ** 2}


@tanh_.slip(
    "like_sigmoid",
    "a(1 − a) is the slope of the sigmoid. tanh has a rule of its own.",
    "tanh′(x) = 1 − a², not a (1 − a)",
)
def slip(given):
    a = right(given)["a"]
    return {"slope": a * (1 - a)}


@tanh_.slip(
    "slope_sign",
    "This is a² − 1, which is negative. tanh rises everywhere, so its slope is positive.",
    "tanh′(x) = 1 − a², not a² − 1",
)
def slip(given):
    return {"slope": right(given)["a"] ** 2 - 1}


@tanh_.slip(
    "slope_is_ds",
    "This is ds once more, the slope of the sigmoid at 2x. The chain rule multiplies it by both factors 2, "
    "and then it equals 1 − a².",
    "tanh′(x) = 4 σ′(2x) = 1 − a²",
)
def slip(given):
    return {"slope": right(given)["ds"]}


@tanh_.slip(
    "inner_only",
    "This is 2 ds, half of the slope. Both factors 2 of the chain rule belong in it, and then it equals "
    "1 − a².",
    "tanh′(x) = 4 σ′(2x) = 1 − a²",
)
def slip(given):
    return {"slope": 2 * right(given)["ds"]}
