"""What the problems of this set share: a two-layer network in nnkit, its numbers, and how it is trained."""

import numpy as np

import nnkit as nn
from nnkit.grading.checks import as_array

PARTS = ("W1", "b1", "W2", "b2", "losses")


def reference_train(x, y, W1, b1, W2, b2, eta, epochs, batch_size, seed):
    """Train with nnkit's own network, loss and optimiser, which wants an eta above 0."""
    (H, d), K = np.shape(W1), len(b2)
    net = nn.Network.mlp([d, H, K], nn.tanh, rng=np.random.default_rng(0))
    for layer, W, b in ((net[1], W1, b1), (net[2], W2, b2)):
        layer.W[...], layer.b[...] = W, b
    loss, sgd = nn.SoftmaxCrossEntropy(), nn.SGD(eta=eta or 1e-300)
    rng, losses = np.random.default_rng(seed), []
    for _ in range(epochs):
        order, total = rng.permutation(len(x)), 0.0
        while len(order):
            batch, order = order[:batch_size], order[batch_size:]
            z = net.forward(x[batch])
            total += loss(z, y[batch]) * len(batch)
            sgd.step(net.theta, net.backward(loss.delta(z, y[batch])))
        losses.append(total / len(x))
    return tuple(np.array(v) for v in (net[1].W, net[1].b, net[2].W, net[2].b, losses))


def problem_sizes(case, N, d, H, K):
    """Draw x (N, d), y (N,) and the first W1, b1, W2, b2 of a d-H-K network."""
    rng = case.rng
    y = rng.permutation(np.arange(N) % K)
    return (
        rng.normal(size=(N, d)),
        y,
        0.8 * rng.normal(size=(H, d)),
        0.5 * rng.normal(size=H),
        0.8 * rng.normal(size=(K, H)),
        0.5 * rng.normal(size=K),
    )


def expect_together(case, got, epochs):
    """Stop unless five things came back, and the last has a number for each epoch."""
    text = "`train` must return W1, b1, W2, b2 and losses, in this order."
    case.require(isinstance(got, list) and len(got) == 5, text, kind="structure", at="train")
    losses = as_array(got[4])
    text = f"`losses`, the fifth result, must hold one number for each epoch, {epochs} here."
    case.require(losses is not None and losses.shape == (epochs,), text, kind="structure", at="losses")
