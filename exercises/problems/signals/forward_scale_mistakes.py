"""What goes wrong in measuring a signal layer by layer."""

import numpy as np

from nnkit.activations import ACTIVATIONS

from .forward_scale import forward_scale, layer_by_layer, right_norms, rms


def wrong(id, sentence, formula, program):
    program.__name__ = "signal_norms"
    forward_scale.misconception(id, sentence, formula)(program)


wrong(
    "length",
    "You returned the length, the root of the sum of squares. It grows with the batch and the width; divide "
    "by the number of entries under the root, and layers can be compared.",
    "√(mean of a²), not √(sum of a²)",
    layer_by_layer(lambda a: float(np.linalg.norm(a))),
)
wrong(
    "divided_outside",
    "You divided the length by the number of entries. That number belongs under the root, with the sum of "
    "squares.",
    "√(Σ a² / n), not √(Σ a²) / n",
    layer_by_layer(lambda a: float(np.linalg.norm(a) / a.size)),
)
wrong(
    "no_root",
    "This is the mean of the squares. Take its root, so that it is as large as a typical entry.",
    "√(mean of a²), not mean of a²",
    layer_by_layer(lambda a: float(np.mean(a**2))),
)
wrong(
    "deviation",
    "You returned the standard deviation, which takes the mean off first. ReLU's outputs are not centred, "
    "and what the next layer feels is their second moment.",
    "√(mean of a²), not √(mean of (a − ā)²)",
    layer_by_layer(lambda a: float(np.std(a))),
)
wrong(
    "mean_size",
    "You returned the mean of |a|. The root of the mean of squares gives large entries more weight, as the "
    "sum in the next layer does.",
    "√(mean of a²), not mean of |a|",
    layer_by_layer(lambda a: float(np.mean(np.abs(a)))),
)
wrong(
    "by_sample",
    "You took the root for each sample and averaged the roots. All entries of the layer go under one root.",
    "√(mean over n and j of a²), not mean over n of √(mean over j of a²)",
    layer_by_layer(lambda a: float(np.sqrt((a**2).mean(axis=1)).mean())),
)
wrong(
    "sum_over_units",
    "You divided by the number of samples only, and summed over the units. A wide layer then looks louder "
    "than a narrow one.",
    "√(Σ a² / (N n_out)), not √(Σ a² / N)",
    layer_by_layer(lambda a: float(np.sqrt((a**2).sum() / len(a)))),
)
wrong(
    "plain_mean",
    "Square first, then take the mean: positive and negative entries must not cancel.",
    "√(mean of a²), not |mean of a|",
    layer_by_layer(lambda a: float(np.abs(np.mean(a)))),
)
wrong(
    "pre_activations",
    "You measured z, before φ. The signal that the next layer receives is the activation.",
    "rms of a = φ(z), not of z",
    layer_by_layer(step=lambda z, a: z),
)
wrong(
    "no_phi",
    "You left φ out, so the layers are linear whatever `phi` says. Apply it to z before you measure and hand "
    "on.",
    "a_l = φ(W_l a_(l−1)), not W_l a_(l−1)",
    layer_by_layer(name="identity"),
)
wrong(
    "always_relu",
    "You always apply ReLU. The string `phi` says which of the three it is.",
    "φ is relu, tanh or identity, as given",
    layer_by_layer(name="relu"),
)


def signal_norms(x, Ws, phi):
    return right_norms(x, Ws, phi)[1:]


wrong(
    "no_x",
    "The size of x itself is missing at the front of the list. With it one can see what the first layer did.",
    "[rms(x), rms(a_1), …, rms(a_L)]",
    signal_norms,
)


def signal_norms(x, Ws, phi):
    return [size / rms(x) for size in right_norms(x, Ws, phi)]


wrong(
    "relative",
    "You divided every size by that of x. The sizes themselves are asked for.",
    "[rms(x), rms(a_1), …, rms(a_L)]",
    signal_norms,
)


def signal_norms(x, Ws, phi):
    return right_norms(x, Ws, phi)[:2]


wrong(
    "first_layer_only",
    "Your list ends after the first layer. Is there a `return` inside the loop?",
    "[rms(x), rms(a_1), …, rms(a_L)]",
    signal_norms,
)


def signal_norms(x, Ws, phi):
    return right_norms(x, Ws, phi)[:-1]


wrong(
    "no_last",
    "The last layer is missing: you measured what goes into each layer, and not what comes out of the last.",
    "[rms(x), rms(a_1), …, rms(a_L)]",
    signal_norms,
)


def signal_norms(x, Ws, phi):
    return right_norms(x, Ws, phi)[-1]


wrong(
    "only_last",
    "You returned the last number only. Collect one for x and one for each layer, in a list.",
    "[rms(x), rms(a_1), …, rms(a_L)]",
    signal_norms,
)


def signal_norms(x, Ws, phi):
    a, sizes = x, [rms(x)]
    for l, W in enumerate(Ws, start=1):
        z = a @ W.T
        a = z if l == len(Ws) else ACTIVATIONS[phi](z)
        sizes.append(rms(a))
    return sizes


wrong(
    "last_linear",
    "You left φ out of the last layer. Many networks end so, but here every layer has its activation.",
    "a_L = φ(z_L)",
    signal_norms,
)


def signal_norms(x, Ws, phi):
    a, sizes = x, [rms(x)]
    for W in Ws:
        a = ACTIVATIONS[phi](a @ W)
        sizes.append(rms(a))
    return sizes


wrong(
    "not_transposed",
    "You multiplied by W instead of its transpose. W has a row for each unit, (n_out, n_in), so the batch "
    "meets `W.T`.",
    "z = a Wᵀ, not a W",
    signal_norms,
)


def signal_norms(x, Ws, phi):
    return [rms(x), *(rms(ACTIVATIONS[phi](x @ W.T)) for W in Ws)]


wrong(
    "not_chained",
    "Each of your layers reads x itself. From the second on, a layer reads the activation of the one before.",
    "a_l = φ(W_l a_(l−1)), not φ(W_l x)",
    signal_norms,
)
