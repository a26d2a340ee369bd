"""What a learner can set on a figure: sliders, choices, switches, texts and drawings, each with a name.

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
    _silent = False

    def __init__(self, name: str, label: str, value: Any, *, help: str = "") -> None:
        self.name, self.label, self.help = name, label, help
        super().__init__(value=value)
        self.default = self.value

    def move(self, value: Any) -> None:
        """Set the value and tell nobody: for a work, whose own frame shows it."""
        self._silent = True
        try:
            self.value = value
        finally:
            self._silent = False

    def notify_change(self, change: Any) -> None:
        """Tell the observers, unless a work has moved the control."""
        if not self._silent:
            super().notify_change(change)

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


class Stepper(Slider):
    """A whole number that is walked one by one: shown with buttons for one back and one on."""


class Scale(Choice):
    """One of several ordered ``options``, shown as a slider: learning rates, sizes, depths."""


class Toggle(Control):
    """A switch that is on or off."""

    @traitlets.validate("value")
    def _boolean(self, proposal: dict[str, Any]) -> bool:
        if not isinstance(proposal["value"], bool | np.bool_):
            raise ControlError(f"{self.name}: expected True or False, got {proposal['value']!r}.")
        return bool(proposal["value"])


class Text(Control):
    """A line of text that the learner types; ``examples`` are offered below it."""

    LONGEST = 200

    def __init__(
        self, name: str, label: str, value: str = "", *, examples: Sequence[str] = (), help: str = ""
    ) -> None:
        self.examples = tuple(examples)
        super().__init__(name, label, value, help=help)

    @traitlets.validate("value")
    def _line(self, proposal: dict[str, Any]) -> str:
        text = proposal["value"]
        if not isinstance(text, str) or len(text) > self.LONGEST:
            got = f"{len(text)} characters" if isinstance(text, str) else repr(text)
            raise ControlError(
                f"{self.name}: expected a text of at most {self.LONGEST} characters, got {got}."
            )
        return " ".join(text.split())

    def describe(self) -> dict[str, Any]:
        """Return what the browser needs to draw the field."""
        return super().describe() | {"examples": list(self.examples)}


Stroke = tuple[tuple[float, float], ...]


class Drawing(Control):
    """Strokes drawn with mouse, touch or pen on a pad of ``width`` × ``height`` CSS pixels.

    The value is a tuple of strokes, each a tuple of points (x, y), from (0, 0) at the top left to (1, 1).
    With ``single`` a new stroke replaces the one before. ``line`` is the pen's width in CSS pixels.
    """

    MOST_POINTS = 4000

    def __init__(
        self,
        name: str,
        label: str,
        value: Sequence[Sequence[Sequence[float]]] = (),
        *,
        width: int = 224,
        height: int = 224,
        line: float = 2.0,
        single: bool = False,
        examples: Sequence[Any] = (),
        help: str = "",
    ) -> None:
        self.width, self.height, self.line, self.single = width, height, line, single
        self.examples = tuple(examples)
        super().__init__(name, label, value, help=help)

    @traitlets.validate("value")
    def _strokes(self, proposal: dict[str, Any]) -> tuple[Stroke, ...]:
        expected = f"{self.name}: expected strokes, each a list of points (x, y) with 0 ≤ x, y ≤ 1"
        try:
            strokes = tuple(
                tuple((round(float(x), 3), round(float(y), 3)) for x, y in stroke)
                for stroke in proposal["value"]
            )
        except (TypeError, ValueError):
            raise ControlError(f"{expected}, got {proposal['value']!r:.60}.") from None
        points = [number for stroke in strokes for point in stroke for number in point]
        if not all(0 <= number <= 1 for number in points) or len(points) > 2 * self.MOST_POINTS:
            raise ControlError(f"{expected}, at most {self.MOST_POINTS} in all; got others.")
        return tuple(stroke for stroke in strokes if stroke)

    def describe(self) -> dict[str, Any]:
        """Return what the browser needs to draw the pad."""
        more = {"width": self.width, "height": self.height, "line": self.line, "single": self.single}
        return super().describe() | more


def _decimals(*values: float) -> int:
    """Count the decimals that numbers need: 0.05 needs two, 1e-05 five, 5.0 none."""
    exponents = (Decimal(repr(float(v))).normalize().as_tuple().exponent for v in values)
    return max(0, *(-int(exponent) for exponent in exponents))
