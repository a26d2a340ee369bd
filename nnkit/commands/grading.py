"""Commands of instructors: grade."""

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
) -> None:
    """Grade submissions in isolation; exit 0 if every one could be graded."""
    from nnkit.grading.cohort.run import grade_cohort

    report = grade_cohort(paths, gradebook, json_out, isolation, jobs)
    for line in report.lines:
        typer.echo(line)
    raise typer.Exit(0 if report.all_graded else 1)
