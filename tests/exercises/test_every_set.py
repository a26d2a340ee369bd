"""What must hold for every exercise set: right answers pass in any style, known mistakes are named."""

from __future__ import annotations

import itertools
import json
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
from mutants import mutants
from sets import SETS, ExerciseSet, coding, every, exercise_set, in_the_notebook, verdict

from nnkit.content import content_root
from nnkit.grading.problems import RUN_KINDS, Misconception, Problem
from nnkit.tools.notebooks import make_notebook, to_text
from nnkit.tools.stubs import leaks

EVERY, CODING = every(), coding()
WRITTEN = [(s, p) for s, p in CODING if not p.parts]  # what is made of earlier answers is mutated over there
WRONG = [(s, p, m) for s, p in EVERY for m in p.misconceptions]


def ids(values: list[tuple[Any, ...]]) -> list[str]:
    return ["-".join([v[1].id, *(getattr(x, "id", x) for x in v[2:3])]) for v in values]


@pytest.mark.parametrize(("s", "problem"), EVERY, ids=ids(EVERY))
class TestProblem:
    def test_the_solution_passes_every_check(self, s: ExerciseSet, problem: Problem) -> None:
        for learner_id, salt in (("ada", ""), ("ada", "secret"), ("", "other"), ("Zoë", "third")):
            result = verdict(problem, s.solution(problem, learner_id), learner_id, salt)
            assert result.status == "passed", [c for c in result.checks if not c.passed]
            assert result.score == result.max_score == problem.points

    def test_the_untouched_stub_is_not_started(self, s: ExerciseSet, problem: Problem) -> None:
        result = verdict(problem, s.execute(problem, s.stub(problem)))
        assert (result.status, result.score) == ("not started", 0)
        assert not any(check.passed for check in result.checks)

    def test_its_sentences_are_short_and_no_two_are_alike(self, s: ExerciseSet, problem: Problem) -> None:
        sentences = {m.sentence for m in problem.misconceptions}
        assert len(problem.misconceptions) - len(sentences) <= 3  # two spellings of one mistake share theirs
        for sentence in sentences:
            assert len(sentence.split()) <= 60
            assert sentence.endswith((".", ".)", "?"))
        for mistake in problem.misconceptions:
            assert mistake.formula or mistake.untouched, f"{mistake.id}: which line of mathematics differs?"

    def test_its_statement_says_the_points(self, s: ExerciseSet, problem: Problem) -> None:
        cells = [cell for cell in s.cells if "given" not in cell.tags]
        (statement,) = (a for a, b in itertools.pairwise(cells) if b is s.answer(problem))
        assert statement.kind == "markdown"
        assert re.search(rf"\({problem.points} points?\)", statement.source)

    def test_what_is_run_has_hidden_checks_whose_names_tell_no_numbers(
        self, s: ExerciseSet, problem: Problem
    ) -> None:
        hidden = [check for check in problem.checks if check.hidden]
        assert hidden or problem.kind not in RUN_KINDS
        for check in hidden:
            assert not re.search(r"\d", re.sub(r"float32|float64|int64", "", check.name))

    def test_own_numbers_are_the_same_again_and_differ_between_learners(
        self, s: ExerciseSet, problem: Problem
    ) -> None:
        if problem.given is None:
            return
        drawn = [repr(problem.numbers_for(f"learner-{i}")) for i in range(20)]
        assert drawn == [repr(problem.numbers_for(f"learner-{i}")) for i in range(20)]
        assert len(set(drawn)) > 10
        own = {name: s.solution(problem, "ada")[name] for name in problem.names}
        others = [verdict(problem, own, f"learner-{i}").status for i in range(5)]
        assert others.count("passed") <= 1


@pytest.mark.parametrize(("s", "problem"), CODING, ids=ids(CODING))
class TestCode:
    def test_three_other_correct_styles_pass(self, s: ExerciseSet, problem: Problem) -> None:
        styles = s.variants.STYLES[problem.id]
        assert len(styles) >= 3
        for name, code in styles.items():
            result = verdict(problem, s.execute(problem, s.code_of(problem, code)))
            assert result.status == "passed", (name, [c for c in result.checks if not c.passed])

    def test_no_constant_passes_any_check(self, s: ExerciseSet, problem: Problem) -> None:
        constants: tuple[Any, ...] = (
            0.0,
            1.0,
            lambda *a: np.zeros_like(a[0]),
            lambda *a: a[0],
            lambda *a: [],
        )
        for value in constants:

            def constant(*args: Any, value: Any = value, **kwargs: Any) -> Any:
                return value(*args) if callable(value) else value

            result = verdict(problem, dict.fromkeys(problem.names, constant))
            assert result.score == 0


@pytest.mark.parametrize(("s", "problem"), WRITTEN, ids=ids(WRITTEN))
class TestMutants:
    def test_every_mutant_of_the_solution_fails(self, s: ExerciseSet, problem: Problem) -> None:
        explained = getattr(s.variants, "SURVIVORS", {}).get(problem.id, {})
        survivors = []
        for change, code in mutants(s.answer(problem).source):
            with alarm(10):
                try:
                    names = s.execute(problem, code)
                except Exception:
                    continue
                if verdict(problem, names, salt="mutants").status == "passed":
                    survivors.append(change)
        unexplained = [change for change in survivors if not any(key in change for key in explained)]
        assert unexplained == []
        assert all(any(key in change for change in survivors) for key in explained), "explained, but caught"


@contextmanager
def alarm(seconds: int) -> Iterator[None]:
    """Interrupt a mutant that does not come to an end."""

    def stop(*_: Any) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    except TimeoutError:
        pass
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize(("s", "problem", "mistake"), WRONG, ids=ids(WRONG))
def test_each_mistake_fails_and_is_told_in_its_own_words(
    s: ExerciseSet, problem: Problem, mistake: Misconception
) -> None:
    learners = [f"learner-{i}" for i in range(8)] if mistake.from_given else ["ada"]
    if not mistake.untouched:
        shown = verdict(in_the_notebook(problem), s.wrong(problem, mistake, learners[0]), learners[0])
        assert shown.diagnosis is not None
        assert shown.diagnosis.text == mistake.sentence
    for learner_id, salt in ((id, salt) for id in learners for salt in ("", "secret")):
        result = verdict(problem, s.wrong(problem, mistake, learner_id), learner_id, salt)
        assert result.score < problem.points
        assert result.diagnosis is not None
        if mistake.untouched:
            assert (result.status, result.score) == ("not started", 0)
            continue
        assert result.diagnosis.text == mistake.sentence
        assert result.diagnosis.formula == mistake.formula
        for check in result.checks:  # a hidden check tells neither values nor inputs
            if check.hidden and check.finding:
                assert (check.finding.expected, check.finding.got) == ("", "")
                if check.finding.text != mistake.sentence:
                    assert not re.search(r"\d\.\d", check.finding.text)


SPELT = [
    (s, s.problems[id], kind, code) for s in map(exercise_set, SETS) for id, kind, code in s.variants.WRONG
]


@pytest.mark.parametrize(("s", "problem", "kind", "code"), SPELT, ids=ids(SPELT))
def test_a_wrong_variant_is_recognised(s: ExerciseSet, problem: Problem, kind: str, code: Any) -> None:
    """In any spelling a known mistake gets its sentence, and another one the right kind of finding."""
    known = {mistake.id for mistake in problem.misconceptions}
    for judged in (problem, in_the_notebook(problem)):
        result = verdict(judged, s.execute(problem, s.code_of(problem, code)))
        assert result.score < problem.points
        assert result.diagnosis is not None
        assert result.diagnosis.kind == (f"misconception:{kind}" if kind in known else kind), result.diagnosis


# The notebook ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SETS)
class TestNotebook:
    def test_it_asks_the_problems_in_the_order_of_the_set(self, name: str) -> None:
        s = exercise_set(name)
        for role in ("answer", "check"):
            assert [cell.problem for cell in s.cells if cell.role == role] == list(s.problems)
        assert 4 <= len(s.problems) <= 7

    def test_no_text_is_longer_than_120_words(self, name: str) -> None:
        for cell in exercise_set(name).cells:
            if cell.kind == "markdown":
                assert len(re.findall(r"\w[\w'’.-]*", cell.source)) <= 120, cell.source

    def test_every_link_leads_somewhere(self, name: str) -> None:
        s = exercise_set(name)
        text = "\n".join(cell.source for cell in s.cells if cell.kind == "markdown")
        links = re.findall(r"\]\(([^)#]+)\)", text)
        assert f"../course/{s.source.stem}.ipynb" in links
        folder = content_root() / "exercises"
        assert [link for link in links if not (folder / link).resolve().is_file()] == []

    def test_it_gives_no_solution_line_away(self, name: str) -> None:
        s = exercise_set(name)
        source = s.source.read_text(encoding="utf-8")
        assert leaks(source, to_text(s.exercise)) == []
        hints = json.dumps([problem.hints for problem in s.problems.values()], ensure_ascii=False)
        assert leaks(source, hints) == []

    @pytest.mark.parametrize("version", ["solutions", "exercises"])
    def test_every_cell_runs_from_top_to_bottom(self, name: str, version: str) -> None:
        s = exercise_set(name)
        notebook = make_notebook(s.cells, s.source, f"{version}/{s.source.stem}", "0")
        names: dict[str, Any] = {"__name__": "__main__"}
        statuses = {}
        for cell in notebook.cells:
            if cell.cell_type != "code":
                continue
            if "check" in cell.metadata.get("tags", []):
                statuses[cell.metadata["problem"]] = eval(cell.source, names).verdict.status
            else:
                exec(cell.source, names)
        wanted = "passed" if version == "solutions" else "not started"
        assert statuses == dict.fromkeys(s.problems, wanted)
