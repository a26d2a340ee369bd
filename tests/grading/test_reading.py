from __future__ import annotations

import copy
import json

import pytest
from sample_course import EXERCISE, GIVEN, RIGHT, STUBS, cell_id, code, notebook

from nnkit.grading.problems import ContentError
from nnkit.grading.submissions.exercise import find_exercise, load_exercise
from nnkit.grading.submissions.notebook_json import (
    MAX_BYTES,
    MAX_CELLS,
    UnreadableNotebook,
    parse,
    read_bytes,
)
from nnkit.grading.submissions.reading import defines, read_submission, same_code


def read(content: dict, exercise):
    return read_submission(parse(json.dumps(content).encode()), exercise)


def roles(submission) -> list[tuple[str, str]]:
    return [(step.role, step.source) for step in submission.steps]


def test_an_untouched_notebook_has_only_given_cells_to_run(exercise):
    submission = read(notebook(), exercise)
    assert {step.role for step in submission.steps} == {"template"}
    assert submission.started == frozenset()
    assert submission.lost == frozenset()


def test_answers_are_found_by_cell_id_and_run_in_the_learners_order(exercise):
    submission = read(notebook(RIGHT), exercise)
    assert [step.problem for step in submission.steps if step.role == "answer"] == list(RIGHT)
    assert submission.started == RIGHT.keys()
    assert not any("check(" in step.source for step in submission.steps)


def test_an_answer_without_its_id_is_found_by_its_metadata(exercise):
    content = notebook(RIGHT)
    for cell in content["cells"]:
        del cell["id"]
    submission = read(content, exercise)
    assert submission.started == RIGHT.keys()
    assert len(submission.steps) == 8


def test_with_no_ids_at_all_cells_that_define_the_names_count(exercise):
    content = notebook(RIGHT)
    for cell in content["cells"]:
        del cell["id"], cell["metadata"]
    assert read(content, exercise).started == RIGHT.keys()


def test_of_two_cells_with_the_same_metadata_the_true_id_wins(exercise):
    content = notebook(RIGHT)
    twin = code("softmax = None", "fresh-id", ("answer",), "demo.softmax")
    twin["metadata"]["nnkit"]["id"] = cell_id("demo.softmax")
    content["cells"].insert(1, twin)
    submission = read(content, exercise)
    own = [step for step in submission.steps if step.problem == "demo.softmax"]
    assert [step.source for step in own] == [RIGHT["demo.softmax"]]
    assert ("helper", "softmax = None") in roles(submission)


def test_a_deleted_answer_cell_is_lost_unless_another_cell_defines_its_name(exercise):
    content = notebook(RIGHT)
    content["cells"] = [cell for cell in content["cells"] if cell["id"] != cell_id("demo.pick")]
    assert "demo.pick" not in read(content, exercise).started
    assert read(content, exercise).lost == {"demo.pick"}
    content["cells"].append(code('pick = "b"'))
    assert "demo.pick" in read(content, exercise).started


def test_comments_and_layout_do_not_start_a_problem(exercise):
    changed = STUBS["demo.softmax"].replace("# your code here", "# no idea") + "\n\n# later\n"
    assert read(notebook({"demo.softmax": changed}), exercise).started == frozenset()


def test_a_check_cell_is_not_run_even_if_it_was_changed(exercise):
    content = notebook(RIGHT)
    check = next(cell for cell in content["cells"] if cell["id"].startswith("check-"))
    check["source"] = "check = None  # silenced"
    assert not any("silenced" in step.source for step in read(content, exercise).steps)


def test_given_code_runs_where_it_stood_and_a_changed_copy_after_it(exercise):
    content = notebook(RIGHT)
    given = next(cell for cell in content["cells"] if cell["id"] == "91fe")
    given["source"] = "a, b = 1, 2"
    at = [step.source for step in read(content, exercise).steps]
    assert at.index(GIVEN) + 1 == at.index("a, b = 1, 2")
    assert at.index("a, b = 1, 2") < at.index(RIGHT["demo.total"])
    content["cells"].remove(given)
    assert [step.source for step in read(content, exercise).steps][1] == GIVEN


def test_a_changed_setup_cell_is_a_helper(exercise):
    content = notebook(RIGHT)
    content["cells"][0]["source"] = "import numpy as np\nimport math"
    assert ("helper", "import numpy as np\nimport math") in roles(read(content, exercise))


def test_cells_in_another_language_are_left_out_with_a_note(exercise):
    content = notebook(RIGHT, extra=("%%bash\nls", "%%time\nx = 1", "   "))
    submission = read(content, exercise)
    assert ("helper", "%%time\nx = 1") in roles(submission)
    assert not any("bash" in step.source for step in submission.steps)
    assert submission.notes == ("cell 2 was not run: it starts with `%%bash`",)


def test_a_cell_too_long_for_the_worker_is_left_out_with_a_note(exercise):
    submission = read(notebook(RIGHT, extra=(f"x = '{'a' * 70_000}'",)), exercise)
    assert "longer than" in submission.notes[0]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def softmax(s):\n    return s", True),
        ("softmax = lambda s: s", True),
        ("a, softmax = f, g", True),
        ("class softmax: pass", True),
        ("    softmax = 1", False),
        ("print(softmax(s) == 3)", False),
        ("softmax == 3", False),
        ("softmax2 = 3", False),
        ("y = softmax(s)", False),
    ],
)
def test_whether_a_cell_defines_a_name(exercise, source, found):
    assert defines(source, exercise.problems["demo.softmax"]) is found


@pytest.mark.parametrize(
    "source", ["def f(:\n  (((", "'''", "\x00", "(" * 50_000, "-" * 50_000, "if x:\n\ty\n  z"]
)
def test_source_that_is_not_python_can_be_compared(source):
    assert same_code(source, source)
    assert not same_code(source, "x = 1")


BROKEN = {
    "empty": (b"", "empty"),
    "blank": (b" \n ", "empty"),
    "binary": (b"\x89PNG\r\n\x1a\n\xff\xfe", "not even text"),
    "prose": (b"my homework", "JSON breaks off or is wrong"),
    "half": (json.dumps(notebook()).encode()[:500], "JSON breaks off or is wrong"),
    "merge": (b'{\n<<<<<<< HEAD\n"a": 1\n=======\n}', "merge conflict"),
    "a list": (b"[1, 2]", "not a notebook"),
    "a number": (b"3", "not a notebook"),
    "deep": (b"[" * 200_000, "nested without end"),
    "huge number": (b'{"nbformat": ' + b"9" * 10_000 + b"}", "JSON breaks off or is wrong"),
    "v3": (json.dumps({"nbformat": 3, "worksheets": [{"cells": []}]}).encode(), "old format 3"),
    "v5": (json.dumps({"nbformat": 5, "cells": []}).encode(), "format 4"),
    "no format": (b'{"cells": []}', "format 4"),
    "no cells": (b'{"nbformat": 4}', "no list of cells"),
    "cells a dict": (b'{"nbformat": 4, "cells": {}}', "no list of cells"),
    "cell a number": (b'{"nbformat": 4, "cells": [3]}', "cell 1 is not a cell"),
    "source": (b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": 3}]}', "source of its cell 1"),
    "source list": (
        b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": [3]}]}',
        "source of its cell 1",
    ),
    "many": (json.dumps({"nbformat": 4, "cells": [{}] * (MAX_CELLS + 1)}).encode(), "at most"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_damaged_notebook_is_one_clear_sentence(name):
    data, reason = BROKEN[name]
    with pytest.raises(UnreadableNotebook, match=reason) as told:
        parse(data)
    assert "Traceback" not in str(told.value)
    assert len(str(told.value)) < 200


def test_odd_metadata_and_ids_are_tolerated(exercise):
    content = notebook(RIGHT)
    content["metadata"] = ["odd"]
    content["cells"][0]["id"] = 7
    content["cells"][1]["metadata"] = {"tags": "answer", "nnkit": [1]}
    content["cells"].append({"cell_type": "code", "source": "x = '\ud800'"})
    content["cells"].append({"cell_type": ["code"]})
    content["cells"].append({})
    assert read(content, exercise).started == RIGHT.keys()


def test_a_file_above_the_cap_or_absent_is_refused(tmp_path):
    path = tmp_path / "big.ipynb"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(UnreadableNotebook, match="Clear the outputs"):
        read_bytes(path)
    with pytest.raises(UnreadableNotebook, match="not a file"):
        read_bytes(tmp_path)


def test_the_exercise_is_told_by_metadata_file_name_or_answer_cells(course):
    content = notebook()
    whole = parse(json.dumps(content).encode())
    assert find_exercise(whole, "homework", course) == EXERCISE
    del content["metadata"]["nnkit"]
    nameless = parse(json.dumps(content).encode())
    assert find_exercise(nameless, f"{EXERCISE} (1)-Copy2", course) == EXERCISE
    assert find_exercise(nameless, "homework", course) == EXERCISE
    assert find_exercise(None, f"ada_{EXERCISE}", course) == EXERCISE
    with pytest.raises(UnreadableNotebook, match=f"none of the exercises. Known exercises: {EXERCISE}"):
        find_exercise(parse(b'{"nbformat": 4, "cells": []}'), "homework", course)


def test_a_chapter_is_not_an_exercise(course):
    content = copy.deepcopy(notebook())
    content["metadata"]["nnkit"]["notebook"] = f"course/{EXERCISE}"
    with pytest.raises(UnreadableNotebook, match=f"chapter {EXERCISE}.*exercises/{EXERCISE}.ipynb"):
        find_exercise(parse(json.dumps(content).encode()), EXERCISE, course)


def test_correct_answers_come_from_the_source_or_the_built_notebook(course, exercise, tmp_path):
    assert exercise.references == RIGHT
    assert exercise.max_score == 14
    (tmp_path / "hidden").mkdir()
    (tmp_path / "source").mkdir()
    (tmp_path / "hidden" / "demo.py").write_text(
        (course / "solutions/hidden/demo.py").read_text("utf-8"), "utf-8"
    )
    cells = [
        f'# %% problem="{id}" tags=["answer"]\n{text}\n\n# %% [markdown]\n# x\n' for id, text in RIGHT.items()
    ]
    (tmp_path / "source" / f"{EXERCISE}.py").write_text(
        "# %% tags=['setup']\nimport x\n\n" + "".join(cells), "utf-8"
    )
    assert load_exercise(EXERCISE, root=course, solutions=tmp_path).references == RIGHT


def test_an_incomplete_course_is_a_clear_error(course, tmp_path):
    with pytest.raises(ContentError, match="missing"):
        load_exercise(EXERCISE, root=course, solutions=tmp_path)
    with pytest.raises(ContentError, match=r"exercises/99_none.ipynb"):
        load_exercise("99_none", root=course, solutions=course / "solutions")
