"""A residual block, a = x + W2 relu(W1 x): forward, and the gradient that goes both ways."""

import numpy as np

from nnkit.grading import Problem


def hidden(x, W1):
    """Return where the hidden units are on, and their values."""
    z = np.einsum("nd,md->nm", x, W1)
    return np.heaviside(z, 0.0), np.where(z > 0, z, 0.0)


def right_forward(x, W1, W2):
    return np.einsum("dm,nm->nd", W2, hidden(x, W1)[1]) + x


def right_backward(delta, x, W1, W2):
    """Multiply by the Jacobian of each sample, I + W2 D W1."""
    on, h = hidden(x, W1)
    jacobian = np.eye(x.shape[1]) + np.einsum("im,nm,mj->nij", W2, on, W1)
    dW1 = np.einsum("ni,im,nm,nj->mj", delta, W2, on, x)
    return np.einsum("ni,nij->nj", delta, jacobian), dW1, np.einsum("ni,nm->im", delta, h)


residual = Problem(
    id="deeper.residual",
    title="A residual block",
    concept=14,
    points=4,
    kind="function",
    names=("residual_forward", "residual_backward"),
    reference={"residual_forward": right_forward, "residual_backward": right_backward},
    hints=(
        "x goes two ways: straight on, and through the two layers. What is added on the way forward makes "
        "the gradient go both ways on the way back, and where the ways meet at x the two gradients are "
        "added.",
        "x, a, delta and dx are (N, d); W1 and dW1 (m, d); W2 and dW2 (d, m); the hidden units and their "
        "delta (N, m). There are no biases.",
        "Compute the hidden pre-activation again. delta times W2, switched off where that is not positive, "
        "is the delta of the hidden layer. It gives dW1 with x, and times W1 its part of dx; delta is the "
        "other.",
    ),
)

NAMES = ("dx", "dW1", "dW2")


def block(case, N, d, m):
    """Draw x and delta (N, d), W1 (m, d), W2 (d, m)."""
    x, delta = case.rng.standard_normal((2, N, d))
    return delta, x, case.rng.standard_normal((m, d)), case.rng.standard_normal((d, m))


def sizes(N, d, m):
    return {"the batch size": N, "the number of inputs": d, "the number of hidden units": m}


def expect_backward(learner, case, delta, x, W1, W2, factors=None):
    """Compare dW2, dW1 and dx, in the order in which they are computed."""
    got, want = learner.residual_backward(delta, x, W1, W2), right_backward(delta, x, W1, W2)
    case.require(
        isinstance(got, list) and len(got) == 3,
        "`residual_backward` must return dx, dW1 and dW2, in this order.",
        kind="structure",
        at="residual_backward",
    )
    for i in (2, 1, 0):
        case.expect(NAMES[i], got[i], want[i], inputs=(x, delta), factors=factors)


# Batches first: by hand all of delta is 1, and several mistakes come out alike.
@residual.check("forward: batches")
def residual_batches(learner, case):
    for N, d, m in ((4, 3, 5), (3, 3, 3), (5, 4, 2)):
        _, x, W1, W2 = block(case, N, d, m)
        got = learner.residual_forward(x, W1, W2)
        case.expect("residual_forward", got, right_forward(x, W1, W2), inputs=(x,), factors=sizes(N, d, m))
    case.expect_unchanged(learner)


@residual.check("forward: one sample by hand")
def residual_worked(learner, case):
    x, W1 = np.array([[3.0, 1.0]]), np.array([[1.0, -2.0], [-1.0, 1.0]])
    W2 = np.array([[2.0, -1.0], [1.0, 1.0]])
    got = learner.residual_forward(x, W1, W2)
    case.expect("residual_forward", got, right_forward(x, W1, W2), inputs=(x,))


@residual.check("backward: batches", points=2)
def residual_back_batches(learner, case):
    for N, d, m in ((4, 3, 5), (3, 3, 3), (5, 4, 2)):
        expect_backward(learner, case, *block(case, N, d, m), factors=sizes(N, d, m))
    case.expect_unchanged(learner)


@residual.check("backward: one sample by hand")
def residual_back_worked(learner, case):
    x, W1 = np.array([[3.0, 1.0]]), np.array([[1.0, -2.0], [-1.0, 1.0]])
    expect_backward(learner, case, np.array([[1.0, 1.0]]), x, W1, np.array([[2.0, -1.0], [1.0, 1.0]]))
