"""F14, the numbers: samples, fits and losses of one training, or the losses of every capacity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkit.widgets.figure import View
from nnkit.widgets.figures.f14_generalisation.learner import (
    GRID,
    MOST_SAMPLES,
    Learner,
    Record,
    Setting,
    truth,
)
from nnkit.widgets.figures.f14_generalisation.words import last, say_one, say_sweep
from nnkit.widgets.figures.f14_generalisation.work import CAPACITIES, OFF, ONE, SWEEP, Sweep

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class GeneralisationView(View):
    """Samples and fits above, losses below.

    ``x``, ``y`` (samples,) are learned from, ``x_judge``, ``y_judge`` (200,) judge; ``fit`` and ``best_fit``
    are on GRID, or empty. ``at`` (points,) are epochs, or in the capacity curve units; ``training`` and
    ``validation`` (points,) are the losses there, ``lowest`` (points,) for each capacity the validation loss
    at its best epoch. ``best_at`` is where the validation loss is lowest.
    """

    show: str
    units: int
    noise: float
    epochs: int
    x: Array
    y: Array
    x_judge: Array
    y_judge: Array
    truth: Array
    fit: Array
    best_fit: Array
    at: Array
    training: Array
    validation: Array
    lowest: Array
    best_at: int
    stopped: bool
    training_loss: float
    validation_loss: float

    @property
    def epoch(self) -> int:
        """How many epochs of the one fit are done."""
        return len(self.at) - 1 if self.show == ONE else 0


def compute(
    show: str = ONE,
    units: int = 32,
    samples: int = 16,
    noise: float = 0.3,
    l2: float = 0.0,
    dropout: float = 0.0,
    patience: int | str = OFF,
    epochs: int = 1000,
    seed: int = 0,
    work: Record | Sweep | None = None,
) -> GeneralisationView:
    """Mean squared errors of 1-M-M-1 on its samples and on 200 others; without a work it is untrained."""
    setting = Setting(units, min(samples, MOST_SAMPLES), noise, l2, dropout, seed)
    fresh = Learner(setting)
    common: dict[str, Any] = {
        "show": show,
        "units": units,
        "noise": noise,
        "epochs": epochs,
        "x": fresh.x[:, 0],
        "y": fresh.y[:, 0],
        "x_judge": fresh.x_judge[:, 0],
        "y_judge": fresh.y_judge[:, 0],
        "truth": truth(GRID),
    }
    if show == SWEEP:
        return _of_sweep(work if isinstance(work, Sweep) else Sweep(), common)
    record = work if isinstance(work, Record) else fresh.record()
    training, validation = last(record)
    return GeneralisationView(
        readout=say_one(record, units, setting.samples, noise),
        fit=record.fit,
        best_fit=record.best_fit if record.epoch else np.empty(0),
        at=np.arange(record.epoch + 1, dtype=np.float64),
        training=record.training,
        validation=record.validation,
        lowest=np.empty(0),
        best_at=record.best_epoch,
        stopped=record.stopped,
        training_loss=training,
        validation_loss=validation,
        **common,
    )


def _of_sweep(sweep: Sweep, common: dict[str, Any]) -> GeneralisationView:
    """Return the view of the capacity curve; above it the fit of the chosen capacity, once it is trained."""
    ends = np.array([last(record) for record in sweep.records]).reshape(-1, 2)
    chosen = CAPACITIES.index(common["units"])
    record = sweep.records[chosen] if chosen < len(ends) else None
    empty = np.empty(0)
    return GeneralisationView(
        readout=say_sweep(sweep, common["units"], common["epochs"]),
        fit=record.fit if record else empty,
        best_fit=record.best_fit if record else empty,
        at=sweep.capacities.astype(np.float64),
        training=ends[:, 0],
        validation=ends[:, 1],
        lowest=np.array([float(r.validation.min()) for r in sweep.records]),
        best_at=CAPACITIES[int(ends[:, 1].argmin())] if len(ends) else 0,
        stopped=record.stopped if record else False,
        training_loss=float(ends[chosen, 0]) if record else 0.0,
        validation_loss=float(ends[chosen, 1]) if record else 0.0,
        **common,
    )
