"""F10, the layout: where every node, tag and edge of a network stands, in pixels from the top left."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from nnkit.widgets.figures.f10_backprop.net import SOFTMAX, Net
from nnkit.widgets.figures.f10_backprop.walk import Op, out, prediction, walk

WIDTH, HEIGHT = 640, 464
LEFT, RIGHT, TOP, BOTTOM = 6.0, 634.0, 34.0, 440.0
INPUT, LOSS, NODE, TAG = 70.0, 68.0, 22.0, 16.0  # widths of x and L, heights of a node and a tag
LABEL, ROW = 58.0, 14.0  # width and row height of an edge's label
Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A rectangle by its centre."""

    x: float
    y: float
    w: float
    h: float

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point is inside."""
        return abs(x - self.x) <= self.w / 2 and abs(y - self.y) <= self.h / 2


@dataclass(frozen=True)
class Line:
    """A straight connection, in the direction of the forward pass; ``weight`` is its W, if it has one."""

    start: Point
    end: Point
    ends: tuple[Op, Op]
    weight: Op | None = None


@dataclass(frozen=True)
class Layout:
    """All places; ``tight`` are the layers whose edges are too many for a label each."""

    columns: tuple[float, ...]  # x of each layer, then of p (if there is one) and of L
    boxes: dict[Op, Box]  # of x, the nodes, and the tags of the gradients at them
    biases: dict[Op, Point]  # where "b 0.5" stands
    lines: tuple[Line, ...]
    at: dict[int, float]  # where along its edges a layer's labels stand, from 0 to 1
    tight: frozenset[int]
    room: dict[int, float]  # from one label of a layer to the next


@lru_cache(maxsize=32)
def layout(shape: Net) -> Layout:
    """Place a network; only its sizes, activations and loss matter, so pass ``bare(net)``."""
    wide = 80.0 if narrow(shape) else 96.0
    columns, gap = _columns(shape, wide)
    boxes, biases = _places(shape, columns, wide)
    lines = _lines(shape, boxes)
    at, room = {}, {}
    for layer in range(1, shape.depth + 1):
        mine = [line for line in lines if line.weight and line.weight.layer == layer]
        at[layer], room[layer] = _spread(mine, gap)
    tight = frozenset(layer for layer, space in room.items() if space < 2 * ROW + 2)
    return Layout(columns, boxes, biases, lines, at, tight, room)


def narrow(net: Net) -> bool:
    """Tell whether the columns are many and therefore narrow; such a network has at most 3 units a layer."""
    return net.depth + (net.loss == SOFTMAX) > 2


def bare(net: Net) -> Net:
    """Return the network without its numbers."""
    zeros = tuple(tuple((0.0,) * len(row) for row in matrix) for matrix in net.W)
    nothing = tuple((0.0,) * len(biases) for biases in net.b)
    return Net((0.0,) * len(net.x), zeros, nothing, net.phi, net.loss, (0.0,) * len(net.y))


def _columns(net: Net, wide: float) -> tuple[tuple[float, ...], float]:
    """Return the x of every column, and the width of the gaps that hold weights."""
    head = net.loss == SOFTMAX
    widths = [INPUT if net.depth else wide, *[wide] * (net.depth + head), LOSS]
    free = RIGHT - LEFT - sum(widths)
    if net.depth:
        fixed = [44.0] * head + [18.0 if narrow(net) else 44.0]
        gap = min((free - sum(fixed)) / net.depth, 170.0)
        gaps = [gap] * net.depth + fixed
    else:
        gap, gaps = 0.0, [110.0, 70.0]
    left, columns = LEFT + (free - sum(gaps)) / 2, []
    for width, space in zip(widths, [*gaps, 0.0], strict=True):
        columns.append(left + width / 2)
        left += width + space
    return tuple(columns), gap


def row(n: int, k: int) -> float:
    """Return the y of unit k of n."""
    return TOP + (k + 0.5) * (BOTTOM - TOP) / n


def _places(net: Net, columns: tuple[float, ...], wide: float) -> tuple[dict[Op, Box], dict[Op, Point]]:
    boxes, biases = {}, {}
    loose = 5.0 if max(net.sizes) < 4 else 0.0
    above = narrow(net)  # then a bias's gradient stands above the bias, not beside it
    for i in range(net.sizes[0]):
        boxes[Op("x", 0, i)] = Box(columns[0], row(net.sizes[0], i), INPUT if net.depth else wide, NODE)
    for op in walk(net):
        if op.kind == "dW":
            continue
        n = 1 if op.kind == "L" else net.sizes[op.layer]
        x, y = columns[op.layer], row(n, op.unit)
        up = 25.0 + loose if net.bends(op.layer) else 0.0  # with an activation, z stands above and a below
        down = 17.0 + loose
        if op.kind in ("p", "L"):
            boxes[op] = Box(columns[-1 if op.kind == "L" else -2], y, LOSS if op.kind == "L" else wide, NODE)
        elif op.kind in ("z", "a"):
            boxes[op] = Box(x, y + (down if op.kind == "a" else -up), wide, NODE)
        elif op.kind == "db":
            biases[op] = (x - wide / 2 + (4 if above else -4), y - up - 21)
            beside = Box(x + wide / 2 - 19, y - up - 21, LABEL, TAG)
            boxes[op] = Box(x - wide / 2 + LABEL / 2, y - up - 38, LABEL, TAG) if above else beside
        else:
            between = (down - up) / 2 if net.bends(op.layer) else 21.0
            boxes[op] = Box(x, y + (down + 21 if op.kind == "da" else between), wide - 8 * (not above), TAG)
    return boxes, biases


def _lines(net: Net, boxes: dict[Op, Box]) -> tuple[Line, ...]:
    lines, last = [], net.depth

    def join(start: Op, end: Op, weight: Op | None = None) -> None:
        a, b = boxes[start], boxes[end]
        if a.x == b.x:
            lines.append(Line((a.x, a.y + a.h / 2), (b.x, b.y - b.h / 2), (start, end)))
        else:
            lines.append(Line((a.x + a.w / 2, a.y), (b.x - b.w / 2, b.y), (start, end), weight))

    for layer in range(1, last + 1):
        for j in range(net.sizes[layer]):
            for i in range(net.sizes[layer - 1]):
                join(out(net, layer - 1, i), Op("z", layer, j), Op("W", layer, j, i))
            if net.bends(layer):
                join(Op("z", layer, j), Op("a", layer, j))
    outputs = range(net.sizes[-1])
    if net.loss == SOFTMAX:
        for k in outputs:
            for i in outputs:
                join(out(net, last, i), Op("p", last, k))
    for k in outputs:
        join(prediction(net, k), Op("L", last))
    return tuple(lines)


def _spread(lines: list[Line], gap: float) -> tuple[float, float]:
    """Return where along the edges their labels are furthest apart, and how far that is."""
    low = min((LABEL / 2 + 2) / gap, 0.5)
    starts, ends = (np.array([line.start[1] for line in lines]), np.array([line.end[1] for line in lines]))
    best, enough = (-1.0, 0.5, 0.0), 52.0 if gap > 100 else 36.0
    for t in np.linspace(low, 1 - low, 25):
        ys = np.sort((1 - t) * starts + t * ends)
        apart = float(np.diff(ys).min()) if ys.size > 1 else 400.0
        best = max(best, (min(apart, enough) - 8 * abs(t - 0.5), float(t), apart))
    return best[1], best[2]


def along(line: Line, t: float) -> Point:
    """Return a point of a line."""
    return tuple((1 - t) * a + t * b for a, b in zip(line.start, line.end, strict=True))  # type: ignore[return-value]


def pieces(line: Line, boxes: NDArray[np.float64]) -> list[tuple[Point, Point]]:
    """Return what is left of a line outside of boxes (n, 4), each x, y, w, h."""
    start, step = np.array(line.start), np.subtract(line.end, line.start)
    with np.errstate(divide="ignore", invalid="ignore"):
        a = (boxes[:, :2] - boxes[:, 2:] / 2 - start) / step
        b = (boxes[:, :2] + boxes[:, 2:] / 2 - start) / step
    inside = np.abs(boxes[:, :2] - start) <= boxes[:, 2:] / 2
    flat = step == 0  # then it is in the box for every t, or for none
    near = np.where(flat, np.where(inside, -np.inf, np.inf), np.minimum(a, b)).max(axis=1, initial=-np.inf)
    far = np.where(flat, np.where(inside, np.inf, -np.inf), np.maximum(a, b)).min(axis=1, initial=np.inf)
    cuts = sorted(
        (max(n, 0.0), min(f, 1.0)) for n, f in zip(near, far, strict=True) if n < f and f > 0 and n < 1
    )
    left, t = [], 0.0
    for begin, end in [*cuts, (1.0, 1.0)]:
        if begin > t + 0.02:
            left.append((along(line, t), along(line, begin)))
        t = max(t, end)
    return left
