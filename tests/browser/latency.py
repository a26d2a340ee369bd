"""How fast the figures answer in a real JupyterLab and Chromium, as JSON.

Run by hand on a quiet machine: ``python tests/browser/latency.py [--ratio 1 2] [--figure F6_softmax ...]``.
For every figure: from a key on its first slider to changed pixels; a drag of 30 moves; how much its picture
changed in height; and for those that play by themselves the frames a second and what a control then needs.
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

# What all measurements share: the panel, its first slider, and how it is moved.
TOOLS = """
    const panel = document.querySelector(".nnkit-panel");
    const image = panel.querySelector("img");
    const copy = [...panel.querySelectorAll("button")].find((b) => b.dataset.code);
    const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const visible = (selector) => [...panel.querySelectorAll(`.nnkit-row:not([hidden]) ${selector}`)]
        .find((node) => node.offsetParent);
    const slider = visible("input[type=range]");
    function move(by) {
        const before = slider.value;
        by > 0 ? slider.stepUp(by) : slider.stepDown(-by);
        if (slider.value !== before) slider.dispatchEvent(new Event("input", { bubbles: true }));
        return slider.value !== before;
    }
    const stride = Math.max(1, Math.round((slider.max - slider.min) / slider.step / 40));
"""
KEYS = (
    "async (presses) => {"
    + TOOLS
    + """
    const times = [], bytes = [];
    let direction = 1;
    for (let i = 0; i < presses; i++) {
        await pause(40 + 25 * Math.random());
        if (i % 10 === 9) direction = -direction;
        const start = performance.now();
        const drawn = new Promise((resolve) => {
            const watcher = new MutationObserver(async () => {
                watcher.disconnect();
                await image.decode();
                requestAnimationFrame(() => resolve(performance.now() - start));
            });
            watcher.observe(image, { attributes: true, attributeFilter: ["src"] });
            setTimeout(() => resolve(null), 2000);
        });
        if (!move(direction * stride)) { direction = -direction; move(direction * stride); }
        const time = await drawn;
        if (time === null) return { error: "no frame within 2 s" };
        times.push(time);
        bytes.push((await (await fetch(image.src)).blob()).size);
    }
    return { times, bytes };
}"""
)
DRAG = (
    "async (moves) => {"
    + TOOLS
    + """
    await pause(300);
    slider.value = slider.min;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    await pause(600);
    const seen = [], heights = new Set();
    const watcher = new MutationObserver(() => {
        seen.push(performance.now());
        heights.add(image.offsetHeight);
    });
    watcher.observe(image, { attributes: true, attributeFilter: ["src"] });
    const every = (slider.max - slider.min) / slider.step / moves;
    for (let i = 1; i <= moves; i++) {
        slider.value = Number(slider.min) + Math.round(i * every) * slider.step;
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        heights.add(image.offsetHeight);
        await pause(16);
    }
    const end = performance.now();
    await pause(800);
    watcher.disconnect();
    const last = seen[seen.length - 1] ?? end;
    const right = Number(slider.value) === Number(slider.max);
    return { frames: seen.length, settled_ms: Math.max(0, last - end), heights: heights.size, right };
}"""
)
PLAYING = (
    "async (seconds) => {"
    + TOOLS
    + """
    const button = panel.querySelector(".nnkit-play");
    if (!button || !button.offsetParent) return null;
    let frames = 0;
    const watcher = new MutationObserver(() => { frames += 1; });
    watcher.observe(image, { attributes: true, attributeFilter: ["src"] });
    button.click();
    await pause(1000);
    frames = 0;
    const start = performance.now();
    await pause(1000 * seconds);
    const rate = 1000 * frames / (performance.now() - start);
    const playing = button.textContent.includes("❚❚");
    const answers = [];
    const choice = visible("select") ?? null;
    for (let i = 0; i < 12 && slider; i++) {
        await pause(120 + 50 * Math.random());
        const asked = performance.now(), before = copy.dataset.code;
        if (!move(i % 2 ? -stride : stride)) move(i % 2 ? stride : -stride);
        while (copy.dataset.code === before && performance.now() - asked < 2000) await pause(2);
        answers.push(performance.now() - asked);
    }
    if (button.textContent.includes("❚❚")) button.click();
    return { frames_per_second: rate, playing, answers };
}"""
)


def part(times: list[float], share: float) -> float:
    """Return the value below which so large a share of the times lies."""
    return round(sorted(times)[int(share * (len(times) - 1))], 1)


def measure(name: str, lab: Lab, page: Any, presses: int) -> dict[str, Any]:
    """Open a notebook with one figure and use it."""
    cell = nbformat.v4.new_code_cell(f"from nnkit.widgets import FIGURES\nFIGURES[{name!r}]()")
    notebook = nbformat.v4.new_notebook(cells=[cell])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, lab.folder / f"{name}.ipynb")
    lab.open(page, f"{name}.ipynb").run_all()
    page.locator(".nnkit-panel img[src]").first.scroll_into_view_if_needed()
    page.wait_for_timeout(1200)
    keys = page.evaluate(KEYS, presses)
    if "error" in keys:
        return dict(keys)
    drag = page.evaluate(DRAG, 30)
    found = {
        "median_ms": part(keys["times"][5:], 0.5),
        "p95_ms": part(keys["times"][5:], 0.95),
        "kilobytes": round(max(keys["bytes"]) / 1024),
        "drag_frames": drag["frames"],
        "drag_settled_ms": round(drag["settled_ms"]),
        "drag_ends_right": drag["right"],
        "heights": drag["heights"],
    }
    playing = page.evaluate(PLAYING, 3)
    if playing is not None:
        found["frames_per_second"] = round(playing["frames_per_second"], 1)
        found["answer_while_playing_ms"] = part(playing["answers"], 0.5)
        found["still_playing"] = playing["playing"]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ratio", type=float, nargs="+", default=[1.0, 2.0])
    parser.add_argument("--figure", nargs="+", choices=list(FIGURES), default=list(FIGURES))
    parser.add_argument("--presses", type=int, default=60)
    options = parser.parse_args()
    results: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        lab = Lab(Path(folder) / "workspace")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            for ratio in options.ratio:
                viewport = {"width": 1280, "height": 900}
                context = browser.new_context(device_scale_factor=ratio, viewport=viewport)
                page = context.new_page()
                found = results[f"ratio {ratio:g}"] = {}
                for name in options.figure:
                    found[name] = measure(name, lab, page, options.presses)
                    print(ratio, name, found[name], file=sys.stderr)  # noqa: T201
                context.close()
        finally:
            browser.close()
            lab.stop()
    json.dump({"start_seconds": round(lab.start_seconds, 2), **results}, sys.stdout, indent=1)
    print()  # noqa: T201


if __name__ == "__main__":
    main()
