"""What all tests share: a test that lacks a browser or a sandbox skips with the reason, but never in CI."""

from __future__ import annotations

import os
import tempfile
from typing import Any

import pytest

# Two test processes on two cores: threads inside BLAS would only get in each other's way.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Notebooks that are run here note a learner's progress: not in this checkout.
os.environ["NNKIT_WORKSPACE"] = tempfile.mkdtemp(prefix="nnkit-tests-")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI, let any skipped test fail the run, whatever skipped it."""
    reporter: Any = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if os.environ.get("CI") and skipped and session.exitstatus == pytest.ExitCode.OK:
        reporter.write_line(f"{len(skipped)} skipped: in CI nothing may be", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
