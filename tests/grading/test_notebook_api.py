"""``check``, ``hint``, ``mine`` and ``set_learner`` as a notebook uses them."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import nbformat
import numpy as np
import pytest
import sample_problems as sample
from nbclient import NotebookClient

import nnkit.grading.notebook_api as api
from nnkit.grading import check, hint, mine, set_learner
from nnkit.grading.learner.progress import Progress
from nnkit.grading.own_code import borrowed

SOURCE = Path(sample.__file__)


@pytest.fixture(autouse=True)
def content(tmp_path, monkeypatch):
    """Give each test a course with the sample set, and a workspace of its own."""
    folder = tmp_path / "root" / "exercises" / "problems"
    folder.mkdir(parents=True)
    shutil.copy(SOURCE, folder / "sample.py")
    monkeypatch.setattr("nnkit.grading.problems.content_root", lambda: tmp_path / "root")
    monkeypatch.setattr("nnkit.grading.notebook_api.content_root", lambda: tmp_path / "root")
    monkeypatch.setenv("NNKIT_WORKSPACE", str(tmp_path))
    return folder


class Notebook:
    """Cells that run in one namespace, as in a kernel."""

    def __init__(self, code=""):
        self.names = {"__name__": "__main__", "np": np, "check": check, "mine": mine, "hint": hint}
        self.run(code)

    def run(self, code):
        exec(code, self.names)

    def check(self, problem_id):
        return eval(f"check({problem_id!r})", self.names)


SOFTMAX = """
def softmax(s):
    e = np.exp(s - s.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
"""
WRONG_SOFTMAX = "def softmax(s):\n    return np.exp(s)\n"
CROSS_ENTROPY = """
def cross_entropy(s, y):
    return -np.log(softmax(s)[np.arange(len(y)), y]).mean()
"""
DELTA = """
def delta(s, y):
    d = softmax(s)
    d[np.arange(len(y)), y] -= 1
    cross_entropy(s, y)
    return d / len(y)
"""


def test_a_right_answer_passes_and_is_recorded():
    result = Notebook(SOFTMAX).check("sample.stable")
    assert result.verdict.status == "passed"
    record = Progress.current().problem("sample.stable")
    assert (record["best"], record["max"], record["status"], record["tries"]) == (3.0, 3, "passed", 1)


def test_a_result_shows_itself_as_html_and_as_text():
    bundle = Notebook(SOFTMAX).check("sample.stable")._repr_mimebundle_()
    assert "Passed" in bundle["text/html"]
    assert "Passed: Stable softmax (3 of 3 points)" in bundle["text/plain"]
    assert "hidden checks run as well" in bundle["text/plain"]


def test_hidden_checks_are_announced_where_something_is_run():
    trained = Notebook(SOFTMAX + CROSS_ENTROPY).check("sample.loss")
    assert "hidden checks run as well" in repr(trained)
    numbers = Notebook("p, loss_value = [0.2, 0.3, 0.5], 1.0").check("sample.by_hand")
    assert "hidden checks" not in repr(numbers)


def test_an_untouched_exercise_is_not_started_and_offers_a_hint():
    result = Notebook("def softmax(s):\n    return ...").check("sample.stable")
    assert result.verdict.status == "not started"
    assert 'hint("sample.stable")' in repr(result)
    assert "hidden checks" not in repr(result)
    assert Progress.current().problem("sample.stable")["tries"] == 0


def test_a_wrong_prerequisite_is_lent_a_correct_one_and_given_back():
    notebook = Notebook(WRONG_SOFTMAX + CROSS_ENTROPY)
    theirs = notebook.names["softmax"]
    result = notebook.check("sample.loss")
    assert result.verdict.status == "passed"
    assert "Your `softmax` does not pass its own checks yet" in " ".join(result.verdict.notes)
    assert notebook.names["softmax"] is theirs


def test_a_missing_prerequisite_is_lent_and_taken_away_again():
    notebook = Notebook(CROSS_ENTROPY)
    result = notebook.check("sample.loss")
    assert result.verdict.status == "passed"
    assert "There is no `softmax` of yours yet" in " ".join(result.verdict.notes)
    assert "softmax" not in notebook.names


def test_a_mistake_in_the_first_of_three_is_not_blamed_on_the_second():
    notebook = Notebook(WRONG_SOFTMAX + CROSS_ENTROPY + DELTA)
    result = notebook.check("sample.delta")
    assert result.verdict.status == "passed"
    assert [note for note in result.verdict.notes if "cross_entropy" in note] == []
    assert any("`softmax`" in note for note in result.verdict.notes)


def test_a_right_prerequisite_is_the_learners_own():
    notebook = Notebook(SOFTMAX + "calls = []\n" + CROSS_ENTROPY)
    notebook.run("def softmax(s, right=softmax):\n    calls.append(1)\n    return right(s)")
    result = notebook.check("sample.loss")
    assert result.verdict.status == "passed"
    assert len(notebook.names["calls"]) == 4  # three of its own checks, one call by cross_entropy
    assert not any("correct one" in note for note in result.verdict.notes)


@pytest.mark.parametrize(
    "error", ["ValueError('<script>')", "KeyboardInterrupt", "SystemExit", "RecursionError"]
)
def test_names_are_restored_whatever_the_answer_raises(error):
    notebook = Notebook(WRONG_SOFTMAX + f"def cross_entropy(s, y):\n    raise {error}")
    before = dict(notebook.names)
    result = notebook.check("sample.loss")
    assert result.verdict.status in ("failed", "error")
    assert notebook.names == before
    assert "<script>" not in result.html


def test_an_interrupted_check_says_so_and_records_nothing():
    notebook = Notebook("def softmax(s):\n    raise KeyboardInterrupt")
    result = notebook.check("sample.stable")
    assert (result.verdict.status, result.verdict.diagnosis.kind) == ("error", "interrupted")
    assert "endless loop" in repr(result)
    assert Progress.current().problem("sample.stable")["time"] == ""


@pytest.mark.parametrize(
    ("problem_id", "says"),
    [
        ("sample.stabel", "Did you mean sample.stable?"),
        ("sampel.stable", "Did you mean sample.stable?"),
        ("zzz", "The sets are: sample."),
        ("", "There is no problem"),
        ("../sample.stable", "There is no problem"),
        (None, "in quotation marks"),
    ],
)
def test_an_unknown_id_gets_a_sentence_with_the_nearest_one(problem_id, says):
    for shown in (Notebook().check(problem_id), hint(problem_id)):
        assert says in repr(shown)


def test_a_set_in_a_folder_is_known_by_name_as_well(content):
    (content / "filed").mkdir()
    (content / "sample.py").rename(content / "filed" / "__init__.py")
    shutil.copytree(content / "filed", content / "sample")
    assert "Did you mean sample.stable?" in repr(Notebook().check("sample.stabel"))
    assert "The sets are: filed, sample." in repr(Notebook().check("zzz"))


def test_a_broken_problem_file_is_told_without_a_traceback(content):
    (content / "broken.py").write_text("1 / 0")
    result = Notebook().check("broken.one")
    assert result.verdict.diagnosis.kind == "checker"
    assert "not your mistake" in repr(result)
    assert "Did you mean sample.stable?" in repr(Notebook().check("smple.stable"))


BORROWED = [
    "from nnkit.content import version_string as softmax",
    "import nnkit.content\ndef softmax(s):\n    return nnkit.content.version_string()",
    "def softmax(s):\n    import nnkit.content as c\n    return c",
    "def softmax(s):\n    from nnkit.content import version_string\n    return version_string()",
    "import nnkit.content as c\ndef helper(s):\n    return c\ndef softmax(s):\n    return helper(s)",
    "import nnkit.content as c\ndef softmax(s):\n    def inner(): return c\n    return inner()",
    "import nnkit.content as c\nsoftmax = lambda s: [c for _ in s]",
    "import nnkit.content as c\nclass softmax:\n    def __call__(self, s):\n        return c",
    "import nnkit.content as c\ndef make(f):\n    return lambda s: f()\nsoftmax = make(c.content_root)",
]


@pytest.mark.parametrize("code", BORROWED)
def test_an_answer_that_uses_nnkit_is_told_to_write_its_own(code):
    result = Notebook(code).check("sample.stable")
    assert (result.verdict.diagnosis.kind, result.verdict.score) == ("borrowed", 0.0)
    assert "isn't available when it is graded" in repr(result)


def test_own_code_may_bear_names_that_nnkit_has():
    notebook = Notebook(
        "import nnkit.content as mean\n" + SOFTMAX.replace("s - s.max", "s - s.mean() * 0 - s.max")
    )
    assert notebook.check("sample.stable").verdict.status == "passed"


def test_a_borrowed_prerequisite_is_lent_a_correct_one():
    notebook = Notebook("from nnkit.content import version_string as softmax" + CROSS_ENTROPY)
    result = notebook.check("sample.loss")
    assert result.verdict.status == "passed"
    assert "uses nnkit" in " ".join(result.verdict.notes)


def test_the_course_s_own_answers_count_as_own_code():
    assert borrowed(("softmax",), {"softmax": sample.softmax}, frozenset()) is None
    assert borrowed(("softmax",), {"softmax": partial(sample.softmax)}, frozenset()) is None


def test_hints_come_one_at_a_time_and_are_recorded():
    assert [repr(hint("sample.stable")).count("\n") for _ in range(2)] == [1, 2]
    assert Progress.current().problem("sample.stable")["hints"] == 2
    assert "(3 of 3)" in repr(hint("sample.stable"))
    assert "(3 of 3)" in repr(hint("sample.stable"))
    assert "<pre>e = np.exp(s)\n...</pre>" in hint("sample.stable")._repr_mimebundle_()["text/html"]


def test_no_hint_is_offered_when_all_are_taken_or_none_is_needed():
    for _ in range(3):
        hint("sample.stable")
    again = repr(Notebook(WRONG_SOFTMAX).check("sample.stable"))
    assert "For a hint" not in again
    assert 'All hints again: hint("sample.stable")' in again
    assert "For a hint" not in repr(Notebook(SOFTMAX).check("sample.stable"))


def test_own_numbers_follow_the_learner_id(capsys):
    guest = mine("sample.by_hand")
    assert "set_learner" in capsys.readouterr().out
    set_learner("ada")
    s, y = mine("sample.by_hand")
    shown = capsys.readouterr().out
    assert '"ada"' in shown
    assert "set_learner" not in shown
    assert isinstance(s, np.ndarray)
    assert isinstance(y, int)
    assert f"s = {np.array2string(s, separator=', ')}" in shown
    assert not np.array_equal(s, guest[0])
    assert np.array_equal(s, mine("sample.by_hand")[0])


def test_a_single_number_comes_alone(content):
    path = content / "sample.py"
    path.write_text(path.read_text().replace('"y": int(rng.integers(3))', "").replace('given["y"]', "0"))
    assert mine("sample.by_hand").shape == (3,)


@pytest.mark.parametrize(
    ("problem_id", "says"), [("sample.stable", "same for everyone"), ("no.no", "no problem")]
)
def test_numbers_that_do_not_exist_are_a_sentence_without_a_traceback(problem_id, says):
    with pytest.raises(api.NoNumbersError, match=says) as raised:
        mine(problem_id)
    assert len(raised.value._render_traceback_()) == 1


def test_answers_to_own_numbers_are_judged_by_the_learner_id():
    set_learner("ada")
    notebook = Notebook("s, y = mine('sample.by_hand')")
    notebook.run("e = np.exp(s)\np = e / e.sum()\nloss_value = -np.log(p[y])")
    assert notebook.check("sample.by_hand").verdict.status == "passed"
    set_learner("grace")
    assert notebook.check("sample.by_hand").verdict.status == "failed"


def test_changing_the_learner_id_says_what_changes():
    assert 'is "ada"' in repr(set_learner(" ada "))
    assert "as it was" in repr(set_learner("ada"))
    assert 'was "ada", and is "grace"' in repr(set_learner("grace"))
    assert "No learner id yet" in repr(set_learner(" "))
    assert Progress.current().learner == "grace"


def test_a_damaged_progress_file_is_told_once(tmp_path):
    (tmp_path / ".nnkit").mkdir()
    (tmp_path / ".nnkit" / "progress.json").write_text("{")
    notebook = Notebook(SOFTMAX)
    assert "was damaged" in repr(notebook.check("sample.stable"))
    assert "was damaged" not in repr(notebook.check("sample.stable"))


def test_a_check_answers_in_a_third_of_a_second():
    notebook = Notebook(WRONG_SOFTMAX + CROSS_ENTROPY + DELTA.replace("/ len(y)", ""))
    started = time.perf_counter()
    assert notebook.check("sample.delta").verdict.status == "failed"
    assert time.perf_counter() - started < 0.3


def test_importing_the_grading_loads_nothing_heavy():
    heavy = "matplotlib", "ipywidgets", "IPython", "nbformat", "msgpack"
    code = f"import sys, nnkit.grading; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


KERNEL_SETUP = """
import nnkit.grading.problems, nnkit.grading.notebook_api
from pathlib import Path
root = Path({root!r})
nnkit.grading.problems.content_root = nnkit.grading.notebook_api.content_root = lambda: root
import numpy as np
from nnkit.grading import check, hint, mine
"""
FIND_BUTTON = """
from ipywidgets import Button, HTML
import ipywidgets
live = list(ipywidgets.widgets.widget._instances.values())
(button,) = [w for w in live if isinstance(w, Button)]
(area,) = [w for w in live if isinstance(w, HTML)]
labels = [button.description]
for _ in range(3):
    button.click()
    labels.append(button.description)
print(labels, area.value.count("<li>"), button.disabled, hint("sample.stable").text[-60:])
"""


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    """Run a small notebook in a real kernel."""
    folder = tmp_path_factory.mktemp("kernel")
    (folder / "exercises" / "problems").mkdir(parents=True)
    (folder / ".nnkit").mkdir()
    shutil.copy(SOURCE, folder / "exercises" / "problems" / "sample.py")
    cells = [
        KERNEL_SETUP.format(root=str(folder)),
        WRONG_SOFTMAX,
        'result = check("sample.stable")\nresult',
        "result",
        FIND_BUTTON,
        'check("sample.stable")',
        "s, y = mine('sample.by_hand')",
        "mine('sample.nothing')",
        "check('sample.nothing')",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in cells])
    client = NotebookClient(notebook, timeout=60, kernel_name="python3", allow_errors=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NNKIT_WORKSPACE", str(folder))
        client.execute(cwd=str(folder))
    return notebook.cells


def test_in_a_kernel_the_verdict_comes_first_and_the_button_below(executed):
    verdict, button = executed[2].outputs
    assert verdict.output_type == "execute_result"
    assert "Not right yet" in verdict.data["text/html"]
    assert "For a hint" not in verdict.data["text/plain"]
    assert "application/vnd.jupyter.widget-view+json" in button.data
    assert button.data["text/plain"] == 'For a hint: hint("sample.stable")'


def test_showing_a_result_again_shows_no_second_button(executed):
    assert len(executed[3].outputs) == 1


def test_the_button_reveals_the_hints_one_at_a_time_and_records_them(executed):
    (printed,) = executed[4].outputs
    assert (
        "['Show hint 1 of 3', 'Show hint 2 of 3', 'Show hint 3 of 3', 'All hints shown'] 3 True"
        in printed.text
    )
    assert len(executed[5].outputs) == 1  # no hint is left, so there is no button


def test_in_a_kernel_own_numbers_are_displayed(executed):
    (shown,) = executed[6].outputs
    assert "set_learner" in shown.data["text/html"]


def test_in_a_kernel_no_traceback_of_ours_is_shown(executed):
    (error,) = executed[7].outputs
    assert (error.ename, len(error.traceback)) == ("NoNumbersError", 1)
    (sentence,) = executed[8].outputs
    assert "Did you mean" in sentence.data["text/html"] or "The sets are" in sentence.data["text/html"]
