"""The same fixtures as for grading: these tests hand in hostile notebooks."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

GRADING = Path(__file__).parents[1] / "grading"
if str(GRADING) not in sys.path:
    sys.path.append(str(GRADING))

_spec = importlib.util.spec_from_file_location("grading_fixtures", GRADING / "conftest.py")
assert _spec is not None
assert _spec.loader is not None
_fixtures = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_fixtures)

needs_bwrap = _fixtures.needs_bwrap
course = _fixtures.course
exercise = _fixtures.exercise
hand_in = _fixtures.hand_in


@pytest.fixture(scope="module")
def arena():
    from attacks.arena import Arena

    made = Arena()
    yield made
    made.close()
