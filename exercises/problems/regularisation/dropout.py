"""Inverted dropout, with the mask given: forward in both modes, and backward."""

import numpy as np

from nnkit.grading import Problem
from nnkit.grading.checks import as_array


class Inverted:
    """The right layer, and the frame of the wrong ones: each changes one of its parts."""

    def __init__(self, p):
        self.p, self.mask = p, None

    def forward(self, a, mask, training=True):
        if not training:
            return self.evaluated(a, mask)
        self.keep(mask)
        return self.thinned(a, self.mask)

    def backward(self, delta):
        return self.thinned(delta, self.mask)

    def keep(self, mask):
        self.mask = mask

    def thinned(self, values, mask):
        return np.where(mask, values, 0.0) * (1 / (1 - self.p))

    def evaluated(self, a, mask):
        return np.array(a)


dropout = Problem(
    id="regularisation.dropout",
    title="Dropout",
    concept=19,
    points=4,
    kind="class",
    names=("Dropout",),
    reference={"Dropout": Inverted},
    hints=(
        "Each entry survives with probability 1 − p. By what must the survivors be multiplied so that, on "
        "average, every entry comes out as it went in? And what is left to correct in evaluation?",
        "`a`, `mask`, `delta` and both results have one shape, (N, n); p is a single number. `backward` gets "
        "no mask, so `forward` must store it on `self`.",
        "In training multiply by the mask, entry by entry, and divide by the probability of keeping. The "
        "derivative of that with respect to a is the same factor once more; delta gets it too.",
    ),
)


def mask_of(case, N, n, p):
    """Draw a mask (N, n) of 0 and 1 that keeps another share than 1 − p, in all and in some row."""
    while True:
        mask = (case.rng.random((N, n)) >= p).astype(float)
        if mask.min() < mask.max() and abs(mask.mean() - (1 - p)) > 0.02:
            return mask


def sizes(N, n, p):
    return {"the batch size": N, "the number of units": n, "1 − p": 1 - p, "p": p}


def expect_forward(case, layer, a, mask, p):
    """Compare the result in training; say so if it follows another mask than the one that was given."""
    got, want = layer.forward(a, mask), Inverted(p).forward(a, mask)
    out = as_array(got)
    if out is not None and out.shape == a.shape:
        kept = out != 0
        other = not np.array_equal(kept, mask == 1) and not kept.all()
        other = other and np.allclose(out, np.where(kept, a, 0) / (1 - p))
        text = (
            "You keep and drop other entries than `mask` says. The mask is drawn by the caller: use it as it "
            "comes in, 1 keeps and 0 drops."
        )
        case.require(not other, text, at="forward(a, mask)")
    case.expect("forward(a, mask)", got, want, inputs=(a, mask), factors=sizes(*a.shape, p))


@dropout.check("one sample in training")
def dropout_worked(learner, case):
    a, mask = np.array([[1.0, 2.0, 3.0, 4.0]]), np.array([[1.0, 0.0, 1.0, 1.0]])
    expect_forward(case, learner.new("Dropout", 0.2), a, mask, 0.2)


@dropout.check("batches in training")
def dropout_batch(learner, case):
    for N, n, p in ((4, 5, 0.25), (3, 3, 0.6), (5, 2, 0.5)):
        a, mask = case.rng.standard_normal((N, n)), mask_of(case, N, n, p)
        expect_forward(case, learner.new("Dropout", p), a, mask, p)


@dropout.check("evaluation: nothing happens")
def dropout_evaluation(learner, case):
    a, mask = case.rng.standard_normal((4, 3)), mask_of(case, 4, 3, 0.4)
    layer = learner.new("Dropout", 0.4)
    layer.forward(a, mask)  # what training makes of it tells two mistakes in evaluation apart
    for given in (mask, None):
        got = layer.forward(a, given, training=False)
        case.expect("forward(a, mask, training=False)", got, a, factors=sizes(4, 3, 0.4))


@dropout.check("the gradient")
def dropout_backward(learner, case):
    for N, n, p in ((4, 5, 0.25), (3, 3, 0.6)):
        layer, mask = learner.new("Dropout", p), mask_of(case, N, n, p)
        a, delta = case.rng.standard_normal((2, N, n))
        expect_forward(case, layer, a, mask, p)
        expect_backward(case, layer, delta, mask, p)


@dropout.check("two layers side by side, a new mask in every forward")
def dropout_again(learner, case):
    layer, other = learner.new("Dropout", 0.3), learner.new("Dropout", 0.6)
    for N in (4, 4, 3):
        mask = mask_of(case, N, 5, 0.3)
        a, delta = case.rng.standard_normal((2, N, 5))
        expect_forward(case, layer, a, mask, 0.3)
        expect_forward(case, other, a, 1 - mask, 0.6)
        expect_backward(case, layer, delta, mask, 0.3)
    case.expect_unchanged(learner)


def expect_backward(case, layer, delta, mask, p):
    """Compare ∂L/∂a_prev, that is the diagonal Jacobian of the layer times delta."""
    want = np.einsum("ni,ni->ni", delta, mask) / (1 - p)
    case.expect(
        "backward(delta)", layer.backward(delta), want, inputs=(delta,), factors=sizes(*delta.shape, p)
    )
