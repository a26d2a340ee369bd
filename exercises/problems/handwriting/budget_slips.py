"""Slips in weighing a classifier: the side for the area, biases left out, the batch forgotten."""

from .budget import ARRAYS, BYTES, area, budget, layers, parameters, right_answers


def units(given):
    return given["M1"] + given["M2"] + given["K"]


def weights(given):
    return sum(n_in * n_out for n_in, n_out in layers(given))


@budget.slip(
    "side",
    "You counted one row of pixels. An image of side · side pixels, laid out in a row, gives that many "
    "inputs.",
    "d = side²",
)
def slip(given):
    return right_answers({**given, "side": given["side"] ** 0.5})  # whose square is taken for d


@budget.slip(
    "first_without_biases",
    "You counted the weights of the first layer. Each of its M1 units has a bias as well.",
    "(d + 1) M1, not d M1",
)
def slip(given):
    return {"first": area(given) * given["M1"]}


@budget.slip(
    "first_bias_of_inputs",
    "You gave each input a bias. It is the units that have one each, and there are M1 of them.",
    "d M1 + M1, not d M1 + d",
)
def slip(given):
    return {"first": area(given) * (given["M1"] + 1)}


@budget.slip(
    "first_with_the_next",
    "You went on to the second layer. The first ends with its M1 units: the weights from these to the next "
    "M2 belong to the second.",
    "(d + 1) M1, without M1 M2",
)
def slip(given):
    return {"first": (area(given) + 1) * given["M1"] + (given["M1"] + 1) * given["M2"]}


@budget.slip(
    "first_all",
    "These are the parameters of all three layers. Asked for are those of the first, between the image and "
    "the M1 units.",
    "(d + 1) M1, not (d + 1) M1 + (M1 + 1) M2 + (M2 + 1) K",
)
def slip(given):
    return {"first": parameters(given)}


@budget.slip(
    "first_for_each_image",
    "You counted the weights anew for every image of the batch. All images meet the same ones.",
    "(d + 1) M1, without the factor N",
)
def slip(given):
    return {"first": given["N"] * (area(given) + 1) * given["M1"]}


@budget.slip(
    "first_units",
    "This is the number of units. Each of them has a weight for every pixel, and a bias.",
    "(d + 1) M1, not M1",
)
def slip(given):
    return {"first": given["M1"]}


@budget.slip(
    "first_per_unit",
    "This is for a single unit. There are M1 of them, and none shares its weights with another.",
    "(d + 1) M1, not d + 1",
)
def slip(given):
    return {"first": area(given) + 1}


@budget.slip(
    "kept_one_image",
    "This is for a single image. In a batch every image has a z and an a of its own in every unit.",
    "N (d + 2 (M1 + M2 + K)), with the factor N",
)
def slip(given):
    return {"kept": right_answers(given)["kept"] // given["N"]}


@budget.slip(
    "kept_once",
    "You counted one number for each unit. Both are kept: z, which the slope of the activation is taken at, "
    "and a, which the next layer's gradient needs.",
    "N (d + 2 (M1 + M2 + K)), not N (d + M1 + M2 + K)",
)
def slip(given):
    return {"kept": given["N"] * (area(given) + units(given))}


@budget.slip(
    "kept_without_x",
    "You left the images out. The gradient of the first weights is delta1ᵀ x, so x is needed on the way "
    "back.",
    "N (d + 2 (M1 + M2 + K)), with the d inputs",
)
def slip(given):
    return {"kept": 2 * given["N"] * units(given)}


@budget.slip(
    "kept_x_twice",
    "You counted the images twice. An input has no pre-activation: x is there once, z and a belong to the "
    "layers.",
    "N (d + 2 (M1 + M2 + K)), not 2 N (d + M1 + M2 + K)",
)
def slip(given):
    return {"kept": 2 * given["N"] * (area(given) + units(given))}


@budget.slip(
    "kept_hidden_only",
    "You left out the output layer. It is a layer like the others, with a z and an a for each of the K "
    "classes.",
    "N (d + 2 (M1 + M2 + K)), with K",
)
def slip(given):
    return {"kept": given["N"] * (area(given) + 2 * (given["M1"] + given["M2"]))}


@budget.slip(
    "kept_bytes",
    "This is in bytes. For `kept`, numbers are asked for; `memory` is the one in bytes.",
    "N (d + 2 (M1 + M2 + K)) numbers, without the factor 4",
)
def slip(given):
    return {"kept": BYTES * right_answers(given)["kept"]}


@budget.slip(
    "kept_with_parameters",
    "You added the parameters. They are there whether or not an image comes by; forward keeps x, z and a.",
    "N (d + 2 (M1 + M2 + K)), without P",
)
def slip(given):
    return {"kept": right_answers(given)["kept"] + parameters(given)}


@budget.slip(
    "memory_four_times",
    "This is four times the number of parameters. Both fours are needed: four arrays as long as θ, and four "
    "bytes for each of their numbers.",
    "4 · 4 · P, not 4 · P",
)
def slip(given):
    return {"memory": BYTES * parameters(given)}


@budget.slip(
    "memory_parameters",
    "This is the number of parameters. Training holds four arrays of that length, and each number takes "
    "four bytes.",
    "4 · 4 · P, not P",
)
def slip(given):
    return {"memory": parameters(given)}


@budget.slip(
    "memory_no_averages",
    "You counted θ and its gradient. Adam keeps two running averages for every parameter besides: one of "
    "the gradient, one of its square.",
    "4 · (θ, gradient, m, v), four arrays and not two",
)
def slip(given):
    return {"memory": 2 * BYTES * parameters(given)}


@budget.slip(
    "memory_one_average",
    "One array is missing. Adam keeps two running averages, and θ and its gradient come on top of them.",
    "4 · (θ, gradient, m, v), four arrays and not three",
)
def slip(given):
    return {"memory": 3 * BYTES * parameters(given)}


@budget.slip(
    "memory_gradient_of_each",
    "You kept a gradient for each image. Backward adds them up at once, so there is a single one, as long "
    "as θ, however large the batch.",
    "the gradient has P numbers, not N · P",
)
def slip(given):
    return {"memory": BYTES * (ARRAYS - 1 + given["N"]) * parameters(given)}


@budget.slip(
    "memory_float64",
    "You took eight bytes for each number, as NumPy's usual float64 has. Four are given here.",
    "4 · 4 · P, not 4 · 8 · P",
)
def slip(given):
    return {"memory": 2 * BYTES * ARRAYS * parameters(given)}


@budget.slip(
    "memory_without_biases",
    "You counted the weights only. The biases are parameters too, with a gradient and averages of their own.",
    "P = (d + 1) M1 + (M1 + 1) M2 + (M2 + 1) K",
)
def slip(given):
    return {"memory": BYTES * ARRAYS * weights(given)}


@budget.slip(
    "memory_with_kept",
    "You added what forward keeps. `memory` asks for what is there besides: θ, its gradient and the two "
    "averages.",
    "4 · 4 · P, without x, z and a",
)
def slip(given):
    right = right_answers(given)
    return {"memory": right["memory"] + BYTES * right["kept"]}


@budget.slip(
    "widest_one_too_many",
    "With that many units the network has more parameters than the budget. Set the K output biases aside "
    "first, divide, and round down.",
    "M = ⌊(budget − K) / (d + 1 + K)⌋",
)
def slip(given):
    return {"widest": right_answers(given)["widest"] + 1}


@budget.slip(
    "widest_fraction",
    "There is no part of a unit. Round down: the next whole number would be over the budget.",
    "M = ⌊(budget − K) / (d + 1 + K)⌋",
)
def slip(given):
    return {"widest": (given["budget"] - given["K"]) / (area(given) + 1 + given["K"])}


@budget.slip(
    "widest_without_biases",
    "You counted weights only. Each hidden unit has a bias as well, and so has each output.",
    "M (d + 1 + K) + K ≤ budget, not M (d + K) ≤ budget",
)
def slip(given):
    return {"widest": given["budget"] // (area(given) + given["K"])}


@budget.slip(
    "widest_without_outputs",
    "You paid for what a hidden unit reads, but not for what reads it: every hidden unit has a weight to "
    "each of the K classes.",
    "M (d + 1 + K) + K ≤ budget, not M (d + 1) ≤ budget",
)
def slip(given):
    return {"widest": given["budget"] // (area(given) + 1)}
