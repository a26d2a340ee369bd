"""Executing a notebook for storage: run it, keep what a reader without a kernel can see."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import from_dict

from nnkit.tools.sources import BuildError
from nnkit.tools.still import stills

CELL_SECONDS = 300
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

    Of a figure its stills are kept.
    """
    cleaned: list[Any] = []
    for output in outputs:
        if output.output_type == "stream":
            if cleaned and cleaned[-1].output_type == "stream" and cleaned[-1].name == output.name:
                cleaned[-1].text += output.text
                continue
        elif output.output_type == "error":
            output.traceback = [f"{output.ename}: {output.evalue}"]
        else:
            cleaned += [from_dict(still) for still in stills(output)]  # type: ignore[no-untyped-call]
            continue
        cleaned.append(output)
    return cleaned


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
