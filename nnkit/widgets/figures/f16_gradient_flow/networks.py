"""F16, the networks: four kinds of block in a row, made of the library's layers, walked there and back."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

import nnkit as nn

Array = NDArray[np.float64]
PLAIN, NORMALISED, RESIDUAL, BOTH = "plain", "normalised", "residual", "both"
VARIANTS = (PLAIN, NORMALISED, RESIDUAL, BOTH)
BATCH_NORM, LAYER_NORM = "batch norm", "layer norm"
NORMS = {BATCH_NORM: nn.BatchNorm, LAYER_NORM: nn.LayerNorm}
DEEPEST = 50
BATCH = 32


@dataclass(frozen=True)
class Flow:
    """Root mean squares: ``signal`` (L + 1,) of a⁰ … aᴸ, ``gradient`` (L,) of ∂L/∂a¹ … ∂L/∂aᴸ."""

    signal: Array
    gradient: Array

    @property
    def ratio(self) -> float:
        """The gradient at layer 1 over the one at layer L."""
        return float(self.gradient[0] / self.gradient[-1])


@functools.lru_cache(maxsize=8)
def flow(variant: str, norm: str, activation: str, scale: float, width: int, depth: int, seed: int) -> Flow:
    """Send a batch N(0, 1) through ``depth`` blocks, and a unit error from the last one back to the first."""
    blocks = _blocks(variant, norm if variant in (NORMALISED, BOTH) else "", activation, width)[:depth]
    x, error = np.random.default_rng([seed, 1]).standard_normal((2, BATCH, width))
    a, signal, gradient = x, [_rms(x)], []
    for block, W in zip(blocks, _weights(width, seed), strict=False):
        np.multiply(W, scale, out=_dense(block).W)
        for layer in block:
            a = layer.forward(a)
        signal.append(_rms(a))
    for block in reversed(blocks):
        gradient.append(_rms(error))
        for layer in reversed(block):
            error = layer.backward(error)
    return Flow(np.array(signal), np.array(gradient[::-1]))


def block(variant: str, norm: str, activation: str, width: int) -> list[nn.Layer]:
    """Return the new layers of one block: dense, normalised or not, φ; bypassed or not."""
    init = nn.init.lecun_normal
    if variant in (PLAIN, RESIDUAL):
        inside: list[nn.Layer] = [nn.Dense(width, width, activation, init)]
    else:
        inside = [nn.Dense(width, width, init=init), NORMS[norm](width), nn.Activate(width, activation)]
    return [nn.Residual(inside)] if variant in (RESIDUAL, BOTH) else inside


@functools.lru_cache(maxsize=4)
def _blocks(variant: str, norm: str, activation: str, width: int) -> list[list[nn.Layer]]:
    """Return all 50 blocks, bound in a network; building them takes 2 ms, so they are walked again."""
    blocks = [block(variant, norm, activation, width) for _ in range(DEEPEST)]
    nn.Network([layer for block in blocks for layer in block], rng=np.random.default_rng(0))
    return blocks


@functools.lru_cache(maxsize=2)
def _weights(width: int, seed: int) -> list[Array]:
    """Draw the W of all 50 blocks at scale 1: σ = 1 / √width."""
    rng = np.random.default_rng(seed)
    return [nn.init.lecun_normal(rng, width, width) for _ in range(DEEPEST)]


def _dense(block: list[nn.Layer]) -> nn.Dense:
    first = block[0]
    inside = first.layers[0] if isinstance(first, nn.Residual) else first
    assert isinstance(inside, nn.Dense)
    return inside


def _rms(values: Array) -> float:
    return float(np.sqrt(np.vdot(values, values) / values.size))
