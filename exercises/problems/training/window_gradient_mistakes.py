"""What goes wrong with the gradient at the word vectors."""

import numpy as np

from nnkit.activations import sigmoid

from .window import collect, hidden, right_gradient, right_scores, to_windows, window


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


@window.misconception(
    "gradient_no_c",
    "Your scores are right, but inside `window_gradient` the bias c is missing, so the probability there is "
    "another one.",
    "delta_n = (σ(u · a + c) − y_n) / N",
)
def window_gradient(words, E, W, b, u, c, y):
    return right_gradient(words, E, W, b, u, 0.0, y)


@window.misconception(
    "gradient_no_b",
    "Your scores are right, but inside `window_gradient` the bias b is missing, so the hidden units there "
    "are other ones.",
    "a = tanh(W x + b), in the gradient as well",
)
def window_gradient(words, E, W, b, u, c, y):
    return right_gradient(words, E, W, 0.0, u, c, y)


@window.misconception(
    "no_u",
    "You handed the same error to every hidden unit. Unit h went into the score with the weight u_h, and so "
    "its error comes back.",
    "delta_hidden = delta u ⊙ (1 − a²), not delta (1 − a²)",
)
def window_gradient(words, E, W, b, u, c, y):
    delta, a = (sigmoid(right_scores(words, E, W, b, u, c)) - y) / len(y), hidden(words, E, W, b)
    back = delta[:, np.newaxis] * (1 - a**2)
    return collect(words, (back @ W).reshape(len(y), 5, -1), E)


@window.misconception(
    "prime_of_a",
    "You put a through tanh once more for the slope. a is already tanh(W x + b): the slope is 1 minus its "
    "square.",
    "1 − a², not 1 − tanh²(a)",
)
def window_gradient(words, E, W, b, u, c, y):
    slope = 1 - np.tanh(hidden(words, E, W, b)) ** 2
    return collect(words, to_windows(words, E, W, b, u, c, y, prime=slope), E)


@window.misconception(
    "interleaved_back",
    "You cut the gradient at x into parts entry by entry. Its first d entries belong to the first word, the "
    "next d to the second: `reshape(N, 5, d)`.",
    "∂L/∂x = (∂L/∂E[w_0], …, ∂L/∂E[w_4])",
)
def window_gradient(words, E, W, b, u, c, y):
    g = to_windows(words, E, W, b, u, c, y)
    return collect(words, g.reshape(len(y), -1, 5).transpose(0, 2, 1), E)


@window.misconception(
    "averaged_by_word",
    "You divided each word's gradient by how often it occurs. Its parts are added: a word that stands in "
    "more places moves the loss more.",
    "dE_v = Σ over all places where v stands, not their mean",
)
def window_gradient(words, E, W, b, u, c, y):
    often = np.bincount(np.ravel(words), minlength=len(E))[:, np.newaxis]
    return right_gradient(words, E, W, b, u, c, y) / np.maximum(often, 1)


@window.misconception(
    "stepped",
    "You returned word vectors after a step. The gradient itself is asked for.",
    "dE = ∂L/∂E, not E − dE",
)
def window_gradient(words, E, W, b, u, c, y):
    return E - right_gradient(words, E, W, b, u, c, y)


@window.misconception(
    "sigmoid_prime",
    "You used a (1 − a), the slope of the sigmoid. The hidden units here are tanh, which has another one.",
    "tanh′ = 1 − a²; σ′ = a (1 − a)",
)
def window_gradient(words, E, W, b, u, c, y):
    a = hidden(words, E, W, b)
    return collect(words, to_windows(words, E, W, b, u, c, y, prime=a * (1 - a)), E)
