"""Slips with the gradients of chains."""

from .gradient_flow import SLOPE, gradient_flow, right_answers


@gradient_flow.slip(
    "plain_sum",
    "You added the slopes. Along a chain they are multiplied, one factor for each layer.",
    "∂a_k/∂a_0 = s · s · … · s = s^k, not k s",
)
def slip(given):
    return {"plain": given["k"] * given["s"]}


@gradient_flow.slip(
    "plain_one_less",
    "A factor is missing: k layers have k slopes.",
    "∂a_k/∂a_0 = s^k, not s^(k − 1)",
)
def slip(given):
    return {"plain": given["s"] ** (given["k"] - 1)}


@gradient_flow.slip(
    "plain_one_more",
    "There's a factor too many: from a_0 to a_k there are k layers, and k slopes.",
    "∂a_k/∂a_0 = s^k, not s^(k + 1)",
)
def slip(given):
    return {"plain": given["s"] ** (given["k"] + 1)}


@gradient_flow.slip(
    "plain_exchanged",
    "You exchanged base and exponent. The slope is multiplied with itself, k times.",
    "s^k, not k^s",
)
def slip(given):
    return {"plain": given["k"] ** given["s"]}


@gradient_flow.slip(
    "one_way_around",
    "That's a single way around all k layers together. Here every layer has its own, so every factor gains "
    "1.",
    "(1 + s)^k, not 1 + s^k",
)
def slip(given):
    return {"residual": 1 + given["s"] ** given["k"]}


@gradient_flow.slip(
    "first_order",
    "That's how the product begins, 1 + k s + …. The paths through two and more layers are missing.",
    "(1 + s)^k, not 1 + k s",
)
def slip(given):
    return {"residual": 1 + given["k"] * given["s"]}


@gradient_flow.slip(
    "residual_sum",
    "You added the factors 1 + s. Along a chain they are multiplied.",
    "(1 + s)^k, not k (1 + s)",
)
def slip(given):
    return {"residual": given["k"] * (1 + given["s"])}


@gradient_flow.slip(
    "residual_one_less",
    "A factor is missing: k layers have k slopes, each 1 + s.",
    "(1 + s)^k, not (1 + s)^(k − 1)",
)
def slip(given):
    return {"residual": (1 + given["s"]) ** (given["k"] - 1)}


@gradient_flow.slip(
    "residual_minus",
    "You used 1 − s. What goes around is added to what goes through, and so are the two slopes, 1 and s.",
    "∂(x + s x)/∂x = 1 + s",
)
def slip(given):
    return {"residual": (1 - given["s"]) ** given["k"]}


@gradient_flow.slip(
    "residual_is_plain",
    "This is the plain chain once more. The way around adds 1 to the slope of each layer.",
    "(1 + s)^k, not s^k",
)
def slip(given):
    return {"residual": right_answers(given)["plain"]}


@gradient_flow.slip(
    "straight_is_one",
    "That's how much came straight through, and it is indeed 1, at any depth. The share is asked for: "
    "divide by all that arrived.",
    "straight = 1 / (1 + s)^k",
)
def slip(given):
    return {"straight": 1.0}


@gradient_flow.slip(
    "through_all",
    "That's the share of the path through every layer. The path asked for goes around every layer; each way "
    "around has slope 1.",
    "straight = 1^k / (1 + s)^k, not s^k / (1 + s)^k",
)
def slip(given):
    right = right_answers(given)
    return {"straight": right["plain"] / right["residual"]}


@gradient_flow.slip(
    "one_layer",
    "That's the share for a single layer. At each of the k layers the gradient is divided up anew.",
    "straight = 1 / (1 + s)^k, not 1 / (1 + s)",
)
def slip(given):
    return {"straight": 1 / (1 + given["s"])}


@gradient_flow.slip(
    "the_rest",
    "That's the share of all the other paths. Take it from 1.",
    "straight = 1 / (1 + s)^k, not 1 − 1 / (1 + s)^k",
)
def slip(given):
    return {"straight": 1 - right_answers(given)["straight"]}


@gradient_flow.slip(
    "by_paths",
    "You counted paths: one of 2^k goes straight. But paths through a layer carry a factor s less than 1, so "
    "they don't weigh the same.",
    "straight = 1 / (1 + s)^k, not 1 / 2^k",
)
def slip(given):
    return {"straight": 0.5 ** given["k"]}


@gradient_flow.slip(
    "value_for_slope",
    "You took 0.5, the value of the sigmoid at 0. Its slope there, the steepest it has, is half of that.",
    "max σ′ = σ(0) (1 − σ(0)) = 0.25, not σ(0)",
)
def slip(given):
    return {"squashed": (0.5 * given["w"]) ** given["m"]}


@gradient_flow.slip(
    "tanh",
    "You took 1 for the steepest slope. That's tanh; a sigmoid is four times flatter.",
    "max σ′ = 0.25, so (0.25 w)^m, not w^m",
)
def slip(given):
    return {"squashed": given["w"] ** given["m"]}


@gradient_flow.slip(
    "without_weights",
    "These are the slopes of the sigmoids alone. Each layer also multiplies by its weight w.",
    "(0.25 w)^m, not 0.25^m",
)
def slip(given):
    return {"squashed": SLOPE ** given["m"]}


@gradient_flow.slip(
    "weight_once",
    "The weight is in it only once. Each of the m layers has one: both factors are raised to the power m.",
    "(0.25 w)^m, not 0.25^m · w",
)
def slip(given):
    return {"squashed": SLOPE ** given["m"] * given["w"]}


@gradient_flow.slip(
    "slope_once",
    "The slope of the sigmoid is in it only once. Each of the m layers has one: both factors are raised to "
    "the power m.",
    "(0.25 w)^m, not 0.25 · w^m",
)
def slip(given):
    return {"squashed": SLOPE * given["w"] ** given["m"]}


@gradient_flow.slip(
    "sigmoid_sum",
    "You added the factors of the layers. Along a chain they are multiplied.",
    "(0.25 w)^m, not m · 0.25 w",
)
def slip(given):
    return {"squashed": SLOPE * given["w"] * given["m"]}
