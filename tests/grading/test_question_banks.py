"""The question banks of the chapters, and which questions are chosen for review."""

from __future__ import annotations

import ast
import contextlib
import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import nnkit as nn
from nnkit.content import content_root
from nnkit.grading.learner.progress import Progress
from nnkit.grading.learner.question_banks import bank_names, choose_review, load_bank
from nnkit.grading.learner.questions import ChoiceQuestion, NumberQuestion, OrderQuestion, Question
from nnkit.grading.problems import ContentError

BANKS = {name: load_bank(name) for name in bank_names()}
QUESTIONS = {question.id: question for bank in BANKS.values() for question in bank}
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def of(kind: type[Question]) -> list[Any]:
    found = [question for question in QUESTIONS.values() if isinstance(question, kind)]
    assert found
    return [pytest.param(question, id=question.id) for question in found]


# -- the questions themselves -----------------------------------------------------------------------------


@pytest.mark.parametrize("question", of(ChoiceQuestion))
def test_each_option_says_something_of_its_own(question: ChoiceQuestion) -> None:
    given = [question.judge(i) for i in range(len(question.options))]
    assert sum(feedback.right for feedback in given) == 1
    assert len({feedback.text for feedback in given}) == len(question.options)
    assert len(question.options) >= 3


@pytest.mark.parametrize("question", of(NumberQuestion))
def test_the_right_number_and_every_slip_are_recognised_as_typed(question: NumberQuestion) -> None:
    for decimals in (3, 6):
        assert question.judge(f"{question.answer:.{decimals}f}".replace("-", "−")).right
    for slip in question.slips:
        for typed in (f"{slip.value:.3f}", f"{slip.value:.6f}".replace(".", ",")):
            if question.tolerance or slip.value == round(slip.value):
                feedback = question.judge(typed)
                assert (feedback.right, feedback.text) == (False, slip.sentence), typed
    far = question.judge(1e9)
    assert (far.right, far.text) == (False, question.otherwise)
    assert len({slip.sentence for slip in question.slips}) == len(question.slips) >= 3


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_malformed_answers_get_a_kind_sentence(question: Question) -> None:
    for answer in ("", "abc", "nan", None, float("nan"), [], {}, ["abc"]):
        feedback = question.judge(answer)
        assert not feedback.right
        assert not feedback.understood
        assert feedback.text.endswith(".")


@pytest.mark.parametrize("name", BANKS)
def test_no_answer_is_typed_in(name: str) -> None:
    tree = ast.parse((content_root() / "course" / "questions" / f"{name}.py").read_text(encoding="utf-8"))
    answers = [
        keyword.value
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        for keyword in call.keywords
        if keyword.arg == "answer"
    ]
    for value in answers:
        assert any(isinstance(part, ast.Name) for part in ast.walk(value)), ast.unparse(value)


@pytest.mark.parametrize("name", BANKS)
def test_the_right_option_is_not_always_in_the_same_place(name: str) -> None:
    places = [
        [option.right for option in question.options].index(True)
        for question in BANKS[name]
        if isinstance(question, ChoiceQuestion)
    ]
    assert len(places) < 2 or len(set(places)) > 1


def test_backticks_come_in_pairs() -> None:
    for question in QUESTIONS.values():
        assert repr(question).count("`") % 2 == 0, question.id


def runs_right(
    lines: tuple[str, ...], judge: Callable[[dict[str, Any]], bool], given: dict[str, Any] | None = None
) -> bool:
    space: dict[str, Any] = {"np": np, **(given or {})}
    with np.errstate(all="ignore"), contextlib.suppress(NameError, TypeError, SyntaxError):
        exec("\n".join(lines), space)
        return judge(space)
    return False


def test_an_order_of_the_stable_loss_is_right_exactly_when_the_code_is() -> None:
    question = QUESTIONS["06.stable-code"]
    assert isinstance(question, OrderQuestion)
    s, y = np.array([[1000.0, 999.0, 998.0], [-1000.0, 3.0, 2.0]]), np.array([2, 0])
    want = nn.SoftmaxCrossEntropy()(s, y)

    def judge(space: dict[str, Any]) -> bool:
        return bool(np.isclose(space["cross_entropy"](s.copy(), y), want))

    for lines in itertools.permutations(question.lines.values()):
        assert question.judge(lines).right == runs_right(lines, judge), lines


def test_an_order_of_the_forward_pass_is_right_exactly_when_the_code_runs() -> None:
    question = QUESTIONS["04.forward-order"]
    assert isinstance(question, OrderQuestion)
    given = "X, W1, b1, W2, b2 = np.ones((5, 3)), np.ones((4, 3)), np.ones(4), np.ones((1, 4)), np.ones(1)"
    right = 0
    for lines in itertools.permutations(question.lines.values()):
        runs = runs_right((given, *lines), lambda space: space["y_hat"].shape == (5, 1))
        assert question.judge(lines).right == runs, lines
        right += runs
    assert right == 3  # the cache may be filled at three moments


def test_an_order_of_the_step_of_one_unit_is_right_exactly_when_the_code_runs() -> None:
    question = QUESTIONS["03.unit-order"]
    assert isinstance(question, OrderQuestion)
    given = "w, b, x, y, eta = np.ones(2), 0.5, np.array([1.0, -2.0]), 1.0, 0.1"
    right = 0
    for lines in itertools.permutations(question.lines.values()):
        runs = runs_right((given, *lines), lambda space: bool(np.any(space["w"] != 1)))
        assert question.judge(lines).right == runs, lines
        right += runs
    assert right == 2  # the error and the slope may change places


def test_an_order_of_the_backward_pass_is_right_exactly_when_the_code_is() -> None:
    question = QUESTIONS["08.backward-loop"]
    assert isinstance(question, OrderQuestion)
    rng = np.random.default_rng(0)
    net, loss = nn.Network.mlp([2, 3, 3, 2], nn.tanh, rng=rng), nn.SoftmaxCrossEntropy()
    x, y = rng.normal(size=(4, 2)), np.array([0, 1, 1, 0])
    net.backward(loss.delta(net.forward(x), y))
    given = {"z": [layer.z for layer in net.layers], "a": [layer.a for layer in net], "y": y}
    given |= {"W": [layer.W for layer in net.layers], "phi": nn.tanh, "loss": loss}

    def judge(space: dict[str, Any]) -> bool:
        return all(np.allclose(space["dW"][l], net[l + 1].dW) for l in range(3)) and all(
            np.allclose(space["db"][l], net[l + 1].db) for l in range(3)
        )

    for lines in itertools.permutations(question.lines.values()):
        start = {**given, "dW": [0.0] * 3, "db": [0.0] * 3}
        assert question.judge(lines).right == runs_right(lines, judge, start), lines


def test_an_order_of_the_training_loop_is_right_exactly_when_the_code_is() -> None:
    question = QUESTIONS["09.training-loop"]
    assert isinstance(question, OrderQuestion)
    x, y = np.random.default_rng(0).normal(size=(40, 2)), np.array([0, 1] * 20)

    def given() -> dict[str, Any]:
        net = nn.Network.mlp([2, 3, 2], nn.tanh, rng=np.random.default_rng(1))
        loop = {"epochs": 2, "schedule": nn.schedules.Step(0.5, every=1), "rng": np.random.default_rng(2)}
        loop |= {"loss": nn.SoftmaxCrossEntropy(), "sgd": nn.SGD(9.0)}
        return {"nn": nn, "net": net, "x": x, "y": y, **loop}

    right = given()
    assert runs_right(tuple(question.lines.values()), lambda space: True, right)
    want = right["net"].theta

    for lines in itertools.permutations(question.lines.values()):
        runs = runs_right(lines, lambda space: np.allclose(space["net"].theta, want), given())
        assert question.judge(lines).right == runs, lines


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("00.z-and-a", 0.0),
        ("02.by-hand", 1 / (1 + np.exp(-1.0))),
        ("02.boundary", 1.5),
        ("03.slope-from-a", 0.36),
        ("03.depth", 1 / 64),
        ("04.parameter-count", 1029),
        ("06.confidently-wrong", 50.0),
        ("06.gradient", -0.371468),
        ("08.chain", 24.0),
        ("08.cost", 1406),
        ("09.parabola", -1.0),
        ("09.updates", 290),
        ("09.forms", 0.05),
    ],
)
def test_the_numbers_are_those_worked_out_by_hand(name: str, value: float) -> None:
    question = QUESTIONS[name]
    assert isinstance(question, NumberQuestion)
    assert question.answer == pytest.approx(value, abs=1e-6)


@pytest.mark.parametrize(
    ("name", "typed", "part"),
    [
        ("02.by-hand", "1", "That is z"),
        ("02.by-hand", "-0.5", "add the bias"),
        ("02.by-hand", "0.378", "the bias has been left out"),
        ("02.by-hand", "0.269", "exp(−z)"),
        ("02.by-hand", "0.119", "It is added"),
        ("02.by-hand", "0.982", "its sign has been lost"),
        ("02.boundary", "-1.5", "The sign"),
        ("02.boundary", "2/3", "Upside down"),
        ("02.boundary", "3", "That is wx"),
        ("02.boundary", "1.75", "There z is 0.5"),
        ("04.parameter-count", "960", "Those are the weights"),
        ("04.parameter-count", "1024", "biases of the output layer are missing"),
        ("04.parameter-count", "965", "biases of the hidden layer are missing"),
        ("04.parameter-count", "1039", "have no biases"),
        ("04.parameter-count", "3200", "not multiplied"),
        ("04.parameter-count", "79", "nodes of the picture"),
        ("06.confidently-wrong", "27.6", "the line above"),
        ("06.confidently-wrong", "27,63", "the line above"),
        ("06.confidently-wrong", "0", "if class 0 were true"),
        ("06.confidently-wrong", "−50", "the sign is not"),
        ("06.confidently-wrong", "21.7", "base 10"),
        ("06.confidently-wrong", "72.1", "in bits"),
        ("06.gradient", "0.371", "the sign is not"),
        ("06.gradient", "0.629", "That is p₀"),
        ("06.gradient", "0.233", "slope of softmax alone"),
        ("06.gradient", "-1.591", "That is ∂L/∂p₀"),
        ("06.gradient", "0.464", "the loss itself"),
        ("06.gradient", "0.231", "the entry of class 1"),
        ("06.gradient", "0.140", "the entry of class 2"),
        ("08.chain", "-4", "That is δ₂"),
        ("08.chain", "8", "That is ∂L/∂a₁"),
        ("08.chain", "-24", "the sign is not"),
        ("08.chain", "-6", "That is ∂L/∂w₂"),
        ("08.chain", "-12", "w₂ is missing"),
        ("08.chain", "12", "The last factor is what w₁ multiplied"),
        ("08.chain", "4", "By w₁ one would go on to x"),
        ("08.cost", "703", "nudged twice"),
        ("08.cost", "704", "one-sided"),
        ("08.cost", "3", "what backpropagation costs"),
        ("09.parabola", "-4", "after one step"),
        ("09.parabola", "1", "change the side"),
        ("09.parabola", "-28", "the first step three times"),
        ("09.parabola", "2.744", "the curvature is missing"),
        ("09.parabola", "125", "uphill"),
        ("09.parabola", "0.125", "without the ½"),
        ("09.updates", "29", "That is one epoch"),
        ("09.updates", "280", "The last 5 digits"),
        ("09.updates", "281", "dealt out anew"),
        ("09.updates", "17,970", "one update for each digit"),
        ("09.forms", "5", "the other way round"),
        ("09.forms", "0.5", "ten times as long"),
        ("09.forms", "0.45", "not β"),
    ],
)
def test_a_slip_is_told_by_its_number(name: str, typed: str, part: str) -> None:
    assert part in QUESTIONS[name].judge(typed).text


def test_a_count_may_be_typed_with_a_mark_between_the_thousands() -> None:
    for typed in ("1029", "1,029", "1.029", "1 029"):
        assert QUESTIONS["04.parameter-count"].judge(typed).right


def test_the_closing_quiz_of_chapter_6_has_every_kind() -> None:
    kinds = [question.kind for question in BANKS["06_softmax"]]
    assert sorted(kinds) == ["choice", "choice", "choice", "number", "number", "order"]


# -- loading ----------------------------------------------------------------------------------------------

BANK = """
from nnkit.grading.learner.questions import ChoiceQuestion, Option
def make(name):
    options = (Option("yes", "Right.", right=True), Option("no", "Wrong."))
    return ChoiceQuestion(id=name, concept=2, prompt=name, options=options)
"""


def write_bank(root: Path, chapter: str, *names: str, more: str = "") -> None:
    folder = root / "course" / "questions"
    folder.mkdir(parents=True, exist_ok=True)
    made = "\n".join(f"q{i} = make({name!r})" for i, name in enumerate(names))
    (folder / f"{chapter}.py").write_text(f"{BANK}\n{made}\n{more}\n", encoding="utf-8")


def test_a_bank_keeps_the_order_of_its_file_and_leaves_nothing_behind(tmp_path: Path) -> None:
    write_bank(tmp_path, "03_x", "03.c", "03.a", "03.b")
    assert [question.id for question in load_bank("03_x", tmp_path)] == ["03.c", "03.a", "03.b"]
    assert [path.name for path in tmp_path.rglob("*")] == ["course", "questions", "03_x.py"]


def test_an_unknown_chapter_suggests_the_nearest() -> None:
    with pytest.raises(ContentError, match=r"'06_softmx'\. Did you mean '06_softmax'\?"):
        load_bank("06_softmx")


@pytest.mark.parametrize(
    ("names", "more", "message"),
    [
        (("04.a",), "", r"course/questions/03_x\.py: 04\.a: ids in this file begin with '03'"),
        (("03.a", "03.a"), "", r"course/questions/03_x\.py: 03\.a is defined twice"),
        ((), "", r"course/questions/03_x\.py defines no question"),
        ((), "make('03.A')", r"course/questions/03_x\.py: '03\.A': an id looks like"),
        ((), "q = mkae('03.a')", r"course/questions/03_x\.py cannot be loaded: NameError"),
        ((), "q = (", r"course/questions/03_x\.py cannot be loaded: SyntaxError"),
    ],
)
def test_a_faulty_bank_is_named(tmp_path: Path, names: tuple[str, ...], more: str, message: str) -> None:
    write_bank(tmp_path, "03_x", *names, more=more)
    with pytest.raises(ContentError, match=message):
        load_bank("03_x", tmp_path)


# -- review -----------------------------------------------------------------------------------------------


class Clock:
    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_bank(tmp_path, "01_x", "01.a", "01.b")
    write_bank(tmp_path, "02_x", "02.a", "02.b", "02.c")
    write_bank(tmp_path, "04_x", "04.a")
    write_bank(tmp_path, "05_x", "05.a")
    return tmp_path


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def progress(tmp_path: Path, clock: Clock) -> Progress:
    return Progress.load(tmp_path / "workspace", now=clock)


def chosen(root: Path, progress: Progress, count: int = 3, now: datetime | None = None) -> list[str]:
    return [question.id for question in choose_review("05_x", progress, count, now, root)]


def test_a_newcomer_gets_one_question_of_each_chapter_latest_first(root: Path, progress: Progress) -> None:
    assert chosen(root, progress, 9) == ["04.a", "02.a", "01.a", "02.b", "01.b", "02.c"]
    assert chosen(root, progress) == ["04.a", "02.a", "01.a"]
    assert chosen(root, progress, 0) == []


def test_the_first_chapter_has_nothing_to_review(root: Path, progress: Progress) -> None:
    assert choose_review("01_x", progress, root=root) == ()


def test_wrong_answers_come_first_latest_first_then_what_is_due(
    root: Path, progress: Progress, clock: Clock
) -> None:
    progress.record_question("02.c", True, 2)
    clock.time += timedelta(hours=1)
    progress.record_question("01.b", True, 2)
    clock.time += timedelta(hours=1)
    progress.record_question("01.a", False, 2)
    clock.time += timedelta(hours=1)
    progress.record_question("02.b", False, 2)
    assert chosen(root, progress, 3) == ["02.b", "01.a", "04.a"]
    clock.time += timedelta(days=2)
    assert chosen(root, progress, 5) == ["02.b", "01.a", "02.c", "01.b", "04.a"]


def test_the_time_can_be_given(root: Path, progress: Progress) -> None:
    progress.record_question("02.c", True, 2)
    assert chosen(root, progress, 1) == ["04.a"]
    assert chosen(root, progress, 1, now=NOON + timedelta(days=1)) == ["02.c"]


def test_what_is_not_due_yet_comes_last(root: Path, progress: Progress) -> None:
    progress.record_question("04.a", True, 2)
    assert chosen(root, progress, 9) == ["02.a", "01.a", "02.b", "01.b", "02.c", "04.a"]


def test_questions_of_this_and_later_chapters_are_never_chosen(root: Path, progress: Progress) -> None:
    progress.record_question("05.a", False, 2)
    assert "05.a" not in chosen(root, progress, 99)


def test_a_mistyped_chapter_is_refused(progress: Progress) -> None:
    with pytest.raises(ContentError, match="\"06_softmax\"; got 'softmax'"):
        choose_review("softmax", progress)


def test_chapter_6_begins_with_questions_from_three_chapters(progress: Progress) -> None:
    assert len({question.chapter for question in choose_review("06_softmax", progress)}) == 3
