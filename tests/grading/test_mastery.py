"""What counts as mastered, due and done, and which chapter comes next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from nnkit.content import content_root
from nnkit.grading.learner.curriculum import CHAPTERS, CONCEPTS
from nnkit.grading.learner.mastery import describe, standing
from nnkit.grading.learner.progress import Progress
from nnkit.grading.learner.question_banks import load_bank
from nnkit.grading.problems import load_problems
from nnkit.grading.verdict import Verdict


@pytest.fixture
def clock():
    return [datetime(2030, 1, 1, tzinfo=UTC)]


@pytest.fixture
def progress(tmp_path, clock):
    return Progress(tmp_path, lambda: clock[0])


def solve(progress: Progress, problem: Any, share: float = 1.0) -> None:
    status = "passed" if share == 1 else "partial"
    progress.record_problem(
        Verdict(problem.id, problem.title, status, share * problem.points, problem.points)
    )


def solve_set(progress: Progress, name: str, share: float = 1.0) -> None:
    for problem in load_problems(name).values():
        solve(progress, problem, share)


def about(progress: Progress, chapter: str) -> Any:
    return standing(progress).chapters[chapter]


def test_chapters_are_those_of_the_course_and_build_on_earlier_ones() -> None:
    sources = sorted(path.stem for path in (content_root() / "exercises").glob("*.ipynb"))
    assert sources == sorted(chapter.stem for chapter in CHAPTERS.values() if chapter.number != "00")
    for number, chapter in CHAPTERS.items():
        assert all(earlier < number for earlier in chapter.builds_on)
        assert set(chapter.concepts) <= CONCEPTS.keys()
    assert {c for chapter in CHAPTERS.values() for c in chapter.concepts} == CONCEPTS.keys()


def test_every_concept_has_two_problems_and_a_question() -> None:
    concepts = [
        p.concept for chapter in [*CHAPTERS.values()][1:] for p in load_problems(chapter.set_name).values()
    ]
    assert {number: concepts.count(number) for number in CONCEPTS if concepts.count(number) < 2} == {}


def test_a_beginner_is_sent_to_the_start_and_nothing_is_mastered(progress) -> None:
    now = standing(progress)
    assert [chapter.number for chapter in now.following] == ["00"]
    assert set(now.concepts.values()) == {"open"}
    assert {one.state for number, one in now.chapters.items() if number != "00"} == {"later"}


def test_after_the_first_quiz_chapter_01_is_next(progress) -> None:
    question = load_bank("00_start_here")[0]
    progress.record_question(question.id, True, question.concept)
    now = standing(progress)
    assert now.chapters["00"].state == "done"
    assert [chapter.number for chapter in now.following] == ["01"]


def test_sixty_percent_of_the_points_make_a_chapter_done(progress) -> None:
    solve_set(progress, "softmax", 0.59)
    assert about(progress, "06").state == "begun"
    solve_set(progress, "softmax", 0.61)
    assert about(progress, "06").state == "done"
    solve_set(progress, "softmax", 0.1)  # the best counts
    assert about(progress, "06").state == "done"


def test_two_passed_problems_master_a_concept(progress) -> None:
    first, second, *_ = [p for p in load_problems("softmax").values() if p.concept == 6]
    solve(progress, first)
    assert standing(progress).concepts[6] == "begun"
    solve(progress, second, 0.9)
    assert standing(progress).concepts[6] == "begun"
    solve(progress, second)
    assert standing(progress).concepts[6] == "mastered"


def test_a_wrong_answer_makes_a_concept_due_and_so_does_time(progress, clock) -> None:
    solve_set(progress, "softmax")
    question = next(q for q in load_bank("06_softmax") if q.concept == 6)
    progress.record_question(question.id, False, 6)
    assert standing(progress).concepts[6] == "due"
    progress.record_question(question.id, True, 6)
    assert standing(progress).concepts[6] == "mastered"
    clock[0] += timedelta(days=2)
    assert standing(progress).concepts[6] == "due"


def test_a_chapter_says_whether_what_it_builds_on_is_done(progress) -> None:
    assert standing(progress).advice("01_features") == ""
    assert "chapters 02 and 04. The exercises of 02 and 04 are still open" in standing(progress).advice(
        "06_softmax"
    )
    solve_set(progress, "neuron")
    assert "The exercises of 04 are still open" in standing(progress).advice("06_softmax")
    solve_set(progress, "layers")
    assert standing(progress).advice("06_softmax").endswith("you have done both: you are ready.")


def test_the_text_names_what_is_next(progress) -> None:
    solve_set(progress, "features")
    lines = describe(standing(progress))
    assert any(line.startswith("  01 From straight lines") and "done" in line for line in lines)
    assert lines[-1].startswith("Next: ")
