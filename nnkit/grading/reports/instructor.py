"""The instructor's report: what everyone has, how hard the problems were, what the class gets wrong."""

from __future__ import annotations

import html
from collections.abc import Sequence

from nnkit.grading.cohort.policy import Grade
from nnkit.grading.feedback import clean, markup
from nnkit.grading.reports.page import page, table
from nnkit.grading.reports.similarity import Alike
from nnkit.grading.reports.statistics import ExerciseStatistics, ProblemStatistics

MOST_ALIKE = 30  # groups that are listed
HEAD = ("problem", "points", "attempted", "passed", "mean %", "discrimination", "hints")
EXPLAINED = (
    "Mean: of the points, over all learners. Discrimination: how far the problem goes with the score on the "
    "others, from −1 to 1; below 0.2 it tells little apart. Scores here are before lateness and decisions."
)


def as_lines(
    grades: Sequence[Grade], exercises: Sequence[ExerciseStatistics], pairs: Sequence[Alike]
) -> list[str]:
    """Return the report as lines of text."""
    width = max((len(clean(grade.learner)) for grade in grades), default=0)
    lines = ["Grades"]
    for grade in grades:
        remarks = f"  ({'; '.join(grade.remarks)})" if grade.remarks else ""
        attempt = f"attempt {grade.attempt} of {grade.attempts}"
        lines.append(
            f"  {clean(grade.learner):<{width}}  {grade.exercise}  {grade.score:g} of {grade.max_score:g}"
            f"  {attempt}{clean(remarks)}"
        )
    for exercise in exercises:
        lines += [
            "",
            f"{exercise.exercise}: {len(exercise.shares)} learners, mean {100 * exercise.mean:.0f} %,",
        ]
        lines[-1] += f" median {100 * exercise.median:.0f} %"
        for problem in exercise.problems:
            lines.append(
                f"  {problem.problem}: passed by {problem.passed} of {problem.learners}, mean "
                f"{100 * problem.mean:.0f} %, discrimination {_correlation(problem)}"
            )
            lines += [f"      {said}" for said in _mistakes(problem)]
    if pairs:
        lines += ["", "Answers that are alike (short ones often are; look before you conclude):"]
        lines += [f"  {_alike(pair)}" for pair in pairs[:MOST_ALIKE]]
        if len(pairs) > MOST_ALIKE:
            lines.append(f"  and {len(pairs) - MOST_ALIKE} more")
    return lines


def as_page(grades: Sequence[Grade], exercises: Sequence[ExerciseStatistics], pairs: Sequence[Alike]) -> str:
    """Return the report as one HTML page, with a picture of the scores and of the difficulty."""
    from nnkit.grading.reports import charts

    parts = [f'<p class="quiet">{EXPLAINED}</p>']
    for exercise in exercises:
        mean = f"mean {100 * exercise.mean:.0f} %, median {100 * exercise.median:.0f} %"
        parts.append(
            f"<h2>{html.escape(exercise.exercise)}</h2><p>{len(exercise.shares)} learners, {mean}.</p>"
        )
        drawn = charts.scores(exercise) + charts.difficulty(exercise)
        parts.append(f'<div class="charts">{drawn}</div>')
        rows = [
            (
                p.problem,
                p.max_score,
                p.attempted,
                p.passed,
                round(100 * p.mean),
                round(p.discrimination, 2),
                p.hints,
            )
            for p in exercise.problems
        ]
        parts.append(table("Problems", HEAD, rows))
        items = [
            f"<li>{html.escape(problem.problem)}: {markup(said)}</li>"
            for problem in exercise.problems
            for said in _mistakes(problem)
        ]
        parts.append(f"<h3>What went wrong</h3><ul>{''.join(items)}</ul>" if items else "")
    if pairs:
        items = [f"<li>{html.escape(_alike(pair))}</li>" for pair in pairs[:MOST_ALIKE]]
        advice = "Short answers have few forms: look at them before you conclude anything."
        parts.append(f'<h2>Answers that are alike</h2><p class="quiet">{advice}</p><ul>{"".join(items)}</ul>')
    given = [
        (g.learner, g.exercise, g.score, g.max_score, f"{g.attempt} of {g.attempts}", "; ".join(g.remarks))
        for g in grades
    ]
    head = ("learner", "exercise", "score", "of", "attempt", "remarks")
    parts.append("<h2>Grades</h2>" + table("The submissions that count", head, given))
    return page("What the class did", "".join(parts))


def _mistakes(problem: ProblemStatistics) -> list[str]:
    """Say for each common mistake what share of the learners made it, and in which words it was told."""
    return [
        f"{100 * mistake.count / problem.learners:.0f} % ({mistake.count}): {clean(mistake.sentence)}"
        for mistake in problem.mistakes
    ]


def _correlation(problem: ProblemStatistics) -> str:
    value = problem.discrimination
    return "–" if value != value else f"{value:.2f}".replace("-", "−")


def _alike(pair: Alike) -> str:
    how = "the same" if pair.shared == 1 else f"{100 * pair.shared:.0f} % the same"
    who = ", ".join(clean(learner) for learner in pair.learners)
    return f"{pair.problem}: {who}: {how} ({pair.size} nodes)"
