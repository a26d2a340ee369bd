"""From the runs of a problem's checks to a verdict: the score, and the one thing to say first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nnkit.grading.checks import CheckRun, Failure
from nnkit.grading.diagnosis.discretion import discreet
from nnkit.grading.diagnosis.misconceptions import answers_guest, is_untouched, recognise
from nnkit.grading.diagnosis.mistakes import advice_for, explain
from nnkit.grading.kinds import plain_sentence
from nnkit.grading.problems import GUEST, Misconception, Problem
from nnkit.grading.verdict import CheckResult, Finding, Status, Verdict

# what a check says of these cannot be said better
SETTLED = ("missing", "not started", "choice", "order", "stopped", "borrowed", "interrupted")
ANSWERED_WITH_VALUES = ("derivation", "numbers", "choice", "order", "interpret")


def judge(
    problem: Problem,
    runs: list[CheckRun],
    *,
    learner_id: str = GUEST,
    salt: str = "",
    notes: Sequence[str] = (),
) -> Verdict:
    """Score the runs, points · passed / all, counted in the checks' points, and diagnose the first failure.

    The diagnosis is, in this order: what the check itself said and cannot be said better (missing, not
    started, a choice, ...); numbers that belong to another id; a misconception whose code gives back the
    same things; else the generic mistake. ``learner_id`` and ``salt`` must be those of the runs.
    """
    failing = [run for run in runs if run.failure is not None]
    share = _share(runs)
    findings = dict(zip(map(id, failing), _findings(problem, failing, learner_id, salt), strict=True))
    status: Status = "passed" if not failing else "partial" if share > 0 else "failed"
    if failing and is_untouched(problem, runs, learner_id, salt):
        status, share = "not started", 0.0
        text = (
            "This still does exactly what the code you were given does. Find the mistake in it and mend it."
        )
        findings[id(failing[0])] = Finding("not started", text)
    elif failing and share == 0 and findings[id(failing[0])].kind == "not started":
        status = "not started"
    checks = tuple(
        CheckResult(
            run.check.name, run.failure is None, run.check.points, run.check.hidden, findings.get(id(run))
        )
        for run in runs
    )
    first = next(iter(findings.values()), None) if status != "passed" else None
    score = round(problem.points * share, 2)
    return Verdict(problem.id, problem.title, status, score, problem.points, checks, first, tuple(notes))


def _share(runs: list[CheckRun]) -> float:
    total = sum(run.check.points for run in runs)
    return sum(run.check.points for run in runs if run.failure is None) / total if total else 0.0


def _findings(problem: Problem, failing: list[CheckRun], learner_id: str, salt: str) -> list[Finding]:
    """Find what to say about each failing check, in their order."""
    open_runs = [run for run in failing if _kind(run) not in SETTLED]
    guest = bool(
        open_runs and problem.given and learner_id != GUEST and answers_guest(problem, open_runs[0], salt)
    )
    unknown = [run for run in open_runs if _kind(run) != "misconception" and not guest]
    known, shown = recognise(problem, unknown, learner_id, salt)
    recognised = {id(run) for run, same in zip(unknown, shown, strict=True) if same}
    findings = []
    for run in failing:
        if known and id(run) in recognised:
            finding = _misconception(problem, known, run)
        elif guest and run is open_runs[0]:
            finding = _guest(run, learner_id)
        else:
            finding = _generic(problem, run)
        findings.append(discreet(finding, run) if run.check.hidden else finding)
    return findings


def _kind(run: CheckRun) -> str:
    """Return the kind of what the check itself said, up to the colon; "" if it only saw a difference."""
    finding = run.failure.finding if run.failure else None
    return finding.kind.partition(":")[0] if finding else ""


def _misconception(problem: Problem, known: Misconception, run: CheckRun) -> Finding:
    kind, finding = f"misconception:{known.id}", _generic(problem, run)
    return replace(finding, kind=kind, text=known.sentence, formula=known.formula)


def _guest(run: CheckRun, learner_id: str) -> Finding:
    what = run.failure.what if run.failure else ""
    text = (
        f'These answer the numbers of the id "{GUEST}", and yours is "{learner_id}". '
        "Run the cell with `mine(...)` again, and answer for the numbers that it shows."
    )
    return Finding("guest numbers", text, at=what)


def _generic(problem: Problem, run: CheckRun) -> Finding:
    failure = run.failure or Failure("")
    if failure.finding is None:
        return _explained(failure, problem.kind in ANSWERED_WITH_VALUES)
    if failure.finding.kind == "raised" and run.transcript:
        advice = advice_for(run.transcript[-1][1])
        if advice:
            stop = "" if failure.finding.text.endswith((".", "?", "!")) else "."
            return replace(failure.finding, text=f"{failure.finding.text}{stop} {advice}")
    return failure.finding


def _explained(failure: Failure, answer_is_values: bool) -> Finding:
    try:
        return explain(failure, answer_is_values=answer_is_values)
    except Exception:  # whatever a learner's value is like, a verdict comes
        return Finding("values", plain_sentence("values", failure.what), at=failure.what)
