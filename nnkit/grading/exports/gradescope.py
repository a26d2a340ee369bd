"""``nnkit export gradescope``: an autograder zip for one exercise, and the results.json that it writes.

On Gradescope each submission runs in a container of its own, as root: the isolation is ``user`` there. The
zip holds nnkit, this exercise's checks and its solutions; Gradescope shows none of it to learners.
"""

from __future__ import annotations

import csv
import json
import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from nnkit.errors import NNKitError
from nnkit.grading.exports.packing import files_of
from nnkit.grading.feedback import to_text
from nnkit.grading.submissions.submit import slug
from nnkit.grading.verdict import Verdict, verdict_from

SETUP = """\
#!/usr/bin/env bash
set -euo pipefail
apt-get update -qq
apt-get install -y -qq python3 python3-venv
python3 -m venv /opt/nnkit
/opt/nnkit/bin/pip install -q -e "/autograder/source[lab]"
"""
RUN = """\
#!/usr/bin/env bash
set -euo pipefail
exec /opt/nnkit/bin/python -m nnkit.grading.exports.gradescope {exercise}
"""
HOME = Path("/autograder")


def export_autograder(name: str, path: Path) -> str:
    """Write the autograder zip of an exercise; return a line about it.

    Raises
    ------
    NNKitError : if there is no such exercise, no solutions, or the file cannot be written.
    """
    if path.exists():
        raise NNKitError(f"{path} is there already: name another file, or move it away.")
    members = files_of(name)
    members |= {"setup.sh": SETUP.encode(), "run_autograder": RUN.format(exercise=name).encode()}
    try:
        with zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED) as archive:
            for member, content in sorted(members.items()):
                info = zipfile.ZipInfo(member, (2020, 1, 1, 0, 0, 0))  # the same zip each time
                info.external_attr = (0o755 if member in ("setup.sh", "run_autograder") else 0o644) << 16
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, content)
    except OSError as error:
        raise NNKitError(f"{path} could not be written: {error.strerror}.") from None
    return f"{path}: {name}, {len(members)} files. Upload it as the autograder of a programming assignment."


def grade_submission(name: str, home: Path = HOME, isolation: str = "user") -> dict[str, Any]:
    """Grade what Gradescope put into HOME/submission, and write HOME/results/results.json."""
    from nnkit.grading.cohort.run import grade_cohort

    learner = learner_of(home / "submission_metadata.json")
    with tempfile.TemporaryDirectory() as folder:
        theirs = Path(folder, slug(learner) if learner else "submission")
        shutil.copytree(home / "submission", theirs, symlinks=True)
        try:
            report = grade_cohort([theirs], isolation=isolation, roster=_roster(folder, theirs.name, learner))
            entry = next((entry for entry in report.results if entry["exercise"] == name), None)
            said = f"The submission holds no notebook of {name}."
        except NNKitError as error:
            entry, said = None, str(error)
    results = results_of(entry) if entry else failed(said)
    (home / "results").mkdir(exist_ok=True)
    text = json.dumps(results, indent=1, ensure_ascii=False)
    (home / "results" / "results.json").write_text(text + "\n", "utf-8")
    return results


def results_of(entry: dict[str, Any]) -> dict[str, Any]:
    """Return Gradescope's results for an entry of nnkit's report: a test for each problem."""
    return {
        "score": entry["score"],
        "execution_time": entry["seconds"],
        "output": "\n".join(entry["notes"]),
        "stdout_visibility": "hidden",
        "tests": [_test(verdict_from(problem)) for problem in entry["problems"]],
    }


def failed(why: str) -> dict[str, Any]:
    """Return the results of a submission that could not be graded."""
    return {"score": 0.0, "output": why, "stdout_visibility": "hidden", "tests": []}


def learner_of(metadata: Path) -> str:
    """Return the e-mail address of who handed in, which is the learner's id there; "" if it is not told."""
    try:
        users = json.loads(metadata.read_text("utf-8")).get("users", [])
        return str(users[0]["email"])
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return ""


def _roster(folder: str, name: str, learner: str) -> Path:
    """Write the roster that turns the name of a folder into the learner's id."""
    path = Path(folder, "roster.csv")
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["learner", "folder"], [learner or name, name]])
    return path


def _test(verdict: Verdict) -> dict[str, Any]:
    return {
        "name": verdict.title,
        "number": verdict.problem,
        "score": verdict.score,
        "max_score": verdict.max_score,
        "status": "passed" if verdict.status == "passed" else "failed",
        "output": to_text(verdict),
        "visibility": "visible",
    }


if __name__ == "__main__":
    import sys

    grade_submission(sys.argv[1])
