"""Commands of learners: open the course, check it, hand in, see how far one is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from nnkit.content import content_root, version_string

_File = Annotated[
    Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="An exercise notebook.")
]

app = typer.Typer()


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
