"""Fixtures for grading: a course in a folder, a sandbox, and submissions written beside it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from sample_course import EXERCISE, write_course

from nnkit.grading.sandbox.isolation import IsolationError, probe
from nnkit.grading.submissions.exercise import Exercise, load_exercise


@pytest.fixture(scope="session")
def needs_bwrap() -> None:
    """Skip where bubblewrap cannot run; in CI that is a failure."""
    try:
        probe()
    except IsolationError as error:
        if os.environ.get("CI") == "true":
            pytest.fail(str(error))
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="session")
def exercise(course: Path) -> Exercise:
    return load_exercise(EXERCISE, root=course, solutions=course / "solutions")


@pytest.fixture
def hand_in(tmp_path: Path) -> Callable[..., Path]:
    """Write a notebook as LEARNER/07_demo.ipynb and return its path."""

    def write(content: dict | bytes | str, learner: str = "ada", name: str = f"{EXERCISE}.ipynb") -> Path:
        path = tmp_path / "handed-in" / learner / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, dict):
            content = json.dumps(content)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write
