"""F3, the learner's own φ and φ′ beside the library's; φ′ also beside a central difference of that φ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkit.activation import Activation
from nnkit.widgets.own import attempt
from nnkit.widgets.style import apart, short

OWN_U = np.arange(-59, 60, 2, dtype=np.float64) / 10  # −5.9, −5.7, ..., 5.9: never 0, where kinks are
H = 1e-5  # of the central difference (φ(u + h) − φ(u − h)) / 2h
Array = NDArray[np.float64]
OwnFunction = Callable[[Array], Any]


@dataclass(frozen=True)
class Yours:
    """What the learner's functions gave over OWN_U (None if they failed), and a remark for the readout."""

    values: Array | None = None
    slopes: Array | None = None
    remark: str = ""


def compare(phi: OwnFunction | None, prime: OwnFunction | None, right: Activation) -> Yours:
    """Run the learner's φ and φ′ on an array and say where each first differs from the chosen activation."""
    values, said = _run(phi, right(OWN_U), "Yours") if phi else (None, "")
    slopes, also = _run(prime, right.prime(OWN_U), "Your prime") if prime else (None, "")
    remark = said + also
    if phi and values is not None and slopes is not None:
        remark += _against_own_phi(phi, slopes)
    return Yours(values, slopes, remark)


def _run(function: OwnFunction, right: Array, whose: str) -> tuple[Array | None, str]:
    values, trouble = attempt(function, OWN_U, shape=OWN_U.shape)
    if values is None:
        return None, f" {whose}: {trouble}."
    k = _first(values, right, 1e-6)
    if k is None:
        return values, f" {whose} agrees."
    this, that = apart(values[k], right[k])
    return values, f" {whose} first differs at u = {short(OWN_U[k])}: {this} instead of {that}."


def _against_own_phi(phi: OwnFunction, slopes: Array) -> str:
    """Compare the learner's φ′ with the central difference of the learner's φ."""
    up, _ = attempt(phi, OWN_U + H, shape=OWN_U.shape)
    down, _ = attempt(phi, OWN_U - H, shape=OWN_U.shape)
    if up is None or down is None:
        return ""
    measured = (up - down) / (2 * H)
    k = _first(slopes, measured, 1e-5)
    if k is None:
        return " It also fits the central difference of your own function."
    this, that = apart(slopes[k], measured[k])
    return f" At u = {short(OWN_U[k])} it says {this}, while your own function changes at the rate {that}."


def _first(these: Array, those: Array, within: float) -> int | None:
    """Return the index of the first entry that differs; a value that is not finite differs from all."""
    wrong = np.flatnonzero(~np.isclose(these, those, rtol=within, atol=within))
    return int(wrong[0]) if wrong.size else None
