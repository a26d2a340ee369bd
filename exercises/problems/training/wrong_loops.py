"""A training loop in which one thing can be done otherwise: the wrong loops of the misconceptions."""

import numpy as np

import nnkit as nn


def mean_loss(x, y, W1, b1, W2, b2):
    """Return the mean loss of all examples with these parameters."""
    return nn.SoftmaxCrossEntropy()(np.tanh(x @ W1.T + b1) @ W2.T + b2, y)


def wrong_train(
    *,
    generator=np.random.default_rng,
    order=lambda rng, N, seed, before: rng.permutation(N),
    batches=None,
    hidden=np.tanh,
    biases=(1.0, 1.0),
    delta=lambda p, Y, N: (p - Y) / len(Y),
    prime=lambda z, a: 1 - a**2,
    back=lambda delta2, W2, new_W2: delta2 @ W2,
    bias=lambda delta: delta.sum(axis=0),
    record=lambda losses, counts, N: np.dot(losses, counts) / sum(counts),
    sign=-1.0,
    rate=lambda eta: (eta, eta, eta, eta),
    rounds=lambda epochs: epochs,
    finish=np.array,
    after=False,
    whole=None,
    labels=lambda y, index: y[index],
    softmax=nn.softmax,
):
    """Make a training loop with one thing done otherwise.

    ``biases`` are the shares with which b1 and b2 enter the forward pass; ``rate`` gives the learning rates
    of W1, b1, W2 and b2.
    """

    def train(x, y, W1, b1, W2, b2, eta, epochs, batch_size, seed):
        rng, N, epoch_losses, index = generator(seed), len(x), [], np.arange(len(x))
        eta_W1, eta_b1, eta_W2, eta_b2 = (sign * step for step in rate(eta))
        for _ in range(rounds(epochs)):
            index = order(rng, N, seed, index)
            parts = [index[i : i + batch_size] for i in range(0, N, batch_size)]
            if batches is not None:
                parts = batches(rng, parts)
            at_start = mean_loss(x, y, W1, b1, W2, b2)
            losses, counts = [], []
            for part in parts:
                xb, yb = x[part], labels(y, part)
                z1 = xb @ W1.T + biases[0] * b1
                a1 = hidden(z1)
                p, Y = softmax(a1 @ W2.T + biases[1] * b2), np.eye(len(b2))[yb]
                losses.append(-np.log((p * Y).sum(axis=1)).mean())
                counts.append(len(part))
                delta2 = delta(p, Y, N)
                new_W2 = W2 + eta_W2 * delta2.T @ a1
                delta1 = back(delta2, W2, new_W2) * prime(z1, a1)
                W2, b2 = new_W2, b2 + eta_b2 * bias(delta2)
                W1, b1 = W1 + eta_W1 * delta1.T @ xb, b1 + eta_b1 * bias(delta1)
                if after:
                    q = softmax(np.tanh(xb @ W1.T + b1) @ W2.T + b2)
                    losses[-1] = -np.log((q * Y).sum(axis=1)).mean()
            at_end = mean_loss(x, y, W1, b1, W2, b2)
            measured = {None: record(losses, counts, N), "start": at_start, "end": at_end}
            epoch_losses.append(measured[whole])
        return W1, b1, W2, b2, finish(epoch_losses)

    return train


def drawn_again(rng, parts):
    """Draw a permutation for each batch anew; the first is the one that was drawn for the epoch."""
    N, B = sum(map(len, parts)), len(parts[0])
    return [parts[0], *(rng.permutation(N)[i : i + B] for i in range(B, N, B))]


def nearly_equal(rng, parts):
    """Cut the order into as many parts, of sizes as equal as they can be."""
    return np.array_split(np.concatenate(parts), len(parts))


def full_only(rng, parts):
    """Drop a last part that is smaller."""
    return [part for part in parts if len(part) == len(parts[0])]


def column_softmax(z):
    """Divide each class's column by its own sum."""
    e = np.exp(z - z.max())
    return e / e.sum(axis=0)
