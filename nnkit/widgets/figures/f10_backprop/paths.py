"""F10, paths: along which connections an operation runs, and which operation stands at a place."""

from __future__ import annotations

from nnkit.widgets.figures.f10_backprop.layout import LABEL, ROW, Box, along, bare, layout
from nnkit.widgets.figures.f10_backprop.net import BINARY, Net
from nnkit.widgets.figures.f10_backprop.walk import Op, case, out, prediction, walk


def touched(net: Net, op: Op) -> tuple[set[Op], set[tuple[Op, Op]]]:
    """Return the weights and the other connections that an operation runs along."""
    layer, j, kind, last = op.layer, op.unit, case(net, op), net.depth
    if kind in ("z", "db"):
        return {Op("W", layer, j, i) for i in range(net.sizes[layer - 1])} if kind == "z" else set(), set()
    if kind == "dW":
        return {Op("W", layer, j, op.source)}, set()
    if kind == "sum":
        return {Op("W", layer + 1, k, j) for k in range(net.sizes[layer + 1])}, set()
    bend = (Op("z", layer, j), Op("a", layer, j))
    if kind in ("a", "slope"):
        return set(), {bend}
    outputs = range(net.sizes[-1])
    if kind == "p":
        return set(), {(out(net, last, i), op) for i in outputs}
    if kind == "L":
        return set(), {(prediction(net, k), op) for k in outputs}
    links = {(prediction(net, j), Op("L", last))}
    if kind == "fused":
        links.add(bend if net.loss == BINARY else (out(net, last, j), Op("p", last, j)))
    return set(), links


def near(net: Net, op: Op) -> set[Op]:
    """Return the weights around an operation: where room is tight, only these have their numbers."""
    layer, j, kind = op.layer, op.unit, case(net, op)
    if kind in ("z", "dW", "db"):
        return {Op("W", layer, j, i) for i in range(net.sizes[layer - 1])}
    return touched(net, op)[0]


def operation_at(net: Net, op_step: int, fill: bool, x: float, y: float) -> int | None:
    """Return the step whose number stands at a place, or None; in fill-in mode only steps already done."""
    place, ops = layout(bare(net)), walk(net)
    found = [op for op, box in place.boxes.items() if box.holds(x, y)]
    for line in place.lines:
        if line.weight and line.weight.layer not in place.tight:
            middle = along(line, place.at[line.weight.layer])
            if Box(*middle, LABEL, 2 * ROW + 4).holds(x, y):
                found.append(Op("dW", line.weight.layer, line.weight.unit, line.weight.source))
    steps = [ops.index(op) + 1 for op in found if op in ops]
    allowed = [k for k in steps if not fill or k <= op_step]
    return allowed[0] if allowed else None
