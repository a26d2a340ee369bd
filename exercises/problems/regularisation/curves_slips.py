"""Slips in reading the curves."""

import numpy as np

from .curves import READINGS, best_reading, curves, right_answers


@curves.slip(
    "training_lowest",
    "That's where the training loss is lowest. It falls to the very end, because the network learns its own "
    "examples ever better; look at the others, the validation loss.",
    "best_epoch = argmin of the validation loss, not of the training loss",
)
def slip(given):
    return {"best_epoch": given["epochs"][-1]}


@curves.slip(
    "first_low",
    "You stopped looking at the first setback. After it the validation loss goes on falling: compare all "
    "readings.",
    "best_epoch = the epoch of the lowest of all validation losses",
)
def slip(given):
    v = given["validation"]
    return {"best_epoch": given["epochs"][next(i for i in range(READINGS) if v[i + 1] > v[i])]}


@curves.slip(
    "smallest_gap",
    "That's where training and validation loss are closest. Early on both are high, and close together; the "
    "best epoch is the one that does best on new examples.",
    "best_epoch = argmin of the validation loss, not of the gap",
)
def slip(given):
    gaps = np.subtract(given["validation"], given["training"])
    return {"best_epoch": given["epochs"][int(gaps.argmin())]}


@curves.slip(
    "position",
    "That's the position in the list, counted from 0. The epoch stands at the same place in `epochs`.",
    "best_epoch = epochs[k], not k",
)
def slip(given):
    return {"best_epoch": best_reading(given["validation"])}


@curves.slip(
    "number",
    "That's the number of the reading, counted from 1. Several epochs lie between two readings: give the "
    "epoch.",
    "best_epoch = epochs[k], not k + 1",
)
def slip(given):
    return {"best_epoch": best_reading(given["validation"]) + 1}


@curves.slip(
    "the_loss",
    "That's the lowest loss itself. The epoch is asked for in which it occurs.",
    "best_epoch = argmin, not min, of the validation loss",
)
def slip(given):
    return {"best_epoch": min(given["validation"])}


@curves.slip(
    "goes_back",
    "That's the epoch whose weights are kept in the end. To know that it was the best, early stopping has to "
    "wait `patience` readings longer.",
    "stopped = best_epoch + patience readings",
)
def slip(given):
    return {"stopped": right_answers(given)["best_epoch"]}


@curves.slip(
    "first_setback",
    "You stopped at the first setback. With `patience` above 1, a single bad reading does not end training.",
    "stop when `patience` readings have passed since the lowest one",
)
def slip(given):
    v = given["validation"]
    return {"stopped": given["epochs"][next(i for i in range(READINGS) if v[i + 1] > v[i]) + 1]}


@curves.slip(
    "too_soon",
    "You stopped one reading too early. The setback further up does not count any more: a new lowest loss "
    "sets the count back to 0, and the best reading itself is not one of the bad ones.",
    "stopped = best_epoch + patience readings, not patience − 1",
)
def slip(given):
    return {"stopped": right_answers(given)["stopped"] - given["epochs"][1] + given["epochs"][0]}


@curves.slip(
    "too_late",
    "You waited one reading too long. It stops with the reading at which `patience` readings without a new "
    "lowest loss are complete.",
    "stopped = best_epoch + patience readings, not patience + 1",
)
def slip(given):
    return {"stopped": right_answers(given)["stopped"] + given["epochs"][1] - given["epochs"][0]}


@curves.slip(
    "patience_in_epochs",
    "You added the patience to the epoch. It counts readings here, and several epochs lie between two "
    "readings.",
    "stopped = epochs[k + patience], not epochs[k] + patience",
)
def slip(given):
    return {"stopped": right_answers(given)["best_epoch"] + given["patience"]}
