"""How long grading takes: ``python tests/benchmarks/grader.py [SUBMISSIONS] [OF_NBGRADER]``.

A class answers exercise set 06 (seven problems), half of it right, a third of it with one known mistake, the
rest not at all. nnkit grades it in its sandbox with two jobs, then nbgrader grades some of the same class in
the same run. Memory is the largest resident set of this process.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from nnkit.content import content_root, solutions_root
from nnkit.grading.cohort.run import grade_cohort
from nnkit.grading.exports.nbgrader import export_course

SHEET = "06_softmax"
WRONG = "def softmax(s):\n    e = np.exp(s)\n    return e / e.sum()\n"
HOSTILE = "while True:\n    pass\n"


def say(line: str) -> None:
    """Write a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def a_class(folder: Path, count: int) -> None:
    """Lay submissions into folders, no two files alike."""
    solutions = solutions_root()
    assert solutions is not None
    right = json.loads((solutions / f"{SHEET}.ipynb").read_text("utf-8"))
    untouched = json.loads((content_root() / "exercises" / f"{SHEET}.ipynb").read_text("utf-8"))
    for number in range(count):
        notebook = json.loads(json.dumps(untouched if number % 6 == 5 else right))
        for cell in notebook["cells"]:
            if cell["id"] == "answer-softmax-stable" and number % 6 in (3, 4):
                cell["source"] = WRONG
            if cell["id"] == "answer-softmax-gradient" and number % 6 != 5:
                cell["source"] = "".join(cell["source"]) + f"\n# learner {number}"
        place = folder / f"learner{number:04}"
        place.mkdir(parents=True)
        (place / f"{SHEET}.ipynb").write_text(json.dumps(notebook), "utf-8")


def of_nnkit(folder: Path, count: int) -> float:
    """Grade a class with nnkit, and print what it took."""
    a_class(folder / "class", count)
    memory: list[tuple[int, float]] = []

    def note(done: int, total: int) -> None:
        if done in (total // 4, total):
            memory.append((done, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))

    began = time.perf_counter()
    report = grade_cohort([folder / "class"], folder / "grades.sqlite", jobs=2, progress=note)
    each = (time.perf_counter() - began) / count
    assert report.all_graded
    scores = sorted({entry["score"] for entry in report.results})
    say(f"nnkit, bwrap, 2 jobs: {each:.3f} s a submission of {count} (scores {scores})")
    say("memory: " + ", ".join(f"{mb:.0f} MB after {done}" for done, mb in memory))
    began = time.perf_counter()
    grade_cohort([folder / "class"], folder / "grades.sqlite", jobs=2)
    say(f"the same again, nothing changed: {(time.perf_counter() - began) / count:.4f} s each")
    return each


def of_a_hostile_one(folder: Path) -> None:
    """Grade one notebook that never ends in a cell."""
    a_class(folder / "hostile", 1)
    path = next((folder / "hostile").rglob("*.ipynb"))
    notebook = json.loads(path.read_text("utf-8"))
    for cell in notebook["cells"]:
        if cell["id"] == "answer-softmax-stable":
            cell["source"] = HOSTILE
    path.write_text(json.dumps(notebook), "utf-8")
    began = time.perf_counter()
    (entry,) = grade_cohort([path]).results
    say(f"one that loops for ever in a cell: {time.perf_counter() - began:.1f} s, score {entry['score']:g}")


def of_nbgrader(folder: Path, count: int) -> float:
    """Grade a part of the class with nbgrader's own command."""
    course = folder / "nbgrader"
    list(export_course(course, [SHEET]))
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}

    def run(*words: str) -> None:
        command = [sys.executable, "-m", "nbgrader", *words]
        subprocess.run(command, cwd=course, env=environment, check=True, capture_output=True)

    run("generate_assignment", SHEET)
    for number in range(count):
        place = course / "submitted" / f"learner{number:04}" / SHEET
        place.mkdir(parents=True)
        shutil.copy(course / "source" / SHEET / f"{SHEET}.ipynb", place)
    began = time.perf_counter()
    run("autograde", SHEET)
    each = (time.perf_counter() - began) / count
    say(f"nbgrader: {each:.2f} s a submission of {count}")
    return each


def main() -> None:
    """Run all of it in a folder that goes away."""
    counts = [int(word) for word in sys.argv[1:]] or [60, 6]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours = of_nnkit(folder, counts[0])
        of_a_hostile_one(folder)
        if len(counts) > 1:
            say(f"nbgrader / nnkit: {of_nbgrader(folder, counts[1]) / ours:.1f}")


if __name__ == "__main__":
    main()
