"""What the notebook itself says: cells, ids, tags and metadata that were tampered with."""

import copy

from attacks import Attack

CHECK = "check-demo-softmax"
ANSWER = "answer-demo-softmax"


def cell(book: dict, id: str) -> dict:
    return next(one for one in book["cells"] if one["id"] == id)


def insert(book: dict, place: str, source: str, **more) -> dict:
    new = {"cell_type": "code", "execution_count": None, "id": "mine", "metadata": {}, "outputs": []}
    new |= {"source": source} | more
    book["cells"].insert(book["cells"].index(cell(book, place)), new)
    return new


def edited(book):
    cell(book, CHECK)["source"] = "assert True"


def blanked(book):
    cell(book, CHECK)["source"] = ""


def deleted(book):
    book["cells"].remove(cell(book, CHECK))


def skipped(book):
    cell(book, CHECK)["metadata"]["tags"].append("skip-execution")


def all_skipped(book):
    for one in book["cells"]:
        one["metadata"].setdefault("tags", []).append("skip-execution")


def claims_points(book):
    cell(book, CHECK)["metadata"]["nnkit"] |= {"points": 100, "score": 100, "status": "passed"}
    insert(book, CHECK, "", metadata={"tags": ["check"], "nnkit": {"problem": "demo.softmax", "points": 100}})
    book["cells"].remove(cell(book, CHECK))


def another_problems_check(book):
    cell(book, CHECK)["metadata"]["nnkit"]["problem"] = "demo.pick"


def duplicated(book):
    twin = copy.deepcopy(cell(book, CHECK))
    twin["source"] = "assert True"
    twin["metadata"]["nnkit"]["points"] = 40
    book["cells"].append(twin)


def redefined_check(book):
    insert(book, ANSWER, "def check(*a, **k): return True")


def raw_check(book):
    cell(book, CHECK).update(cell_type="raw", source="pass")


def early_exit(book):
    insert(book, ANSWER, "import sys\nsys.exit(0)")


def hard_exit(book):
    insert(book, ANSWER, "import os\nos._exit(0)")


def under_another_id(book):
    """An answer to demo.pick under the id of demo.softmax, and the check cell with it."""
    cell(book, ANSWER)["source"] = "softmax = None\npick = 'b'"
    cell(book, CHECK)["source"] = "check('demo.pick')"


def handed_in_twice(book):
    twin = copy.deepcopy(cell(book, ANSWER))
    book["cells"].append(twin)
    edited(book)


def solutions_from_disk(book):
    cell(book, ANSWER)["source"] = """
import json
for one in json.load(open(SOLUTION))["cells"]:
    if one["id"] == "answer-demo-softmax": exec("".join(one["source"]))
"""


def grader_imported(book):
    cell(book, ANSWER)["source"] = """
import __main__
def softmax(s):
    import sys
    frame = sys._getframe(1)
    return frame.f_locals["want"] if "want" in frame.f_locals else s
"""


def outputs_say_so(book):
    cell(book, CHECK)["outputs"] = [
        {"output_type": "display_data", "data": {"text/plain": "passed 4 / 4"}, "metadata": {}}
    ]
    edited(book)


def another_exercise(book):
    """The notebook calls itself another exercise, and asks for all its points."""
    book["metadata"]["nnkit"] |= {"notebook": "exercises/00_easy", "score": 14, "max_score": 1}
    edited(book)


CHANGES = (
    edited,
    blanked,
    deleted,
    skipped,
    all_skipped,
    claims_points,
    another_problems_check,
    duplicated,
    redefined_check,
    raw_check,
    early_exit,
    hard_exit,
    under_another_id,
    handed_in_twice,
    solutions_from_disk,
    grader_imported,
    outputs_say_so,
    another_exercise,
)
ATTACKS = [
    Attack(change.__name__.replace("_", " "), trace="fooled", control="trusting", notebook=change)
    for change in CHANGES
]
