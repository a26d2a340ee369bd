"""What the problems of this set share: worked numbers, drawn layers, and two results that come together."""

import numpy as np

from nnkit.grading.checks import same_value

# worked example a, whose two layers collapse in example b
W1, B1 = np.array([[1.0, -2.0], [0.0, 3.0]]), np.array([-1.0, 2.0])
W2, B2 = np.array([[2.0, -1.0]]), np.array([0.5])


def layer(case, n_in, n_out):
    """Draw W (n_out, n_in) and b (n_out,), no entry near 0."""
    W = case.rng.uniform(0.3, 1.7, (n_out, n_in)) * case.rng.choice([-1.0, 1.0], (n_out, n_in))
    return W, case.rng.permutation(np.linspace(-1.6, 1.9, n_out)) + 0.07


def expect_both(case, function, got, want):
    """Compare two results that come together; ``want`` maps their names to the right values, in order."""
    together = isinstance(got, list) and len(got) == 2
    text = f"`{function}` must return two results, {' and '.join(want)}, in this order."
    case.require(together, text, kind="structure", at=function)
    exchanged = all(same_value(*both) for both in zip(got, list(want.values())[::-1], strict=True))
    text = f"`{function}` returns the right two results in the other order: first {' and then '.join(want)}."
    case.require(not exchanged, text, kind="structure", at=function)
    for one, (name, right) in zip(got, want.items(), strict=True):
        case.expect(name, one, right)
