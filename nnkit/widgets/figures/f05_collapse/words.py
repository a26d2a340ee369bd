"""F5, the words: what two layers come to, and their matrices with live numbers."""

from __future__ import annotations

import numpy as np

from nnkit.widgets.figures.f05_collapse.layers import Array, Weights
from nnkit.widgets.style import fixed, number

NAMES = {"relu": "ReLU", "leaky_relu": "leaky ReLU", "tanh": "tanh", "sigmoid": "the sigmoid"}
BOX = (
    "display:inline-grid;grid-template-columns:repeat({columns},auto);gap:0 9px;padding:1px 5px;margin:2px 0;"
    "vertical-align:middle;font-size:13px;line-height:1.3;text-align:right;font-variant-numeric:tabular-nums;"
    "border-left:1px solid;border-right:1px solid;border-radius:4px"
)


def readout(
    activation: str, width: int, blend: float, gap: float, areas: Array, rank: int, folded: bool
) -> str:
    """Say in one line whether one affine map does the same, and what becomes of areas and orientation."""
    if activation == "identity":
        text = f"Two layers without activation are one affine map: the largest distance is {_gap(gap)}; "
        text += f"{_uniform(float(areas[0]))}, rank {rank}."
    elif gap < 1e-9:
        text = (
            f"With {NAMES[activation]}, which does not bend anywhere on this grid, one affine map still does "
        )
        text += f"the same: the largest distance is 0; {_uniform(float(areas[0]))}."
    else:
        text = f"With {NAMES[activation]} in between, no single affine map does the same: the best one "
        text += f"misses by up to {number(gap)}; {_shares(areas)}."
    if folded:
        text += " The plane is folded: the two marked points land on one spot."
    text += _about(width, activation)
    if blend < 1:
        text += f" The right panel is on its way, at {round(100 * blend)} %."
    return text


def _gap(gap: float) -> str:
    return number(gap) if gap > 1e-9 else "0"


def _uniform(area: float) -> str:
    if abs(area) < 1e-9:
        return "every area shrinks to 0"
    side = "turned over" if area < 0 else "orientation kept"
    return f"every area is multiplied by {number(abs(area))}, {side}"


def _shares(areas: Array) -> str:
    flat = np.abs(areas) < 1e-9
    kept, turned = np.mean((areas > 0) & ~flat), np.mean((areas < 0) & ~flat)
    parts = ((kept, "keeps its orientation"), (turned, "is turned over"), (flat.mean(), "is flattened"))
    said = [f"{round(100 * float(share))} % {what}" for share, what in parts if share >= 0.005]
    low, high = np.abs(areas).min(), np.abs(areas).max()
    if high < 1e-9:
        return "all of the grid is flattened"
    low = 0.0 if low < 1e-9 else float(low)
    return f"of the grid {', '.join(said)}; areas are multiplied by {number(low)} to {number(high)}"


def _about(width: int, activation: str) -> str:
    if width == 1:
        return " One unit in the middle keeps one direction and loses the other for good."
    if width == 3 and activation == "identity":
        return " A third unit adds nothing here: the plane only lies slanted in space, and nothing is lost."
    if width == 3:
        return " Three units leave the plane room to bend in space."
    return ""


def formula(activation: str, w: Weights, best_W: Array, best_b: Array) -> str:
    """Return the matrices of the two layers and of the one affine map, as HTML."""
    W1, b1, W2, b2 = _box(w.W1), _box(w.b1), _box(w.W2), _box(w.b2)
    W, b = _box(best_W), _box(best_b)
    if activation == "identity":
        return f"W = W₂ W₁ = {W2} {W1} = {W}<br>b = W₂ b₁ + b₂ = {W2} {b1} + {b2} = {b}"
    return f"y = {W2} φ( {W1} x + {b1} ) + {b2}<br>best W x + b = {W} x + {b}"


def _box(values: Array) -> str:
    """Write a matrix, or a vector as a column, between brackets."""
    rows = np.atleast_2d(values.T).T
    cells = "".join(f"<span>{fixed(v, 2)}</span>" for v in rows.ravel())
    return f'<span style="{BOX.format(columns=rows.shape[1])}">{cells}</span>'
