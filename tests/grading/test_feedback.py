"""Feedback as text and as HTML: the same content, escaped, calm where nothing is wrong yet."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import numpy as np
import pytest

from nnkit.grading.diagnosis.printed import show, show_both
from nnkit.grading.feedback import clean, hints_html, hints_text, message_html, to_html, to_text
from nnkit.grading.verdict import CheckResult, Finding, Verdict

SCRIPT = "<script>alert(1)</script>"
VOID = ("br", "hr")


def verdict(status="failed", finding=None, checks=None, notes=(), title="Stable softmax"):
    checks = (CheckResult("two rows", True, 1), CheckResult("large", False, 1)) if checks is None else checks
    return Verdict("softmax.stable", title, status, 1.0, 2.0, checks, finding, notes)


class Reader(HTMLParser):
    """Collect the text of a page; fail on tags that do not close."""

    def __init__(self, page):
        super().__init__()
        self.text, self.open, self.tags = "", [], []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.text += data


FULL = verdict(
    finding=Finding(
        "misconception:axis",
        "The sum runs down the columns: `axis=0`.",
        "p = e / e.sum(axis=1)",
        "softmax",
        "[[0.5, 0.5]]",
        "[[0.9, −0.1]]",
    ),
    notes=("When you submit, hidden checks run as well.",),
)


def test_text_and_html_say_the_same():
    page = Reader(to_html(FULL)).text
    text = to_text(FULL)
    for part in (
        "Not right yet",
        "Stable softmax",
        "1 of 2 points",
        "The sum runs down the columns",
        "p = e / e.sum(axis=1)",
        "[[0.5, 0.5]]",
        "[[0.9, −0.1]]",
        "two rows: passed",
        "large: not yet",
        "hidden checks run as well",
    ):
        assert part in page
        assert part in text


def test_the_diagnosis_comes_before_the_checks():
    for told in (to_text(FULL), to_html(FULL)):
        assert told.index("runs down") < told.index("two rows") < told.index("hidden checks")


@pytest.mark.parametrize(
    "made",
    [
        verdict(finding=Finding("raised", f"`f` raised E: {SCRIPT}")),
        verdict(finding=Finding("values", "x", SCRIPT, SCRIPT, SCRIPT, SCRIPT)),
        verdict(title=SCRIPT),
        verdict(notes=(SCRIPT, f"`{SCRIPT}`")),
        verdict(checks=(CheckResult(SCRIPT, False, 1),)),
    ],
)
def test_nothing_from_a_learner_becomes_markup(made):
    page = to_html(made)
    assert "<script" not in page
    assert SCRIPT in Reader(page).text
    assert "<script" not in message_html(SCRIPT) + hints_html(SCRIPT, (SCRIPT,), 3)


def test_backticks_become_code_and_quotes_cannot_leave_an_attribute():
    page = to_html(
        verdict(finding=Finding("x", 'say `a < b`, `"`', at='" onmouseover="x', got="1"), title='"x="')
    )
    assert "<code>a &lt; b</code>" in page
    assert not any("onmouseover" in attributes for _, attributes in Reader(page).tags)


def test_control_characters_and_reversing_marks_are_taken_out():
    assert clean("a\x1b[31m\u202eb\x00\ud800\nc") == "a [31m b  \nc"
    assert clean("नमस्ते می\u200cخواهم") == "नमस्ते می\u200cخواهم"
    assert "\x1b" not in to_text(verdict(finding=Finding("raised", "\x1b[2Jgone")))


def test_the_page_speaks_to_a_screen_reader():
    tags = Reader(to_html(FULL)).tags
    assert (
        "section",
        {"class": "nnkit-fb nnkit-fail", "role": "status", "aria-label": "Not right yet: Stable softmax"},
    ) in tags
    assert any(attributes.get("role") == "heading" for _, attributes in tags)
    signs = [tag for tag, attributes in tags if attributes.get("aria-hidden") == "true"]
    assert len(signs) == 3  # each sign is followed by its word


def test_every_state_is_said_in_words():
    for status, word in (
        ("passed", "Passed"),
        ("partial", "Partly right"),
        ("failed", "Not right yet"),
        ("not started", "Not started"),
        ("error", "Could not be checked"),
    ):
        assert word in to_text(verdict(status))
        assert word in Reader(to_html(verdict(status))).text


@pytest.mark.parametrize(
    "made", [verdict("not started"), verdict("failed", Finding("missing", "There is none."))]
)
def test_what_is_not_there_yet_is_calm(made):
    page = to_html(made)
    assert 'class="nnkit-fb nnkit-calm"' in page
    assert "✗" not in page
    assert "points" not in Reader(page).text


def test_hidden_checks_are_marked():
    made = verdict(checks=(CheckResult("other inputs", False, 1, hidden=True),))
    assert "other inputs: not yet, hidden" in to_text(made)
    assert "other inputs: not yet, hidden" in Reader(to_html(made)).text


def test_a_single_point_is_singular():
    assert "(1 of 1 point)" in to_text(Verdict("a.b", "T", "passed", 1.0, 1.0))
    assert "(0.67 of 1 point)" in to_text(Verdict("a.b", "T", "partial", 0.67, 1.0))


def test_colours_are_the_two_of_the_palette_and_themes_are_followed():
    page = to_html(FULL)
    assert set(re.findall(r"#[0-9A-Fa-f]{6}", page)) == {"#009E73", "#D55E00", "#7f7f7f"}
    assert "var(--jp-content-font-color1" in page


def test_hints_keep_the_indentation_of_code():
    hints = ("Think.", "Nearly code:\n    e = f(s)\n    return e < 1")
    assert "<pre>e = f(s)\nreturn e &lt; 1</pre>" in hints_html("T", hints, 3)
    assert "2 of 3" in hints_html("T", hints, 3)
    assert "    e = f(s)" in hints_text("T", hints, 3)


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (0.62853, "0.629"),
        (-0.0009, "−0.000900"),
        (1234.5, "1234"),
        (1.23e-7, "1.23e−07"),
        (-3e8, "−3.00e+08"),
        (4.0, "4"),
        (-7, "−7"),
        (float("nan"), "nan"),
        (float("-inf"), "−inf"),
        (True, "True"),
        (None, "None"),
        ("a\x1b", r"'a\x1b'"),
        ([1, "a"], "[1, 'a']"),
        ({"W": np.ones(2)}, "{'W': [1, 1]}"),
        ([[1], [2, 3]], "[[1], [2, 3]]"),
        (np.array([0.5, -0.25]), "[0.500, −0.250]"),
        (np.array([1.0, 1e-9, 0.0, np.nan]), "[1.000, 1e−09, 0, nan]"),
        (np.arange(9), "[0, 1, 2, 3, 4, …, 8]"),
        (np.array([[1.5, 20.25], [3.0, 4.0]]), "[[1.50, 20.25],\n [3.00,  4.00]]"),
        (np.zeros((0, 3)), "an empty array of shape (0, 3)"),
        (np.array(2.5), "2.50"),
        (np.array([True, False]), "[True, False]"),
        (list(range(9)), "[0, 1, 2, 3, 4, …, 8]"),
        (["a"] * 9, "['a', 'a', 'a', 'a', 'a', 'a', … (9 in all)]"),
    ],
)
def test_values_are_printed_short_and_aligned(value, printed):
    assert show(value) == printed


def test_long_things_stay_short():
    assert len(show("x" * 9999)) <= 80
    assert len(show([["x" * 50, None]] * 6)) <= 600
    assert len(show(np.ones((100, 100)) / 3).splitlines()) == 7
    assert "its first table" in show(np.ones((5, 4, 3)))


def test_values_that_differ_never_print_alike():
    assert show_both(0.123456, 0.123457) == ("0.123456", "0.123457")
    want, got = show_both(np.array([1.0, 2.0]), np.array([1.0, 2.0000001]))
    assert want != got
