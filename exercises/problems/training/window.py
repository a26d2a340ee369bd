"""Is the centre word a place name? A window of five words, and a gradient that reaches the word vectors."""

import numpy as np

from nnkit.activations import sigmoid
from nnkit.grading import Problem

DRAWN = ("E", "W", "b", "u", "c")


def right_scores(words, E, W, b, u, c):
    return hidden(words, E, W, b) @ np.asarray(u) + c


def hidden(words, E, W, b):
    """Return a = tanh(W x + b), (N, H), with the vectors of each window side by side in x."""
    x = np.concatenate([np.asarray(E)[column] for column in np.transpose(words)], axis=1)
    return np.tanh(x @ np.transpose(W) + b)


def to_windows(words, E, W, b, u, c, y, *, delta=None, prime=None):
    """Return dL/dx (N, 5, d); ``delta`` and ``prime`` may be other than they should."""
    a = hidden(words, E, W, b)
    if delta is None:
        delta = (sigmoid(a @ u + c) - y) / len(y)
    back = np.outer(delta, u) * (1 - a**2 if prime is None else prime)
    return (back @ W).reshape(len(y), 5, -1)


def collect(words, g, E):
    """Add the parts g (N, 5, d) at the rows of their words."""
    one_hot = (np.asarray(words)[..., np.newaxis] == np.arange(len(E))) * 1.0
    return np.tensordot(one_hot, g, axes=([0, 1], [0, 1]))


def right_gradient(words, E, W, b, u, c, y):
    return collect(words, to_windows(words, E, W, b, u, c, y), E)


window = Problem(
    id="training.window",
    title="Is it a place?",
    concept=18,
    points=5,
    kind="function",
    names=("window_scores", "window_gradient"),
    reference={"window_scores": right_scores, "window_gradient": right_gradient},
    hints=(
        "Backward, the same path in reverse: from the score through u, through tanh, through W to the five "
        "vectors that were joined; then give each part to the word that it belongs to.",
        "`E[words]` is (N, 5, d); joined, x is (N, 5 d). delta at the score is (N,), at the hidden layer "
        "(N, H), and the gradient at x is (N, 5 d) again. Cut it into (N, 5, d), and dE collects it in (V, "
        "d).",
        "delta is sigmoid of the score minus y, over N. At the hidden layer: the outer product of delta and "
        "u, times the slope of tanh. Then comes W. `np.add.at` adds every part, also where an index repeats.",
    ),
)


def draw(case, N, V, d, H):
    """Draw word vectors and weights, whose names are DRAWN, and labels."""
    rng = case.rng
    parts = rng.normal(size=(V, d)), 0.5 * rng.normal(size=(H, 5 * d)), rng.normal(size=H), rng.normal(size=H)
    return (*parts, float(rng.normal())), rng.permutation(np.arange(N) % 2)


def expect_scores(learner, case, words, model):
    words = np.array(words)
    got = learner.window_scores(words, *model)
    case.expect("window_scores(...)", got, right_scores(words, *model), inputs=(words,))


def expect_gradient(learner, case, words, model, y):
    words = np.array(words)
    got = learner.window_gradient(words, *model, y)
    want = right_gradient(words, *model, y)
    known = {"the batch size": len(y), "the window's five words": 5}
    case.expect("dE", got, want, inputs=(words,), factors=known)


@window.check("the scores")
def window_forward(learner, case):
    for words, V, d, H in (([[0, 1, 2, 3, 4]], 6, 2, 3), ([[5, 0, 5, 2, 1], [1, 1, 3, 4, 2]], 6, 3, 4)):
        model, _ = draw(case, len(words), V, d, H)
        expect_scores(learner, case, words, model)
    model, _ = draw(case, 5, 7, 5, 5)
    expect_scores(learner, case, case.rng.integers(0, 7, (5, 5)), model)
    case.expect_unchanged(learner)


@window.check("the gradient of one window of five different words")
def window_one(learner, case):
    model, _ = draw(case, 1, 7, 3, 4)
    expect_gradient(learner, case, [[4, 0, 6, 2, 1]], model, np.array([1]))


@window.check("a word that stands twice in a window")
def window_twice(learner, case):
    model, _ = draw(case, 1, 5, 2, 3)
    expect_gradient(learner, case, [[3, 0, 3, 2, 0]], model, np.array([0]))


@window.check("a batch of windows that share words")
def window_batch(learner, case):
    model, y = draw(case, 4, 8, 3, 5)
    words = [[0, 1, 2, 3, 4], [1, 2, 3, 4, 5], [2, 3, 2, 5, 7], [5, 5, 5, 1, 0]]
    expect_gradient(learner, case, words, model, y)
    model, y = draw(case, 5, 5, 5, 5)
    expect_gradient(learner, case, case.rng.integers(0, 5, (5, 5)), model, y)
    case.expect_unchanged(learner)


@window.misconception(
    "probability",
    "You returned the sigmoid of the score. The score itself is asked for: the loss works with it, and the "
    "probability is made from it where it is needed.",
    "score = u · a + c, any real number",
)
def window_scores(words, E, W, b, u, c):
    return sigmoid(right_scores(words, E, W, b, u, c))


@window.misconception(
    "no_c",
    "You left the bias c out of the score. Without it the threshold is stuck at 0.",
    "score = u · a + c",
)
def window_scores(words, E, W, b, u, c):
    return right_scores(words, E, W, b, u, 0.0)


@window.misconception(
    "no_b",
    "You left the bias b out of the hidden layer: each unit then has its threshold at 0.",
    "a = tanh(W x + b)",
)
def window_scores(words, E, W, b, u, c):
    return right_scores(words, E, W, 0.0, u, c)


@window.misconception(
    "no_tanh",
    "You gave the hidden layer no activation, so the two layers collapse into one affine map of the word "
    "vectors.",
    "a = tanh(W x + b), not W x + b",
)
def window_scores(words, E, W, b, u, c):
    x = np.asarray(E)[words].reshape(len(words), -1)
    return (x @ np.transpose(W) + b) @ u + c


@window.misconception(
    "interleaved",
    "You joined the vectors entry by entry: first all five first entries, then all second ones. They belong "
    "one behind the other, the whole vector of the first word first.",
    "x = (E[w_0], E[w_1], …, E[w_4])",
)
def window_scores(words, E, W, b, u, c):
    x = np.asarray(E)[words].transpose(0, 2, 1).reshape(len(words), -1)
    return np.tanh(x @ np.transpose(W) + b) @ u + c


@window.misconception(
    "backwards",
    "You joined the words from right to left. The first d columns of W belong to the first word of the "
    "window.",
    "x = (E[w_0], E[w_1], …, E[w_4])",
)
def window_scores(words, E, W, b, u, c):
    return right_scores(np.asarray(words)[:, ::-1], E, W, b, u, c)


@window.misconception(
    "last_part_wins",
    "You used `dE[words] += ...`, or `=`. Where an index comes twice, NumPy writes both results to the same "
    "place and only the last one stays. A word that stands twice gets both of its parts.",
    "dE_v = Σ over all places where v stands",
)
def window_gradient(words, E, W, b, u, c, y):
    dE = np.zeros(np.shape(E))
    dE[words] += to_windows(words, E, W, b, u, c, y)
    return dE


@window.misconception(
    "last_window_only",
    "You assigned each window's part to its words instead of adding it, so a later window overwrites an "
    "earlier one. Inside a window a repeated word gets both parts; between windows it must, too.",
    "dE_v = Σ_n Σ over the places in window n where v stands",
)
def window_gradient(words, E, W, b, u, c, y):
    dE, g = np.zeros(np.shape(E)), to_windows(words, E, W, b, u, c, y)
    for n in range(len(y)):
        part = collect(words[n : n + 1], g[n : n + 1], E)
        dE[words[n]] = part[words[n]]
    return dE


@window.misconception(
    "no_prime",
    "You sent the error past tanh as if it were a straight line: its slope is missing.",
    "delta_hidden = delta u ⊙ (1 − a²)",
)
def window_gradient(words, E, W, b, u, c, y):
    return collect(words, to_windows(words, E, W, b, u, c, y, prime=1.0), E)


@window.misconception(
    "not_averaged",
    "This is the gradient of the summed loss. The loss is a mean over the windows, so each has only 1/N of "
    "it.",
    "delta_n = (σ(score_n) − y_n) / N",
)
def window_gradient(words, E, W, b, u, c, y):
    return len(y) * right_gradient(words, E, W, b, u, c, y)


@window.misconception(
    "no_sigmoid",
    "You subtracted y from the score itself. Prediction minus target means the probability: put the score "
    "through the sigmoid first.",
    "delta_n = (σ(score_n) − y_n) / N",
)
def window_gradient(words, E, W, b, u, c, y):
    delta = (right_scores(words, E, W, b, u, c) - y) / len(y)
    return collect(words, to_windows(words, E, W, b, u, c, y, delta=delta), E)


@window.misconception(
    "target_minus",
    "Target minus prediction is the way downhill, not the gradient. The gradient is prediction minus target, "
    "and the step subtracts it.",
    "delta_n = (σ(score_n) − y_n) / N",
)
def window_gradient(words, E, W, b, u, c, y):
    return -right_gradient(words, E, W, b, u, c, y)


@window.misconception(
    "squared_error",
    "Your delta has the slope of the sigmoid as a factor: that is the gradient of the squared error. In the "
    "cross-entropy it cancels.",
    "delta = (p − y) / N, not (p − y) p (1 − p) / N",
)
def window_gradient(words, E, W, b, u, c, y):
    p = sigmoid(right_scores(words, E, W, b, u, c))
    return collect(words, to_windows(words, E, W, b, u, c, y, delta=(p - y) * p * (1 - p) / len(y)), E)


@window.misconception(
    "centre_only",
    "You gave only the centre word a gradient. The label is about the centre, but all five vectors went into "
    "the score, and each of them can lower the loss.",
    "∂L/∂E[w_j] for j = 0, …, 4",
)
def window_gradient(words, E, W, b, u, c, y):
    g = to_windows(words, E, W, b, u, c, y)
    return collect(np.asarray(words)[:, 2:3], g[:, 2:3], E)
