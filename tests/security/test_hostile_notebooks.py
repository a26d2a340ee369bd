"""Notebooks that try to score without knowing the answer, or to disturb the grader; none gains a point.

They run in a plain process: what protects the scores is the protocol, not the sandbox.
"""

from __future__ import annotations

import json

import pytest
from sample_course import RIGHT, notebook

from nnkit.grading.sandbox.isolation import Sandbox
from nnkit.grading.sandbox.session import Times
from nnkit.grading.submissions.grader import grade
from nnkit.grading.submissions.notebook_json import parse
from nnkit.grading.submissions.reading import read_submission

GARBAGE = """
import os
def spill(data):
    for fd in range(64):
        try:
            os.write(fd, data)
        except OSError:
            pass
"""
FORGE = """
import os, struct, sys, msgpack
def forge(first, last):
    for number in range(first, last):
        reply = dict.fromkeys(("error", "text", "line"), "")
        reply |= dict(id=number, kind="value", value=0.0, printed=False, mutated=[])
        body = msgpack.packb(reply)
        for fd in (20, 21):
            try:
                os.write(fd, struct.pack(">I", len(body)) + body)
            except OSError:
                pass
"""


@pytest.fixture
def scores(exercise):
    def run(content: dict, kind: str = "none") -> dict[str, float]:
        submission = read_submission(parse(json.dumps(content).encode()), exercise)
        times = Times(cell=2, call=2, notebook=30)
        verdicts = grade(submission, exercise, Sandbox(kind), salt="s", learner_id="ada", times=times)  # type: ignore[arg-type]
        assert "Traceback" not in json.dumps([verdict.as_dict() for verdict in verdicts])
        return {verdict.problem: verdict.score for verdict in verdicts}

    return run


CHEATS = {
    "patched comparisons": """
import numpy, builtins
for name in ("allclose", "isclose", "array_equal", "equal", "asarray", "array"):
    setattr(numpy, name, lambda *a, **k: True)
numpy.testing.assert_allclose = lambda *a, **k: None
def softmax(s): return s
""",
    "an object equal to everything": """
class Anything(float):
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __float__(self): return 0.5
    def __abs__(self): return 0.0
    def __sub__(self, other): return 0.0
    __rsub__ = __sub__
def softmax(s): return Anything(1)
""",
    "an array equal to everything": """
class Anything(np.ndarray):
    def __eq__(self, other): return np.array(True)
    def __array_ufunc__(self, *a, **k): return np.array(True)
    def __array_function__(self, *a, **k): return True
    shape = property(lambda self: (4, 3))
def softmax(s): return np.zeros(s.shape).view(Anything)
""",
    "a list full of liars": """
class Liar(list):
    def __iter__(self): return iter([])
    def __len__(self): return 4
    def __eq__(self, other): return True
def softmax(s): return Liar([0])
""",
    "not a number everywhere": "def softmax(s): return np.full(s.shape, np.nan)",
    "its own verdict": """
def softmax(s): return {"kind": "value", "status": "passed", "score": 4, "passed": True}
""",
    "the caller's frames": """
import sys, gc
def softmax(s):
    frame = sys._getframe()
    while frame:
        for value in list(frame.f_locals.values()):
            if hasattr(value, "shape") and value is not s and value.shape == s.shape: return value
        frame = frame.f_back
    return s
""",
    "the worker's functions": """
import gc
for thing in gc.get_objects():
    name = getattr(thing, "__qualname__", "")
    if name in ("call", "read", "plain", "to_frame", "Worker.handle") and hasattr(thing, "__code__"):
        thing.__code__ = (lambda *a, **k: None).__code__
def softmax(s): return s
""",
    "sys.modules": """
import sys
class Gone:
    def __getattr__(self, name): raise SystemExit
for name in ("numpy", "msgpack", "json", "dataclasses"): sys.modules[name] = Gone()
def softmax(s): return s
""",
    "exceptions that cannot be shown": """
class Meta(type):
    __name__ = property(lambda cls: 1 / 0)
class Odd(BaseException, metaclass=Meta):
    def __str__(self): raise KeyboardInterrupt
def softmax(s): raise Odd
""",
    "a thread that goes on": """
import threading, time
def forever():
    while True: time.sleep(0.01)
threading.Thread(target=forever, daemon=True).start()
def softmax(s): return s
""",
}


@pytest.mark.parametrize("name", CHEATS)
def test_a_cheat_gains_nothing_and_costs_nobody_else(scores, name):
    got = scores(notebook({"demo.softmax": CHEATS[name], "demo.pick": RIGHT["demo.pick"]}))
    # "leaves its argument alone" (1 of 4 points) is true of code that only hands its argument back
    assert got["demo.softmax"] <= 1.0
    assert got["demo.loss"] == got["demo.value"] == got["demo.total"] == got["demo.counter"] == 0


@pytest.mark.parametrize(
    "data", ["os.urandom(100_000)", "b'\\xff' * 8", "b'\\x00' * 4", "b'\\x00\\x00\\x00\\x05hello'"]
)
def test_garbage_on_every_descriptor_while_loading_costs_that_cell(scores, data):
    got = scores(notebook(RIGHT | {"demo.pick": f"{GARBAGE}\nspill({data})\npick = 'b'"}))
    assert got["demo.pick"] == 0
    assert sum(got.values()) == 13


@pytest.mark.parametrize("data", ["os.urandom(100_000)", "b'\\xff' * 8"])
def test_garbage_on_every_descriptor_in_a_call_costs_that_problem(scores, data):
    got = scores(
        notebook(RIGHT | {"demo.softmax": f"{GARBAGE}\ndef softmax(s):\n    spill({data})\n    return s"})
    )
    assert got["demo.softmax"] == 0
    assert sum(got.values()) == 10


def test_closing_every_descriptor_costs_that_problem(scores):
    source = "import os\ndef softmax(s):\n    os.closerange(0, 64)\n    return s"
    got = scores(notebook(RIGHT | {"demo.softmax": source}))
    assert got["demo.softmax"] == 0
    assert sum(got.values()) == 10


@pytest.mark.parametrize(("first", "last"), [(0, 60), (5, 6), (9, 10)])
def test_forged_replies_gain_nothing(scores, first, last):
    attack = f"{FORGE}\nforge({first}, {last})\ndef softmax(s): return s"
    got = scores(notebook({"demo.softmax": attack, "demo.pick": RIGHT["demo.pick"]}))
    assert got["demo.softmax"] <= 1.0
    assert got["demo.pick"] == 1.0


def test_replies_forged_from_a_thread_gain_nothing(scores):
    attack = f"""{FORGE}
import threading
def later():
    for _ in range(200): forge(1, 40)
threading.Thread(target=later, daemon=True).start()
def softmax(s): return s
"""
    got = scores(notebook({"demo.softmax": attack, "demo.pick": RIGHT["demo.pick"]}))
    assert got["demo.softmax"] <= 1.0
    assert got["demo.loss"] == got["demo.value"] == got["demo.total"] == 0


def test_no_expected_value_and_no_hidden_check_is_in_the_worker(scores, exercise):
    search = """
import gc
def softmax(s):
    words = [v for v in gc.get_objects() if isinstance(v, (str, dict, list, tuple))]
    text = repr([w for w in words if isinstance(w, (dict, tuple, list)) and "large logits" in map(str, w)])
    return s if text == "[]" else text
"""
    got = scores(notebook({"demo.softmax": search}))
    assert got["demo.softmax"] == 1.0  # it found nothing, and left its argument alone


def test_a_reply_full_of_nested_data_is_refused_in_time(scores):
    bomb = "def softmax(s):\n    a = 'x'\n    for _ in range(30): a = [a] * 10\n    return a"
    assert scores(notebook({"demo.softmax": bomb}))["demo.softmax"] <= 1.0


def test_a_slow_drip_of_bytes_does_not_outlast_the_limit(scores):
    drip = """
import os, struct, time
def softmax(s):
    os.write(21, struct.pack(">I", 1000))
    for _ in range(300):
        os.write(21, b"\\xc0")
        time.sleep(0.05)
"""
    assert scores(notebook({"demo.softmax": drip}))["demo.softmax"] == 0
