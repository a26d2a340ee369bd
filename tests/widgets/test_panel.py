"""The panel keeps controls, view and picture together, answers every message once, and waits for a guess."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnkit.errors import NNKitError
from nnkit.widgets import Panel, Prediction, Task, View
from nnkit.widgets.controls import Choice, Slider
from nnkit.widgets.panel import remember_prediction
from nnkit.widgets.scene import Scene
from nnkit.widgets.style import DARK, LIGHT, NEUTRAL, Theme


@dataclass(frozen=True, kw_only=True)
class Square(View):
    """The square of x."""

    x: float
    square: float


def compute(x: float = 1.0, sign: str = "+") -> Square:
    if sign == "?":
        raise RuntimeError("a figure that breaks")
    value = x * x if sign == "+" else -x * x
    return Square(readout=f"{value:g} is the square of {x:g}.", formula=f"<b>{x:g}</b>²", x=x, square=value)


class SquareScene(Scene):
    """One dot at (x, x²)."""

    size = (160, 100)

    def build(self) -> None:
        axes = self.figure.add_subplot(xlim=(-3, 3), ylim=(-10, 10))
        (self.dot,) = axes.plot([], [], "o")
        self.moving = [self.dot]
        self.themes: list[Theme] = []

    def update(self, view: Square, theme: Theme) -> None:
        self.themes.append(theme)
        self.dot.set(data=([view.x], [view.square]), color=theme.ink)


QUESTION = Prediction(
    question="Is the square of −2 positive?",
    options=("yes", "no"),
    answer="yes",
    observe="Move x to −2.",
    because="Minus times minus is plus.",
)


def square(*, predict: Prediction | None = None, **state: Any) -> Panel:
    return Panel(
        call="square",
        title="Squares",
        question="What is x times x?",
        controls=[Slider("x", "x", 1.0, -3.0, 3.0, 0.5), Choice("sign", "sign", "+", ("+", "-", "?"))],
        compute=compute,
        scene=SquareScene(),
        tasks=(
            Task("Reach 9.", lambda v: v.square == 9, {"x": 3}),
            Task("Reach 0.", lambda v: v.square == 0, {"x": 0}),
        ),
        shown=lambda s: ["x"] if s["sign"] == "+" else ["x", "sign"],
        predict=predict,
        state=state,
    )


# -- controls and view ----------------------------------------------------------------------------


def test_the_view_follows_a_control() -> None:
    panel = square()
    panel.controls["x"].value = -2
    assert panel.view.square == 4
    assert panel.state == {"x": -2.0, "sign": "+"}


def test_several_values_are_set_with_one_frame(browser_for: Callable[[Panel], Any]) -> None:
    panel = square()
    browser = browser_for(panel)
    browser.say(type="look", dark=False, ratio=1)
    panel.set(x=2, sign="-")
    assert panel.view.square == -4
    assert len(browser.frames) == 2


def test_reset_brings_back_the_defaults() -> None:
    panel = square(x=3)
    panel.reset()
    assert panel.view == compute()


def test_an_unknown_control_is_named_with_those_that_exist() -> None:
    with pytest.raises(NNKitError, match=r"square has no control 'y'. Its controls: x, sign"):
        square(y=1)
    with pytest.raises(NNKitError, match=r"square has no control 'y'. Its controls: x, sign"):
        square().set(y=1)


def test_when_one_value_is_refused_none_is_taken() -> None:
    panel = square()
    with pytest.raises(NNKitError, match="expected one of"):
        panel.set(x=2, sign="times")
    assert panel.state == {"x": 1.0, "sign": "+"}
    assert panel.view == compute()
    panel.controls["x"].value = 3  # and the panel still follows
    assert panel.view.square == 9


def test_its_code_makes_the_same_view_again() -> None:
    panel = square(x=-2.5, sign="-")
    assert panel.code == "square(x=-2.5, sign='-')"
    assert eval(panel.code, {"square": square}).view == panel.view
    assert square().code == "square()"


def test_its_code_names_the_learners_own_functions() -> None:
    from nnkit.widgets import softmax_explorer

    def my_softmax(s: Any) -> Any:
        return s

    assert softmax_explorer(softmax=my_softmax, s1=2).code == "softmax_explorer(softmax=my_softmax, s1=2.0)"


def test_tasks_are_ticked_and_stay_ticked(browser_for: Callable[[Panel], Any]) -> None:
    panel = square()
    browser = browser_for(panel)
    assert browser.say(type="look")["done"] == [False, False]
    assert browser.say(type="set", values={"x": 3})["done"] == [True, False]
    assert browser.say(type="set", values={"x": 0})["done"] == [True, True]
    assert browser.say(type="reset")["done"] == [True, True]


def test_values_may_be_set_from_several_threads() -> None:
    panel = square()
    wrong: list[BaseException] = []

    def move(values: list[float]) -> None:
        try:
            for x in values:
                panel.controls["x"].value = x
                assert panel.png.startswith(b"\x89PNG")
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=move, args=([k, -k, k / 2] * 3,)) for k in (1, 2, 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    panel.controls["x"].value = 2.5
    assert panel.view == compute(2.5)


# -- the saved notebook ---------------------------------------------------------------------------


def test_a_page_without_a_kernel_gets_the_picture_and_its_words() -> None:
    panel = square(x=2)
    data, metadata = panel._repr_mimebundle_()
    assert data["text/plain"] == "Squares. 4 is the square of 2."
    assert data["image/png"] == panel.png
    assert metadata == {"image/png": {"width": 160, "height": 100, "alt": panel.view.readout}}
    assert "application/vnd.jupyter.widget-view+json" in data
    assert panel.scene.themes[-1] == NEUTRAL


def test_the_saved_widget_state_holds_no_picture() -> None:
    panel = square()
    assert panel.png
    assert set(panel.keys) >= {"spec"}
    assert not any(isinstance(panel._trait_values.get(key), bytes) for key in panel.keys)


# -- the browser ----------------------------------------------------------------------------------


def test_every_message_is_answered_by_one_frame(browser_for: Callable[[Panel], Any]) -> None:
    browser = browser_for(square())
    for message in (
        {"type": "look", "dark": True, "ratio": 2},
        {"type": "set", "values": {"x": 2}},
        {"type": "set", "values": {"x": 2}},  # nothing changes: still an answer
        {"type": "set", "values": {"of another version": 2}},
        {"type": "set"},
        {"type": "reset"},
        {"type": "predict", "guess": "yes"},  # there is no question
        {"type": "unheard of"},
        {},
    ):
        browser.say(**message)  # counts the frames


def test_a_frame_carries_all_that_the_page_shows(browser_for: Callable[[Panel], Any]) -> None:
    panel = square()
    frame = browser_for(panel).say(type="set", values={"x": 2})
    assert frame == {
        "type": "frame",
        "locked": False,
        "pushed": False,
        "dark": False,
        "readout": "4 is the square of 2.",
        "formula": "<b>2</b>²",
        "values": {"x": 2.0, "sign": "+"},
        "shown": ["x"],
        "limits": {},
        "done": [False, False],
        "code": "square(x=2.0)",
    }


def test_a_frame_follows_the_theme_and_the_resolution_of_the_page(
    browser_for: Callable[[Panel], Any],
) -> None:
    panel = square()
    browser = browser_for(panel)
    for dark, ratio, width in ((True, 2, 320), (False, 1, 160), (False, 7, 320)):
        browser.say(type="look", dark=dark, ratio=ratio)
        assert panel.scene.themes[-1] == (DARK if dark else LIGHT)
        picture = browser.frames[-1][1][0]
        assert int.from_bytes(picture[16:20], "big") == width  # the width in the PNG's header


def test_before_a_browser_asks_nothing_is_sent(browser_for: Callable[[Panel], Any]) -> None:
    panel = square()
    browser = browser_for(panel)
    panel.controls["x"].value = 2
    assert browser.frames == []


@pytest.mark.parametrize(
    ("values", "error"), [({"x": 2, "sign": "times"}, NNKitError), ({"sign": "?"}, RuntimeError)]
)
def test_even_a_message_that_fails_is_answered(
    browser_for: Callable[[Panel], Any], values: dict[str, Any], error: type[Exception]
) -> None:
    panel = square()
    browser = browser_for(panel)
    with pytest.raises(error):
        panel._on_message(panel, {"type": "set", "values": values}, [])
    assert len(browser.frames) == 1
    browser.say(type="reset")
    assert panel.view == compute()


# -- predict before reveal ------------------------------------------------------------------------


@pytest.fixture
def guesses(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Collect guesses instead of writing them to the learner's progress file."""
    kept: list[tuple[str, str]] = []
    monkeypatch.setattr(
        "nnkit.widgets.panel.remember_prediction", lambda p, guess: kept.append((p.question, guess))
    )
    return kept


def test_a_question_locks_the_figure_until_it_is_answered(
    browser_for: Callable[[Panel], Any], guesses: list[tuple[str, str]]
) -> None:
    panel = square(predict=QUESTION)
    browser = browser_for(panel)
    for message in ({"type": "look"}, {"type": "set", "values": {"x": 3}}, {"type": "reset"}):
        assert browser.say(**message) == {"type": "frame", "locked": True, "pushed": False}
        assert browser.frames[-1][1] == []  # no picture either
    assert panel.view == compute()
    frame = browser.say(type="predict", guess="no")
    assert frame["locked"] is False
    assert frame["said"] == "You said: no. Move x to −2."
    assert guesses == [(QUESTION.question, "no")]


@pytest.mark.parametrize(
    ("guess", "said"),
    [
        ("yes", "You were right: yes. Minus times minus is plus."),
        ("no", "You said: no. What happens: yes. Minus times minus is plus."),
    ],
)
def test_the_reason_is_given_after_the_learner_has_looked(
    browser_for: Callable[[Panel], Any], guesses: list[tuple[str, str]], guess: str, said: str
) -> None:
    browser = browser_for(square(predict=QUESTION))
    assert "because" not in browser.say(type="predict", guess=guess)["said"]
    assert browser.say(type="look")["said"].endswith("Move x to −2.")
    assert browser.say(type="set", values={"x": -2})["said"] == said


def test_a_guess_stands(browser_for: Callable[[Panel], Any], guesses: list[tuple[str, str]]) -> None:
    browser = browser_for(square(predict=QUESTION))
    browser.say(type="predict", guess="no")
    assert browser.say(type="predict", guess="yes")["said"].startswith("You said: no.")
    assert len(guesses) == 1


def test_the_page_is_asked_the_question_but_not_told_the_answer() -> None:
    told = square(predict=QUESTION).spec["prediction"]
    assert told == {"question": QUESTION.question, "options": ["yes", "no"]}


def test_a_number_is_right_within_its_tolerance() -> None:
    asked = Prediction(question="p?", answer=0.629, within=0.05, observe="Look.", because="So.")
    assert asked.is_right("0.65")
    assert not asked.is_right("0.7")
    assert not asked.is_right("two thirds")
    assert asked.verdict("0.7") == "You said: 0.7. What happens: 0.629. So."


def test_a_question_whose_answer_is_no_option_is_refused() -> None:
    with pytest.raises(ValueError, match=r"answer must be one of the options .*'yes', 'no'.* got 'perhaps'"):
        Prediction(question="?", options=("yes", "no"), answer="perhaps", observe="", because="")


def test_a_guess_is_kept_in_the_progress_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from nnkit.grading.learner.progress import Progress

    monkeypatch.setenv("NNKIT_WORKSPACE", str(tmp_path))
    remember_prediction(QUESTION, "no")
    assert Progress.load(tmp_path).prediction(QUESTION.question) == "no"


def test_the_picture_of_a_view_is_drawn_with_its_values() -> None:
    left, right = square(x=-2).png, square(x=2).png
    assert left != right
    assert square(x=2).png == right
    assert np.frombuffer(right[:8], dtype=np.uint8).tolist() == [137, 80, 78, 71, 13, 10, 26, 10]
