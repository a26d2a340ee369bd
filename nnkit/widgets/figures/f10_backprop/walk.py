"""F10, the walk: every operation of a forward and a backward pass in order, and what each comes to."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from nnkit.activations import ACTIVATIONS, softmax
from nnkit.losses import SigmoidCrossEntropy, SoftmaxCrossEntropy
from nnkit.widgets.figures.f10_backprop.net import BINARY, SOFTMAX, SQUARED, Net


@dataclass(frozen=True)
class Op:
    """One operation, and so one number: its kind, its layer (0: the inputs), its unit j and its input i.

    Forward: "z", "a", "p" (softmax), "L". Backward: "da" = ∂L/∂a, "delta" = ∂L/∂z, "dW", "db". What is given
    is named in the same way: "x", "y", "W", "b".
    """

    kind: str
    layer: int = 0
    unit: int = 0
    source: int = 0

    @property
    def backward(self) -> bool:
        """Whether it is part of the backward pass."""
        return self.kind in ("da", "delta", "dW", "db")


Values = MappingProxyType[Op, float]


def out(net: Net, layer: int, unit: int) -> Op:
    """Return where the output of a unit stands: x, a, or z if the layer is linear."""
    return Op("x" if layer == 0 else "a" if net.bends(layer) else "z", layer, unit)


def prediction(net: Net, unit: int) -> Op:
    """Return what the loss compares with y_k."""
    return Op("p", net.depth, unit) if net.loss == SOFTMAX else out(net, net.depth, unit)


def case(net: Net, op: Op) -> str:
    """Return which rule gives the number of an operation.

    Backward there are: "error" (prediction − y under the squared error), "fused" (prediction − y, because the
    slope of the output cancels), "sum" (over all paths), "slope" (times φ′), "dW" and "db".
    """
    if op.kind not in ("da", "delta"):
        return op.kind
    if op.kind == "delta" and op.layer == net.depth and net.loss in (BINARY, SOFTMAX):
        return "fused"
    if op.kind == "delta" and net.bends(op.layer):
        return "slope"
    return "error" if op.layer == net.depth else "sum"


@lru_cache(maxsize=64)
def walk(net: Net) -> tuple[Op, ...]:
    """Return all operations in the order in which they can be done."""
    ops, last = [], net.depth
    for layer in range(1, last + 1):
        for j in range(net.sizes[layer]):
            ops += [Op("z", layer, j)] + [Op("a", layer, j)] * net.bends(layer)
    if net.loss == SOFTMAX:
        ops += [Op("p", last, k) for k in range(net.sizes[last])]
    ops.append(Op("L", last))
    for layer in range(last, -1, -1):
        if layer == 0 < last:
            break
        for j in range(net.sizes[layer]):
            through = net.bends(layer) and not (layer == last and net.loss == BINARY)
            ops += [Op("da", layer, j)] * through + [Op("delta", layer, j)]
        if layer:
            for j in range(net.sizes[layer]):
                ops += [Op("dW", layer, j, i) for i in range(net.sizes[layer - 1])] + [Op("db", layer, j)]
    return tuple(ops)


def given(net: Net) -> dict[Op, float]:
    """Return what is known before the first operation: x, y, W and b."""
    numbers = {Op("x", 0, i): v for i, v in enumerate(net.x)} | {
        Op("y", 0, k): v for k, v in enumerate(net.y)
    }
    for l, (matrix, biases) in enumerate(zip(net.W, net.b, strict=True), start=1):
        numbers |= {Op("W", l, j, i): w for j, row in enumerate(matrix) for i, w in enumerate(row)}
        numbers |= {Op("b", l, j): v for j, v in enumerate(biases)}
    return numbers


@lru_cache(maxsize=64)
def evaluate(net: Net) -> Values:
    """Do every operation in the order of the walk; return all numbers, those that are given as well."""
    values = given(net)
    for op in walk(net):
        values[op] = float(_RULES[case(net, op)](net, op, values)) + 0.0  # no −0
    return MappingProxyType(values)


Known = dict[Op, float]


def total(terms: list[float]) -> float:
    """Return the sum, and 0 where only the dust of rounding is left: 0.1 + 0.2 − 0.3 is 0."""
    value = math.fsum(terms)
    return 0.0 if abs(value) < 1e-14 * max(map(abs, terms)) else value


def _affine(net: Net, op: Op, v: Known) -> float:
    """z_j = Σ_i w_ji a_i + b_j."""
    before = range(net.sizes[op.layer - 1])
    terms = [v[Op("W", op.layer, op.unit, i)] * v[out(net, op.layer - 1, i)] for i in before]
    return total([*terms, v[Op("b", op.layer, op.unit)]])


def _activation(net: Net, op: Op, v: Known) -> float:
    """a = φ(z)."""
    return float(ACTIVATIONS[net.phi[op.layer - 1]](v[Op("z", op.layer, op.unit)]))


def logits(net: Net, v: Known | Values) -> list[float]:
    """Return what goes into the softmax or the sigmoid of the output."""
    return [v[Op("z" if net.depth else "x", net.depth, k)] for k in range(net.sizes[-1])]


def _softmax(net: Net, op: Op, v: Known) -> float:
    """p_k = e^s_k / Σ e^s."""
    return float(softmax(np.array(logits(net, v)))[op.unit])


def _loss(net: Net, op: Op, v: Known) -> float:
    """½ Σ (ŷ − y)², or a cross-entropy, from the logits so that no logarithm meets a 0."""
    if net.loss == SQUARED:
        return sum((v[prediction(net, k)] - y) ** 2 for k, y in enumerate(net.y)) / 2
    entropy = SigmoidCrossEntropy() if net.loss == BINARY else SoftmaxCrossEntropy()
    return entropy(np.array([logits(net, v)]), np.array([net.y]))


def _error(net: Net, op: Op, v: Known) -> float:
    """Prediction − y."""
    return total([v[prediction(net, op.unit)], -net.y[op.unit]])


def _paths(net: Net, op: Op, v: Known) -> float:
    """Σ_j δ_j w_ji over all units j that a unit feeds."""
    after = op.layer + 1
    return total([v[Op("delta", after, j)] * v[Op("W", after, j, op.unit)] for j in range(net.sizes[after])])


def slope(net: Net, layer: int, at: float) -> float:
    """φ′ of a layer's activation at some place."""
    return float(ACTIVATIONS[net.phi[layer - 1]].prime(at))


def _local(net: Net, op: Op, v: Known) -> float:
    """δ = ∂L/∂a · φ′(z)."""
    return v[Op("da", op.layer, op.unit)] * slope(net, op.layer, v[Op("z", op.layer, op.unit)])


def _weight(net: Net, op: Op, v: Known) -> float:
    """∂L/∂w_ji = δ_j a_i."""
    return v[Op("delta", op.layer, op.unit)] * v[out(net, op.layer - 1, op.source)]


def _bias(net: Net, op: Op, v: Known) -> float:
    """∂L/∂b_j = δ_j."""
    return v[Op("delta", op.layer, op.unit)]


_RULES: dict[str, Callable[[Net, Op, Known], float]] = {
    "z": _affine, "a": _activation, "p": _softmax, "L": _loss, "error": _error, "fused": _error,
    "sum": _paths, "slope": _local, "dW": _weight, "db": _bias,
}  # fmt: skip
