"""F10, slips: the numbers that typical mistakes give, each with the words that name the mistake."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping

from nnkit.activations import ACTIVATIONS
from nnkit.widgets.figures.f10_backprop.net import BINARY, SOFTMAX, SQUARED, Net
from nnkit.widgets.figures.f10_backprop.walk import Op, case, logits, out, prediction, slope

Numbers = Mapping[Op, float]
Slip = tuple[float, str]


def slips(net: Net, op: Op, v: Numbers) -> Iterator[Slip]:
    """Yield (wrong number, what was done wrong), the particular before the general."""
    yield from _SLIPS[case(net, op)](net, op, v)
    value = v[op]
    yield -value, "the sign is flipped"
    yield 2 * value, "it is twice what it should be: a factor ½ is missing, or a 2 is too many"
    yield value / 2, "it is half of what it should be: a factor 2 is missing, or a ½ is too many"
    for other in v:
        if other.kind == op.kind and other != op and other.layer == op.layer:
            where = "another edge: check which unit and which input" if op.kind == "dW" else "another unit"
            yield v[other], f"that belongs to {where}"
    if op.kind in ("dW", "db"):
        yield from _carried_on(net, op, v)


def _carried_on(net: Net, op: Op, v: Numbers) -> Iterator[Slip]:
    """Yield what a weight or a bias gets if everything is right but its δ."""
    delta = Op("delta", op.layer, op.unit)
    factor = v[out(net, op.layer - 1, op.source)] if op.kind == "dW" else 1.0
    for wrong, words in _SLIPS[case(net, delta)](net, delta, v):
        yield wrong * factor, f"δ is wrong already: {words}"


def _affine(net: Net, op: Op, v: Numbers) -> Iterator[Slip]:
    before, bias = net.sizes[op.layer - 1], v[Op("b", op.layer, op.unit)]
    weights = [v[Op("W", op.layer, op.unit, i)] for i in range(before)]
    inputs = [v[out(net, op.layer - 1, i)] for i in range(before)]
    products = [w * a for w, a in zip(weights, inputs, strict=True)]
    yield sum(products), "the bias was forgotten"
    yield sum(products) - bias, "the bias was taken away instead of added"
    if before > 1:
        for i, product in enumerate(products):
            yield v[op] - product, f"input {i + 1} was left out of the sum"
    if net.bends(op.layer - 1):
        used = (w * v[Op("z", op.layer - 1, i)] for i, w in enumerate(weights))
        yield sum(used) + bias, "it was computed with z of the layer before instead of a"
    if before == net.sizes[op.layer]:
        crossed = (v[Op("W", op.layer, i, op.unit)] * a for i, a in enumerate(inputs))
        yield sum(crossed) + bias, "the weight matrix is transposed: take row j for unit j"


def _activation(net: Net, op: Op, v: Numbers) -> Iterator[Slip]:
    z, phi = v[Op("z", op.layer, op.unit)], ACTIVATIONS[net.phi[op.layer - 1]]
    yield z, "that is still z: the activation φ was forgotten"
    yield slope(net, op.layer, z), "that is the slope φ′(z), not the value φ(z)"
    yield float(phi(v[op])), "φ was applied twice"
    yield float(phi(-z)), "the sign of z is flipped"


def _softmax(net: Net, op: Op, v: Numbers) -> Iterator[Slip]:
    s = logits(net, dict(v))
    power = math.exp(min(s[op.unit], 600.0))
    yield power, "it was not divided by the sum of all e^s"
    yield (
        1 / (1 + 1 / power) if power else 0.0,
        "that is the sigmoid of this logit alone: softmax takes all of them",
    )
    if sum(s):
        yield s[op.unit] / sum(s), "the logits were divided by their sum: take e^s first"


def _loss(net: Net, op: Op, v: Numbers) -> Iterator[Slip]:
    if net.loss == SQUARED:
        errors = [v[prediction(net, k)] - y for k, y in enumerate(net.y)]
        yield sum(e * e for e in errors), "the factor ½ was forgotten"
        yield sum(errors), "that is the error itself: it must be squared and halved"
        yield sum(map(abs, errors)), "that is the size of the error: it must be squared and halved"
        yield sum(map(abs, errors)) / 2, "the square was forgotten"
        return
    yield v[op] / math.log(2), "that is the logarithm to base 2: the loss uses the natural logarithm"
    yield v[op] / math.log(10), "that is the logarithm to base 10: the loss uses the natural logarithm"
    true = prediction(net, net.y.index(1.0) if net.loss == SOFTMAX else 0)
    if 0 < v[true] < 1:
        yield 1 - v[true], "that is 1 − p: the loss is −log p"
        yield -math.log(1 - v[true]), "that is −log(1 − p), the loss of the other label"


def _error(net: Net, op: Op, v: Numbers) -> Iterator[Slip]:
    error = v[op]
    yield -error, "the sign is flipped: it is prediction minus target"
    yield 2 * error, "the factor ½ of the loss was forgotten, so a 2 is left over"
    yield error / 2, "the 2 of the square was forgotten: ½ and 2 cancel"
    yield v[Op("L", net.depth)], "that is the loss itself, not its slope"
    yield v[prediction(net, op.unit)], "the target was not taken away"


def _fused(net: Net, op: Op, v: Numbers) -> Iterator[Slip]:
    p, y, error = v[prediction(net, op.unit)], net.y[op.unit], v[op]
    yield -error, "the sign is flipped: it is prediction minus target"
    yield error * p * (1 - p), "the slope p (1 − p) is in it once too often: it has cancelled already"
    yield logits(net, dict(v))[op.unit] - y, "z was used instead of its activation"
    if 0 < p < 1:
        yield (
            (-y / p + (1 - y) / (1 - p) if net.loss == BINARY else -y / p),
            ("that is the slope of the loss alone: the output's own slope is still missing"),
        )
    yield p, "the target was not taken away"
    yield v[Op("L", net.depth)], "that is the loss itself, not its slope"


def _paths(net: Net, op: Op, v: Numbers) -> Iterator[Slip]:
    after = op.layer + 1
    width = net.sizes[after]
    deltas = [v[Op("delta", after, j)] for j in range(width)]
    weights = [v[Op("W", after, j, op.unit)] for j in range(width)]
    products = [d * w for d, w in zip(deltas, weights, strict=True)]
    if width > 1:
        for j, product in enumerate(products):
            yield product, f"that is the path through unit {j + 1} alone: the other branch must be added"
    yield sum(deltas), "the weight was forgotten"
    yield sum(weights), "the upstream gradient δ was forgotten"
    if net.bends(after) and Op("da", after, 0) in v:
        loose = sum(v[Op("da", after, j)] * w for j, w in enumerate(weights))
        yield loose, "it uses ∂L/∂a of the next layer instead of its δ: the slope φ′ is missing there"
    if width == net.sizes[op.layer]:
        crossed = (d * v[Op("W", after, op.unit, j)] for j, d in enumerate(deltas))
        yield sum(crossed), "the weight matrix is transposed: going back, take column i for unit i"
    for i in range(net.sizes[op.layer]):
        if i != op.unit:
            wrong = (d * v[Op("W", after, j, i)] for j, d in enumerate(deltas))
            yield sum(wrong), "that took the weights of another unit: the wrong edge"


def _local(net: Net, op: Op, v: Numbers) -> Iterator[Slip]:
    z, a = v[Op("z", op.layer, op.unit)], v[Op("a", op.layer, op.unit)]
    upstream, local = v[Op("da", op.layer, op.unit)], slope(net, op.layer, z)
    yield upstream, "the local slope φ′(z) was forgotten"
    yield local, "the upstream gradient ∂L/∂a was forgotten"
    yield upstream * a, "φ(z) was used instead of φ′(z)"
    yield upstream * z, "z was used instead of φ′(z)"
    yield upstream * local * local, "the slope φ′(z) is in it twice"
    yield (
        upstream * slope(net, op.layer, a),
        "φ′ was taken at a instead of at z: the activation is in it twice",
    )
    if net.phi[op.layer - 1] == "sigmoid":
        yield upstream * z * (1 - z), "z (1 − z) was used: the slope of the sigmoid is a (1 − a)"
    if net.phi[op.layer - 1] == "tanh":
        yield upstream * (1 - z * z), "1 − z² was used: the slope of tanh is 1 − a²"


def _weight(net: Net, op: Op, v: Numbers) -> Iterator[Slip]:
    delta, source = v[Op("delta", op.layer, op.unit)], v[out(net, op.layer - 1, op.source)]
    weight = v[Op("W", op.layer, op.unit, op.source)]
    yield delta, "the factor a of the input was forgotten: that is δ alone"
    yield source, "the upstream gradient δ was forgotten: that is the input alone"
    if net.bends(op.layer - 1):
        yield delta * v[Op("z", op.layer - 1, op.source)], "z of the input was used instead of its a"
    yield delta * weight, "it was multiplied by the weight: that goes on to the input, not to the weight"
    yield from _unbent(net, op, v, source)


def _bias(net: Net, op: Op, v: Numbers) -> Iterator[Slip]:
    delta = v[Op("delta", op.layer, op.unit)]
    for i in range(net.sizes[op.layer - 1]):
        yield (
            delta * v[out(net, op.layer - 1, i)],
            "that belongs to a weight: the bias has the constant input 1",
        )
    yield delta * v[Op("b", op.layer, op.unit)], "it was multiplied by the bias itself"
    yield 1.0, "the upstream gradient δ was forgotten"
    yield from _unbent(net, op, v, 1.0)


def _unbent(net: Net, op: Op, v: Numbers, factor: float) -> Iterator[Slip]:
    """What comes out with ∂L/∂a in the place of δ."""
    upstream = Op("da", op.layer, op.unit)
    if upstream in v:
        yield v[upstream] * factor, "∂L/∂a was used instead of δ: the local slope φ′(z) is missing"


_SLIPS: dict[str, Callable[[Net, Op, Numbers], Iterator[Slip]]] = {
    "z": _affine, "a": _activation, "p": _softmax, "L": _loss, "error": _error, "fused": _fused,
    "sum": _paths, "slope": _local, "dW": _weight, "db": _bias,
}  # fmt: skip
