"""A problem made of answers to earlier ones: each part is judged by its own checks, in its own words."""

from __future__ import annotations

from nnkit.grading.checks import Case, CheckStopped, Failure, Learner, run_check
from nnkit.grading.diagnosis import judge
from nnkit.grading.problems import Problem


def expect_part(learner: Learner, case: Case, part: Problem, *, hidden: bool = False) -> None:
    """Stop the check unless an earlier problem's visible (or hidden) checks pass on these names.

    What is said is what the problem's own set would say of the first mistake.
    """
    before, salt = learner._transcript, str(case.rng.integers(2**32))
    asked, runs = [*before], []
    for check in part.checks:
        if check.hidden == hidden:
            learner._transcript = []  # judging compares what was asked in one check at a time
            runs.append(run_check(part, check, learner, salt=salt))
            asked += learner._transcript
    learner._transcript = asked
    diagnosis = judge(part, runs, salt=salt).diagnosis
    if diagnosis is not None:
        raise CheckStopped(Failure(diagnosis.at or part.names[0], diagnosis))
