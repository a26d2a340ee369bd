"""All attacks, by class, as parameters for tests."""

from __future__ import annotations

import importlib

import pytest

from attacks import Attack

CLASSES = (
    "reading",
    "writing",
    "network",
    "processes",
    "exhaustion",
    "interpreter",
    "lying",
    "protocol",
    "notebooks",
)
ATTACKS: dict[str, list[Attack]] = {
    kind: importlib.import_module(f"attacks.{kind}").ATTACKS for kind in CLASSES
}
ALL = [pytest.param(a, id=f"{kind}: {a.name}") for kind, attacks in ATTACKS.items() for a in attacks]
CONTROLLED = [param for param in ALL if not param.values[0].no_control]  # type: ignore[union-attr]
