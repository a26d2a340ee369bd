"""A real JupyterLab and a real Chromium for the tests in this folder."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One headless Chromium for all browser tests."""
    from playwright.sync_api import sync_playwright

    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


class Lab:
    """A JupyterLab server over a workspace of its own, as ``nnkit lab`` lays and starts it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        command = [sys.executable, "-m", "nnkit", "lab", str(folder)]
        command += ["--no-browser", "--port", str(self.port)]
        config = folder.parent / "config"
        config.mkdir()
        options = {"LabApp": {"expose_app_in_browser": True}, "IdentityProvider": {"token": ""}}
        (config / "jupyter_lab_config.json").write_text(json.dumps(options))
        environment = {**os.environ, "JUPYTER_CONFIG_DIR": str(config)}
        self.log = (folder.parent / "lab.log").open("w+")
        started = time.perf_counter()
        self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log, env=environment)
        self._wait(45)
        self.start_seconds = time.perf_counter() - started

    def _wait(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"{self.url}/api/status", timeout=2) as answer:
                    json.load(answer)
                    return
            except OSError:
                time.sleep(0.1)
        self.log.seek(0)
        said = self.log.read()[-3000:]
        self.stop()
        raise RuntimeError(f"JupyterLab did not start:\n{said}")

    def stop(self) -> None:
        """End the server and, with it, its kernels."""
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(5)
        self.log.close()

    def open(self, page: Any, path: str, *, theme: str = "light") -> Notebook:
        """Open a notebook of the workspace and wait until its kernel is idle."""
        page.goto(f"{self.url}/lab/tree/{path}?reset", wait_until="domcontentloaded")
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=45_000)
        page.wait_for_function(
            """() => {
                const panel = window.jupyterapp?.shell?.currentWidget;
                const session = panel?.sessionContext?.session;
                return panel?.sessionContext?.isReady && session?.kernel?.status === "idle";
            }""",
            timeout=45_000,
        )
        if theme == "dark":
            page.evaluate(
                "window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})"
            )
            page.wait_for_function("document.body.dataset.jpThemeLight === 'false'", timeout=15_000)
        return Notebook(page)


class Notebook:
    """The notebook that is open on a page."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def run_all(self, timeout: float = 90) -> None:
        """Run every cell and wait until the kernel is idle again."""
        self.page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
        self.wait_idle(timeout)

    def wait_idle(self, timeout: float = 60) -> None:
        """Wait until no cell is waiting or running."""
        self.page.wait_for_function(
            """() => {
                const panel = window.jupyterapp.shell.currentWidget;
                const waiting = panel.content.widgets.some((c) =>
                    c.model.type === "code" && c.model.executionState && c.model.executionState !== "idle");
                return !waiting && panel.sessionContext.session.kernel.status === "idle";
            }""",
            timeout=timeout * 1000,
        )

    def run_cell(self, cell_id: str, source: str | None = None) -> None:
        """Run one cell, after replacing its source if one is given."""
        self.page.evaluate(
            """async ([id, source]) => {
                const panel = window.jupyterapp.shell.currentWidget;
                const index = panel.content.widgets.findIndex((c) => c.model.id === id);
                if (index < 0) throw new Error(`no cell ${id}`);
                if (source !== null) panel.content.widgets[index].model.sharedModel.setSource(source);
                panel.content.deselectAll();
                panel.content.activeCellIndex = index;
                await window.jupyterapp.commands.execute("notebook:run-cell");
            }""",
            [cell_id, source],
        )
        self.wait_idle()

    def output(self, cell_id: str) -> Any:
        """The output area of a cell."""
        index = self.page.evaluate(
            """(id) => {
                const cells = window.jupyterapp.shell.currentWidget.content.widgets;
                const i = cells.findIndex((c) => c.model.id === id);
                cells[i].node.scrollIntoView();
                return i;
            }""",
            cell_id,
        )
        return self.page.locator(
            f".jp-Notebook .jp-Cell[data-windowed-list-index='{index}'] .jp-Cell-outputArea"
        ).first


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory, browser: Any) -> Iterator[Lab]:
    """One JupyterLab for each test file."""
    server = Lab(tmp_path_factory.mktemp("lab") / "workspace")
    yield server
    server.stop()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A fresh page at device pixel ratio 1."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()
