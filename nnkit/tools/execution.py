"""Executing a notebook for storage: run it, keep what a reader without a kernel can see."""

from __future__ import annotations

import html
import os
import re
import tempfile
from pathlib import Path
from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat.v4 import new_output

from nnkit.tools.sources import BuildError

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
CELL_SECONDS = 300
STILL = "(A still picture: run the cell to make it move.)"
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def execute(notebook: Any, folder: Path, where: str, *, cell_seconds: int = CELL_SECONDS) -> None:
    """Run a notebook in its own folder, as nbval does, and leave clean outputs in it.

    The kernel gets a throw-away workspace, so that building never touches anyone's progress, and one
    BLAS thread, so that sums come out the same.

    Raises
    ------
    BuildError : if a cell raises (and is not tagged raises-exception), takes too long or kills the kernel.
    """
    metadata = dict(notebook.metadata)
    client = NotebookClient(
        notebook,
        timeout=cell_seconds,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        record_timing=False,
        store_widget_state=False,
        extra_arguments=["--log-level=40"],  # errors only: what is said about sockets is not for authors
    )
    with tempfile.TemporaryDirectory(prefix="nnkit-build-") as workspace:
        environment = {
            **os.environ,
            "NNKIT_WORKSPACE": workspace,
            "OPENBLAS_NUM_THREADS": "1",
            "PYTHONHASHSEED": "0",
        }
        try:
            client.execute(env=environment)
        except CellExecutionError as error:
            raise BuildError(_failure(notebook, where, f"{error.ename}: {error.evalue}")) from error
        except CellTimeoutError as error:
            raise BuildError(_failure(notebook, where, f"no answer within {cell_seconds} s")) from error
        except DeadKernelError as error:
            raise BuildError(_failure(notebook, where, "the kernel died")) from error
    notebook.metadata = type(notebook.metadata)(metadata)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = clean_outputs(cell.outputs)


def clean_outputs(outputs: list[Any]) -> list[Any]:
    """Return outputs as they are stored: streams joined, no live widgets, tracebacks without paths.

    A figure keeps its PNG and its text, and its text alternative stands below it as a caption, because not
    every viewer reads the one in the metadata. A widget that shows nothing without a kernel is dropped.
    """
    cleaned: list[Any] = []
    for output in outputs:
        if output.output_type == "stream":
            if cleaned and cleaned[-1].output_type == "stream" and cleaned[-1].name == output.name:
                cleaned[-1].text += output.text
                continue
        elif output.output_type == "error":
            output.traceback = [f"{output.ename}: {output.evalue}"]
        elif WIDGET_VIEW in output.data:
            del output.data[WIDGET_VIEW]
            output.metadata.pop(WIDGET_VIEW, None)
            if not output.data:
                continue
            cleaned.append(output)
            alternative = output.metadata.get("image/png", {}).get("alt")
            if alternative:
                cleaned.append(_caption(alternative))
            continue
        cleaned.append(output)
    return cleaned


def _caption(alternative: str) -> Any:
    text = f"{alternative} {STILL}"
    data = {"text/html": f"<p>{html.escape(text)}</p>", "text/plain": text}
    return new_output("display_data", data)  # type: ignore[no-untyped-call]


def _failure(notebook: Any, where: str, what: str) -> str:
    """Name the cell that failed: the last one that was started."""
    started = [
        (number, cell)
        for number, cell in enumerate(notebook.cells, start=1)
        if cell.cell_type == "code" and (cell.execution_count is not None or cell.outputs)
    ]
    if not started:
        return f"{where}: {what}, before its first cell had run."
    number, cell = started[-1]
    trace: list[str] = next((out.traceback for out in cell.outputs if out.output_type == "error"), [])
    shown = _COLOURS.sub("", "\n".join(trace))
    return f"{where}: cell {number} ({cell.id}) failed: {what}\n{_indented(cell.source)}\n{shown}".rstrip()


def _indented(source: str) -> str:
    return "\n".join(f"    {line}" for line in source.splitlines())
