"""F13, the view: the points, and what the network in training makes of the plane."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkit.widgets.figure import View
from nnkit.widgets.figures.f13_playground.data import CIRCLES, OwnData, Points, drawn
from nnkit.widgets.figures.f13_playground.evaluate import GRID
from nnkit.widgets.figures.f13_playground.features import chosen, symbols
from nnkit.widgets.figures.f13_playground.layout import order
from nnkit.widgets.figures.f13_playground.snapshot import Snapshot
from nnkit.widgets.figures.f13_playground.weights import chosen_place
from nnkit.widgets.figures.f13_playground.words import name_of_unit, say

WEIGHTS = "weights"  # the group of controls with which a weight is chosen
NOTHING = Snapshot()


@dataclass(frozen=True, kw_only=True)
class PlaygroundView(View):
    """One moment of the training.

    ``field`` (GRID, GRID) within ±1 fills the plane, ``zero`` is 0 on the line drawn in it. ``thumbs``
    (units, 23, 23) are the small pictures, column by column, of which ``shown`` (column, unit) is large.
    ``chosen`` is (layer, to, from) of the chosen weight while weights are edited.
    """

    name: str
    points: Points
    test_points: bool
    features: tuple[str, ...]
    columns: tuple[int, ...]
    field: NDArray[np.float32]
    zero: NDArray[np.float32]
    thumbs: NDArray[np.float32]
    shown: tuple[int, int]
    heading: str
    chosen: tuple[int, int, int] | None
    training: Snapshot

    @property
    def layers(self) -> int:
        """How many hidden layers there are, as drawn."""
        return len(self.columns) - 2

    @property
    def lit(self) -> bool:
        """Whether there is a network whose pictures can be shown."""
        return self.training.pictures is not None


def compute(
    controls: str = "data",
    unit: int = 0,
    data: str = CIRCLES,
    noise: float = 0.05,
    n: int = 300,
    share: int = 50,
    radius: float = 3.0,
    test_points: bool = False,
    seed: int = 0,
    layer: int = 1,
    to_unit: int = 1,
    from_unit: int = 1,
    own: OwnData | None = None,
    work: Snapshot | None = None,
    **settings: Any,
) -> PlaygroundView:
    """z = f(features of x), p = sigmoid(z): the network of ``work`` over the plane; without it, the points.

    ``settings`` are those of the training, which has them from the controls itself; of them only the features
    are needed here.
    """
    points = drawn(
        own, {"data": data, "noise": noise, "n": n, "share": share, "radius": radius, "seed": seed}
    )
    names = symbols(chosen({"x1": True, "x2": True, **_OFF, **settings}))
    training = work or NOTHING
    pictures = training.pictures
    columns = tuple(len(u) for u in pictures.units) if pictures else (len(names), 1)
    units = order(columns)
    column, k = shown = units[min(max(int(unit), 0), len(units) - 1)]
    blank = np.zeros((GRID, GRID), dtype=np.float32)
    place = None
    if controls == WEIGHTS and training.weights:
        wanted = {"layer": layer, "to_unit": to_unit, "from_unit": from_unit}
        place = chosen_place(wanted, training.weights)
    heading = name_of_unit(columns, shown, names)
    return PlaygroundView(
        readout=say(training, points, names, columns, heading if column < len(columns) - 1 else "", place),
        name=data,
        points=points,
        test_points=test_points,
        features=names,
        columns=columns,
        field=pictures.units[column][k] if pictures else blank,
        zero=pictures.zeros[column][k] if pictures else blank,
        thumbs=_small(pictures.units) if pictures else np.zeros((0, 1, 1), dtype=np.float32),
        shown=shown,
        heading=heading,
        chosen=place,
        training=training,
    )


_OFF = dict.fromkeys(("x1_squared", "x2_squared", "x1x2", "sin_x1", "sin_x2"), False)


def _small(units: tuple[NDArray[np.float32], ...]) -> NDArray[np.float32]:
    """Return every second value of each picture: (units, 23, 23)."""
    return np.concatenate([u[:, ::2, ::2] for u in units])
