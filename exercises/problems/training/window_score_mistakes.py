"""What goes wrong with the scores of windows of words."""

import numpy as np

from nnkit.activations import sigmoid

from .window import right_scores, window


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
