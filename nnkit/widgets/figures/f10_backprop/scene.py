"""F10, the picture: a network as a graph, values in solid boxes, gradients in dashed tags on its edges."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.colors import to_rgba
from matplotlib.text import Text

from nnkit.widgets.figures.f10_backprop.batches import Boxes, Words
from nnkit.widgets.figures.f10_backprop.compute import StepView
from nnkit.widgets.figures.f10_backprop.edges import DASHED, FAINT, arrow, look, sign_colour, tags_on
from nnkit.widgets.figures.f10_backprop.layout import (
    HEIGHT,
    LABEL,
    NODE,
    ROW,
    TAG,
    WIDTH,
    Box,
    Layout,
    along,
    bare,
    layout,
    narrow,
    pieces,
)  # fmt: skip
from nnkit.widgets.figures.f10_backprop.names import LOW, headings, parts
from nnkit.widgets.figures.f10_backprop.net import Net
from nnkit.widgets.figures.f10_backprop.paths import near, touched
from nnkit.widgets.figures.f10_backprop.walk import Op
from nnkit.widgets.scene import FONT, Scene
from nnkit.widgets.style import GREEN, LIGHT, Theme, short


def written(value: float) -> str:
    """Write three significant figures without needless zeros: 0.7, −1, 1.2e−5."""
    return short(float(f"{value:.3g}")).replace("e−0", "e−").replace("e+0", "e")


def name_in_box(net: Net, op: Op) -> str:
    """Name a node without its layer, which the column shows."""
    base, low, _ = parts(net, op)
    return base + low.translate(LOW)


class GraphScene(Scene):
    """One axes in pixels over the whole picture; the graph's names stand still, all numbers move."""

    size = (WIDTH, HEIGHT)

    def build(self) -> None:
        """Make four collections, for all that moves."""
        self.axes = self.figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(HEIGHT, 0))
        self.axes.set_axis_off()
        self.edges = LineCollection([], capstyle="butt")
        self.heads, self.boxes, self.words = PolyCollection([]), Boxes(), Words()
        self.moving = [self.edges, self.heads, self.boxes, self.words]
        for collection in (self.edges, self.heads, self.boxes, self.words):
            self.axes.add_collection(collection, autolim=False)
        self.names: list[Text] = []

    def still_key(self, view: StepView) -> Hashable:
        """The shape of the network, and whether there is something of the learner's."""
        return bare(view.net), view.own is not None

    def update_still(self, view: StepView, theme: Theme) -> None:
        """Write the names into the boxes, the headings above and the key below."""
        for name in self.names:
            name.remove()
        net, place = view.net, layout(bare(view.net))
        self.names = []

        def write(x: float, y: float, text: str, ha: str = "left") -> None:
            text_ = self.axes.text(
                x, y, text, color=theme.muted, fontsize=FONT - 1, va="center_baseline", ha=ha
            )
            self.names.append(text_)

        for op, box in place.boxes.items():
            if op.kind in "xzapL":
                write(box.x - box.w / 2 + 5, box.y, name_in_box(net, op))
        for x, text in zip(place.columns, headings(net), strict=True):
            write(x, 13, text, ha="center")
        key = "solid: values, forward →      dashed: gradients, ← backward, blue −, vermilion +"
        write(WIDTH / 2, HEIGHT - 12, key + (", green: yours" if view.own is not None else ""), ha="center")

    def update(self, view: StepView, theme: Theme) -> None:
        """Draw the state of every box, edge and number."""
        self.boxes.begin()
        self.words.begin()
        place = layout(bare(view.net))
        self._nodes(view, place, theme)
        self._gradients(view, place, theme)
        labels = self._labels(view, place, theme)
        self._connect(view, place, labels, theme)
        self._targets(view.net, place, theme)
        self.boxes.finish()
        self.words.finish()

    def _nodes(self, view: StepView, place: Layout, theme: Theme) -> None:
        """Draw the values: x, z, a, p and L."""
        for op, box in place.boxes.items():
            if op.kind not in "xzapL":
                continue
            now, known = op == view.op, op in view.values
            edge = theme.ink if known or now else to_rgba(theme.muted, FAINT)
            self.boxes.add(box, edge, 1.8 if now else 1.1, now=now)
            text = written(view.values[op]) if known else "?" if now else ""
            self.words.write(box.x + box.w / 2 - 5, box.y, text, LIGHT.ink if now else theme.ink, "right")
            if now:  # the fill has covered its name
                self.words.write(box.x - box.w / 2 + 5, box.y, name_in_box(view.net, op), LIGHT.ink, "left")

    def _tag(self, view: StepView, op: Op, box: Box, theme: Theme, name: str = "") -> None:
        """Draw one gradient: dashed, in the colour of its sign, yellow if it is being computed."""
        now, known = op == view.op, op in view.values
        if not (now or known):
            return
        value = view.values.get(op, 0.0)
        self.boxes.add(box, sign_colour(value), 1.5, DASHED, now=now)
        text = written(value) if known else "?"
        self.words.write(box.x, box.y, f"{name} {text}".strip(), LIGHT.ink if now else theme.ink)

    def _gradients(self, view: StepView, place: Layout, theme: Theme) -> None:
        """Draw δ below z, ∂L/∂a below a, and every bias with its gradient."""
        for op, box in place.boxes.items():
            if op.kind in ("delta", "da"):
                self._tag(view, op, box, theme, "δ" if op.kind == "delta" else "∂a")
            elif op.kind == "db":
                self._tag(view, op, box, theme)
                beside = narrow(view.net)
                self._own(view, op, box.x + LABEL * beside, box.y - (ROW + 2) * (not beside))
        for op, (x, y) in place.biases.items():
            self.words.write(
                x, y, f"b {written(view.values[Op('b', op.layer, op.unit)])}", theme.muted, "left"
            )

    def _own(self, view: StepView, op: Op, x: float, y: float) -> None:
        """Write the learner's gradient near the library's, ringed if it is the first that differs."""
        if view.own is None or op not in view.values or op not in view.own:
            return
        self.words.write(x, y, written(view.own[op]), GREEN)
        if op == view.differs:
            self.boxes.add(Box(x, y, LABEL, TAG), GREEN, 2.0)

    def _labels(self, view: StepView, place: Layout, theme: Theme) -> dict[int, list[Box]]:
        """Draw the weights and their gradients on the edges; return the room they take, by layer."""
        close = near(view.net, view.op)
        taken: dict[int, list[Box]] = {}
        for line in place.lines:
            weight = line.weight
            if weight is None:
                continue
            tight = weight.layer in place.tight
            if tight and weight not in close:
                continue
            x, y = along(line, 0.5 if tight else place.at[weight.layer])
            op = Op("dW", *(weight.layer, weight.unit, weight.source))
            marked = op in view.values or op == view.op
            up = 8.0 if marked else 0.0
            self.words.write(x, y - up, written(view.values[weight]), theme.ink)
            height = ROW
            if marked:
                self._tag(view, op, Box(x, y + 8, LABEL, TAG), theme)
                height = 2 * ROW + 4
            room = taken.setdefault(weight.layer, [])
            room.append(Box(x, y, LABEL if marked else 40.0, height))
            if marked and view.own is not None and (place.room[weight.layer] > 46 or op == view.op):
                self._own(view, op, x, y + 24)
                room.append(Box(x, y + 24, LABEL, ROW))
        return taken

    def _connect(self, view: StepView, place: Layout, labels: dict[int, list[Box]], theme: Theme) -> None:
        """Draw the connections around the labels; those in use are thick, with an arrow head."""
        weights, links = touched(view.net, view.op)
        segments, colours, widths, styles, heads = [], [], [], [], []
        for line in place.lines:
            active = line.weight in weights or line.ends in links
            colour, width, style = look(view, line, active, theme)
            around = labels.get(line.weight.layer, []) if line.weight else tags_on(view, place, line)
            cut = np.array([(b.x, b.y, b.w, b.h) for b in around]).reshape(-1, 4)
            for piece in pieces(line, cut):
                segments.append(piece)
                colours.append(colour)
                widths.append(width)
                styles.append(style)
            if active:
                heads.append(arrow(line, view.op.backward))
        self.edges.set_segments(segments)
        self.edges.set(color=colours, linewidth=widths, linestyle=styles)
        self.heads.set_verts(heads)
        self.heads.set(facecolor=theme.ink, edgecolor="none")

    def _targets(self, net: Net, place: Layout, theme: Theme) -> None:
        """Write the target below the loss."""
        box = place.boxes[Op("L", net.depth)]
        for k, y in enumerate(net.y):
            low = str(k + 1).translate(LOW) if len(net.y) > 1 else ""
            self.words.write(box.x, box.y + NODE + 4 + 17 * k, f"y{low} = {written(y)}", theme.ink)
