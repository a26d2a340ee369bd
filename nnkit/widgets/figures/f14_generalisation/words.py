"""F14, the words: what one state of a training, or of a sweep over capacities, shows."""

from __future__ import annotations

from nnkit.widgets.figures.f14_generalisation.learner import Record, n_params
from nnkit.widgets.figures.f14_generalisation.work import CAPACITIES, Sweep
from nnkit.widgets.style import number, short


def say_one(record: Record, units: int, samples: int, noise: float) -> str:
    """Say both losses, their gap and the best epoch."""
    network = f"{n_params(units)} parameters and {samples} samples"
    if record.epoch == 0:
        return (
            f"Before training, {network}: training loss {number(record.training[0])}, validation loss "
            f"{number(record.validation[0])}; the dashed curve is the truth behind the noisy samples."
        )
    best, at = record.validation[record.best_epoch], record.best_epoch
    if record.stopped:
        return (
            f"Early stopping ended the training after {record.epoch} epochs and went back to epoch {at}: "
            f"training loss {number(record.training[at])}, validation loss {number(best)}"
            f"{_floor(noise)}."
        )
    training, validation = float(record.training[-1]), float(record.validation[-1])
    gap = f"a gap of {number(validation - training)}"
    if validation >= 2 * training:
        wrong = "it has learned the noise" if noise else "it knows the samples, not the curve"
        gap = f"{number(validation / training)} times as much ({gap}): {wrong}"
    text = (
        f"After {record.epoch} epochs, {network}: training loss {number(training)}, validation loss "
        f"{number(validation)}, {gap}"
    )
    if at == record.epoch:
        return f"{text}; this is the best epoch so far."
    return f"{text}; the best epoch was {at} with {number(best)}{_floor(noise)}."


def _floor(noise: float) -> str:
    return f", where noise alone costs σ² = {short(round(noise**2, 6))}" if noise else ""


def say_sweep(sweep: Sweep, units: int, epochs: int) -> str:
    """Say how the errors depend on capacity, as far as it is known."""
    if not sweep.records:
        return (
            f"Press Train: {len(CAPACITIES)} networks, from 1 to {CAPACITIES[-1]} units in each hidden "
            f"layer, learn the same samples for up to {epochs} epochs each."
        )
    ends = [last(record) for record in sweep.records]
    validation = [v for _, v in ends]
    best = min(range(len(ends)), key=validation.__getitem__)
    text = (
        f"{len(ends)} of {len(CAPACITIES)} networks are trained. The lowest validation loss, "
        f"{number(validation[best])}, belongs to {CAPACITIES[best]} unit{'s' * (best > 0)} a layer"
    )
    if units in CAPACITIES[: len(ends)]:
        training, judged = (number(loss) for loss in ends[CAPACITIES.index(units)])
        which = "1 unit ends" if units == 1 else f"{units} units end"
        text += f"; {which} with {judged}, and a training loss of {training}"
    return f"{text}."


def last(record: Record) -> tuple[float, float]:
    """Return the two losses that a training ended with: those of the best epoch if it was stopped early."""
    at = record.best_epoch if record.stopped else -1
    return float(record.training[at]), float(record.validation[at])
