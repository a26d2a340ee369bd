"""F15, the network: 64-32-10, trained on two thirds of the shipped digits and judged on the rest.

The trained weights lie beside this file, so that the figure opens at once. To make them again, with the same
result: ``python -m nnkit.widgets.figures.f15_digits.network``.
"""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nnkit.activations import relu
from nnkit.adam import AdamW
from nnkit.datasets import digits, split
from nnkit.epoch import minibatches
from nnkit.losses import SoftmaxCrossEntropy
from nnkit.network import Network
from nnkit.saving import load, save
from nnkit.schedules import Cosine

Array = NDArray[np.float64]
Labels = NDArray[np.int64]
FILE = Path(__file__).parent / "network.npz"
HIDDEN, CLASSES, SIDE = 32, 10, 8
EPOCHS, BATCH, ETA, DECAY = 40, 32, 0.01, 0.01
NOISE = 0.15  # added to the training images, so that no pixel alone is relied on
SEED = 2


@functools.cache
def data() -> tuple[tuple[Array, Labels], tuple[Array, Labels]]:
    """Return the training and the test part: x (1198, 64) and (599, 64) from 0 to 1, and their labels."""
    x, y = digits()
    train, test = split(x, y, share=1 / 3, rng=np.random.default_rng(0))
    for array in (*train, *test):
        array.flags.writeable = False
    return train, test


@functools.cache
def trained() -> Network:
    """Return the network that lies beside this file."""
    return load(FILE)


def train(epochs: int = EPOCHS) -> Network:
    """Train the network from its first weights; its hidden units come sorted by how much they say."""
    (x, y), _ = data()
    rng = np.random.default_rng(SEED)
    net = Network.mlp([SIDE * SIDE, HIDDEN, CLASSES], relu, rng=rng)
    loss, adam = SoftmaxCrossEntropy(), AdamW(ETA, weight_decay=DECAY)
    schedule, t = Cosine(ETA, epochs * -(-len(x) // BATCH)), 0
    for _ in range(epochs):
        for batch in minibatches(len(x), BATCH, rng):
            adam.eta = schedule(t)
            noisy = x[batch] + NOISE * rng.standard_normal((len(batch), SIDE * SIDE))
            adam.step(net.theta, net.backward(loss.delta(net.forward(noisy), y[batch])))
            t += 1
    return _sorted(net, x)


def _sorted(net: Network, x: Array) -> Network:
    """Put the units in order of the mean size of what they add to the logits; the network is the same."""
    says = net[1](x).mean(axis=0) * np.linalg.norm(net[2].W, axis=0)
    order = np.argsort(-says)
    net[1].W, net[1].b, net[2].W = net[1].W[order], net[1].b[order], net[2].W[:, order]
    return net


if __name__ == "__main__":
    save(FILE, train().astype(np.float32))
