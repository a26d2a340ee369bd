"""F10, one state: which numbers of the walk are known, what the current operation is, what is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from nnkit.widgets.figure import View
from nnkit.widgets.figures.f10_backprop import judge, yours
from nnkit.widgets.figures.f10_backprop.names import plain
from nnkit.widgets.figures.f10_backprop.net import EXAMPLES, OWN, SOFTMAX, TINY, D, Net
from nnkit.widgets.figures.f10_backprop.rules import deed, formula, sentence
from nnkit.widgets.figures.f10_backprop.walk import Op, evaluate, given, walk
from nnkit.widgets.figures.f10_backprop.words import at_hand, closing, remark


@dataclass(frozen=True, kw_only=True)
class StepView(View):
    """The walk after ``step`` operations: ``values`` holds what is given or known by now, and nothing else.

    In fill-in mode the number of the current operation is not in ``values`` until ``verdict`` is "right".
    ``own`` holds the learner's gradients; ``differs`` is the first of them that is not the library's.
    """

    example: str
    net: Net
    step: int
    values: Mapping[Op, float]
    fill: bool
    verdict: str
    own: Mapping[Op, float] | None
    differs: Op | None

    @property
    def op(self) -> Op:
        """The current operation."""
        return walk(self.net)[self.step - 1]

    @property
    def value(self) -> float | None:
        """Its number, or None while it is still to be filled in."""
        return self.values.get(self.op)


@lru_cache(maxsize=8)
def slots(net: Net) -> Mapping[str, Op]:
    """Return the numbers that a learner can change, by the name of their control: x1, W1_21, b2_1, y1."""
    named = {}
    for op in given(net):
        if op.kind == "W":
            named[f"W{op.layer}_{op.unit + 1}{op.source + 1}"] = op
        elif op.kind == "b":
            named[f"b{op.layer}_{op.unit + 1}"] = op
        elif op.kind == "x" or net.loss != SOFTMAX:  # a class is not a number to slide
            named[f"{op.kind}{op.unit + 1}"] = op
    return MappingProxyType(named)


def changed(net: Net, numbers: Mapping[str, float]) -> Net:
    """Return the network with other numbers in some of its slots."""
    new = given(net) | {slots(net)[name]: float(value) for name, value in numbers.items()}
    layers = range(1, net.depth + 1)
    return replace(
        net,
        x=tuple(new[Op("x", 0, i)] for i in range(len(net.x))),
        W=tuple(
            tuple(tuple(new[Op("W", l, j, i)] for i in range(net.sizes[l - 1])) for j in range(net.sizes[l]))
            for l in layers
        ),
        b=tuple(tuple(new[Op("b", l, j)] for j in range(net.sizes[l])) for l in layers),
        y=tuple(new[Op("y", 0, k)] for k in range(len(net.y))),
    )


def compute(
    example: str = D,
    step: int = 1,
    fill: bool = False,
    answer: str = "",
    activation: str | None = "sigmoid",
    number: str = "",
    own: Net = TINY,
    gradients: yours.Gradients | None = None,
    work: None = None,
    **numbers: float,
) -> StepView:
    """Walk ``step`` operations of an example; judge ``answer`` if ``fill`` asks for the last one's number.

    Parameters
    ----------
    example : one of EXAMPLES, or OWN for the network ``own`` with other ``numbers`` (x1, W1_21, ...).
    step : from 1 to the number of operations; what lies beyond is taken as the nearest.
    activation : of the hidden layers of ``own``; None leaves them as they are.
    number : which of the numbers has its slider on screen; changes nothing here.
    gradients : the learner's own backward pass, from a dict of arrays to a dict of arrays.
    work : unused; the play button moves ``step``.
    """
    net = EXAMPLES[example] if example != OWN else changed(own, numbers)
    if example == OWN and activation:
        net = replace(net, phi=(*[activation] * (net.depth - 1), net.phi[-1]))
    ops, everything = walk(net), evaluate(net)
    step = min(max(int(step), 1), len(ops))
    op, place = (
        ops[step - 1],
        f"Step {step} of {len(ops)}, {'backward' if ops[step - 1].backward else 'forward'}",
    )
    verdict, said = judge.judge(net, ops, step - 1, everything, answer) if fill else (judge.OPEN, "")
    hidden = fill and verdict != judge.RIGHT
    known = given(net) | {o: everything[o] for o in ops[: step - hidden]}
    mine, differs = None, None
    if hidden:
        task = f"what is {plain(net, op)}? Type it, {judge.RULE}"
        readout = f"{place}: {deed(net, op)}; {task}." + (f" {said}." if said else "")
        written = at_hand(net, op, known)
    else:
        right = "Right. " if fill else ""
        readout = f"{right}{place}: {sentence(net, op, everything)}." + closing(net, step, len(ops), fill)
        written = formula(net, op, everything)
    if gradients is not None and not fill:
        mine, trouble = yours.run(gradients, net)
        differs = yours.first_difference(net, mine, everything) if mine else None
        readout += remark(net, everything, mine, differs, trouble)
    return StepView(
        readout=readout, formula=written, example=example, net=net, step=step, values=MappingProxyType(known),
        fill=fill, verdict=verdict, own=mine, differs=differs,
    )  # fmt: skip
