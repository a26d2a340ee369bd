"""The isolation for root in a container where bubblewrap cannot run: it holds, or refuses with the cure.

Nothing here is skipped: on a machine where this isolation cannot be had, its refusal is what is tested. The
controls are those of test_attack_controls.py: the attacks are the same.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import msgpack
import pytest
from attacks.arena import where_nobody_can_read

import nnkit
from nnkit.grading.sandbox import isolation, landlock
from nnkit.grading.sandbox.isolation import IsolationError, Sandbox, probe

HERE = Path(__file__).parent
PACKAGES = Path(msgpack.__file__).parents[1]
POSSIBLE = os.getuid() == 0 and landlock.version() > 0 and where_nobody_can_read()


def run(*arguments: str) -> list[dict]:
    """Run Python with an interpreter that every user can read, on this checkout."""
    places = [Path(nnkit.__file__).parents[1], PACKAGES, HERE, HERE.parent / "grading"]
    env = {
        "PYTHONPATH": os.pathsep.join(map(str, places)),
        "OPENBLAS_NUM_THREADS": "1",
        "PATH": os.environ["PATH"],
    }
    program = [where_nobody_can_read() or sys.executable, "-B", *arguments]
    done = subprocess.run(program, env=env, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def results() -> list[dict]:
    return run("-m", "attacks")


def test_the_attacks_have_no_effect_and_earn_nothing_or_the_refusal_names_the_cure(results):
    if not POSSIBLE:
        assert len(results) == 1
        assert "How to mend it" in results[0]["refused"]
        return
    assert len(results) >= 15
    for result in results:
        assert result["traces"] == [], result
        assert result["softmax"] <= 1, result
        assert result["others"] == 10, result


HONEST = """
import json
from attacks import Attack
from attacks.arena import Arena
from nnkit.grading.sandbox.isolation import IsolationError
from sample_course import RIGHT
arena = Arena()
imports = "import decimal, sqlite3, random, tempfile\\ntempfile.TemporaryFile().write(b'x')\\n"
try:
    result = arena.graded(Attack("honest", imports + RIGHT["demo.softmax"], points=4), "user")
    print(json.dumps([result.softmax, result.others]))
except IsolationError as error:
    print(json.dumps(["refused", str(error)]))
finally:
    arena.close()
"""


def test_an_honest_notebook_gets_all_its_points_there():
    (said,) = run("-c", HONEST)
    assert said == [4, 10] if POSSIBLE else said[0] == "refused" and "How to mend it" in said[1]


@pytest.fixture
def fresh_probe():
    probe.cache_clear()
    yield
    probe.cache_clear()


@pytest.mark.usefixtures("fresh_probe")
@pytest.mark.parametrize(("uid", "version"), [(1000, 6), (0, 0)])
def test_who_is_not_root_or_lacks_landlock_is_told_the_cure(monkeypatch, uid, version):
    monkeypatch.setattr(os, "getuid", lambda: uid)
    monkeypatch.setattr(landlock, "version", lambda: version)
    with pytest.raises(IsolationError, match=r"needs root.*Landlock") as told:
        Sandbox("user")
    assert "install bubblewrap" in str(told.value)
    assert "--isolation none" in str(told.value)


@pytest.mark.usefixtures("fresh_probe")
def test_an_interpreter_that_learners_cannot_read_is_refused_with_the_cure(monkeypatch, tmp_path):
    """As in root's home: Python starts, and later an honest notebook's imports would fail one by one."""
    start = isolation._start

    def without_library(kind, limits, **more):
        connection = start("none", limits, **more)
        source = "import sys\nsys.path[:], sys.modules['decimal'] = [], None"
        connection.request({"op": "run", "source": source, "label": "", "reference": True}, 60)
        return connection

    monkeypatch.setattr(os, "getuid", lambda: 0)
    monkeypatch.setattr(landlock, "version", lambda: 6)
    monkeypatch.setattr(isolation, "_start", without_library)
    with pytest.raises(
        IsolationError, match="interpreter that every user can read, such as /usr/bin/python3"
    ):
        Sandbox("user")


@pytest.mark.usefixtures("fresh_probe")
def test_root_with_an_interpreter_in_a_closed_folder_really_is_refused():
    if os.getuid() or not landlock.version() or where_nobody_can_read((sys.executable,)):
        assert where_nobody_can_read((str(Path("/nonexistent")),)) == ""
        return
    with pytest.raises(IsolationError, match="interpreter that every user can read"):
        Sandbox("user")
