"""From a key on a slider to changed pixels, for each figure, as JSON.

Run by hand on a quiet machine: ``python tests/browser/latency.py [--ratio 2] [--figure F6_softmax]``.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from conftest import CHROMIUM, FLAGS, Lab
from playwright.sync_api import sync_playwright

from nnkit.widgets import FIGURES

PRESSES = 60
# The slider gets a key; the clock stops at the first animation frame after the new picture is decoded.
MEASURE = """async ([index, presses]) => {
    const panel = document.querySelectorAll(".nnkit-panel")[index];
    const slider = panel.querySelector(".nnkit-row:not([hidden]) input[type=range]");
    const image = panel.querySelector("img");
    const times = [], bytes = [];
    for (let i = 0; i < presses; i++) {
        await new Promise((resolve) => setTimeout(resolve, 40 + 25 * Math.random()));
        const start = performance.now();
        const drawn = new Promise((resolve, reject) => {
            const watcher = new MutationObserver(async () => {
                watcher.disconnect();
                await image.decode();
                requestAnimationFrame(() => resolve(performance.now() - start));
            });
            watcher.observe(image, { attributes: true, attributeFilter: ["src"] });
            setTimeout(() => reject(new Error("no frame within 2 s")), 2000);
        });
        slider[i % 20 < 10 ? "stepUp" : "stepDown"](3);
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        times.push(await drawn);
        bytes.push((await (await fetch(image.src)).blob()).size);
    }
    return { times, bytes };
}"""


def measure(names: list[str], ratio: float) -> dict[str, Any]:
    """Open a notebook with one cell a figure, press keys, and return medians and 95th percentiles."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        lab = Lab(Path(folder) / "workspace")
        try:
            cells = [
                nbformat.v4.new_code_cell(f"from nnkit.widgets import FIGURES\nFIGURES[{name!r}]()")
                for name in names
            ]
            notebook = nbformat.v4.new_notebook(cells=cells)
            notebook.metadata["kernelspec"] = {
                "name": "python3",
                "display_name": "Python 3",
                "language": "python",
            }
            nbformat.write(notebook, lab.folder / "latency.ipynb")
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = browser.new_context(
                device_scale_factor=ratio, viewport={"width": 1280, "height": 900}
            ).new_page()
            lab.open(page, "latency.ipynb").run_all()
            found = {}
            for index, name in enumerate(names):
                page.locator(".nnkit-panel img[src]").nth(index).scroll_into_view_if_needed()
                page.wait_for_timeout(800)
                run = page.evaluate(MEASURE, [index, PRESSES])
                times = sorted(run["times"][5:])
                found[name] = {
                    "median_ms": round(times[len(times) // 2], 1),
                    "p95_ms": round(times[int(0.95 * len(times))], 1),
                    "bytes": max(run["bytes"]),
                }
            browser.close()
            return {"ratio": ratio, "start_seconds": round(lab.start_seconds, 2), "figures": found}
        finally:
            lab.stop()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ratio", type=float, default=1.0)
    parser.add_argument("--figure", action="append", choices=list(FIGURES))
    options = parser.parse_args()
    json.dump(measure(options.figure or list(FIGURES), options.ratio), sys.stdout, indent=1)
    print()  # noqa: T201
