"""The worker gives the same outcomes as the notebook's own process."""

from __future__ import annotations

import linecache
import select
import sys
import time
from dataclasses import asdict

import numpy as np
import pytest

from nnkit.grading.local import LocalLearner
from nnkit.grading.sandbox.connection import WorkerDied
from nnkit.grading.sandbox.isolation import Sandbox
from nnkit.grading.sandbox.protocol import to_frame
from nnkit.grading.sandbox.remote import RemoteLearner, ask, last_words, outcome_of
from nnkit.grading.sandbox.worker import compile_cell, run_cell, without_magics

TABLE = """
import numpy as np
class Mine(np.ndarray):
    pass
class Liar(float):
    def __eq__(self, other):
        return True
def f_int(x): return 3
def f_bool(x): return x.sum() > 0
def f_float32(x): return np.float32(0.1)
def f_float32_array(x): return x.astype(np.float32)
def f_list(x): return [1, [2.0, "three"], None]
def f_tuple(x): return 1, x
def f_dict(x): return {"W": x, 3: True}
def f_none(x): pass
def f_dots(x): return ...
def f_printing(x): print("a" * 100_000)
def f_raising(x):
    y = x + 1
    raise ValueError("no such axis")
def f_raising_deep(x):
    return f_raising(
        x)
def f_own_error(x):
    class MyError(Exception): pass
    raise MyError("mine")
def f_bad_str(x):
    class Odd(Exception):
        def __str__(self): raise RuntimeError
    raise Odd()
def f_exit(x):
    import sys
    sys.exit(3)
def f_recursion(x): return f_recursion(x)
def f_mutating(x):
    x -= 1
    return x
def f_overflowing(x): return 1 / (1 + np.exp(1000 * x))
def f_halving(arrays):
    arrays[1] *= 0.5
    return 1
def f_reshaping(x):
    x.shape = (3, 2)
    return 1
def f_subclass(x): return x.view(Mine)
def f_liar(x): return Liar(2.5)
def f_objects(x): return np.array([None, 1])
def f_complex(x): return 1j
def f_complex_array(x): return x * 1j
def f_generator(x): yield 1
def f_lambda(x): return lambda: 1
def f_map(x): return map(int, x[0])
def f_text(x): return "δ"
def f_long_text(x): return "x" * 100_000
def f_surrogate(x): return 1
def f_huge(x): return 2**80
def f_nan(x): return x / 0
def f_keywords(x, *, k=1): return k
def f_module(x): return np
def f_set(x): return {1}
def f_nested(x):
    a = []
    for _ in range(40): a = [a]
    return a
def f_readonly(x):
    y = np.broadcast_to(x[0], (4, 3))
    return y
def f_big_endian(x): return x.astype(">f8")
def f_wrong_arguments(): return 1
f_lam = lambda x: x * 2
f_unfinished = ...
f_number = 3
class Thing:
    def __init__(self, n): self.n = n
    def add(self, k): self.n += k
    def get(self): return self.n
    @property
    def broken(self): raise ValueError("broken")
value, array, dots = 2.5, np.arange(3), ...
table = {"a": [1, 2]}
"""
NAMES = [line[4:].partition("(")[0] for line in TABLE.splitlines() if line.startswith("def f_")]
NAMES += ["f_lam", "f_unfinished", "f_number", "f_absent", "Thing"]
LINES = frozenset(f"line {n}, `{line.strip()}`" for n, line in enumerate(TABLE.split("\n"), 1))


def ten_seconds() -> float:
    return 10.0


def start(kind: str = "none"):
    connection = Sandbox(kind).start()  # type: ignore[arg-type]
    connection.request({"op": "numbers", "numbers": {}}, 60)
    return connection


@pytest.fixture(scope="module")
def worker():
    connection = start()
    run(connection, TABLE)
    yield connection
    connection.close()


def run(connection, source, label="cell 1", reference=False):
    request = {"op": "run", "source": source, "label": label, "reference": reference}
    return outcome_of(connection.request(request, 20), lines=LINES)


@pytest.fixture
def both(worker):
    space: dict = {"__name__": "__main__"}
    linecache.cache["<local>"] = (len(TABLE), None, TABLE.splitlines(keepends=True), "<local>")
    exec(compile(TABLE, "<local>", "exec"), space)
    yield LocalLearner(space), RemoteLearner(worker, ten_seconds, lines=LINES)
    linecache.cache.pop("<local>")


def equal(one, other) -> bool:
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        same = isinstance(one, np.ndarray) and isinstance(other, np.ndarray)
        return (
            same and one.dtype == other.dtype and np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
        )
    if isinstance(one, (list, dict)):
        keys = range(len(one)) if isinstance(one, list) else one
        return (
            type(one) is type(other) and len(one) == len(other) and all(equal(one[k], other[k]) for k in keys)
        )
    return type(one) is type(other) and (one == other or one is other)


@pytest.mark.parametrize("name", NAMES)
def test_a_call_has_the_same_outcome_in_the_worker(both, name):
    args = (np.array([[1.0, 2.0, 3.0], [0.0, -1.0, 4.0]]),)
    local, remote = (learner._call(None, name, args, {}, False) for learner in both)
    assert equal(
        asdict(local) | {"mutated": list(local.mutated)}, asdict(remote) | {"mutated": list(remote.mutated)}
    )


@pytest.mark.parametrize("name", ["value", "array", "dots", "table", "np", "absent", "f_int"])
def test_reading_a_name_has_the_same_outcome_in_the_worker(both, name):
    local, remote = (learner._get(None, name) for learner in both)
    assert equal(asdict(local), asdict(remote))


def test_objects_live_on_in_the_worker(both):
    for learner in both:
        thing = learner.new("Thing", 5)
        thing.add(2, may_return_none=True)
        assert thing["n"] == 7
        assert thing.get() == 7
        thing["n"] = 11
        assert thing.get() == 11
        assert learner._get(0, "broken").kind == "missing"
        assert learner._call(0, "no_such_method", (), {}, False).kind == "missing"


def test_arguments_are_copies(both):
    for learner in both:
        x = np.ones((2, 3))
        assert learner._call(None, "f_mutating", (x,), {}, False).mutated == (0,)
        assert x[0, 0] == 1


def test_what_happens_on_the_way_is_told(both):
    for learner in both:
        assert learner._call(None, "f_halving", ([np.ones(2), np.ones(3)],), {}, False).mutated == (0,)
        for x, overflowed in ((1.0, True), (-1.0, False)):
            assert learner._call(None, "f_overflowing", (x,), {}, False).overflowed is overflowed


def test_keyword_arguments_arrive(both):
    for learner in both:
        assert learner.f_keywords(0, k=[1, 2]) == [1, 2]


def test_a_raised_exception_names_the_line_of_the_learners_cell(both):
    for learner in both:
        outcome = learner._call(None, "f_raising", (np.ones(2),), {}, False)
        assert outcome.error == "ValueError"
        assert outcome.line.endswith('`raise ValueError("no such axis")`')


def test_text_and_line_are_withheld_on_request(worker):
    for withhold, line in (("text", True), ("text and line", False)):
        quiet = RemoteLearner(worker, ten_seconds, lines=LINES, withhold=withhold)
        outcome = quiet._call(None, "f_raising", (np.ones(2),), {}, False)
        assert (outcome.error, outcome.text, bool(outcome.line)) == ("ValueError", "", line)
        assert quiet._call(None, "f_own_error", (1,), {}, False).error == "an exception"
        assert quiet._call(None, "f_lambda", (1,), {}, False).text == "something else"


def test_a_syntax_error_tells_line_and_reason():
    outcome = run_cell("x = 1\ndef f(:\n    pass", "cell 1", {})
    assert outcome.error == "SyntaxError"
    assert outcome.line == "line 2, `def f(:`"


def test_a_cell_that_fails_keeps_what_it_had_defined():
    space: dict = {}
    outcome = run_cell("a = 1\nb = a / 0\nc = 2", "cell 1", space)
    assert (outcome.error, outcome.line) == ("ZeroDivisionError", "line 2, `b = a / 0`")
    assert space["a"] == 1
    assert "c" not in space


@pytest.mark.parametrize(
    "source", ["x = '\0'", "(" * 5000, "-" * 20_000 + "1", "[" * 90 + "]" * 90 + "\nx = = 1"]
)
def test_source_that_the_compiler_cannot_take_is_an_outcome(source):
    connection = start()
    request = {"op": "run", "source": source, "label": "cell 1", "reference": False}
    assert ask(connection, request, ten_seconds, "The cell").kind in ("raised", "dead")
    connection.close()


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("%matplotlib inline\nx = 1", "pass\nx = 1"),
        ("!pip install numpy\nx = 1", "pass\nx = 1"),
        ("np.sum?\nx = 1", "pass\nx = 1"),
        ("?np.sum", "pass"),
        ("if True:\n    !ls\n    x = 1", "if True:\n    pass\n    x = 1"),
        ("%%time\nx = 1", "pass\nx = 1"),
        ("%time x = f(1)", "x = f(1)"),
    ],
)
def test_notebook_commands_are_dropped_and_lines_keep_their_numbers(source, kept):
    assert without_magics(source) == kept
    compile_cell(source, "<cell>")


def test_a_continuation_line_that_starts_with_percent_is_python():
    space: dict = {}
    exec(compile_cell("x = (7\n% 4)", "<cell>"), space)
    assert space["x"] == 3


def test_plotting_is_absorbed_and_the_rest_of_the_cell_counts(worker):
    source = """
import matplotlib.pyplot as plt
from matplotlib import cm, colors
from IPython.display import display, HTML
import ipywidgets as w
from nnkit.widgets import softmax_explorer
fig, (left, right) = plt.subplots(1, 2)
counts, edges, patches = left.hist([1, 2])
for ax in fig.axes: ax.plot([1])
with plt.style.context("x"): plt.show()
@w.interact(x=3)
def shown(x): return x
display(fig); get_ipython().run_line_magic("matplotlib", "inline")
drawn = shown(4) if callable(shown) else None
after_plot = 12
"""
    assert run(worker, source).kind == "value"
    assert RemoteLearner(worker, ten_seconds)["after_plot"] == 12


@pytest.mark.parametrize(
    "source", ["import nnkit as nn\nnn.softmax", "from nnkit import Network", "import nnkit.losses"]
)
def test_nnkit_is_refused_with_a_kind_sentence(worker, source):
    outcome = run(worker, source)
    assert outcome.error == "ImportError"
    assert "Write it with NumPy" in outcome.text


def test_mine_gives_the_numbers_as_in_the_notebook():
    connection = start()
    numbers = {"p.one": {"s": np.arange(3)}, "p.two": {"s": 1.5, "y": 2}}
    try:
        connection.request({"op": "numbers", "numbers": numbers}, 20)
        source = 'from nnkit.grading import mine\none = mine("p.one")\none += 1\none = mine("p.one")\n'
        source += 'two = mine("p.two")'
        assert run(connection, source).kind == "value"
        learner = RemoteLearner(connection, ten_seconds)
        assert learner["one"].tolist() == [0, 1, 2]
        assert learner["two"] == [1.5, 2]
        assert run(connection, 'mine("p.none")').error == "KeyError"
    finally:
        connection.close()


def test_shelved_names_come_back_whatever_happened_to_them(worker):
    run(worker, "kept = 1")
    worker.request({"op": "shelve", "shelf": "s", "names": ["kept", "absent"], "reference": False}, 10)
    run(worker, "kept = 2")
    worker.request({"op": "unshelve", "shelf": "s", "names": ["kept", "absent"]}, 10)
    assert RemoteLearner(worker, ten_seconds)["kept"] == 1


def test_a_reference_runs_apart_from_the_learners_names(worker):
    run(worker, "apart = 1")
    run(worker, "apart = 2", reference=True)
    assert RemoteLearner(worker, ten_seconds)["apart"] == 1


def test_a_value_too_large_for_a_frame_is_not_plain_and_the_worker_lives(worker):
    run(worker, "def big(): return np.zeros(2_000_000)")
    learner = RemoteLearner(worker, ten_seconds)
    assert learner._call(None, "big", (), {}, False).kind == "not plain"
    assert learner["value"] == 2.5


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("while True: pass", "time"),
        ("import os; os._exit(0)", "ended"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "ended"),
    ],
)
def test_a_worker_that_hangs_or_ends_is_reaped_in_time(source, why):
    connection = start()
    began = time.monotonic()
    with pytest.raises(WorkerDied) as died:
        connection.request({"op": "run", "source": source, "label": "cell 1", "reference": False}, 0.5)
    assert died.value.why == why
    assert time.monotonic() - began < 5
    assert not connection.alive
    assert connection._process.returncode is not None
    outcome = RemoteLearner(connection, ten_seconds)._get(None, "x")
    assert outcome.kind == "dead"


def test_a_reply_sent_before_it_was_asked_for_ends_the_worker():
    connection = start()
    forge = """
import msgpack, os, struct, threading, time
def forge():
    time.sleep(0.3)
    reply = dict(id=3, kind="value", value=1, error="", text="", line="", printed=False, mutated=[])
    body = msgpack.packb(reply)
    for fd in (20, 21):
        try: os.write(fd, struct.pack(">I", len(body)) + body)
        except OSError: pass
threading.Thread(target=forge).start()
"""
    assert run(connection, forge).kind == "value"
    assert connection._ready(connection._back, select.POLLIN, 10)  # the forged reply is there
    with pytest.raises(WorkerDied) as died:
        connection.request({"op": "get", "target": None, "name": "x"}, 10)
    assert died.value.why == "breach"


def test_last_words_are_sentences():
    for why in ("time", "cpu", "budget", "breach", "ended"):
        assert last_words("`softmax`", WorkerDied(why, 5)).startswith(("`softmax` ", "The notebook"))
    assert last_words("`f`", WorkerDied("time", 5)).startswith(
        "`f` ran for more than 5 seconds and was stopped."
    )


def reply(**changes):
    whole = {
        "id": 1,
        "kind": "value",
        "value": 1,
        "error": "",
        "text": "",
        "line": "",
        "printed": False,
        "mutated": [],
    }
    return whole | changes


@pytest.mark.parametrize(
    "odd",
    [
        reply(kind="passed"),
        reply(kind=["value"]),
        reply(kind="dead"),
        reply(text=3),
        reply(error=None),
        reply(mutated="all"),
        reply(mutated=[[1]]),
        reply(kind="object", value=0),
        {},
    ],
)
def test_a_reply_that_makes_no_sense_is_refused(odd):
    from nnkit.grading.sandbox.protocol import ProtocolError

    with pytest.raises(ProtocolError):
        outcome_of(odd, lines=frozenset())


def test_text_from_the_worker_is_cut_and_cleaned_and_lines_must_be_the_learners():
    odd = reply(kind="raised", error="E" * 99, text="\x1b[2J" + "x" * 999, line="line 1, `secret`")
    outcome = outcome_of(odd, lines=LINES)
    assert outcome.error == "an exception"
    assert "\x1b" not in outcome.text
    assert len(outcome.text) <= 300
    assert outcome.line == ""


def test_grading_imports_no_msgpack_before_it_is_needed():
    import subprocess

    code = "import sys, nnkit.grading, nnkit.grading.sandbox.protocol; sys.exit('msgpack' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    assert to_frame(1)
