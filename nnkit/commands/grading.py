"""Commands of instructors: grade, decide by hand, report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer()


@app.command()
def grade(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH", exists=True, help="Notebooks, bundles, or folders of them."),
    ],
    gradebook: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Keep the results in this file.")
    ] = None,
    json_out: Annotated[
        Path | None, typer.Option("--json", metavar="OUT", help="Write the results as JSON.")
    ] = None,
    isolation: Annotated[
        str | None,
        typer.Option(
            metavar="[bwrap|user|none]",
            help="How learners' code is isolated: bwrap (default), user (root in a throw-away container), "
            "none (only if you trust it).",
        ),
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, metavar="N", help="How many at a time.")] = 1,
    roster: Annotated[
        Path | None, typer.Option(metavar="CSV", help="The class: ids, and the names they go by elsewhere.")
    ] = None,
    names: Annotated[
        str, typer.Option(metavar="REGEX", help="Whose a file is: a pattern with (?P<learner>...).")
    ] = "",
    learner: Annotated[list[str] | None, typer.Option(metavar="ID", help="Grade these only.")] = None,
    exercise: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Grade these only.")] = None,
    problem: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Look at these only; keeps nothing.")
    ] = None,
    regrade: Annotated[
        bool, typer.Option("--regrade", help="Also what is in the gradebook already; say what changed.")
    ] = False,
    dask: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Grade on a dask.distributed cluster.")
    ] = None,
) -> None:
    """Grade submissions in isolation; exit 0 if every one could be graded."""
    from nnkit.grading.cohort.run import Selection, grade_cohort

    selection = Selection(tuple(learner or ()), tuple(exercise or ()), tuple(problem or ()), regrade)
    report = grade_cohort(
        paths,
        gradebook,
        json_out,
        isolation,
        jobs,
        roster=roster,
        pattern=names,
        selection=selection,
        dask=dask,
    )
    for line in report.lines:
        typer.echo(line)
    raise typer.Exit(0 if report.all_graded else 1)


_Gradebook = Annotated[
    Path, typer.Argument(metavar="GRADEBOOK", exists=True, dir_okay=False, help="A gradebook of nnkit grade.")
]


@app.command()
def override(
    gradebook: _Gradebook,
    learner: Annotated[str, typer.Argument(metavar="LEARNER", help="Whose score.")],
    exercise: Annotated[str, typer.Argument(metavar="EXERCISE", help="As 06_softmax.")],
    score: Annotated[float, typer.Argument(metavar="SCORE", min=0, help="The score to give.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; it is kept.")],
    problem: Annotated[str, typer.Option(metavar="ID", help="One problem; default: the whole.")] = "",
    author: Annotated[str, typer.Option(metavar="NAME", help="Who decides.")] = "",
) -> None:
    """Decide a score by hand; the reason is kept, and so is what was there before."""
    from nnkit.grading.cohort.gradebook import Gradebook

    with Gradebook(gradebook) as book:
        book.override(learner, exercise, score, reason=reason, author=author, problem=problem)
    typer.echo(f"{learner}, {exercise}{', ' + problem if problem else ''}: {score:g}.")


@app.command()
def audit(gradebook: _Gradebook) -> None:
    """List everything that was ever done to a gradebook."""
    from nnkit.grading.cohort.gradebook import Gradebook

    with Gradebook(gradebook) as book:
        for row in book.audit():
            detail = ", ".join(f"{name} {value}" for name, value in row["detail"].items() if value != "")
            typer.echo(f"{row['made']}  {row['action']:<9} {row['learner']}  {row['exercise']}  {detail}")


@app.command()
def report(
    gradebook: _Gradebook,
    policy: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What counts: attempts, deadlines, hints (TOML).")
    ] = None,
    page: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write the report as a page.")
    ] = None,
    learners: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write a report for each learner.")
    ] = None,
    canvas: Annotated[Path | None, typer.Option(metavar="FILE", help="Write CSV for Canvas.")] = None,
    moodle: Annotated[Path | None, typer.Option(metavar="FILE", help="Write CSV for Moodle.")] = None,
    json_out: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write the grades as JSON.")
    ] = None,
) -> None:
    """Report grades, difficulty, common mistakes and answers that are alike."""
    from nnkit.grading.reports.write import write_everything

    files = {"html": page, "learners": learners, "canvas": canvas, "moodle": moodle, "json": json_out}
    for line in write_everything(gradebook, policy, {name: path for name, path in files.items() if path}):
        typer.echo(line)
