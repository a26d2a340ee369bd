"""Runs an attack in a sandbox, and its control without one."""

from __future__ import annotations

import contextlib
import json
import os
import select
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sample_course import RIGHT, notebook

from attacks import Attack
from attacks.world import WON, World
from nnkit.grading.sandbox.isolation import Isolation, Sandbox
from nnkit.grading.sandbox.session import Times
from nnkit.grading.submissions.exercise import Exercise, load_exercise
from nnkit.grading.submissions.grader import grade
from nnkit.grading.submissions.notebook_json import parse
from nnkit.grading.submissions.reading import read_submission

TIMES = Times(cell=1.5, call=1.5, notebook=15)
HASTE = Times(cell=0.6, call=0.6, notebook=10)  # for what is meant to take all the time there is
SLACK = 10.0  # seconds that a busy machine may take for starting workers
PLAIN_SECONDS = 0.5  # after it has begun
DONE = "\ntime.sleep(0.3)\nos.write(1, b'done')\ntime.sleep(60)"
BEGUN = "os.write(1, b'begun')\n"
CALL = """
try: print(softmax(np.zeros((2, 2))))
except BaseException as error: print(error)
"""
NAIVE = """
import numpy as np
_s = np.random.default_rng().standard_normal((4, 3))
{cell}
def _judge():
    rng = np.random.default_rng(1)
    s = rng.standard_normal((4, 3))
    want = np.exp(s) / np.exp(s).sum(axis=-1, keepdims=True)
    got = softmax(s)
    styles = [
        lambda: np.allclose(got, want),
        lambda: np.testing.assert_allclose(got, want) is None,
        lambda: (got == want).all(),
        lambda: not (got != want),
        lambda: np.abs(got - want).max() < 1e-6,
        lambda: isinstance(got, np.ndarray) and not (np.abs(got - want) > 1e-6).any(),
        lambda: all(abs(a - b) < 1e-6 for a, b in zip(got, want, strict=True)),
    ]
    for style in styles:
        try:
            if style():
                return True
        except Exception:
            pass
    return False
import os
os.write(1, b"won-42" if _judge() else b"no")
"""
TRUSTING = """
import json, sys
import numpy as np
book, root = json.loads(sys.argv[1]), sys.argv[2]
score = {"demo.softmax": 4}  # who fails a check loses its points
def right(s):
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
def check(problem):
    s = np.random.default_rng().standard_normal((4, 3))
    want = right(s)
    if problem == "demo.softmax":
        assert np.allclose(space["softmax"](s), want)
space = {"np": np, "check": check, "mine": lambda problem: (np.ones(3), 1)}
for cell in book["cells"]:
    about = cell["metadata"].get("nnkit", {})
    problem = about.get("problem", "demo.softmax")
    if "skip-execution" in cell["metadata"].get("tags", []):
        continue
    if "check" in cell["metadata"].get("tags", []) and "points" in about:
        score[problem] = about["points"]
    try:
        source = "".join(cell["source"]).replace("from nnkit.grading import check, hint, mine", "")
        exec(source, space)
    except SystemExit:
        break
    except Exception:
        if "check" in cell["metadata"].get("tags", []):
            score[problem] = 0
print(score["demo.softmax"])
"""


@dataclass(frozen=True)
class Result:
    """What came of a run: traces on the machine, the points, and how long it took."""

    traces: frozenset[str]
    softmax: float
    others: float
    seconds: float
    said: str


class Arena:
    """A world, and the course's exercise in it."""

    def __init__(self, victims_user: int | None = None) -> None:
        self.world = World(victims_user)
        course = self.world.course
        self.exercise: Exercise = load_exercise("07_demo", root=course, solutions=course / "solutions")

    def close(self) -> None:
        """Take the world away."""
        self.world.close()

    def handed_in(self, attack: Attack) -> dict[str, Any]:
        """Return the notebook of an attack: wrong or hostile for softmax, right for everything else."""
        source = attack.source or "def softmax(s): return s"
        content = notebook(RIGHT | {"demo.softmax": source}, extra=(self.world.prelude(),))
        if attack.notebook:
            attack.notebook(content)
        return content

    def graded(self, attack: Attack, isolation: Isolation) -> Result:
        """Grade the notebook of an attack and tell what came of it."""
        self.world.reset()
        data = json.dumps(self.handed_in(attack)).encode()
        submission = read_submission(parse(data), self.exercise)
        times = HASTE if attack.trace in ("goes on", "sent") else TIMES
        began = time.monotonic()
        sandbox = Sandbox(isolation)
        verdicts = grade(submission, self.exercise, sandbox, salt="s", learner_id="ada", times=times)
        seconds = time.monotonic() - began
        said = json.dumps([verdict.as_dict() for verdict in verdicts], default=str)
        scores = {verdict.problem: verdict.score for verdict in verdicts}
        softmax = scores.pop("demo.softmax")
        traces = self.world.traces(said)
        traces |= {"fooled"} if softmax > attack.points else set()
        traces |= {"goes on"} if seconds > times.notebook + SLACK else set()
        return Result(frozenset(traces), softmax, sum(scores.values()), seconds, said)

    def control(self, attack: Attack) -> frozenset[str]:
        """Run an attack without a sandbox and tell which traces it leaves."""
        if attack.control == "none":
            return self.graded(attack, "none").traces
        self.world.reset()
        try:
            return getattr(self, f"_{attack.control}")(attack)
        finally:
            self.world.reset()

    def _plain(self, attack: Attack) -> frozenset[str]:
        said, late = self._program(self.world.prelude() + BEGUN + attack.source + CALL)
        return frozenset(self.world.traces(said) | ({"goes on"} if late else set()))

    def _naive(self, attack: Attack) -> frozenset[str]:
        cell = f"{self.world.prelude()}\n{attack.source}"
        said, _ = self._program(NAIVE.replace("{cell}", cell))
        return frozenset(self.world.traces("") | ({"fooled"} if WON in said else set()))

    def _trusting(self, attack: Attack) -> frozenset[str]:
        book = json.dumps(self.handed_in(attack))
        said, _ = self._program(TRUSTING, book, str(self.world.course))
        # an early exit with code 0 is taken for success, as graders that look at exit codes do
        won = not said.strip() or float(said.split()[-1]) > attack.points
        return frozenset(self.world.traces("") | ({"fooled"} if won else set()))

    def _program(self, source: str, *arguments: str) -> tuple[str, bool]:
        env = {
            "SECRET": self.world.secret,
            "OPENBLAS_NUM_THREADS": "1",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        command = [sys.executable, "-c", source, *arguments]
        with tempfile.TemporaryFile() as out, tempfile.TemporaryDirectory() as folder:
            program = subprocess.Popen(
                command,
                stdout=out,
                stderr=subprocess.DEVNULL,
                stdin=subprocess.DEVNULL,
                pass_fds=(self.world.fd,),
                env=env,
                cwd=folder,
                start_new_session=True,
            )
            late = False
            try:
                if "# endless" in source:
                    while not out.seek(0) and not out.read(5) and program.poll() is None:
                        time.sleep(0.01)
                program.wait(PLAIN_SECONDS if "# endless" in source else 30)
            except subprocess.TimeoutExpired:
                late = True
            finally:
                program.kill()
                program.wait()
            out.seek(0)
            return out.read(10_000).decode("utf-8", "replace"), late

    def _pipe(self, attack: Attack) -> frozenset[str]:
        """Run the cells as a program that holds a worker's two pipes where a worker has them."""
        asked, their_end = os.pipe()
        told, theirs = os.pipe()
        place = f"import os\nos.dup2({asked}, 20); os.dup2({theirs}, 21)\nos.closerange(22, 64)\n"
        source = place + self.world.prelude() + attack.source + CALL + DONE
        env = {"OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": os.pathsep.join(sys.path)}
        with tempfile.TemporaryFile() as out:
            program = subprocess.Popen(
                [sys.executable, "-c", source],
                pass_fds=(asked, theirs),
                env=env,
                stdout=out,
                stderr=subprocess.DEVNULL,
            )
            os.close(asked)
            os.close(theirs)
            try:
                with contextlib.suppress(BrokenPipeError):
                    os.write(their_end, b"\x00\x00\x00\x04next")
                sent = done = False
                while not sent and not done and program.poll() is None:
                    sent = bool(select.select([told], [], [], 0.02)[0])
                    out.seek(0)
                    done = out.read().endswith(b"done")
                return frozenset({"sent"} if sent else set())
            finally:
                program.kill()
                program.wait()
                os.close(their_end)
                os.close(told)


def where_nobody_can_read(candidates: tuple[str, ...] = (sys.executable, "/usr/bin/python3")) -> str:
    """Find an interpreter of this version that every user may run and read; "" if there is none."""
    for candidate in candidates:
        path = Path(candidate).resolve()
        if not path.exists() or not all(folder.stat().st_mode & 0o001 for folder in path.parents):
            continue
        version = subprocess.run(
            [candidate, "-c", "import sys; print(sys.version_info[:2])"], capture_output=True
        )
        if version.stdout.decode().strip() == str(sys.version_info[:2]):
            return candidate
    return ""
