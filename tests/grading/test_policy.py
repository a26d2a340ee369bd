"""What counts: attempts, lateness, hints, and decisions made by hand."""

from __future__ import annotations

import math

import pytest

from nnkit.grading.cohort.gradebook import Gradebook
from nnkit.grading.cohort.policy import Policy, PolicyError, grades, read_policy


def entry(learner="ada", scores=(4.0, 1.0), exercise="07_demo"):
    problems = [
        {
            "id": f"demo.{name}",
            "title": name,
            "score": score,
            "max_score": 5.0,
            "status": "passed" if score == 5 else "partial",
            "diagnosis": "",
            "finding": None,
            "checks": [],
            "notes": [],
        }
        for name, score in zip(("a", "b"), scores, strict=True)
    ]
    return {
        "learner": learner,
        "notebook": f"{learner}/{exercise}.ipynb",
        "exercise": exercise,
        "score": sum(scores),
        "max_score": 10.0,
        "isolation": "bwrap",
        "seconds": 0.1,
        "notes": [],
        "problems": problems,
    }


@pytest.fixture
def book(tmp_path):
    with Gradebook(tmp_path / "grades.sqlite") as opened:
        yield opened


def hand_in(book, when, *, sha="1", hints=None, **changes):
    answers = dict.fromkeys(("demo.a", "demo.b"), "x = 1")
    book.record(entry(**changes), sha256=sha, received=when, graded=when, answers=answers, hints=hints)


def policy(tmp_path, text):
    path = tmp_path / "policy.toml"
    path.write_text(text, encoding="utf-8")
    return read_policy(path)


DUE = '[deadlines]\n"07_demo" = 2027-03-01T12:00:00+00:00\n'


def test_without_a_policy_the_best_attempt_counts_and_nothing_costs_anything(book):
    hand_in(book, "2027-03-01T10:00:00+00:00", sha="1", scores=(5.0, 3.0), hints={"demo.a": 3})
    hand_in(book, "2027-03-02T10:00:00+00:00", sha="2", scores=(1.0, 3.0))
    (grade,) = grades(book, Policy())
    assert (grade.score, grade.attempt, grade.attempts, grade.remarks) == (8.0, 1, 2, ())
    (grade,) = grades(book, Policy(attempt="last"))
    assert (grade.score, grade.attempt) == (4.0, 2)


def test_of_equal_attempts_the_later_counts(book):
    for sha, day in (("1", 1), ("2", 2)):
        hand_in(book, f"2027-03-0{day}T10:00:00+00:00", sha=sha)
    assert grades(book, Policy())[0].attempt == 2


@pytest.mark.parametrize(
    ("received", "days", "score"),
    [
        ("2027-03-01T11:59:00+00:00", 0, 5.0),
        ("2027-03-01T12:14:00+00:00", 0, 5.0),  # within the grace
        ("2027-03-01T12:16:00+00:00", 1, 4.5),
        ("2027-03-02T12:16:00+00:00", 2, 4.0),
        ("2027-03-01T13:14:00+01:00", 0, 5.0),  # the same moment as 12:14 in UTC
        ("2027-03-05T12:00:00+00:00", 4, 0.0),  # beyond the last day that counts
    ],
)
def test_each_day_begun_after_the_deadline_costs(book, tmp_path, received, days, score):
    hand_in(book, received)
    rules = policy(tmp_path, f"[late]\nper_day = 0.1\nmost_days = 3\ngrace_minutes = 15\n{DUE}")
    (grade,) = grades(book, rules)
    assert (grade.days_late, grade.score) == (days, pytest.approx(score))
    assert bool(grade.remarks) == bool(days)


def test_lateness_is_weighed_before_the_best_attempt_is_chosen(book, tmp_path):
    hand_in(book, "2027-03-01T10:00:00+00:00", sha="1", scores=(4.0, 1.0))
    hand_in(book, "2027-03-03T10:00:00+00:00", sha="2", scores=(5.0, 1.0))  # 6, of which 60 % are left
    (grade,) = grades(book, policy(tmp_path, f"[late]\nper_day = 0.2\n{DUE}"))
    assert (grade.attempt, grade.score) == (1, 5.0)


def test_hints_cost_a_share_of_their_problem_only_if_the_policy_says_so(book, tmp_path):
    hand_in(book, "2027-03-01T10:00:00+00:00", hints={"demo.a": 2})
    (grade,) = grades(book, policy(tmp_path, "hint_cost = 0.25"))
    assert grade.problems == {"demo.a": 2.0, "demo.b": 1.0}
    assert (grade.score, grade.hints) == (3.0, 2)


def test_a_decision_by_hand_replaces_what_was_worked_out_and_the_latest_counts(book, tmp_path):
    hand_in(book, "2027-03-09T10:00:00+00:00")
    rules = policy(tmp_path, f"[late]\nper_day = 1\n{DUE}")
    assert grades(book, rules)[0].score == 0
    book.override("ada", "07_demo", 2, reason="a try", author="me", problem="demo.b")
    book.override("ada", "07_demo", 3, reason="looked again", author="me", problem="demo.b")
    (grade,) = grades(book, rules)
    assert (grade.score, grade.problems["demo.b"]) == (3.0, 3.0)
    book.override("ada", "07_demo", 9, reason="was ill", author="")
    (grade,) = grades(book, rules)
    assert grade.score == 9
    assert grade.remarks[-1] == "the whole set to 9 by hand: was ill"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('attempt = "first"', "must be"),
        ("hint_cost = 2", "a share from 0 to 1"),
        ("[late]\nper_day = -0.1", "at least 0"),
        ("[late]\nper_day = true", "must be a number"),
        ("[late]\nperday = 0.1", "late.perday, which means nothing here"),
        ('[deadlines]\n"07_demo" = "tomorrow"', "must be a time"),
        ("late = 3", "are tables"),
        ("attempt = ", "cannot be read"),
    ],
)
def test_a_policy_that_makes_no_sense_is_refused_in_one_sentence(tmp_path, text, said):
    with pytest.raises(PolicyError, match=said) as error:
        policy(tmp_path, text)
    assert "\n" not in str(error.value).split(": ", 1)[0]


def test_a_missing_policy_file_is_told(tmp_path):
    with pytest.raises(PolicyError, match="cannot be read"):
        read_policy(tmp_path / "none.toml")
    assert read_policy(None) == Policy()
    assert Policy().most_days == math.inf
