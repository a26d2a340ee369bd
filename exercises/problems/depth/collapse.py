"""Two affine layers with nothing between them are one."""

import numpy as np

from nnkit.grading import Problem

from .shared import B1, B2, W1, W2, expect_both, layer


def right_collapse(W1, b1, W2, b2):
    """Read the map off: its value at 0 is b, and what each input adds to it is a column of W."""
    b = (W2 * b1).sum(axis=1) + b2
    columns = [(W2 * (b1 + W1[:, i])).sum(axis=1) + b2 - b for i in range(W1.shape[1])]
    return np.stack(columns, axis=1), b


collapse_ = Problem(
    id="depth.collapse",
    title="Two layers, one map",
    concept=15,
    points=3,
    kind="function",
    names=("collapse",),
    reference={"collapse": right_collapse},
    hints=(
        "Write the second layer down, put the first one in the place of its input, and multiply out. What "
        "stands before x is W; what stands alone is b.",
        "W1 is (n1, n0) and W2 is (n2, n1). The product that has n1 in its middle is (n2, n0), as W must be. "
        "b1, of shape (n1,), becomes (n2,) only by going through W2.",
        "z = W2 (W1 x + b1) + b2. For one sample as a column this is how the layers stack, so W is a product "
        "of the two matrices, the later layer in front, and b is W2 applied to b1, with b2 on top.",
    ),
)


def expect_collapse(learner, case, *layers):
    W, b = right_collapse(*layers)
    expect_both(case, "collapse", learner.collapse(*layers), {"W": W, "b": b})


@collapse_.check("square matrices, whose order matters")
def collapse_square(learner, case):
    expect_collapse(learner, case, *layer(case, 3, 3), *layer(case, 3, 3))


@collapse_.check("the worked example, without its ReLU")
def collapse_worked(learner, case):
    expect_collapse(learner, case, W1, B1, W2, B2)


@collapse_.check("layers of different sizes")
def collapse_oblong(learner, case):
    for n0, n1, n2 in ((3, 5, 2), (4, 2, 3), (1, 4, 1)):
        expect_collapse(learner, case, *layer(case, n0, n1), *layer(case, n1, n2))


@collapse_.check("right, and the layers left as they were")
def collapse_unchanged(learner, case):
    expect_collapse(learner, case, *layer(case, 2, 4), *layer(case, 4, 2))
    case.expect_unchanged(learner)
