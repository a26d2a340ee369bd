"""What the problems of this set share: the right answers, logits to try them on, and a batch of them."""

import numpy as np

from nnkit.activations import log_softmax
from nnkit.losses import SoftmaxCrossEntropy

right_loss = SoftmaxCrossEntropy()
WORKED = np.array([2.0, 1.0, 0.5])  # worked example e
CONFIDENT = np.array([5.0, 1.0, 0.5])
MIXED = np.array([-1.0, 0.5, 2.0])  # of both signs
LARGE = np.array([[1000.0, 1001.0, 1002.0], [1002.0, 0.0, -1000.0]])
FAR_APART = np.array(
    [[1000.0, 999.0, 998.0], [-1000.0, -1001.0, -999.0], [0.0, 1.0, 2.0], [-900.0, 50.0, 50.0]]
)


def right_logsumexp(s):
    return s.max(axis=-1) - log_softmax(s).max(axis=-1)


def batch(case, N, K):
    """Draw logits (N, K) and labels (N,), two of them alike: rows and labels cannot be confused."""
    classes = case.rng.permutation(K)[: min(N, K) - 1]
    return 2 * case.rng.standard_normal((N, K)), case.rng.permutation(classes[np.arange(N) % len(classes)])


def expect_each(case, what, function, right, cases):
    """Call the function with all the arguments, then compare: the more is asked, the less looks alike."""
    got = [function(*args) for args in cases]
    for args, value in zip(cases, got, strict=True):
        factors = sizes(*args[0].shape) if args[0].ndim == 2 else {}
        case.expect(what, value, right(*args), inputs=args, factors=factors)


def sizes(N, K):
    return {"the batch size": N, "the number of classes": K, "the number of entries": N * K}
