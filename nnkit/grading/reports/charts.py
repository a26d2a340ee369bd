"""The two pictures of the instructor's report, as SVG that reads on light and on dark pages."""

from __future__ import annotations

import html
import io
import re
from typing import Any

from nnkit.grading.reports.statistics import ExerciseStatistics

BARS = 10
BLUE, GREY = "#0072B2", "#7f7f7f"


def scores(exercise: ExerciseStatistics) -> str:
    """Draw how many learners have which share of the points."""
    counts = [0] * BARS
    for share in exercise.shares:
        counts[min(int(share * BARS), BARS - 1)] += 1
    figure, axes = _axes(4.2, 2.4)
    axes.bar([10 * i + 5 for i in range(BARS)], counts, width=9, color=BLUE)
    axes.set_xlim(0, 100)
    axes.set_xlabel("share of the points, %")
    axes.set_ylabel("learners")
    axes.yaxis.get_major_locator().set_params(integer=True)
    told = ", ".join(f"{10 * i} to {10 * i + 10} %: {n}" for i, n in enumerate(counts) if n)
    return _svg(figure, f"Scores of {exercise.exercise}, learners by share of the points. {told}.")


def difficulty(exercise: ExerciseStatistics) -> str:
    """Draw the mean share of the points for each problem."""
    problems = exercise.problems[::-1]
    figure, axes = _axes(4.2, 0.6 + 0.32 * len(problems))
    names = [problem.problem.partition(".")[2] for problem in problems]
    axes.barh(names, [100 * problem.mean for problem in problems], color=BLUE, height=0.7)
    axes.set_xlim(0, 100)
    axes.set_xlabel("mean share of the points, %")
    told = ", ".join(f"{p.problem} {100 * p.mean:.0f} %" for p in exercise.problems)
    return _svg(
        figure, f"Difficulty of the problems of {exercise.exercise}, mean share of the points: {told}."
    )


def _axes(width: float, height: float) -> tuple[Any, Any]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.add_subplot()
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.tick_params(colors=GREY, length=0)
    axes.grid(color=GREY, alpha=0.25, linewidth=0.6)
    axes.set_axisbelow(True)
    for label in (axes.xaxis.label, axes.yaxis.label):
        label.set_color(GREY)
    return figure, axes


def _svg(figure: Any, told: str) -> str:
    """Return a figure as one inline SVG whose description says what it shows."""
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None})
    text = re.sub(r"<metadata>.*?</metadata>", "", buffer.getvalue(), flags=re.DOTALL)
    return (
        f'<div class="chart" role="img" aria-label="{html.escape(told)}">{text[text.index("<svg") :]}</div>'
    )
