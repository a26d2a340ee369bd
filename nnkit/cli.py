"""The ``nnkit`` command: each command imports what it needs when it runs, so that help comes at once."""

from __future__ import annotations

import io
import os
import sys
from typing import Annotated, Any

from nnkit.content import version_string
from nnkit.errors import NNKitError

try:
    import typer
except ModuleNotFoundError:  # the base installation: the library and its figures, without the tools
    sys.exit('error: the nnkit command needs the tools. Install them with: pip install "nnkit[lab]"')

from nnkit.commands import building, exporting, grading, learning

app = typer.Typer(
    name="nnkit",
    help="The neural networks course: its notebooks, its exercises, their grading.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for part in (learning, grading, exporting, building):
    app.add_typer(part.app)


@app.callback(invoke_without_command=True)
def _start(
    version: Annotated[bool, typer.Option("--version", help="Show the version and stop.")] = False,
) -> None:
    if version:
        typer.echo(f"nnkit {version_string()}")
        raise typer.Exit


def main(arguments: list[str] | None = None) -> Any:
    """Run the command; an expected failure is one line on stderr and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without δ shows ? rather than stopping
    try:
        return app(arguments, prog_name="nnkit")
    except NNKitError as error:
        typer.echo(f"error: {error}", err=True)
    except ModuleNotFoundError as error:
        if os.environ.get("NNKIT_DEBUG"):
            raise
        cure = "" if (error.name or "").startswith("nnkit") else ' Install it with: pip install "nnkit[lab]"'
        typer.echo(f"error: this command needs {error.name}, which is not installed.{cure}", err=True)
    sys.exit(2)
