"""One submission, graded in a plain process (the sandbox has its own tests)."""

from __future__ import annotations

import json

import pytest
from sample_course import RIGHT, STUBS, WRONG_SOFTMAX, cell_id, notebook

from nnkit.grading.sandbox.isolation import Sandbox
from nnkit.grading.sandbox.session import Budget, Session, Times
from nnkit.grading.submissions.grader import check_file, grade, workspace_learner
from nnkit.grading.submissions.notebook_json import parse
from nnkit.grading.submissions.reading import read_submission

SHORT = Times(cell=0.8, call=0.8, notebook=30)
CORRECTED = "judged with a correct `softmax`, because yours does not pass yet"


@pytest.fixture
def judged(exercise):
    """Grade a notebook; return the verdicts by problem."""

    def run(content: dict, **more):
        submission = read_submission(parse(json.dumps(content).encode()), exercise)
        more = {"salt": "s", "times": SHORT} | more
        return {verdict.problem: verdict for verdict in grade(submission, exercise, Sandbox("none"), **more)}

    return run


def statuses(verdicts) -> list[str]:
    return [verdict.status for verdict in verdicts.values()]


def others_pass(verdicts, *problems: str) -> bool:
    return all(verdict.status == "passed" for id, verdict in verdicts.items() if id not in problems)


def test_right_answers_get_all_points(judged):
    verdicts = judged(notebook(RIGHT), learner_id="ada")
    assert statuses(verdicts) == ["passed"] * 6
    assert sum(verdict.score for verdict in verdicts.values()) == 14
    assert [check.hidden for check in verdicts["demo.softmax"].checks] == [False, False, True]


def test_an_untouched_notebook_gets_nothing_and_starts_no_process(exercise):
    submission = read_submission(parse(json.dumps(notebook()).encode()), exercise)
    verdicts = grade(submission, exercise, None)  # type: ignore[arg-type]  (there is nothing to start)
    assert {verdict.status for verdict in verdicts} == {"not started"}
    assert sum(verdict.score for verdict in verdicts) == 0


def test_one_mistake_costs_once(judged):
    verdicts = judged(notebook(RIGHT | {"demo.softmax": WRONG_SOFTMAX}))
    assert verdicts["demo.softmax"].status == "partial"
    assert verdicts["demo.softmax"].score == 1.0
    assert verdicts["demo.softmax"].diagnosis.kind == "misconception:axis"
    assert others_pass(verdicts, "demo.softmax")
    assert verdicts["demo.loss"].notes == (CORRECTED,)
    assert verdicts["demo.value"].notes == (CORRECTED,)
    assert verdicts["demo.total"].notes == ()


def test_a_dependant_is_judged_though_its_prerequisite_was_not_started(judged):
    verdicts = judged(notebook(RIGHT | {"demo.softmax": STUBS["demo.softmax"]}))
    assert verdicts["demo.softmax"].status == "not started"
    assert others_pass(verdicts, "demo.softmax")


def test_a_correct_prerequisite_does_not_pass_its_own_problem(judged):
    later = 'loss_again = "cross_entropy"'
    content = notebook({"demo.loss": RIGHT["demo.loss"], "demo.value": RIGHT["demo.value"]}, extra=(later,))
    verdicts = judged(content)
    assert verdicts["demo.softmax"].status == "not started"
    assert verdicts["demo.loss"].status == "passed"


def test_numbers_of_ones_own_depend_on_the_learner(judged):
    mine = judged(notebook(RIGHT), learner_id="ada")["demo.total"]
    fixed = RIGHT | {"demo.total": "total = 12"}
    assert mine.status == "passed"
    assert judged(notebook(fixed), learner_id="ada")["demo.total"].status == "failed"


def test_a_syntax_error_costs_the_problems_of_its_cell_and_names_the_line(judged):
    verdicts = judged(notebook(RIGHT | {"demo.softmax": "def softmax(s)\n    return s"}))
    said = verdicts["demo.softmax"].diagnosis
    assert "SyntaxError at line 1, `def softmax(s)`" in said.text
    assert verdicts["demo.softmax"].status == "failed"
    assert others_pass(verdicts, "demo.softmax")


def test_a_name_error_while_loading_is_explained(judged):
    verdicts = judged(notebook(RIGHT | {"demo.total": "total = a.sum() + c"}))
    said = verdicts["demo.total"].diagnosis.text
    assert "because cell 9 of the notebook stops with NameError at line 1, `total = a.sum() + c`" in said


def test_a_missing_module_is_explained(judged):
    source = "import scipy.special\n" + RIGHT["demo.softmax"]
    said = judged(notebook(RIGHT | {"demo.softmax": source}))["demo.softmax"].diagnosis.text
    assert "The grader has NumPy" in said


def test_an_endless_loop_in_a_call_costs_that_problem(judged):
    verdicts = judged(notebook(RIGHT | {"demo.loss": "def cross_entropy(s, y):\n    while True: pass"}))
    assert verdicts["demo.loss"].status == "failed"
    assert verdicts["demo.loss"].score == 0
    assert "was stopped. Is there a loop that never ends?" in verdicts["demo.loss"].diagnosis.text
    assert verdicts["demo.value"].status == "passed"  # its cell hung as well, until the loss was correct
    assert others_pass(verdicts, "demo.loss")


def test_an_endless_loop_while_loading_costs_that_cell(judged):
    verdicts = judged(notebook(RIGHT, extra=("while True: pass",)))
    assert statuses(verdicts) == ["passed"] * 6


def test_os_exit_while_loading_costs_that_cell(judged):
    verdicts = judged(notebook(RIGHT | {"demo.pick": "import os\nos._exit(0)"}))
    assert "ended the Python process" in verdicts["demo.pick"].diagnosis.text
    assert others_pass(verdicts, "demo.pick")


def test_os_exit_in_a_call_costs_that_problem(judged):
    verdicts = judged(notebook(RIGHT | {"demo.loss": "import os\ndef cross_entropy(s, y):\n    os._exit(0)"}))
    assert "ended the Python process" in verdicts["demo.loss"].diagnosis.text
    assert others_pass(verdicts, "demo.loss", "demo.value")


def test_too_many_deadly_cells_end_the_trying(judged):
    verdicts = judged(notebook(RIGHT, extra=tuple(f"import os; os._exit({k})" for k in range(9))))
    assert [verdicts[f"demo.{name}"].status for name in ("softmax", "total", "pick")] == ["failed"] * 3
    assert "too many cells" in verdicts["demo.pick"].diagnosis.text


def test_a_notebook_has_so_many_seconds_and_no_more(judged):
    content = notebook(RIGHT, extra=("while True: pass",) * 3)
    verdicts = judged(content, times=Times(cell=5, call=5, notebook=0.6))
    assert statuses(verdicts) == ["failed"] * 6


def test_recursion_without_end_is_named(judged):
    verdicts = judged(notebook(RIGHT | {"demo.softmax": "def softmax(s):\n    return softmax(s)"}))
    assert "calls itself without end" in verdicts["demo.softmax"].diagnosis.text


def test_printing_without_end_of_text_changes_nothing(judged):
    noisy = RIGHT["demo.softmax"].replace("    return", "    print('x' * 10_000_000)\n    return")
    verdicts = judged(
        notebook(RIGHT | {"demo.softmax": noisy}, extra=("for _ in range(200): print('y' * 100_000)",))
    )
    assert others_pass(verdicts)


def test_sys_exit_is_an_exception_like_any_other(judged):
    content = notebook(
        RIGHT | {"demo.pick": "import sys\nsys.exit()"}, extra=("quit = exit = None\nraise SystemExit",)
    )
    verdicts = judged(content)
    assert "SystemExit" in verdicts["demo.pick"].diagnosis.text
    assert others_pass(verdicts, "demo.pick")


def test_a_huge_array_is_a_memory_error_of_that_problem(judged):
    hog = "def softmax(s):\n    return np.ones(10**9)"
    verdicts = judged(notebook(RIGHT | {"demo.softmax": hog}))
    assert "MemoryError" in verdicts["demo.softmax"].diagnosis.text
    assert others_pass(verdicts, "demo.softmax")


def test_a_missing_answer_cell_is_said_to_be_gone(judged):
    content = notebook(RIGHT)
    content["cells"] = [cell for cell in content["cells"] if cell["id"] != cell_id("demo.pick")]
    verdicts = judged(content)
    assert verdicts["demo.pick"].status == "not started"
    assert "gone from the notebook" in verdicts["demo.pick"].diagnosis.text


def test_an_answer_in_another_cell_counts_even_before_the_untouched_one(judged):
    content = notebook({}, extra=('pick = "b"',))
    assert judged(content)["demo.pick"].status == "passed"


def test_deleted_check_cells_cost_nothing(judged):
    content = notebook(RIGHT)
    content["cells"] = [cell for cell in content["cells"] if not cell["id"].startswith("check-")]
    assert statuses(judged(content)) == ["passed"] * 6


def test_code_to_be_repaired_is_not_started_when_only_touched(judged):
    verdicts = judged(notebook({"demo.counter": STUBS["demo.counter"] + "\n\nx = 1"}))
    assert verdicts["demo.counter"].status == "not started"
    assert verdicts["demo.counter"].score == 0


def test_hidden_checks_tell_nothing_but_their_name(judged):
    leak = (
        "def softmax(s):\n    if abs(s).max() > 500:\n        raise ValueError(repr(s))\n"
        "    e = np.exp(s)\n    return e / e.sum(axis=-1, keepdims=True)"
    )
    verdict = judged(notebook(RIGHT | {"demo.softmax": leak}))["demo.softmax"]
    assert [check.passed for check in verdict.checks] == [True, True, False]
    assert "999" not in json.dumps(verdict.as_dict())


def test_the_session_of_hidden_checks_passes_on_no_text_and_no_line(exercise):
    leak = "def softmax(s):\n    raise ValueError(repr(s))"
    submission = read_submission(parse(json.dumps(notebook({"demo.softmax": leak})).encode()), exercise)
    told = {}
    for hidden in (False, True):
        session = Session(Sandbox("none"), exercise, submission.steps, {}, Budget(SHORT), hidden=hidden)
        session.ready(exercise.problems["demo.softmax"], ())
        outcome = session.learner()._call(None, "softmax", (42,), {}, False)
        told[hidden] = (outcome.error, outcome.text, outcome.line)
        session.close()
    assert told[False] == ("ValueError", "42", "line 2, `raise ValueError(repr(s))`")
    assert told[True] == ("ValueError", "", "")


def test_what_was_seen_in_a_hidden_check_does_not_come_out_in_a_visible_one(judged):
    spy = (
        "seen = []\n"
        + RIGHT["demo.softmax"].replace("    e =", "    seen.append(s.tolist())\n    e =")
        + "\ndef cross_entropy(s, y): raise ValueError(repr(seen))"
    )
    verdicts = judged(notebook(RIGHT | {"demo.softmax": spy, "demo.loss": "pass"}))
    assert "ValueError" in verdicts["demo.loss"].diagnosis.text
    assert "999" not in json.dumps([verdict.as_dict() for verdict in verdicts.values()])


def test_a_correct_prerequisite_does_not_come_out_in_a_message(judged):
    spy = "def cross_entropy(s, y):\n    raise ValueError(str(softmax.__code__.co_consts) + 'keepdims')"
    verdicts = judged(notebook({"demo.softmax": WRONG_SOFTMAX, "demo.loss": spy}))
    assert "raised ValueError at line 2" in verdicts["demo.loss"].diagnosis.text
    assert "consts" not in verdicts["demo.loss"].diagnosis.text.replace("co_consts", "")
    assert verdicts["demo.loss"].diagnosis.text.count("keepdims") == 1  # in the learner's own line


def test_answers_with_a_name_in_common_are_each_judged_by_their_own(exercise, judged):
    from dataclasses import replace

    problems = dict(exercise.problems)
    problems["demo.pick"] = replace(problems["demo.pick"], names=("value",))
    shared = type(exercise)(exercise.name, exercise.cells, problems, exercise.references)
    answers = RIGHT | {"demo.pick": 'value = "b"'}
    submission = read_submission(parse(json.dumps(notebook(answers)).encode()), shared)
    verdicts = {v.problem: v for v in grade(submission, shared, Sandbox("none"), salt="s", times=SHORT)}
    assert verdicts["demo.value"].status == "passed"


def test_the_own_notebook_is_checked_with_visible_checks_only(course, hand_in):
    path = hand_in(notebook(RIGHT))
    verdicts = check_file(path, root=course)
    assert not any(check.hidden for verdict in verdicts for check in verdict.checks)
    assert [verdict.status for verdict in verdicts] == ["passed"] * 6


def test_checking_a_file_judges_dependants_with_a_correct_version_as_the_notebook_does(course, hand_in):
    whole = "def softmax(s):\n    return np.exp(s) / np.exp(s).sum()"
    loss = "def cross_entropy(s, y):\n    p = softmax(s)\n    return -np.log(p[np.arange(len(y)), y]).mean()"
    path = hand_in(notebook(RIGHT | {"demo.softmax": whole, "demo.loss": loss}))
    found = {verdict.problem: verdict for verdict in check_file(path, root=course)}
    assert found["demo.softmax"].status != "passed"
    assert found["demo.loss"].status == "passed"
    assert found["demo.loss"].notes == (CORRECTED,)


def test_the_own_numbers_are_those_of_the_workspace(course, hand_in, exercise):
    numbers = exercise.problems["demo.total"].numbers_for("grace")
    path = hand_in(notebook(RIGHT | {"demo.total": f"total = {numbers['a'].sum() + numbers['b']}"}))
    total = next(verdict for verdict in check_file(path, root=course) if verdict.problem == "demo.total")
    assert total.status == "failed"
    folder = path.parent / ".nnkit"
    folder.mkdir()
    (folder / "progress.json").write_text('{"learner": "grace"}', "utf-8")
    assert workspace_learner(path) == "grace"
    total = next(verdict for verdict in check_file(path, root=course) if verdict.problem == "demo.total")
    assert total.status == "passed"
    for damaged in ("", "[1]", '{"learner": 3}'):
        (folder / "progress.json").write_text(damaged, "utf-8")
        assert workspace_learner(path) == ""


def test_the_salt_and_the_learner_choose_the_numbers_of_the_checks(judged):
    recorder = "def softmax(s):\n    raise ValueError(repr(s.tolist()))"
    content = notebook({"demo.softmax": recorder})

    def seen(**more):
        return judged(content, **more)["demo.softmax"].diagnosis.text

    assert seen(salt="a", learner_id="ada") == seen(salt="a", learner_id="ada")
    assert len({seen(salt=salt, learner_id=id) for salt in ("a", "b") for id in ("ada", "grace")}) == 4
