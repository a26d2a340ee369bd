"""F10, words: what is at hand for a number to be filled in, and what is said of the learner's gradients."""

from __future__ import annotations

import math
from collections.abc import Mapping

from nnkit.widgets.figures.f10_backprop.judge import recognise
from nnkit.widgets.figures.f10_backprop.names import html, plain
from nnkit.widgets.figures.f10_backprop.net import Net
from nnkit.widgets.figures.f10_backprop.walk import Op, case, out, prediction
from nnkit.widgets.style import number


def at_hand(net: Net, op: Op, known: Mapping[Op, float]) -> str:
    """List the numbers that may be needed, and some that are not; to five figures, so that three come out."""
    around = dict.fromkeys(ingredients(net, op))
    items = [f"{html(net, o)} = {_long(known[o])}" for o in around if o in known and o != op]
    cut = math.ceil(len(items) / 2) if len(items) > 6 else len(items)
    lines = [", &nbsp; ".join(items[:cut]), ", &nbsp; ".join(items[cut:])]
    return f"{html(net, op)} = <b>?</b><br>at hand: " + "<br>".join(line for line in lines if line)


def ingredients(net: Net, op: Op) -> list[Op]:
    """Return the operations and given numbers around an operation, in the order in which to show them."""
    layer, j, kind = op.layer, op.unit, case(net, op)
    if kind == "z":
        before = range(net.sizes[layer - 1])
        pairs = [o for i in before for o in (Op("W", layer, j, i), out(net, layer - 1, i))]
        return [*pairs, Op("b", layer, j)]
    if kind == "a":
        return [Op("z", layer, j)]
    if kind == "p":
        return [Op("z" if net.depth else "x", net.depth, k) for k in range(net.sizes[-1])]
    if kind == "L":
        outputs = range(net.sizes[-1])
        return [o for k in outputs for o in (prediction(net, k), Op("y", 0, k))]
    if kind in ("error", "fused"):
        return [Op("z", layer, j), prediction(net, j), Op("y", 0, j), Op("L", net.depth)]
    if kind == "sum":
        after = range(net.sizes[layer + 1])
        return [o for k in after for o in (Op("delta", layer + 1, k), Op("W", layer + 1, k, j))]
    if kind == "slope":
        return [Op("da", layer, j), Op("z", layer, j), Op("a", layer, j)]
    if kind == "dW":
        source = [Op("z", layer - 1, op.source), out(net, layer - 1, op.source)]
        return [Op("delta", layer, j), Op("W", layer, j, op.source), *source]
    return [
        Op("delta", layer, j),
        Op("b", layer, j),
        *(out(net, layer - 1, i) for i in range(net.sizes[layer - 1])),
    ]


def _long(value: float) -> str:
    return f"{value + 0.0:.5g}".replace("-", "−")


def closing(net: Net, step: int, steps: int, fill: bool) -> str:
    """Say what comes next where something ends."""
    if step < steps:
        return " Go on with ▸." if fill else ""
    count = sum(math.prod((len(m), len(m[0]) + 1)) for m in net.W)
    return f" All {count} gradients are known now." if count else " The backward pass is done."


def remark(
    net: Net, values: Mapping[Op, float], yours: Mapping[Op, float] | None, differs: Op | None, trouble: str
) -> str:
    """Compare the learner's gradients with the library's, in one sentence."""
    if trouble:
        return f" Yours: {trouble}."
    if not yours:
        return " There is no parameter here, so nothing to compare with yours."
    if differs is None:
        return f" Yours agrees in all {len(yours)} gradients."
    slip = recognise(net, differs, values, yours[differs])
    because = f" ({slip})" if slip else ""
    return (
        f" Yours first differs, going backward, at {plain(net, differs)}: "
        f"{number(yours[differs])} instead of {number(values[differs])}{because}."
    )
