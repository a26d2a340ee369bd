"""How large the signal is, layer by layer."""

import numpy as np

from nnkit.activations import ACTIVATIONS
from nnkit.grading import Problem


def rms(a):
    return float(np.linalg.norm(a) / a.size**0.5)


def layer_by_layer(measure=rms, step=None, name=None):
    """Make a program that walks through the layers by ``step`` and measures what it finds."""

    def signal_norms(x, Ws, phi):
        act, a, sizes = ACTIVATIONS[name or phi], x, [measure(x)]
        for W in Ws:
            z = np.einsum("nd,md->nm", a, W)
            a = act(z)
            sizes.append(measure(a if step is None else step(z, a)))
        return sizes

    return signal_norms


right_norms = layer_by_layer()

forward_scale = Problem(
    id="signals.forward_scale",
    title="The size of a signal",
    concept=14,
    points=3,
    kind="function",
    names=("signal_norms",),
    reference={"signal_norms": right_norms},
    hints=(
        "Measure x, then go through the layers: compute the next activation, measure it, hand it on. One "
        "more number comes out than there are layers.",
        "x is (N, d), each W (n_out, n_in), and the activations (N, n_out). All N · n_out entries of a layer "
        "go into one number: the root of the mean of their squares.",
        "Begin a list with the size of x. In the loop, a becomes phi of `a @ W.T`; choose phi by comparing "
        "the string, or look it up in a dict of functions. For the size: square, `mean`, `np.sqrt`, in that "
        "order.",
    ),
)


def layers(case, N, *sizes, gain=1.5):
    """Draw a batch and the weights of a network of these sizes."""
    pairs = zip(sizes[1:], sizes, strict=False)
    return case.rng.standard_normal((N, sizes[0])), [
        gain / n_in**0.5 * case.rng.standard_normal((n_out, n_in)) for n_out, n_in in pairs
    ]


def expect_norms(learner, case, x, Ws, phi):
    got, want = learner.signal_norms(x, Ws, phi), right_norms(x, Ws, phi)
    case.require(
        isinstance(got, list | np.ndarray)
        and len(got) == len(want)
        and all(np.ndim(size) == 0 for size in got),
        f"`signal_norms` must return a list of {len(want)} numbers for {len(Ws)} layers: one for x, then one "
        "for each layer.",
        kind="structure",
        at="signal_norms(x, Ws, phi)",
    )
    factors = {"the batch size": len(x), "√N": len(x) ** 0.5}
    case.expect("signal_norms(x, Ws, phi)", got, want, factors=factors)


@forward_scale.check("one layer, identity")
def scale_identity(learner, case):
    expect_norms(learner, case, *layers(case, 5, 3, 2), "identity")


@forward_scale.check("relu: layers of several widths")
def scale_relu(learner, case):
    expect_norms(learner, case, *layers(case, 4, 3, 6, 5, 2, gain=2.5), "relu")
    expect_norms(learner, case, *layers(case, 3, 3, 3, 3, gain=2.5), "relu")


@forward_scale.check("tanh: four layers, the inputs left as they were")
def scale_tanh(learner, case):
    expect_norms(learner, case, *layers(case, 6, 4, 4, 4, 4, 4), "tanh")
    case.expect_unchanged(learner)


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
