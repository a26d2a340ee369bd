"""A stand-in for the browser: it says what a panel's front end says and keeps the frames that come back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from ipywidgets import Widget

from nnkit.widgets import Panel


class Browser:
    """Speaks to one panel; ``frames`` holds (content, buffers) of every frame it was sent."""

    def __init__(self, panel: Panel) -> None:
        self.panel = panel
        self.frames: list[tuple[dict[str, Any], list[bytes]]] = []
        panel.send = lambda content, buffers=(): self.frames.append((content, list(buffers)))

    def say(self, **message: Any) -> dict[str, Any]:
        """Send one message and return the content of its frame; exactly one must come back."""
        before = len(self.frames)
        self.panel._on_message(self.panel, message, [])
        assert len(self.frames) == before + 1
        return self.frames[-1][0]


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Close the panels of a test after it: ipywidgets keeps all that are open, with their pictures."""
    yield
    Widget.close_all()


@pytest.fixture
def browser_for() -> Callable[[Panel], Browser]:
    """Give a function that opens a panel in a stand-in browser."""
    return Browser
