"""What a learner can set on a figure: sliders, choices and switches, each with an accessible name.

A control is plain Python with a ``value`` that can be observed; the panel draws it in the browser.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import traitlets

from nnkit.errors import NNKitError


class ControlError(NNKitError, ValueError):
    """A control was given a value that it cannot take."""


class _Anything(traitlets.Any):
    allow_none = False  # so that None, too, meets the validators


class Control(traitlets.HasTraits):
    """A named value: ``name`` in code, ``label`` on screen, ``help`` as a tooltip."""

    value = _Anything()

    def __init__(self, name: str, label: str, value: Any, *, help: str = "") -> None:
        self.name, self.label, self.help = name, label, help
        super().__init__(value=value)
        self.default = self.value

    def describe(self) -> dict[str, Any]:
        """Return what the browser needs to draw the control."""
        return {"name": self.name, "label": self.label, "help": self.help, "kind": type(self).__name__}


class Slider(Control):
    """A number from ``min`` to ``max`` in steps; values outside are moved to the nearest end."""

    def __init__(
        self, name: str, label: str, value: float, min: float, max: float, step: float, *, help: str = ""
    ) -> None:
        self.min, self.max, self.step = min, max, step
        self._whole = all(isinstance(v, int) for v in (min, max, step))
        self._decimals = _decimals(min, step)
        super().__init__(name, label, value, help=help)

    @traitlets.validate("value")
    def _on_grid(self, proposal: dict[str, Any]) -> float:
        try:
            wanted = float(proposal["value"])
        except (TypeError, ValueError):
            raise ControlError(
                f"{self.name}: expected a number from {self.min} to {self.max}, got {proposal['value']!r}."
            ) from None
        if wanted != wanted:
            raise ControlError(f"{self.name}: expected a number from {self.min} to {self.max}, got nan.")
        inside = min(max(wanted, self.min), self.max)
        on_grid = self.min + round((inside - self.min) / self.step) * self.step
        on_grid = min(on_grid, self.max)
        return round(on_grid) if self._whole else round(on_grid, self._decimals)

    def describe(self) -> dict[str, Any]:
        """Return what the browser needs to draw the slider."""
        more = {"min": self.min, "max": self.max, "step": self.step, "decimals": self._decimals}
        return super().describe() | more


class Choice(Control):
    """One of several ``options`` (strings or numbers, shown as they are)."""

    def __init__(self, name: str, label: str, value: Any, options: Sequence[Any], *, help: str = "") -> None:
        self.options = tuple(options)
        super().__init__(name, label, value, help=help)

    @traitlets.validate("value")
    def _known(self, proposal: dict[str, Any]) -> Any:
        for option in self.options:
            if option == proposal["value"]:
                return option
        known = ", ".join(map(repr, self.options))
        raise ControlError(f"{self.name}: expected one of {known}, got {proposal['value']!r}.")

    def describe(self) -> dict[str, Any]:
        """Return what the browser needs to draw the choice."""
        return super().describe() | {"options": list(self.options)}


class Toggle(Control):
    """A switch that is on or off."""

    @traitlets.validate("value")
    def _boolean(self, proposal: dict[str, Any]) -> bool:
        if not isinstance(proposal["value"], bool | np.bool_):
            raise ControlError(f"{self.name}: expected True or False, got {proposal['value']!r}.")
        return bool(proposal["value"])


def _decimals(*values: float) -> int:
    """Count the decimals that numbers need: 0.05 needs two, 1e-05 five, 5.0 none."""
    exponents = (Decimal(repr(float(v))).normalize().as_tuple().exponent for v in values)
    return max(0, *(-int(exponent) for exponent in exponents))
