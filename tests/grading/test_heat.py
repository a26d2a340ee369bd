"""The map of where an array is wrong: it shows places and sizes, in text and HTML alike, and no more."""

from __future__ import annotations

import html
import re

import numpy as np
import pytest

from nnkit.grading.checks import CheckRun, Failure
from nnkit.grading.diagnosis.discretion import discreet
from nnkit.grading.diagnosis.heat import MOST_COLUMNS, MOST_ROWS, SIGNS, heat_map
from nnkit.grading.diagnosis.mistakes import explain
from nnkit.grading.diagnosis.pair import Pair
from nnkit.grading.feedback import to_html, to_text
from nnkit.grading.problems import Check
from nnkit.grading.verdict import Verdict


def heat(got, want):
    return heat_map(Pair.of("dW", np.asarray(got, float), np.asarray(want, float)))


def test_each_entry_has_the_sign_of_its_error():
    want = np.zeros((2, 4))
    got = np.array([[0, 1, 2, 3], [4, 0, -4, 1e-9]])
    assert heat(got, want) == ("·░▒▓", "█·█·")


def test_a_vector_is_one_row_and_nan_has_a_sign_of_its_own():
    assert heat([1, np.nan, 3], [1, 2, 3]) == ("·!·",)
    assert heat([np.inf, 2, 4], [1, 2, 3]) == ("!·█",)


@pytest.mark.parametrize(
    ("got", "want"),
    [
        (2.0, 1.0),  # a single number
        ([1, 2], [1, 3]),  # two numbers are seen at a glance
        (np.ones((2, 2, 2)), np.zeros((2, 2, 2))),  # no matrix
        (np.ones((3, 3)), np.zeros((3, 3))),  # wrong by as much everywhere
        (np.ones((3, 2)), np.zeros((2, 3))),  # another shape
    ],
)
def test_there_is_no_map_where_it_would_say_nothing(got, want):
    assert heat(got, want) == ()


@pytest.mark.parametrize("shape", [(10, 128), (300, 7), (13, 25)])
def test_a_large_matrix_is_pooled_and_no_error_gets_lost(shape):
    want, got = np.zeros(shape), np.zeros(shape)
    got[-1, -1] = 1.0
    rows = heat(got, want)
    assert len(rows) <= MOST_ROWS
    assert {len(row) for row in rows} == {min(shape[1], MOST_COLUMNS)}
    assert "".join(rows).count(SIGNS[-1]) == 1
    assert rows[-1].endswith(SIGNS[-1])


def test_text_and_html_show_the_same_map():
    got = np.eye(3)
    finding = explain(Failure("dW", None, got, np.zeros((3, 3))))
    assert finding.heat == ("█··", "·█·", "··█")
    verdict = Verdict("softmax.stable", "Softmax", "failed", 0, 1, (), finding)
    text, page = to_text(verdict), to_html(verdict)
    plain = html.unescape(re.sub(r"<style>.*?</style>|<[^>]+>", "", page, flags=re.S))
    for row in finding.heat:
        assert row in text
        assert row in plain
    assert page.count('class="nnkit-e4"') == 3


def test_neither_a_hidden_check_nor_an_answer_in_numbers_shows_a_map():
    failure = Failure("dW", None, np.eye(3), np.zeros((3, 3)))
    run = CheckRun(Check("another batch", lambda learner, case: None, hidden=True), failure, ())
    assert explain(failure).heat
    assert discreet(explain(failure), run).heat == ()
    assert explain(failure, answer_is_values=True).heat == ()
