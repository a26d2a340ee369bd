"""What must hold for every figure in FIGURES, whatever it shows."""

from __future__ import annotations

import dataclasses
import io
import re
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from PIL import Image

from nnkit.errors import NNKitError
from nnkit.widgets import FIGURES, Panel, Prediction
from nnkit.widgets.controls import Choice, ControlError, Drawing, Slider, Text, Toggle
from nnkit.widgets.style import DARK, LIGHT, NEUTRAL

# Where a figure means to say nan: fields of its view, and text that comes with it.
NAN_FIELDS = {"F6_softmax": {"naive"}}
NAN_TEXT = {"F6_softmax": r" Computed naively.* are nan\.|= nan"}
QUESTION = Prediction(question="?", options=("a", "b"), answer="a", observe="Look.", because="So.")


@pytest.fixture(params=sorted(FIGURES))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def panel(name: str) -> Panel:
    return FIGURES[name]()


def values_of(control: Any) -> list[Any]:
    if isinstance(control, Slider):
        return [control.min, control.default, control.max]
    if isinstance(control, Choice):
        return list(control.options)
    if isinstance(control, (Text, Drawing)):
        return [control.default, *control.examples]
    return [False, True]


def swept(panel: Panel) -> Iterator[dict[str, Any]]:
    """Yield every end, default and option of every control, in every combination of two choices' defaults."""
    for name, control in panel.controls.items():
        for value in values_of(control):
            yield {name: value}


def random_states(panel: Panel, count: int) -> Iterator[dict[str, Any]]:
    rng = np.random.default_rng(zlib.crc32(panel._call.encode()))
    for _ in range(count):
        state = {}
        for name, control in panel.controls.items():
            if isinstance(control, Slider):
                state[name] = float(rng.uniform(control.min, control.max))
            else:
                options = values_of(control)
                state[name] = options[rng.integers(len(options))]
        yield state


def check_view(name: str, panel: Panel) -> None:
    """The view has words and finite numbers, and its picture is not blank."""
    view = panel.view
    for text in (view.readout, view.formula):
        said = re.sub(NAN_TEXT.get(name, "(?!)"), "", text)
        assert not re.search(r"\bnan\b|\binf\b|None|∞", said), said
    assert view.readout.endswith(".")
    assert "\n" not in view.readout
    for field in dataclasses.fields(view):
        value = getattr(view, field.name)
        if field.name not in NAN_FIELDS.get(name, set()) and isinstance(value, (float, np.ndarray)):
            assert np.isfinite(value).all(), field.name
    rgba = panel.scene.render(view, LIGHT, 1.0)
    drawn = rgba[..., 3] > 100
    assert 0.005 < drawn.mean() < 0.9
    for side in (rgba[0], rgba[-1], rgba[:, 0], rgba[:, -1]):
        assert not (side[..., 3] > 100).any()  # nothing is cut off at the edge


# -- what it computes and draws -------------------------------------------------------------------


def test_every_control_can_be_moved_from_end_to_end(name: str, panel: Panel) -> None:
    for state in swept(panel):
        panel.set(**state)
        check_view(name, panel)
        panel.reset()


def test_any_combination_of_controls_gives_a_view_and_a_picture(name: str, panel: Panel) -> None:
    for state in random_states(panel, 40):
        panel.set(**state)
        check_view(name, panel)


def test_the_view_follows_each_control(name: str, panel: Panel) -> None:
    fresh = FIGURES[name]()
    for state in (*swept(panel), *random_states(panel, 5)):
        panel.reset()
        for control, value in state.items():
            panel.controls[control].value = value
        fresh.reset()
        fresh.set(**state)
        assert panel.view.readout == fresh.view.readout
        assert panel.view.formula == fresh.view.formula


def test_a_picture_depends_on_the_view_alone(name: str, panel: Panel) -> None:
    states = list(random_states(panel, 6))
    first = []
    for state in states:
        panel.set(**state)
        first.append(panel._picture(LIGHT, 1.0))
    for theme, ratio in ((DARK, 2.0), (NEUTRAL, 1.0)):
        panel._picture(theme, ratio)
    for state, picture in reversed(list(zip(states, first, strict=True))):
        panel.set(**state)
        assert panel._picture(LIGHT, 1.0) == picture


def test_its_png_is_twice_the_size_of_the_figure(panel: Panel) -> None:
    with Image.open(io.BytesIO(panel.png)) as image:
        image.load()
        assert image.format == "PNG"
        assert image.size == (2 * panel.spec["width"], 2 * panel.spec["height"])
        assert image.mode == "RGBA"
    assert len(panel.png) < 150_000


def test_a_saved_page_has_the_picture_with_its_words(panel: Panel) -> None:
    data, metadata = panel._repr_mimebundle_()
    assert data["image/png"] == panel.png
    assert panel.view.readout in data["text/plain"]
    assert metadata["image/png"] == {
        "width": panel.spec["width"],
        "height": panel.spec["height"],
        "alt": panel.view.readout,
    }


# -- controls -------------------------------------------------------------------------------------


def test_every_control_has_a_name_on_screen(panel: Panel) -> None:
    assert panel.spec["title"]
    assert panel.spec["question"].endswith("?")
    for control in panel.spec["controls"]:
        assert control["label"].strip()


def test_wrong_values_are_refused_in_words_and_change_nothing(panel: Panel) -> None:
    before = panel.view
    for control in panel.controls.values():
        for wrong in ("no such value", None, object()):
            if isinstance(control, Text) and isinstance(wrong, str):
                continue  # any short line is a text; what it means is for compute to say
            with pytest.raises(ControlError, match=rf"{control.name}: expected .* got "):
                control.value = wrong
    assert panel.view is before


def test_a_slider_stops_at_its_ends(panel: Panel) -> None:
    for control in panel.controls.values():
        if isinstance(control, Slider):
            control.value = control.max + 1000
            assert control.value == control.max
            control.value = control.min - 1000
            assert control.value == control.min


def test_there_is_no_control_of_another_kind(panel: Panel) -> None:
    assert all(
        isinstance(control, (Slider, Choice, Toggle, Text, Drawing)) for control in panel.controls.values()
    )


def test_an_unknown_state_is_named(name: str) -> None:
    with pytest.raises(NNKitError, match=r"has no control 'sigma'. Its controls: "):
        FIGURES[name](sigma=1)


def test_what_is_shown_exists(panel: Panel) -> None:
    for state in random_states(panel, 10):
        panel.set(**state)
        if panel._shown is not None:
            shown = list(panel._shown(panel.state))
            assert set(shown) <= set(panel.controls)
            assert len(shown) == len(set(shown))


def test_its_code_makes_the_same_figure_again(name: str, panel: Panel) -> None:
    for state in random_states(panel, 8):
        panel.set(**state)
        again = eval(panel.code, {panel._call: FIGURES[name]})
        assert again.state == panel.state
        assert again.view.readout == panel.view.readout
        assert again.png == panel.png


# -- tasks and predictions ------------------------------------------------------------------------


def test_every_task_can_be_done_and_stays_done(panel: Panel, browser_for: Callable[[Panel], Any]) -> None:
    assert len(panel.spec["tasks"]) >= 2
    browser = browser_for(panel)
    assert not any(browser.say(type="look")["done"])
    for k, task in enumerate(panel._tasks):
        panel.reset()
        if callable(task.by):
            task.by(panel)
        else:
            panel.set(**task.by)
        assert browser.say(type="reset")["done"][: k + 1] == [True] * (k + 1)


def test_a_prediction_locks_it_until_the_learner_commits(
    name: str, browser_for: Callable[[Panel], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nnkit.widgets.panel.remember_prediction", lambda *_: None)
    panel = FIGURES[name](predict=QUESTION)
    browser = browser_for(panel)
    control, value = next((c, v) for c in panel.controls.values() for v in values_of(c) if v != c.value)
    assert browser.say(type="look", dark=True, ratio=1) == {"type": "frame", "locked": True, "pushed": False}
    assert browser.say(type="set", values={control.name: value}) == {
        "type": "frame",
        "locked": True,
        "pushed": False,
    }
    assert control.value == control.default
    assert browser.say(type="predict", guess="b")["readout"] == panel.view.readout
    assert (
        browser.say(type="set", values={control.name: value})["said"] == "You said: b. What happens: a. So."
    )
    assert control.value == value


def test_a_drag_is_answered_frame_by_frame(panel: Panel, browser_for: Callable[[Panel], Any]) -> None:
    browser = browser_for(panel)
    slider = next(control for control in panel.controls.values() if isinstance(control, Slider))
    for value in np.linspace(slider.min, slider.max, 7):
        frame = browser.say(type="set", values={slider.name: float(value)})
        assert frame["values"][slider.name] == slider.value
        assert frame["readout"] == panel.view.readout
        with Image.open(io.BytesIO(browser.frames[-1][1][0])) as image:
            assert image.size == (panel.spec["width"], panel.spec["height"])
