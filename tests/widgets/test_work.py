"""What goes on by itself: played in slices, shown as the browser can follow, and never unseen."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest

from nnkit.errors import NNKitError
from nnkit.widgets import Panel, Prediction, Task, View, runner
from nnkit.widgets.controls import Slider
from nnkit.widgets.scene import Scene
from nnkit.widgets.style import Theme
from nnkit.widgets.work import Work


class Count(Work):
    """Counts from ``start`` to ``end``; a new end does not begin again."""

    def restart(self, state: dict[str, Any]) -> None:
        self.result, self.end, self.finished = state["start"], state["end"], False
        self.progress = 0.0

    def changed(self, before: dict[str, Any], after: dict[str, Any]) -> None:
        if before["start"] != after["start"]:
            self.restart(after)
        self.end = after["end"]

    def step(self) -> None:
        self.result += 1
        self.finished = self.result >= self.end
        self.progress = self.result / self.end

    def press(self) -> None:
        for _ in range(10):
            self.step()


@dataclass(frozen=True, kw_only=True)
class Counted(View):
    count: int


def compute(start: int = 0, end: int = 1000, work: int | None = None) -> Counted:
    return Counted(readout=f"{work} counted.", count=work or 0)


class Dot(Scene):
    size = (100, 60)

    def build(self) -> None:
        (self.dot,) = self.figure.add_subplot(xlim=(0, 2000), ylim=(-1, 1)).plot([], [], "o")
        self.moving = [self.dot]

    def update(self, view: Counted, theme: Theme) -> None:
        self.dot.set_data([view.count], [0])


def counting(predict: Prediction | None = None, **state: Any) -> Panel:
    return Panel(
        call="counting",
        title="Counting",
        question="How far?",
        controls=[Slider("start", "start", 0, 0, 500, 1), Slider("end", "end", 1000, 1, 1_000_000, 1)],
        compute=compute,
        scene=Dot(),
        tasks=(Task("Reach 100.", lambda v: v.count >= 100, lambda p: p.run(100)),),
        work=Count(),
        predict=predict,
        state=state,
    )


async def until(true: Callable[[], bool], seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        await asyncio.sleep(0.002)
    return true()


def alone() -> set[asyncio.Task[Any]]:
    return asyncio.all_tasks() - {asyncio.current_task()}  # type: ignore[arg-type]


# -- without a browser ----------------------------------------------------------------------------


def test_steps_can_be_made_without_a_browser() -> None:
    panel = counting(start=5)
    assert panel.run(10) is panel
    assert panel.view.count == 15
    assert panel.run().view.count == 1000
    assert panel.run(3).view.count == 1000  # finished


def test_a_control_restarts_the_work_or_not_as_the_work_decides() -> None:
    panel = counting()
    panel.run(50)
    panel.controls["end"].value = 60
    assert panel.view.count == 50
    panel.controls["start"].value = 7
    assert panel.view.count == 7


def test_reset_begins_again_even_if_no_control_has_moved() -> None:
    panel = counting()
    panel.run(50)
    panel.reset()
    assert panel.view.count == 0


def test_without_an_event_loop_play_says_what_to_do_instead() -> None:
    with ThreadPoolExecutor(1) as pool:
        panel = pool.submit(counting).result()
    with pytest.raises(NNKitError, match=r"no event loop here.* figure\.run\(steps\)"):
        panel.play()


def test_a_figure_without_a_work_says_so() -> None:
    from nnkit.widgets import softmax_explorer

    with pytest.raises(NNKitError, match="nothing that goes on by itself"):
        softmax_explorer().play()
    with pytest.raises(NNKitError, match="nothing that goes on by itself"):
        softmax_explorer().run(1)


def test_run_without_steps_needs_an_end() -> None:
    panel = counting()
    panel._working().work.progress = None
    with pytest.raises(NNKitError, match=r"Say how many steps: figure\.run\(100\)"):
        panel.run()


# -- with a browser -------------------------------------------------------------------------------


def played(act: Callable[[Panel, Any], Any], browser_for: Callable[[Panel], Any], **state: Any) -> Panel:
    """Open a counting panel in a loop, as a notebook does, and let ``act(panel, browser)`` use it."""

    async def go() -> Panel:
        panel = counting(**state)
        browser = browser_for(panel)
        browser.say(type="look", view="a")
        await act(panel, browser)
        panel.pause()
        assert await until(lambda: not alone()), "a task is left over"
        return panel

    with ThreadPoolExecutor(1) as pool:  # browser tests leave an event loop running in this thread
        return pool.submit(asyncio.run, go()).result()


def test_it_plays_to_its_end_and_leaves_no_task(browser_for: Callable[[Panel], Any]) -> None:
    async def act(panel: Panel, browser: Any) -> None:
        answer = browser.say(type="run", action="play", view="a")
        assert answer["run"]["playing"]
        assert await until(lambda: panel.view.count == 1000)
        last = browser.frames[-1][0]
        assert last["pushed"]
        assert last["run"] == {"playing": False, "finished": True, "progress": 1.0, "shown": True}

    played(act, browser_for)


def test_a_frame_waits_until_the_one_before_was_shown(
    browser_for: Callable[[Panel], Any],
) -> None:
    async def act(panel: Panel, browser: Any) -> None:
        panel.play()
        pushed = lambda: sum(content["pushed"] for content, _ in browser.frames)  # noqa: E731
        assert await until(lambda: pushed() == 1)
        count = panel.runner.work.result  # type: ignore[union-attr]
        assert await until(lambda: panel.runner.work.result > count + 50_000)  # type: ignore[union-attr]
        assert pushed() == 1
        panel._on_message(panel, {"type": "seen", "view": "a"}, [])
        assert await until(lambda: pushed() == 2)

    played(act, browser_for, end=1_000_000)


def test_the_controls_answer_while_it_plays(browser_for: Callable[[Panel], Any]) -> None:
    async def act(panel: Panel, browser: Any) -> None:
        panel.play()
        await asyncio.sleep(0.05)
        answer = browser.say(type="set", values={"end": 999_000}, view="a")
        assert answer["values"]["end"] == 999_000
        assert answer["run"]["playing"]
        browser.say(type="run", action="pause", view="a")
        assert await until(lambda: not alone())
        stopped = panel.runner.work.result  # type: ignore[union-attr]
        await asyncio.sleep(0.05)
        assert panel.runner.work.result == stopped  # type: ignore[union-attr]

    played(act, browser_for, end=1_000_000)


def test_one_press_of_step_is_what_the_work_calls_one(browser_for: Callable[[Panel], Any]) -> None:
    async def act(panel: Panel, browser: Any) -> None:
        browser.say(type="run", action="step", view="a")
        assert panel.view.count == 10
        assert browser.say(type="run", action="restart", view="a")["readout"] == "0 counted."

    played(act, browser_for)


def test_it_stops_when_the_last_view_is_closed(browser_for: Callable[[Panel], Any]) -> None:
    async def act(panel: Panel, browser: Any) -> None:
        browser.say(type="look", view="b")
        panel.play()
        panel._on_message(panel, {"type": "gone", "view": "a"}, [])
        await asyncio.sleep(0.03)
        assert panel.runner.playing  # type: ignore[union-attr]
        panel._on_message(panel, {"type": "gone", "view": "b"}, [])
        assert await until(lambda: not alone(), 2)
        assert panel.view.count < 1_000_000

    played(act, browser_for, end=1_000_000)


def test_it_stops_when_the_browser_gives_no_sign_of_life(
    browser_for: Callable[[Panel], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "UNSEEN", 0.1)

    async def act(panel: Panel, browser: Any) -> None:
        panel.play()
        assert await until(lambda: not panel.runner.playing, 3)  # type: ignore[union-attr]
        assert not panel.runner.work.finished  # type: ignore[union-attr]

    played(act, browser_for, end=1_000_000)


def test_a_covered_figure_does_not_play(browser_for: Callable[[Panel], Any]) -> None:
    question = Prediction(question="?", options=("a",), answer="a", observe="", because="")

    async def act(panel: Panel, browser: Any) -> None:
        browser.say(type="run", action="play", view="a")
        assert not panel.runner.playing  # type: ignore[union-attr]

    played(act, browser_for, predict=question)


def test_a_paced_work_takes_its_steps_one_by_one_and_shows_each_once(
    browser_for: Callable[[Panel], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Count, "pace", 50.0)

    async def act(panel: Panel, browser: Any) -> None:
        panel.play()
        start = time.monotonic()
        while time.monotonic() - start < 0.5:
            panel._on_message(panel, {"type": "seen", "view": "a"}, [])
            await asyncio.sleep(0.005)
        assert 5 <= panel.runner.work.result <= 26  # type: ignore[union-attr]
        shown = [content["readout"] for content, _ in browser.frames if content["pushed"]]
        assert len(shown) == len(set(shown)) <= 13  # at most one every 40 ms

    played(act, browser_for)


def test_a_work_may_move_a_control_and_shows_that_itself(browser_for: Callable[[Panel], Any]) -> None:
    panel = counting()
    browser = browser_for(panel)
    browser.say(type="look", view="a")
    panel.controls["end"].move(77)
    assert len(browser.frames) == 1
    assert panel.state["end"] == 77
    panel.controls["end"].value = 78
    assert len(browser.frames) == 2


def test_an_error_in_the_work_ends_the_playing(
    browser_for: Callable[[Panel], Any], caplog: pytest.LogCaptureFixture
) -> None:
    async def act(panel: Panel, browser: Any) -> None:
        def fail() -> None:
            raise RuntimeError("broken")

        panel.runner.work.step = fail  # type: ignore[union-attr, method-assign]
        panel.play()
        assert await until(lambda: not panel.runner.playing, 2)  # type: ignore[union-attr]
        assert browser.frames[-1][0]["run"]["playing"] is False

    played(act, browser_for)
    assert "broken" in caplog.text
