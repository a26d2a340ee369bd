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
