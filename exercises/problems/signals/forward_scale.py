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
    """Compare the sizes one by one, from x on."""
    got, want = learner.signal_norms(x, Ws, phi), right_norms(x, Ws, phi)
    case.require(
        isinstance(got, list | np.ndarray)
        and len(got) == len(want)
        and all(np.ndim(size) == 0 for size in got),
        f"`signal_norms` must return a list of {len(want)} numbers here: one for x, then one for each layer, "
        f"of which there {'is 1' if len(Ws) == 1 else f'are {len(Ws)}'}.",
        kind="structure",
        at="signal_norms(x, Ws, phi)",
    )
    factors = {"the batch size": len(x), "√N": len(x) ** 0.5}
    for l, (mine, right) in enumerate(zip(got, want, strict=True)):
        what = f"the size after layer {l}, phi={phi!r}" if l else "the size of x"
        case.expect(what, mine, right, factors=factors)


@forward_scale.check("one layer, identity")
def scale_identity(learner, case):
    expect_norms(learner, case, *layers(case, 5, 3, 2), "identity")


@forward_scale.check("relu: layers of several widths")
def scale_relu(learner, case):
    expect_norms(learner, case, *layers(case, 6, 4, 4, 4, 4, gain=2.5), "relu")
    expect_norms(learner, case, *layers(case, 4, 3, 6, 5, 2, gain=2.5), "relu")


@forward_scale.check("tanh: four layers, the inputs left as they were")
def scale_tanh(learner, case):
    expect_norms(learner, case, *layers(case, 6, 4, 4, 4, 4, 4), "tanh")
    case.expect_unchanged(learner)
