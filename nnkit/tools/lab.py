"""Starting JupyterLab on a workspace: at the first chapter, without prompts that are not the course's."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

from nnkit.errors import NNKitError

FIRST = "course/00_start_here.ipynb"
SETTINGS = Path(__file__).resolve().parent / "lab_settings"


class LabError(NNKitError):
    """JupyterLab cannot be started."""


def runs_as_root() -> bool:
    """Tell whether this is root's process, for which JupyterLab starts only if told that it may."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def server_command(
    workspace: Path,
    *,
    ip: str = "127.0.0.1",
    port: int | None = None,
    browser: bool = True,
    allow_root: bool = False,
) -> list[str]:
    """Return the command that starts JupyterLab on a workspace.

    A port that is asked for is used or refused; without one, Jupyter takes the first that is free.
    """
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={workspace}",
        f"--ServerApp.ip={ip}",
        "--ServerApp.answer_yes=True",  # Ctrl-C stops at once
        "--ContentsManager.pre_save_hook=nnkit.tools.still.keep_stills",
    ]
    if (workspace / FIRST).is_file():
        command.append(f"--LabApp.default_url=/lab/tree/{FIRST}")
    if port is not None:
        command += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    if not browser:
        command.append("--no-browser")
    if allow_root:
        command.append("--allow-root")
    return command


def server_environment(workspace: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for the server and its kernels.

    NNKIT_WORKSPACE tells the kernels where the learner's progress is kept. Our three settings come in as
    one more folder of defaults, so the learner's own still win: no news prompt, no build prompt, and widget
    messages on the kernel's main thread, where a figure's answer is back in 3 ms and not in 33.
    """
    others = environment.get("JUPYTER_CONFIG_PATH")
    return {
        **environment,
        "NNKIT_WORKSPACE": str(workspace),
        "JUPYTER_CONFIG_PATH": os.pathsep.join([str(SETTINGS), *([others] if others else [])]),
    }


def start_lab(command: list[str], workspace: Path) -> NoReturn:
    """Become JupyterLab, so that Ctrl-C and signals reach it alone and its exit code is ours.

    Raises
    ------
    LabError : if JupyterLab is not installed or cannot be started.
    """
    if find_spec("jupyterlab") is None:
        raise LabError('JupyterLab is not installed. Install it with: pip install "nnkit[lab]"')
    environment = server_environment(workspace, os.environ)
    sys.stdout.flush()
    try:
        os.chdir(workspace)
        if os.name == "posix":
            os.execve(command[0], command, environment)
        raise SystemExit(_wait(command, environment))
    except OSError as error:
        raise LabError(f"Cannot start JupyterLab in {workspace}: {error.strerror or error}.") from error


def _wait(command: list[str], environment: dict[str, str]) -> int:
    """Run the server as a child, where a process cannot become another; Ctrl-C reaches both."""
    with subprocess.Popen(command, env=environment) as server:
        while True:
            try:
                return server.wait()
            except KeyboardInterrupt:
                continue  # the server has had it too, and is stopping
