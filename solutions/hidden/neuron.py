"""Hidden checks of set 02: other seeds, other shapes and the edges of what the statements ask for."""

import numpy as np

from nnkit.activations import sigmoid
from nnkit.grading import hidden_check
from nnkit.losses import SigmoidCrossEntropy

right_loss = SigmoidCrossEntropy()


def parameters(case, d):
    """Draw weights (d,) and a bias away from 0."""
    return case.rng.standard_normal(d), float(case.rng.choice([-1, 1]) * case.rng.uniform(0.5, 1.5))


# neuron ---------------------------------------------------------------------------------------------------


@hidden_check("neuron.neuron", "other batches, one row, one input")
def neuron_shapes(learner, case):
    """One row, one input, square, and many inputs; the input is left as it was."""
    for N, d in ((6, 2), (1, 4), (5, 1), (4, 4), (3, 9)):
        x, (w, b) = case.rng.standard_normal((N, d)), parameters(case, d)
        sizes = {"the batch size": N, "the number of inputs": d}
        want = sigmoid((x * w).sum(axis=1) + b)
        case.expect("neuron(x, w, b)", learner.neuron(x, w, b), want, inputs=(x, w, b), factors=sizes)
    case.expect_unchanged(learner)


@hidden_check("neuron.neuron", "single samples, small and large")
def neuron_samples(learner, case):
    """Samples of shape (d,), and pre-activations far from 0."""
    for d, scale in ((1, 1), (3, 1), (4, 30), (2, 800)):
        x, (w, b) = scale * case.rng.standard_normal(d), parameters(case, d)
        want = sigmoid((x * w).sum() + b)
        case.expect("neuron(x, w, b)", learner.neuron(x, w, b), want, inputs=(x, w, b))


@hidden_check("neuron.neuron", "float32 inputs")
def neuron_float32(learner, case):
    """Single precision keeps about seven digits, so 1e-4 is generous."""
    x, (w, b) = case.rng.standard_normal((4, 3)).astype(np.float32), parameters(case, 3)
    want = sigmoid((x.astype(np.float64) * w).sum(axis=1) + b)
    got = learner.neuron(x, w.astype(np.float32), b)
    case.expect("neuron(x, w, b)", got, want, inputs=(x, w, b), rtol=1e-4, atol=1e-6)


# gates ----------------------------------------------------------------------------------------------------


def fires(learner, case, name):
    """Return what the unit says at (0, 0), (0, 1), (1, 0) and (1, 1), and with inputs up to 0.095 off."""
    w1, w2, b = (float(number) for number in learner[name])
    shift = case.rng.standard_normal((4, 50, 2))
    shift *= 0.095 * case.rng.uniform(0, 1, (4, 50, 1)) / np.linalg.norm(shift, axis=-1, keepdims=True)
    x1, x2 = np.moveaxis(np.array([[0, 0], [0, 1], [1, 0], [1, 1]])[:, np.newaxis] + shift, -1, 0)
    at_corners = np.array([b, w2 + b, w1 + b, w1 + w2 + b]) > 0
    return at_corners, w1 * x1 + w2 * x2 + b > 0


def keeps_its_answer(case, name, at_corners, nearby):
    """Stop unless the unit says near each corner what it says there: every corner is 0.1 from the line."""
    text = "With inputs a little off, less than 0.1, this unit gives another answer than at the corner."
    case.require(np.all(nearby == at_corners[:, np.newaxis]), text, at=name)


def expect_gate(learner, case, name, wanted):
    """A distance of 0.1 from the line is a promise: a smaller change of the inputs changes nothing."""
    at_corners, nearby = fires(learner, case, name)
    case.require(np.array_equal(at_corners, wanted), "This unit is not the gate of its name.", at=name)
    keeps_its_answer(case, name, at_corners, nearby)


@hidden_check("neuron.gates", "AND with inputs a little off")
def gates_and(learner, case):
    """The conjunction."""
    expect_gate(learner, case, "AND", [0, 0, 0, 1])


@hidden_check("neuron.gates", "OR with inputs a little off")
def gates_or(learner, case):
    """The disjunction."""
    expect_gate(learner, case, "OR", [0, 1, 1, 1])


@hidden_check("neuron.gates", "NAND with inputs a little off")
def gates_nand(learner, case):
    """The opposite of AND."""
    expect_gate(learner, case, "NAND", [1, 1, 1, 0])


@hidden_check("neuron.gates", "XOR with inputs a little off")
def gates_xor(learner, case):
    """Three of the four cases right, and still so with other inputs nearby."""
    at_corners, nearby = fires(learner, case, "XOR")
    right = int(np.sum(at_corners == [0, 1, 1, 0]))
    text = "`XOR` and `xor_right`: the unit gets another number of cases right, or fewer than one can."
    case.require(right == 3 == learner["xor_right"], text, at="XOR")
    keeps_its_answer(case, "XOR", at_corners, nearby)


# one step of learning -------------------------------------------------------------------------------------


def stepped(X, y, w, b, eta):
    """Return loss, w and b of one step, sample by sample."""
    z = (X * w).sum(axis=1, keepdims=True) + b
    delta = right_loss.delta(z, y)
    return right_loss(z, y), w - eta * (delta * X).sum(axis=0), b - eta * delta.sum()


def expect_step(learner, case, X, y, w, b, eta, **tolerance):
    """Compare the loss, then w, then b."""
    got = learner.logistic_step(X, y, w, b, eta)
    together = isinstance(got, list) and len(got) == 3
    text = "`logistic_step` must return three things, with commas between: the new w, the new b, the loss."
    case.require(together, text, kind="structure", at="logistic_step")
    loss, new_w, new_b = stepped(*(np.asarray(v, dtype=np.float64) for v in (X, y, w)), b, eta)
    case.expect("loss", got[2], loss, inputs=(X, y, w, b), **tolerance)
    case.expect("w", got[0], new_w, inputs=(X, y, w, b), **tolerance)
    case.expect("b", got[1], new_b, inputs=(X, y, w, b), **tolerance)


@hidden_check("neuron.logistic_step", "other batches, one row, one input")
def step_shapes(learner, case):
    """One row, one input, square, and more inputs than rows; nothing given is changed."""
    for N, d in ((6, 2), (1, 3), (5, 1), (4, 4), (3, 7)):
        X, y = 1 + case.rng.standard_normal((N, d)), case.rng.integers(0, 2, N)
        expect_step(learner, case, X, y, *parameters(case, d), 0.4)
    case.expect_unchanged(learner)


@hidden_check("neuron.logistic_step", "one class only, and large pre-activations")
def step_edges(learner, case):
    """All labels alike; logits of several hundred on both sides, right and wrong."""
    w, b = parameters(case, 3)
    for y in (np.zeros(4, dtype=int), np.ones(4, dtype=int), np.array([0, 1, 1, 0])):
        for scale in (1, 600):
            expect_step(learner, case, scale * case.rng.standard_normal((4, 3)), y, w, b, 0.1)


@hidden_check("neuron.logistic_step", "float32 inputs, and labels as floats")
def step_float32(learner, case):
    """Single precision keeps about seven digits, so 1e-4 is generous."""
    X, w = case.rng.standard_normal((5, 3)).astype(np.float32), case.rng.standard_normal(3).astype(np.float32)
    y = case.rng.integers(0, 2, 5).astype(np.float32)
    expect_step(learner, case, X, y, w, 0.5, 0.3, rtol=1e-4, atol=1e-5)
