"""The command and the environment that start JupyterLab, and that the real server understands them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from nnkit.tools.lab import LabError, server_command, server_environment, start_lab


def test_the_command_opens_the_first_chapter_where_there_is_one(tmp_path: Path) -> None:
    assert not any("default_url" in word for word in server_command(tmp_path))
    (tmp_path / "course").mkdir()
    (tmp_path / "course/00_start_here.ipynb").touch()
    command = server_command(tmp_path, port=1234, browser=False, allow_root=True)
    assert command[:3] == [sys.executable, "-m", "jupyterlab"]
    assert "--LabApp.default_url=/lab/tree/course/00_start_here.ipynb" in command
    assert f"--ServerApp.root_dir={tmp_path}" in command
    assert command[-4:] == [
        "--ServerApp.port=1234",
        "--ServerApp.port_retries=0",
        "--no-browser",
        "--allow-root",
    ]


def test_the_server_listens_to_this_machine_alone_unless_told_otherwise(tmp_path: Path) -> None:
    assert "--ServerApp.ip=127.0.0.1" in server_command(tmp_path)
    assert "--ServerApp.ip=0.0.0.0" in server_command(tmp_path, ip="0.0.0.0")


def test_our_settings_are_added_to_the_learners_own(tmp_path: Path) -> None:
    environment = server_environment(tmp_path, {"JUPYTER_CONFIG_PATH": "/theirs", "A": "b"})
    ours, theirs = environment["JUPYTER_CONFIG_PATH"].split(os.pathsep)
    assert theirs == "/theirs"
    assert (Path(ours) / "labconfig/default_setting_overrides.json").is_file()
    assert environment["NNKIT_WORKSPACE"] == str(tmp_path)
    assert environment["A"] == "b"


def test_without_jupyterlab_the_cure_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nnkit.tools.lab.find_spec", lambda name: None)
    with pytest.raises(LabError, match=r'pip install "nnkit\[lab\]"'):
        start_lab(["never"], tmp_path)


def test_a_command_that_cannot_start_is_a_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LabError, match=r"Cannot start JupyterLab in .*: No such file"):
        start_lab([str(tmp_path / "nothing")], tmp_path)


PROGRAM = """
import sys
import time
import urllib.error
from pathlib import Path
from nnkit.tools.lab import server_command, start_lab

folder = Path(sys.argv[1])
start_lab(server_command(folder, browser=False, allow_root=True), folder)
"""
NEWS = "/lab/api/settings/@jupyterlab/apputils-extension:notification"


def fetch(url: str, token: str) -> str:
    """Get a page, trying again while the server says its address but does not listen yet."""
    request = urllib.request.Request(url, headers={"Authorization": f"token {token}"})
    deadline = time.monotonic() + 20
    while True:
        try:
            with urllib.request.urlopen(request, timeout=20) as reply:
                return str(reply.read().decode())
        except urllib.error.HTTPError:
            raise
        except urllib.error.URLError:
            if time.monotonic() > deadline:
                raise


def test_the_real_server_opens_the_chapter_asks_nothing_and_stops_when_told(tmp_path: Path) -> None:
    (tmp_path / "course").mkdir()
    (tmp_path / "course/00_start_here.ipynb").touch()
    own = tmp_path / "settings/@jupyterlab/apputils-extension/notification.jupyterlab-settings"
    folders = {"JUPYTER_RUNTIME_DIR": tmp_path / "runtime", "JUPYTERLAB_SETTINGS_DIR": tmp_path / "settings"}
    environment = {**os.environ, **{name: str(folder) for name, folder in folders.items()}}
    command = [sys.executable, "-c", PROGRAM, str(tmp_path)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        said = ""
        try:
            while not (found := re.search(r"(http://127\S+?)(/lab\S*)\?token=(\w+)", said)):
                said += (line := server.stderr.readline())
                assert line, said
            base, opened, token = found.groups()
            assert opened == "/lab/tree/course/00_start_here.ipynb"
            config = re.search(
                r'jupyter-config-data" type="application/json">(.*?)</script>',
                fetch(base + "/lab", token),
                re.S,
            )
            assert config is not None
            page = json.loads(config.group(1))
            assert (page["buildCheck"], page["buildAvailable"]) == (False, False)
            default = json.loads(fetch(base + NEWS, token))["schema"]["properties"]["fetchNews"]["default"]
            assert default == "false"
            own.parent.mkdir(parents=True)
            own.write_text('{"fetchNews": "true"}', encoding="utf-8")
            assert json.loads(fetch(base + NEWS, token))["settings"] == {"fetchNews": "true"}
        finally:
            server.terminate()
            server.communicate(timeout=20)
    assert server.returncode == 0
