"""The ``nnkit`` command: each command imports what it needs when it runs, so that help comes at once."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import Annotated, Any

from nnkit.content import content_root, version_string
from nnkit.errors import NNKitError

try:
    import typer
except ModuleNotFoundError:  # the base installation: the library and its figures, without the tools
    sys.exit('error: the nnkit command needs the tools. Install them with: pip install "nnkit[lab]"')

app = typer.Typer(
    name="nnkit",
    help="The neural networks course: its notebooks, its exercises, their grading.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

_File = Annotated[
    Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="An exercise notebook.")
]


@app.callback(invoke_without_command=True)
def _start(
    version: Annotated[bool, typer.Option("--version", help="Show the version and stop.")] = False,
) -> None:
    if version:
        typer.echo(f"nnkit {version_string()}")
        raise typer.Exit


@app.command()
def lab(
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="Your folder; default ~/nnkit-course.")
    ] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser.")] = True,
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="Use this port; default: a free one.")
    ] = None,
    ip: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    lay_only: Annotated[bool, typer.Option("--lay-only", help="Lay the notebooks, start nothing.")] = False,
    allow_root: Annotated[bool, typer.Option("--allow-root", help="Let root serve others too.")] = False,
) -> None:
    """Lay the course into your folder and open it in JupyterLab; your work is never overwritten."""
    from nnkit.tools.lab import runs_as_root, server_command, start_lab
    from nnkit.tools.workspace import DEFAULT_WORKSPACE, lay

    report = lay(content_root(), folder or Path(DEFAULT_WORKSPACE), version_string())
    for line in report.lines:
        typer.echo(line)
    if lay_only:
        return
    here_only = ip in ("127.0.0.1", "localhost", "::1")
    if here_only and not allow_root and runs_as_root():  # as in a container: Jupyter would refuse
        typer.echo("Running as root: whoever can open JupyterLab here can change anything on this machine.")
        allow_root = True
    command = server_command(report.workspace, ip=ip, port=port, browser=browser, allow_root=allow_root)
    start_lab(command, report.workspace)


@app.command()
def doctor(
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="Your folder; default ~/nnkit-course.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Look the installation over and name the cure for what is amiss."""
    from nnkit.tools.doctor import as_lines, as_records, examine, healthy
    from nnkit.tools.workspace import DEFAULT_WORKSPACE

    findings = examine(folder or Path(DEFAULT_WORKSPACE))
    if as_json:
        typer.echo(json.dumps(as_records(findings), indent=1, ensure_ascii=False))
    else:
        typer.echo("\n".join(as_lines(findings)))
    raise typer.Exit(0 if healthy(findings) else 1)


@app.command()
def check(file: _File) -> None:
    """Check the answers in a notebook with the checks you can see; exit 0 if all pass."""
    from nnkit.grading.feedback import to_text
    from nnkit.grading.submissions.grader import check_file

    verdicts = check_file(file)
    for verdict in verdicts:
        typer.echo(to_text(verdict))
    raise typer.Exit(0 if all(verdict.status == "passed" for verdict in verdicts) else 1)


@app.command()
def progress(
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="Your folder; default ~/nnkit-course.")
    ] = None,
) -> None:
    """Show what you have done, what is due for review, and which chapter comes next."""
    from nnkit.grading.learner.mastery import describe, standing
    from nnkit.grading.learner.progress import Progress
    from nnkit.tools.workspace import DEFAULT_WORKSPACE

    records = Progress.load((folder or Path(DEFAULT_WORKSPACE)).expanduser())
    for line in [*records.take_messages(), *records.describe(), *describe(standing(records))]:
        typer.echo(line)


@app.command()
def submit(
    file: _File,
    learner: Annotated[str, typer.Option("--as", metavar="LEARNER", help="Your id.")],
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="Folder to put the submission into.")],
) -> None:
    """Bundle a notebook for the instructor."""
    from nnkit.grading.submissions.submit import submit as make_submission

    for line in make_submission(file, learner, to).lines:
        typer.echo(line)


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
    from nnkit.grading.submissions.cohort import grade_cohort

    report = grade_cohort(paths, gradebook, json_out, isolation, jobs)
    for line in report.lines:
        typer.echo(line)
    raise typer.Exit(0 if report.all_graded else 1)


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
