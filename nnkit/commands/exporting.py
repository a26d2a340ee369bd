"""Commands that take exercises to another grader."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer()
export = typer.Typer(no_args_is_help=True)
app.add_typer(export, name="export", help="Take exercises to nbgrader, Gradescope or GitHub Classroom.")

_Names = Annotated[list[str] | None, typer.Argument(metavar="EXERCISE", help="As 06_softmax; default all.")]


@export.command()
def nbgrader(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The course folder to write.")],
    names: _Names = None,
) -> None:
    """Write a course folder for nbgrader."""
    from nnkit.grading.exports.nbgrader import export_course

    for line in export_course(folder, names or ()):
        typer.echo(line)


@export.command()
def gradescope(
    name: Annotated[str, typer.Argument(metavar="EXERCISE", help="As 06_softmax.")],
    path: Annotated[Path, typer.Argument(metavar="FILE", help="The zip to write.")],
) -> None:
    """Write an autograder zip for Gradescope."""
    from nnkit.grading.exports.gradescope import export_autograder

    typer.echo(export_autograder(name, path))


@export.command("github-classroom")
def github_classroom(
    name: Annotated[str, typer.Argument(metavar="EXERCISE", help="As 06_softmax.")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write.")],
) -> None:
    """Write a template repository for GitHub Classroom."""
    from nnkit.grading.exports.classroom import export_template

    typer.echo(export_template(name, folder))
