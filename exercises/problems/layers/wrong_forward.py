"""Wrong forward passes: a list that holds something else, a layer that reads something else."""

from nnkit.activations import identity, relu

from .forward import forward_
from .shared import right_dense


def walk(x, Ws, bs, phi=relu, last=identity, affine=right_dense, read=lambda z, a: a):
    """Go through the layers with one of the steps exchanged; ``read`` is what the next layer gets."""
    zs, activations, into = [], [x], x
    for W, b in zip(Ws, bs, strict=True):
        z = affine(into, W, b)
        a = last(z) if len(zs) + 1 == len(Ws) else phi(z)
        zs, activations, into = [*zs, z], [*activations, a], read(z, a)
    return zs, activations


@forward_.misconception(
    "zs_hold_a",
    "Your `zs` hold the values after ReLU, which has wiped out the sign that the backward pass needs. Keep z "
    "before it bends, and give ReLU a new array: in place it overwrites what the list holds.",
    "zs = z_1, …, z_L and a_l = max(z_l, 0)",
)
def forward(x, Ws, bs):
    _, activations = walk(x, Ws, bs)
    return activations[1:], activations


@forward_.misconception(
    "activations_hold_z",
    "The layers read the right numbers, but `activations` holds the values before ReLU. Append a, which the "
    "next layer reads.",
    "activations = x, a_1, …, a_L",
)
def forward(x, Ws, bs):
    zs, _ = walk(x, Ws, bs)
    return zs, [x, *zs]


@forward_.misconception(
    "reads_z",
    "The activations are right for their z, but the next layer read z. What a layer passes on is a, after "
    "ReLU.",
    "z_(l+1) = a_l W_(l+1)ᵀ + b_(l+1), not z_l W_(l+1)ᵀ + b_(l+1)",
)
def forward(x, Ws, bs):
    return walk(x, Ws, bs, read=lambda z, a: z)


@forward_.misconception(
    "reads_x",
    "Every layer read x. Only the first one does: each later layer reads the activation of the layer before "
    "it.",
    "z_l = a_(l−1) W_lᵀ + b_l, with a_0 = x",
)
def forward(x, Ws, bs):
    return walk(x, Ws, bs, read=lambda z, a: x)


@forward_.misconception(
    "without_x",
    "Your `activations` lack x at the beginning. The backward pass needs it: dW of the first layer is δᵀ x.",
    "activations = x, a_1, …, a_L",
)
def forward(x, Ws, bs):
    zs, activations = walk(x, Ws, bs)
    return zs, activations[1:]


@forward_.misconception(
    "without_output",
    "Your `activations` stop before the output. The last layer has an activation too, equal to its z.",
    "activations = x, a_1, …, a_L",
)
def forward(x, Ws, bs):
    zs, activations = walk(x, Ws, bs)
    return zs, activations[:-1]


@forward_.misconception(
    "last_layer_missing",
    "You went through the hidden layers and stopped. The last layer, the linear one, is still to come.",
    "l = 1 … L, not 1 … L − 1",
)
def forward(x, Ws, bs):
    zs, activations = walk(x, Ws, bs)
    return zs[:-1], activations[:-1]


@forward_.misconception(
    "exchanged",
    "The two lists come in the other order. First the pre-activations, then the activations.",
    "(z_1 … z_L), (x, a_1 … a_L)",
)
def forward(x, Ws, bs):
    return walk(x, Ws, bs)[::-1]


@forward_.misconception(
    "backwards",
    "Both lists run backwards, from the output to x. Let them grow at the end: the first layer comes first, "
    "and x before its activation.",
    "(z_1 … z_L), (x, a_1 … a_L)",
)
def forward(x, Ws, bs):
    zs, activations = walk(x, Ws, bs)
    return zs[::-1], activations[::-1]


@forward_.misconception(
    "output_only",
    "You returned the output alone. It is right, but the backward pass will ask for every z and a on the "
    "way: return the two lists.",
    "(z_1 … z_L), (x, a_1 … a_L), not a_L",
)
def forward(x, Ws, bs):
    return walk(x, Ws, bs)[1][-1]


@forward_.misconception(
    "not_transposed",
    "You multiplied by W without transposing it, and where a layer has as many units as inputs nothing "
    "complains. Use `dense_forward`, which transposes it.",
    "z_l = a_(l−1) W_lᵀ + b_l, not a_(l−1) W_l + b_l",
)
def forward(x, Ws, bs):
    return walk(x, Ws, bs, affine=lambda a, W, b: a @ W + b)


@forward_.misconception(
    "no_bias",
    "The biases are missing. Layer l adds its own b to every row.",
    "z_l = a_(l−1) W_lᵀ + b_l, not a_(l−1) W_lᵀ",
)
def forward(x, Ws, bs):
    return walk(x, Ws, bs, affine=lambda a, W, b: right_dense(a, W, 0 * b))


@forward_.misconception(
    "first_bias_only",
    "Only the first layer adds its bias. Every layer has a b of its own.",
    "z_l = a_(l−1) W_lᵀ + b_l for every l",
)
def forward(x, Ws, bs):
    return walk(x, Ws, [bs[0], *(0 * b for b in bs[1:])])


@forward_.misconception(
    "first_weights_again",
    "Every layer used the first weights and biases. Layer l has its own: does the loop use its index?",
    "z_l = a_(l−1) W_lᵀ + b_l, not a_(l−1) W_1ᵀ + b_1",
)
def forward(x, Ws, bs):
    return walk(x, [Ws[0]] * len(Ws), [bs[0]] * len(bs))
