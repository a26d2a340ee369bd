"""A figure that is moved a thousand times needs no more memory than after the first few."""

from __future__ import annotations

import gc
import tracemalloc

import pytest
from test_every_figure import random_states

from nnkit.widgets import FIGURES
from nnkit.widgets.controls import Slider
from nnkit.widgets.style import LIGHT


@pytest.mark.parametrize("name", list(FIGURES))
def test_a_thousand_updates_leave_no_memory_behind(name: str) -> None:
    panel = FIGURES[name]()
    states = list(random_states(panel, 5))
    sliders = [control for control in panel.controls.values() if isinstance(control, Slider)]

    def run(times: int) -> None:
        for k in range(times):
            slider = sliders[k % len(sliders)]
            panel.set(**{**states[5 * k // times], slider.name: (slider.min, slider.max)[k % 2]})
            if k % 10 == 0:  # drawing is what tracing makes slow
                panel._picture(LIGHT, 1.0)

    run(500)  # fills matplotlib's caches of glyphs and text sizes
    tracemalloc.start()
    try:
        run(100)
        gc.collect()
        before = tracemalloc.get_traced_memory()[0]
        run(500)
        gc.collect()
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert grown < 300_000  # a single picture kept would be more, 640 · 400 · 4 bytes; caches grow a little
