"""A small course of one exercise with six problems, written into a folder, and notebooks handed in for it."""

from __future__ import annotations

import json
from pathlib import Path

EXERCISE = "07_demo"

PROBLEMS = """
import numpy as np
from nnkit.grading import Problem

HINTS = ("idea", "shapes", "code")

def right_softmax(s):
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)

def right_loss(s, y):
    return float(-np.log(right_softmax(s)[np.arange(len(y)), y]).mean())

softmax = Problem("demo.softmax", "Softmax", 6, 4, "function", ("softmax",), HINTS,
                  reference={"softmax": right_softmax})

@softmax.check("values")
def softmax_values(learner, case):
    s = case.rng.standard_normal((4, 3))
    case.expect("softmax(s)", learner.softmax(s), right_softmax(s), inputs=(s,))

@softmax.check("leaves its argument alone")
def softmax_pure(learner, case):
    s = case.rng.standard_normal((2, 2))
    learner.softmax(s)
    case.expect_unchanged(learner)

@softmax.misconception("axis", "You normalised along the batch.", "p = e / sum over k")
def softmax(s):
    e = np.exp(s - s.max())
    return e / e.sum(axis=0)

@softmax_problem.misconception("whole", "You normalised over everything.", "p = e / sum over k")
def softmax(s):
    e = np.exp(s - s.max())
    return e / e.sum()

@softmax_problem.misconception("exp", "You did not normalise.", "p = e / sum over k")
def softmax(s):
    return np.exp(s)

loss = Problem("demo.loss", "Loss", 6, 3, "function", ("cross_entropy",), HINTS,
               reference={"cross_entropy": right_loss}, builds_on=("demo.softmax",))

@loss.check("values")
def loss_values(learner, case):
    s, y = case.rng.standard_normal((4, 3)), np.array([0, 1, 2, 0])
    case.expect("cross_entropy(s, y)", learner.cross_entropy(s, y), right_loss(s, y), inputs=(s, y))

@loss.misconception("sum", "You took the sum.", "L = mean")
def cross_entropy(s, y):
    return right_loss(s, y) * len(y)

@loss.misconception("sign", "The sign is wrong.", "L = -log p")
def cross_entropy(s, y):
    return -right_loss(s, y)

@loss.misconception("zero", "Always zero.", "L = -log p")
def cross_entropy(s, y):
    return 0.0

value = Problem("demo.value", "A value", 6, 2, "numbers", ("value",), HINTS,
                reference={"value": right_loss(np.zeros((1, 4)), [1])}, builds_on=("demo.loss",))

@value.check("value")
def value_right(learner, case):
    case.expect("value", learner["value"], np.log(4.0))

total = Problem("demo.total", "Your own numbers", 1, 2, "numbers", ("total",), HINTS,
                given=lambda rng: {"a": rng.integers(1, 100, 3), "b": int(rng.integers(1, 100))})

@total.check("total")
def total_right(learner, case):
    case.expect("total", learner["total"], float(case.given["a"].sum() + case.given["b"]))

counter = Problem("demo.counter", "A class", 1, 2, "repair", ("Counter",), HINTS)

@counter.check("counts")
def counts(learner, case):
    one = learner.new("Counter", start=5)
    one.add(2, may_return_none=True)
    case.expect('counter["n"]', one["n"], 7)

@counter.misconception("untouched", "As given.", "", untouched=True)
class Counter:
    def __init__(self, start):
        self.n = start
    def add(self, k):
        self.n = k

@counter.misconception("b", "b", "")
class Counter:
    def __init__(self, start):
        self.n = 0
    def add(self, k):
        self.n += k

@counter.misconception("c", "c", "")
class Counter:
    def __init__(self, start):
        self.n = start
    def add(self, k):
        pass

pick = Problem("demo.pick", "A choice", 1, 1, "choice", ("pick",), HINTS)

@pick.check("the choice")
def pick_right(learner, case):
    case.expect_choice("pick", learner["pick"], "b", {"a": "Not a.", "c": "Not c."})
""".replace("@softmax.misconception", "softmax_problem = softmax\n\n@softmax_problem.misconception", 1)

HIDDEN = """
import numpy as np
from nnkit.grading import hidden_check

@hidden_check("demo.softmax", "large logits", points=2)
def large(learner, case):
    s = np.array([[1000.0, 999.0]])
    case.expect("softmax(s)", learner.softmax(s), np.array([[0.7310585786300049, 0.2689414213699951]]))

@hidden_check("demo.loss", "one row")
def one_row(learner, case):
    case.expect("cross_entropy(s, y)", learner.cross_entropy(np.zeros((1, 2)), np.array([1])), np.log(2.0))
"""

STUBS = {
    "demo.softmax": "def softmax(s):\n    return ...  # your code here",
    "demo.loss": "def cross_entropy(s, y):\n    return ...  # your code here",
    "demo.value": "value = ...",
    "demo.total": "total = ...",
    "demo.counter": (
        "class Counter:\n    def __init__(self, start):\n        self.n = start\n"
        "    def add(self, k):\n        self.n = k"
    ),
    "demo.pick": "pick = ...",
}
RIGHT = {
    "demo.softmax": (
        "def softmax(s):\n    e = np.exp(s - s.max(axis=-1, keepdims=True))\n"
        "    return e / e.sum(axis=-1, keepdims=True)"
    ),
    "demo.loss": (
        "def cross_entropy(s, y):\n    p = softmax(s)[np.arange(len(y)), y]\n    return np.mean(-np.log(p))"
    ),
    "demo.value": "value = cross_entropy(np.zeros((1, 4)), [1])",
    "demo.total": "total = a.sum() + b",
    "demo.counter": STUBS["demo.counter"].replace("= k", "+= k"),
    "demo.pick": 'pick = "b"',
}
SETUP = "import numpy as np\n\nfrom nnkit.grading import check, hint, mine"
GIVEN = 'a, b = mine("demo.total")'
WRONG_SOFTMAX = "def softmax(s):\n    e = np.exp(s - s.max())\n    return e / e.sum(axis=0)"


def cell_id(problem: str, kind: str = "answer") -> str:
    return f"{kind}-{problem}".replace(".", "-").replace("_", "-")


def code(source: str, id: str = "", tags: tuple[str, ...] = (), problem: str = "") -> dict:
    metadata: dict = {"tags": list(tags)} if tags else {}
    if problem:
        metadata["nnkit"] = {"id": id, "problem": problem}
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": id or f"own-{abs(hash(source)) % 10**9}",
        "metadata": metadata,
        "outputs": [],
        "source": source.splitlines(keepends=True),
    }


def notebook(answers: dict[str, str] | None = None, extra: tuple[str, ...] = ()) -> dict:
    """Return the exercise with some answers filled in, and the learner's extra cells before the answers."""
    answers = STUBS | (answers or {})
    cells = [code(SETUP, "5e70", ("setup",)), *(code(source) for source in extra)]
    for problem, source in answers.items():
        if problem == "demo.total":
            cells.append(code(GIVEN, "91fe", ("given",)))
        cells.append(code(source, cell_id(problem), ("answer",), problem))
        cells.append(code(f'check("{problem}")', cell_id(problem, "check"), ("check",), problem))
    metadata = {"nnkit": {"notebook": f"exercises/{EXERCISE}", "version": "0.1.0"}}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells}


def write_course(folder: Path) -> Path:
    """Write the course into a folder; its solutions are in the folder's ``solutions``."""
    files = {
        "exercises/problems/demo.py": PROBLEMS,
        "solutions/hidden/demo.py": HIDDEN,
        f"exercises/{EXERCISE}.ipynb": json.dumps(notebook()),
        f"solutions/{EXERCISE}.ipynb": json.dumps(notebook(RIGHT)),
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder
