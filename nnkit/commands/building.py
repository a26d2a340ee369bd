"""The command of authors: build the notebooks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nnkit.content import content_root

app = typer.Typer()


@app.command()
def build(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME", help="As 06_softmax or exercises/06_softmax; default all."),
    ] = None,
    check_only: Annotated[
        bool, typer.Option("--check", help="Execute nothing; exit 1 if any is stale.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Build the fresh ones too.")] = False,
    root: Annotated[Path | None, typer.Option(metavar="DIR", help="The checkout; default: this one.")] = None,
) -> None:
    """Build the notebooks from their sources (in a checkout); refuse a problem that lacks something."""
    from nnkit.tools.audit import shortcomings
    from nnkit.tools.build import build as build_notebooks
    from nnkit.tools.build import check as stale_notebooks

    root = root or content_root()
    if not check_only:
        written = build_notebooks(root, names or (), force=force, say=typer.echo)
        lines = shortcomings(root, written)
        for line in lines:
            typer.echo(line)
        raise typer.Exit(1 if lines else 0)
    stale = stale_notebooks(root, names or ())
    for line in stale:
        typer.echo(line)
    raise typer.Exit(1 if stale else 0)
