"""F6: from logits to probabilities, the loss and its gradient; what shifting and temperature do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkit.activations import softmax as library_softmax
from nnkit.losses import SoftmaxCrossEntropy
from nnkit.widgets.controls import Choice, Control, Slider
from nnkit.widgets.figure import Task, View
from nnkit.widgets.own import attempt
from nnkit.widgets.panel import Panel
from nnkit.widgets.predict import Prediction
from nnkit.widgets.scene import FONT, Scene
from nnkit.widgets.style import BLUE, GREEN, SKY, VERMILION, Theme, fixed, number, short

CLASSES = 6
START = (2.0, 1.0, 0.5, 0.0, -0.5, -1.0)
LOGITS = tuple(f"s{k}" for k in range(CLASSES))
SUBSCRIPTS = "₀₁₂₃₄₅"
Softmax = Callable[[NDArray[np.float64]], Any]


@dataclass(frozen=True, kw_only=True)
class SoftmaxView(View):
    """One state of F6; ``naive`` is e^s / Σ e^s as it comes out without a shift (nan on overflow)."""

    logits: NDArray[np.float64]
    p: NDArray[np.float64]
    naive: NDArray[np.float64]
    own: NDArray[np.float64] | None
    true: int
    loss: float
    gradient: NDArray[np.float64]


def compute(
    classes: int = 3,
    true: int = 0,
    temperature: float = 1.0,
    shift: float = 0,
    own: Softmax | None = None,
    **logits: float,
) -> SoftmaxView:
    """p = softmax((s + c) / T), L = −log p_true and ∂L/∂s = (p − y) / T for logits s0, s1, ...

    ``true`` is taken as the last class when there are fewer classes.
    """
    s = np.array([logits.get(LOGITS[k], START[k]) for k in range(classes)], dtype=np.float64)
    true = min(int(true), classes - 1)
    u = (s + shift) / temperature
    p = library_softmax(u)
    with np.errstate(all="ignore"):
        powers = np.exp(u)
        naive = powers / powers.sum()
    loss = SoftmaxCrossEntropy()
    value = loss(u[np.newaxis], np.array([true], dtype=np.int64))
    gradient = loss.delta(u[np.newaxis], np.array([true], dtype=np.int64))[0] / temperature
    yours, trouble = attempt(own, u, shape=u.shape) if own else (None, "")
    return SoftmaxView(
        readout=_readout(p, naive, true, value, gradient, yours, trouble),
        formula=_formula(u, p, naive, true, bool(shift)),
        logits=s,
        p=p,
        naive=naive,
        own=yours,
        true=true,
        loss=value,
        gradient=gradient,
    )


def _readout(
    p: NDArray[np.float64],
    naive: NDArray[np.float64],
    true: int,
    loss: float,
    gradient: NDArray[np.float64],
    own: NDArray[np.float64] | None,
    trouble: str,
) -> str:
    text = (
        f"True class {true} gets p = {number(p[true])}; the loss is −log p = {number(loss)}; "
        f"a descent step raises its logit in proportion to {number(-gradient[true])}."
    )
    if not np.isfinite(naive).all():
        text += " Computed naively, without subtracting the largest logit, the probabilities are nan."
    if trouble:
        text += f" Yours: {trouble}."
    elif own is not None:
        wrong = np.flatnonzero(~np.isclose(own, p, rtol=1e-5, atol=1e-8))
        if wrong.size:
            k = wrong[0]
            text += f" Yours first differs at class {k}: {number(own[k])} instead of {number(p[k])}."
        else:
            text += " Yours agrees."
    return text


def _formula(
    u: NDArray[np.float64], p: NDArray[np.float64], naive: NDArray[np.float64], true: int, shifted: bool
) -> str:
    def ratio(values: NDArray[np.float64]) -> str:
        terms = " + ".join(f"e<sup>{short(v)}</sup>" for v in values)
        return f"e<sup>{short(values[true])}</sup> / ({terms})"

    line = f"p{SUBSCRIPTS[true]} = {ratio(u)} = {number(naive[true])}"
    if shifted:
        line += f"<br>subtract the largest first: {ratio(u - u.max())} = {number(p[true])}"
    return line


class SoftmaxScene(Scene):
    """Probabilities as bars, the gradient below them, and the loss as a point on −log p."""

    size = (640, 400)

    def build(self) -> None:
        """Make three axes: p and p − y over the classes, and the loss curve."""
        grid = self.figure.add_gridspec(2, 2, width_ratios=(1.55, 1), height_ratios=(1.25, 1))
        grid.update(left=0.075, right=0.97, top=0.94, bottom=0.1, wspace=0.28, hspace=0.42)
        self.bars_axes = self.figure.add_subplot(grid[0, 0])
        self.gradient_axes = self.figure.add_subplot(grid[1, 0])
        self.loss_axes = self.figure.add_subplot(grid[:, 1])
        width = 0.62
        x = np.arange(CLASSES)
        self.bars = self.bars_axes.bar(x, np.zeros(CLASSES), width, color=SKY)
        self.slopes = self.gradient_axes.bar(x, np.zeros(CLASSES), width)
        (self.naive,) = self.bars_axes.plot([], [], "D", markersize=6, markerfacecolor="none")
        (self.own,) = self.bars_axes.plot([], [], "_", color=GREEN, markersize=26, markeredgewidth=3)
        self.values = [
            self.bars_axes.text(k, 0, "", ha="center", va="bottom", fontsize=FONT) for k in range(CLASSES)
        ]
        self.pushes = [self.gradient_axes.text(k, 0, "", ha="center", fontsize=FONT) for k in range(CLASSES)]
        self.note = self.bars_axes.text(0.99, 0.97, "", ha="right", va="top", fontsize=FONT - 1)
        self.note.set_transform(self.bars_axes.transAxes)
        p = np.linspace(0.002, 1, 300)
        (self.curve,) = self.loss_axes.plot(p, -np.log(p), linewidth=2)
        (self.point,) = self.loss_axes.plot([], [], "o", color=VERMILION, markersize=9)
        self.height = self.loss_axes.text(0, 0, "", fontsize=FONT)
        for axes, limits in ((self.bars_axes, (0, 1.16)), (self.gradient_axes, (-1.3, 1.3))):
            axes.set_ylim(limits)
        self.bars_axes.set_yticks([0, 0.5, 1], ["0", "0.5", "1"])
        self.gradient_axes.set_yticks([-1, 0, 1], ["−1", "0", "1"])
        self.bars_axes.set_title("probabilities  p = softmax(s)", loc="left")
        self.gradient_axes.set_title("gradient of the loss  T · ∂L/∂s = p − y", loc="left")
        self.zero = self.gradient_axes.axhline(0, linewidth=1)
        self.loss_axes.set(xlim=(0, 1.02), ylim=(0, 6.4), xlabel="p of the true class")
        self.loss_axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "0.25", "0.5", "0.75", "1"])
        self.loss_axes.set_title("loss  −log p", loc="left")
        self.moving = [*self.bars, *self.slopes, self.naive, self.own, *self.values, *self.pushes]
        self.moving += [self.note, self.point, self.height]

    def still_key(self, view: SoftmaxView) -> tuple[int, int]:
        """The class names, of which the true one is marked."""
        return view.p.size, view.true

    def update_still(self, view: SoftmaxView, theme: Theme) -> None:
        """Name the classes and mark the true one."""
        names = [f"class {k}\n(true)" if k == view.true else f"class {k}" for k in range(view.p.size)]
        for axes in (self.bars_axes, self.gradient_axes):
            axes.set_xlim(-0.6, view.p.size - 0.4)
            axes.set_xticks(range(view.p.size))
            axes.grid(False, axis="x")
        self.bars_axes.set_xticklabels(names, color=theme.ink)
        self.gradient_axes.set_xticklabels([])
        self.zero.set_color(theme.muted)
        self.curve.set_color(theme.muted)

    def update(self, view: SoftmaxView, theme: Theme) -> None:
        """Move the bars, their numbers and the point on the loss curve."""
        y = np.eye(view.p.size)[view.true]
        slopes = view.p - y
        for k in range(CLASSES):
            here = k < view.p.size
            p = float(view.p[k]) if here else 0.0
            slope = float(slopes[k]) if here else 0.0
            self.bars[k].set(height=p, edgecolor=theme.ink, linewidth=2 if k == view.true else 0)
            self.values[k].set(text=fixed(p) if here else "", y=p + 0.04, color=theme.ink)
            self.slopes[k].set(height=slope, color=VERMILION if slope > 0 else BLUE)
            side, va = (1, "bottom") if slope >= 0 else (-1, "top")
            self.pushes[k].set(
                text=fixed(slope) if here else "", y=slope + 0.06 * side, va=va, color=theme.ink
            )
        ok = np.isfinite(view.naive)
        x = np.arange(view.p.size)
        self.naive.set_data(x[ok], view.naive[ok])
        self.naive.set_markeredgecolor(theme.ink)
        self.note.set(text="◇ naive" if ok.all() else "◇ naive: nan", color=theme.ink)
        self.own.set_data(([], []) if view.own is None else (x, view.own))
        p_true = float(view.p[view.true])
        shown = min(view.loss, 6.0)
        self.point.set_data([p_true], [shown])
        self.height.set(text=number(view.loss), color=theme.ink, ha="right" if p_true > 0.7 else "left")
        self.height.set_position((min(p_true + 0.06, 1.0), min(shown + 0.25, 5.6)))


def softmax_explorer(
    *, softmax: Softmax | None = None, predict: Prediction | None = None, **state: Any
) -> Panel:
    """F6: sliders for three to six logits, temperature, shift and true class.

    Parameters
    ----------
    softmax : your own softmax of a vector; its values are drawn in green beside the library's.
    predict : a question that covers the figure until it is answered.
    state : s0 ... s5, classes, true, temperature, shift.
    """
    controls: list[Control] = [
        Slider(LOGITS[k], f"logit s{SUBSCRIPTS[k]}", START[k], -5.0, 5.0, 0.1) for k in range(CLASSES)
    ]
    controls += [
        Choice("classes", "number of classes K", 3, (3, 4, 5, 6)),
        Choice("true", "true class y", 0, tuple(range(CLASSES)), help="the class of the example"),
        Slider("temperature", "temperature T", 1.0, 0.1, 5.0, 0.1, help="the logits are divided by T"),
        Slider("shift", "add c to every logit", 0, -1000, 1000, 10),
    ]

    def view(**values: Any) -> SoftmaxView:
        return compute(own=softmax, **values)

    return Panel(
        call="softmax_explorer",
        title="Softmax: from scores to probabilities",
        question="What do the logits, their differences and their size decide?",
        controls=controls,
        compute=view,
        scene=SoftmaxScene(),
        tasks=(
            Task("Bring the loss below 0.05.", lambda v: v.loss < 0.05, {"s0": 5}),
            Task("Be confidently wrong: a loss above 4.", lambda v: v.loss > 4, {"s0": -4, "s1": 3}),
            Task(
                "Make all probabilities equal.",
                lambda v: bool(np.ptp(v.p) < 0.005),
                {"s0": 1, "s1": 1, "s2": 1},
            ),
            Task(
                "Break the naive softmax without changing a single probability.",
                lambda v: not np.isfinite(v.naive).all(),
                {"shift": 1000},
            ),
        ),
        shown=lambda values: [n for n in values if n not in LOGITS[values["classes"] :]],
        own={"softmax": softmax},
        predict=predict,
        state=state,
    )
