"""Set 06: the right answers pass in any style, and each known mistake gets its own sentence."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnkit.activations import log_softmax, softmax
from nnkit.content import content_root
from nnkit.grading.checks import run_checks
from nnkit.grading.diagnosis import judge
from nnkit.grading.diagnosis.misconceptions import prerequisites_of
from nnkit.grading.local import LocalLearner
from nnkit.grading.problems import CODE_KINDS, Misconception, Problem, load_problems
from nnkit.grading.verdict import Verdict
from nnkit.losses import SoftmaxCrossEntropy
from nnkit.tools.notebooks import make_notebook, to_text
from nnkit.tools.sources import SourceCell, read_source
from nnkit.tools.stubs import leaks

SOURCE = Path(content_root()) / "solutions" / "source" / "06_softmax.py"
CELLS = read_source(SOURCE, solutions=True)
EXERCISE = make_notebook(CELLS, SOURCE, "exercises/06_softmax", "0")
PROBLEMS = load_problems("softmax", hidden=True)
CODE = [p for p in PROBLEMS.values() if p.kind in CODE_KINDS]
WRONG = [(p, m) for p in PROBLEMS.values() for m in p.misconceptions]
IDS = ("", "ada", "learner-17", "Zoë", "a.b@example.org")


def verdict(problem: Problem, names: dict[str, Any], learner_id: str = "ada", salt: str = "") -> Verdict:
    runs = run_checks(
        problem, [LocalLearner(names) for _ in problem.checks], learner_id=learner_id, salt=salt
    )
    assert len(runs) == len(problem.checks)
    return judge(problem, runs, learner_id=learner_id, salt=salt)


def answer_cell(problem: Problem) -> SourceCell:
    return next(cell for cell in CELLS if cell.role == "answer" and cell.problem == problem.id)


def exercise_text(problem: Problem) -> str:
    """Return the answer cell as the learner gets it."""
    wanted = f"answer-{problem.id.replace('.', '-').replace('_', '-')}"
    return next(cell.source for cell in EXERCISE.cells if cell.id == wanted)


def execute(problem: Problem, code: str, learner_id: str = "ada") -> dict[str, Any]:
    """Run a learner's cell where NumPy, the problems it builds on and the learner's numbers are known."""
    names = {"__name__": "__main__", "np": np, **prerequisites_of(problem), **problem.numbers_for(learner_id)}
    with np.errstate(all="ignore"):
        exec(code, names)
    return names


def solution(problem: Problem, learner_id: str = "ada") -> dict[str, Any]:
    return execute(problem, answer_cell(problem).source, learner_id)


def wrong_names(problem: Problem, mistake: Misconception, learner_id: str) -> dict[str, Any]:
    """Return what the learner has who makes this mistake; calculated numbers come with three decimals."""
    wrong = mistake.answers_for(problem.numbers_for(learner_id))
    if mistake.from_given:
        right = {name: solution(problem, learner_id)[name] for name in problem.names}
        return {name: np.round(value, 3).tolist() for name, value in {**right, **wrong}.items()}
    return {**prerequisites_of(problem), **wrong}


# The right answers ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("problem", PROBLEMS.values(), ids=lambda p: p.id)
def test_the_solution_passes_every_check(problem: Problem) -> None:
    for learner_id, salt in (("ada", ""), ("ada", "secret"), ("", "other")):
        result = verdict(problem, solution(problem, learner_id), learner_id, salt)
        assert result.status == "passed", [c for c in result.checks if not c.passed]
        assert result.score == result.max_score == problem.points


STYLES = {
    "softmax.stable": {
        "loops": """
def softmax(s):
    if s.ndim == 2:
        return [softmax(row) for row in s]
    top = max(s)
    e = [np.exp(v - top) for v in s]
    return [v / sum(e) for v in e]
""",
        "einsum": """
def softmax(s):
    e = np.exp(s - np.max(s, -1)[..., None])
    return np.einsum("...k,...->...k", e, 1 / np.einsum("...k->...", e))
""",
        "in place on a copy": """
def softmax(s):
    p = s.copy()
    p -= p.max(axis=-1, keepdims=True)
    np.exp(p, out=p)
    p /= p.sum(axis=-1, keepdims=True)
    return p
""",
        "float32 result": """
def softmax(s):
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    return (e / e.sum(axis=-1, keepdims=True)).astype(np.float32)
""",
        "log space": """
def softmax(s):
    return np.exp(s - np.logaddexp.reduce(s, axis=-1, keepdims=True))
""",
        "transposed twice": """
def softmax(s):
    e = np.exp(s.T - s.T.max(axis=0))
    return (e / e.sum(axis=0)).T
""",
    },
    "softmax.logsumexp": {
        "logaddexp": "return np.logaddexp.reduce(s, axis=-1)",
        "loops": """
def logsumexp(s):
    if s.ndim == 1:
        top = max(s)
        return float(top + np.log(sum(np.exp(v - top) for v in s)))
    return [logsumexp(row) for row in s]
""",
        "everything kept, then squeezed": """
def logsumexp(s):
    m = s.max(axis=-1, keepdims=True)
    return (m + np.log(np.exp(s - m).sum(axis=-1, keepdims=True)))[..., 0]
""",
        "float32 result": """
def logsumexp(s):
    m = np.max(s, -1)
    return (m + np.log(np.sum(np.exp(s - m[..., None]), -1))).astype(np.float32)
""",
    },
    "softmax.cross_entropy": {
        "one-hot": """
def cross_entropy(s, y):
    Y = np.eye(s.shape[1])[y]
    return (logsumexp(s) - (s * Y).sum(axis=1)).sum() / len(s)
""",
        "loop": """
def cross_entropy(s, y):
    total = 0.0
    for row, k in zip(s, y):
        total += logsumexp(row) - row[k]
    return total / len(y)
""",
        "log-softmax, einsum": """
def cross_entropy(s, y):
    shifted = s - s.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -np.einsum("nk,nk->", log_p, np.eye(s.shape[1])[y]) / s.shape[0]
""",
        "take_along_axis, float32 result": """
def cross_entropy(s, y):
    return np.float32((logsumexp(s) - np.take_along_axis(s, y[:, None], 1)[:, 0]).mean())
""",
    },
    "softmax.gradient": {
        "one-hot": "return (softmax(s) - np.eye(s.shape[1])[y]) / s.shape[0]",
        "loop, lists": """
def cross_entropy_gradient(s, y):
    p = softmax(s).tolist()
    for n, k in enumerate(y):
        p[n][k] -= 1
    return [[v / len(p) for v in row] for row in p]
""",
        "through the Jacobian": """
def cross_entropy_gradient(s, y):
    p, Y = softmax(s), np.eye(s.shape[1])[y]
    jacobian = p[:, :, None] * (np.eye(s.shape[1]) - p[:, None, :])
    safe = np.where(Y > 0, p, 1)
    direct = np.einsum("nkj,nk->nj", jacobian, -Y / np.where(safe > 0, safe, 1)) / len(y)
    return np.where((p * Y).sum(1, keepdims=True) > 0, direct, (p - Y) / len(y))
""",
        "float32 result": """
def cross_entropy_gradient(s, y):
    delta = np.copy(softmax(s))
    delta[range(len(y)), y] -= 1.0
    return np.float32(delta) / np.float32(len(y))
""",
    },
    "softmax.repair": {
        "a product with ones": ("delta.sum()", "np.ones(N) @ delta"),
        "einsum": ("delta.sum()", 'np.einsum("nk->k", delta)'),
        "the mean, times N": ("delta.sum()", "N * delta.mean(axis=0)"),
        "a loop": ("delta.sum()", "sum(row for row in delta)"),
        "in place": ("b = b - eta * delta.sum()", "b -= eta * delta.sum(0)"),
        "lists returned": (
            "eta * delta.sum()\n    return W, b, losses",
            "eta * delta.sum(-2)\n    return W.tolist(), tuple(b), np.array(losses)",
        ),
    },
}
STYLED = [(PROBLEMS[id], name, code) for id, styles in STYLES.items() for name, code in styles.items()]


def code_of(problem: Problem, code: str | tuple[str, str]) -> str:
    """Return a learner's cell: a function, its body in one line, or the stub with one thing replaced."""
    if isinstance(code, str):
        arguments = "s" if problem.id in ("softmax.stable", "softmax.logsumexp") else "s, y"
        return code if "def " in code else f"def {problem.names[0]}({arguments}): {code}"
    assert exercise_text(problem).count(code[0]) == 1
    return exercise_text(problem).replace(*code)


@pytest.mark.parametrize(("problem", "name", "code"), STYLED, ids=[f"{p.id}-{n}" for p, n, _ in STYLED])
def test_another_correct_style_passes(problem: Problem, name: str, code: str | tuple[str, str]) -> None:
    result = verdict(problem, execute(problem, code_of(problem, code)))
    assert result.status == "passed", [c for c in result.checks if not c.passed]


# The known mistakes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("problem", "mistake"), WRONG, ids=[f"{p.id}-{m.id}" for p, m in WRONG])
def test_each_mistake_fails_and_is_told_in_its_own_words(problem: Problem, mistake: Misconception) -> None:
    for learner_id, salt in (("ada", ""), ("learner-17", "secret")):
        result = verdict(problem, wrong_names(problem, mistake, learner_id), learner_id, salt)
        assert result.score < problem.points
        assert result.diagnosis is not None
        if mistake.untouched:
            assert (result.status, result.score) == ("not started", 0)
            continue
        assert result.status in ("failed", "partial")
        assert result.diagnosis.text == mistake.sentence
        assert result.diagnosis.formula == mistake.formula != ""


# Bodies of a learner's function, or what a learner changes in the code that was given.
OTHER_SPELLINGS = (
    ("softmax.stable", "axis_0", "return np.exp(s) / sum(np.exp(s))"),
    ("softmax.stable", "whole_array", "return np.exp(s) / np.exp(s).sum()"),
    ("softmax.stable", "keepdims", "e = np.exp(s - s.max(-1)); return e / e.sum(-1)"),
    ("softmax.stable", "clipped", "e = np.exp(s.clip(-99, 99)); return e / e.sum(-1)[..., None]"),
    ("softmax.stable", "no_max", "e = np.e**s; return (e.T / e.sum(-1)).T"),
    ("softmax.logsumexp", "batch_max", "return np.log(np.exp(s - np.max(s)).sum(-1)) + np.max(s)"),
    (
        "softmax.cross_entropy",
        "clipped_1e-12",
        "p = np.exp(s.T - s.max(1)); p = np.clip(p / p.sum(0), 1e-12, 1)[y, range(len(y))]; "
        "return -np.log(p).mean()",
    ),
    ("softmax.cross_entropy", "whole_column", "return np.mean(logsumexp(s) - s[:, y])"),
    (
        "softmax.cross_entropy",
        "mean_over_entries",
        "return np.mean(np.eye(s.shape[1])[y] * (logsumexp(s)[:, None] - s))",
    ),
    ("softmax.gradient", "whole_column", "g = softmax(s); g[:, y] = g[:, y] - 1; return g / s.shape[0]"),
    ("softmax.gradient", "one_hot_of_n", "return (softmax(s) - np.eye(s.shape[0])[y]) / len(y)"),
    ("softmax.repair", "eta_0.01", ("eta: float = 0.1", "eta: float = 0.01")),
    ("softmax.repair", "bias_mean", ("delta.sum()", "np.mean(delta, 0)")),
    ("softmax.repair", "bias_by_sample", ("delta.sum()", "delta.sum(1)")),
    ("softmax.repair", "not_averaged", ("np.eye(K)[y]) / N", "np.eye(K)[y])")),
)


@pytest.mark.parametrize(("problem_id", "mistake", "code"), OTHER_SPELLINGS)
def test_a_mistake_spelt_in_another_way_is_recognised(
    problem_id: str, mistake: str, code: str | tuple[str, str]
) -> None:
    problem = PROBLEMS[problem_id]
    result = verdict(problem, execute(problem, code_of(problem, code)))
    assert result.diagnosis is not None
    assert result.diagnosis.kind == f"misconception:{mistake}", result.diagnosis


# Mistakes without a sentence of their own, and the kind of finding that they get.
FURTHER = (
    (
        "softmax.stable",
        "s -= s.max(-1, keepdims=True); np.exp(s, out=s); s /= s.sum(-1, keepdims=True); return s",
        "mutated",
    ),
    ("softmax.stable", "e = np.exp(s - s.max(-1, keepdims=True)); print(e / e.sum())", "printed"),
    ("softmax.stable", "e = np.exp(s - s.max(-1, keepdims=True))", "none"),
    ("softmax.stable", "e = np.exp(s - s.max(axis=1, keepdims=True)); return e / e.sum(axis=1)", "raised"),
    (
        "softmax.stable",
        "return np.exp(s - np.logaddexp.reduce(s, axis=-1, keepdims=True)).T",
        "shape:transposed",
    ),
    (
        "softmax.stable",
        "return np.exp(s - np.logaddexp.reduce(s, axis=-1, keepdims=True)).round(3)",
        "rounding",
    ),
    ("softmax.stable", "e = np.exp(s - s.mean(-1)[..., None]); return e / e.sum(-1)[..., None]", "nan"),
    ("softmax.stable", "e = 2**s; return e / e.sum(-1)[..., None]", "values"),
    ("softmax.logsumexp", "return np.logaddexp.reduce(s, axis=-1, keepdims=True)", "shape:extra axis"),
    ("softmax.logsumexp", "return -np.logaddexp.reduce(s, axis=-1)", "sign"),
    ("softmax.logsumexp", "return np.logaddexp.reduce(s, axis=-1) / np.log(2)", "log base"),
    ("softmax.logsumexp", "s -= 1.0; return np.logaddexp.reduce(s, axis=-1) + 1", "mutated"),
    ("softmax.cross_entropy", "return 2 * np.mean(logsumexp(s) - s[np.arange(len(y)), y])", "factor"),
    ("softmax.cross_entropy", "return logsumexp(s) - s[np.arange(len(y)), y]", "shape:extra axis"),
    ("softmax.cross_entropy", "return np.mean(logsumexp(s) - s[y])", "values"),
    ("softmax.gradient", "return (softmax(s) - np.eye(s.shape[1])[y]).mean(0)", "shape:missing axis"),
    ("softmax.gradient", "return ((softmax(s) - np.eye(s.shape[1])[y]) / len(y)).T", "shape:column"),
    (
        "softmax.gradient",
        "s[:] = softmax(s); s[np.arange(len(y)), y] -= 1; return s / len(y)",
        "mutated",
    ),
    ("softmax.repair", ("return W, b, losses", "return W, b"), "structure"),
    ("softmax.repair", ("delta.sum()", "delta.sum(axis=0, keepdims=True)"), "shape:extra axis"),
    ("softmax.repair", ("eta: float = 0.1", "eta: float = 0.03"), "factor"),
    ("softmax.repair", ("delta.sum()", "0"), "not started"),
    ("softmax.repair", ("delta.sum()", "delta.mean()"), "not started"),
    ("softmax.repair", ("steps: int = 300", "steps: int = 3000"), "state"),
    ("softmax.repair", ("delta.sum()", "delta[0]"), "values"),
)


@pytest.mark.parametrize(("problem_id", "code", "kind"), FURTHER)
def test_a_further_mistake_gets_the_right_kind_of_finding(
    problem_id: str, code: str | tuple[str, str], kind: str
) -> None:
    problem = PROBLEMS[problem_id]
    result = verdict(problem, execute(problem, code_of(problem, code)))
    assert result.score < problem.points
    assert result.diagnosis is not None
    assert result.diagnosis.kind == kind, result.diagnosis


@pytest.mark.parametrize("problem", CODE, ids=lambda p: p.id)
def test_no_constant_and_no_untouched_answer_passes_any_check(problem: Problem) -> None:
    def constant(value: Any) -> dict[str, Any]:
        return {problem.names[0]: lambda *args, **kwargs: value(*args) if callable(value) else value}

    constants = (
        0.0,
        1.0,
        lambda s, *rest: np.zeros_like(s),
        lambda s, *rest: np.full(s.shape, 1 / s.shape[-1]),
        lambda s, *rest: s,
        lambda s, *rest: np.zeros(s.shape[:-1]),
        lambda X, y=0, K=2: [np.zeros((K, X.shape[-1])), np.zeros(K), []],
    )
    for value in constants:
        result = verdict(problem, constant(value))
        assert not any(check.passed for check in result.checks)


@pytest.mark.parametrize("problem", PROBLEMS.values(), ids=lambda p: p.id)
def test_the_untouched_stub_is_not_started(problem: Problem) -> None:
    result = verdict(problem, execute(problem, exercise_text(problem)))
    assert (result.status, result.score) == ("not started", 0)
    assert not any(check.passed for check in result.checks)


@pytest.mark.parametrize(("problem", "mistake"), WRONG, ids=[f"{p.id}-{m.id}" for p, m in WRONG])
def test_a_hidden_check_tells_neither_values_nor_inputs(problem: Problem, mistake: Misconception) -> None:
    for check in verdict(problem, wrong_names(problem, mistake, "ada"), salt="secret").checks:
        if check.hidden and check.finding:
            assert (check.finding.expected, check.finding.got) == ("", "")
            if check.finding.text != mistake.sentence:
                assert not re.search(r"\d\.\d", check.finding.text)


def test_every_coding_problem_has_hidden_checks_and_their_names_hold_no_numbers() -> None:
    for problem in CODE:
        hidden = [check for check in problem.checks if check.hidden]
        assert hidden
        for check in hidden:
            assert not re.search(r"\d", check.name.replace("float32", ""))


# Numbers of one's own, and choices ------------------------------------------------------------------------


@pytest.mark.parametrize("learner_id", IDS)
def test_by_hand_is_right_for_its_own_learner_only(learner_id: str) -> None:
    problem = PROBLEMS["softmax.by_hand"]
    own = {name: solution(problem, learner_id)[name] for name in problem.names}
    assert verdict(problem, own, learner_id).status == "passed"
    rounded = {name: np.round(value, 3).tolist() for name, value in own.items()}
    assert verdict(problem, rounded, learner_id).status == "passed"
    for other in IDS:
        if other != learner_id:
            assert verdict(problem, own, other).status != "passed"


def test_by_hand_answers_with_the_numbers_of_the_guest_are_recognised() -> None:
    problem = PROBLEMS["softmax.by_hand"]
    result = verdict(problem, solution(problem, ""), "ada")
    assert result.diagnosis is not None
    assert result.diagnosis.kind == "guest numbers"


def test_by_hand_numbers_are_the_same_again_and_differ_between_learners() -> None:
    problem = PROBLEMS["softmax.by_hand"]
    numbers = [problem.numbers_for(f"learner-{i}") for i in range(30)]
    assert numbers == [problem.numbers_for(f"learner-{i}") for i in range(30)]
    assert len({tuple(given["s"]) for given in numbers}) > 25


@pytest.mark.parametrize("mistake", PROBLEMS["softmax.by_hand"].misconceptions, ids=lambda m: m.id)
def test_by_hand_each_slip_is_told_whoever_makes_it(mistake: Misconception) -> None:
    problem = PROBLEMS["softmax.by_hand"]
    for i in range(12):
        learner_id = f"learner-{i}"
        result = verdict(problem, wrong_names(problem, mistake, learner_id), learner_id)
        assert result.diagnosis is not None
        assert result.diagnosis.text == mistake.sentence


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [({"p": "0.5"}, "text"), ({"gradient": 0.5}, "shape:one number"), ({"p": [0.2, 0.3, 0.5]}, "values")],
)
def test_by_hand_anything_else_wrong_does_not_show_the_right_numbers(
    wrong: dict[str, Any], kind: str
) -> None:
    problem = PROBLEMS["softmax.by_hand"]
    result = verdict(problem, {**solution(problem), **wrong})
    assert result.diagnosis is not None
    if kind != "shape:one number":
        assert result.diagnosis.kind == kind
    assert result.diagnosis.expected == ""


SITUATIONS = {"price": "A", "spam": "C", "digit": "D", "tags": "C"}


@pytest.mark.parametrize(("name", "letter"), list(itertools.product(SITUATIONS, "ABCD")))
def test_each_wrong_head_has_its_own_sentence(name: str, letter: str) -> None:
    problem = PROBLEMS["softmax.heads"]
    result = verdict(problem, {**SITUATIONS, name: f" {letter.lower()} "})
    if letter == SITUATIONS[name]:
        assert result.status == "passed"
        return
    assert result.diagnosis is not None
    assert result.diagnosis.kind == f"choice:{letter.lower()}"
    assert result.diagnosis.text.startswith(f"{name}: ")
    assert result.status == "partial"


def test_one_letter_for_all_heads_scores_nothing() -> None:
    for letter in "ABCD":
        result = verdict(PROBLEMS["softmax.heads"], dict.fromkeys(SITUATIONS, letter))
        assert result.score == 0


def test_a_letter_that_is_no_option_lists_the_options() -> None:
    result = verdict(PROBLEMS["softmax.heads"], {**SITUATIONS, "price": "softmax"})
    assert result.diagnosis is not None
    assert result.diagnosis.kind == "choice"


def test_no_two_sentences_about_one_quantity_are_alike() -> None:
    for problem in PROBLEMS.values():
        sentences = {m.sentence for m in problem.misconceptions}
        shared = len(problem.misconceptions) - len(sentences)  # two spellings of one mistake share theirs
        assert shared <= 3
        for sentence in sentences:
            assert len(sentence.split()) <= 60
            assert sentence.endswith((".", ".)"))


# The notebook ---------------------------------------------------------------------------------------------


def test_the_notebook_asks_the_problems_in_the_order_of_the_file() -> None:
    assert [cell.problem for cell in CELLS if cell.role == "answer"] == list(PROBLEMS)
    assert [cell.problem for cell in CELLS if cell.role == "check"] == list(PROBLEMS)


def test_every_statement_says_the_points_in_at_most_120_words() -> None:
    statements = {}
    for before, cell in itertools.pairwise([cell for cell in CELLS if "given" not in cell.tags]):
        if cell.role == "answer":
            statements[cell.problem] = before
    for problem in PROBLEMS.values():
        statement = statements[problem.id]
        assert statement.kind == "markdown"
        assert f"({problem.points} points)" in statement.source
    for cell in CELLS:
        if cell.kind == "markdown":
            assert len(re.findall(r"\w[\w'’.-]*", cell.source)) <= 120, cell.source


def test_the_numbers_in_the_statements_are_the_computed_ones() -> None:
    text = "\n".join(cell.source for cell in CELLS if cell.kind == "markdown")
    loss, worked, confident = SoftmaxCrossEntropy(), [2.0, 1.0, 0.5], [5.0, 1.0, 0.5]

    def printed(values: Any) -> str:
        return "[" + ", ".join(f"{v:.3f}" for v in values) + "]"

    assert f"is `{printed(softmax(worked))}`" in text
    assert f"`[2, 1, 0.5]`, {2 - log_softmax(worked)[0]:.3f}" in text
    assert f"cost {loss([worked], [0]):.3f}" in text
    assert f"only {loss([confident], [0]):.3f}" in text
    assert f"[{printed(loss.delta([worked], [0])[0])}]" in text


def test_the_exercise_gives_no_solution_line_away() -> None:
    source = SOURCE.read_text(encoding="utf-8")
    assert leaks(source, to_text(EXERCISE)) == []
    hints = json.dumps([problem.hints for problem in PROBLEMS.values()], ensure_ascii=False)
    assert leaks(source, hints) == []


@pytest.mark.parametrize("version", ["solutions", "exercises"])
def test_every_cell_runs_from_top_to_bottom(version: str, capsys: pytest.CaptureFixture[str]) -> None:
    notebook = make_notebook(CELLS, SOURCE, f"{version}/06_softmax", "0")
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
    assert statuses == dict.fromkeys(PROBLEMS, wanted)
    shown = capsys.readouterr().out
    side = "[0 0 0 0 0 0 1 1 1 1 1 1]" if version == "solutions" else "[1 1 1 1 1 1 1 1 1 1 1 1]"
    assert f"predicted: {side}" in shown
