"""What is said about a wrong answer: misconceptions, generic mistakes, hidden checks, scores."""

from __future__ import annotations

import itertools
import json
import time

import numpy as np
import pytest
import sample_problems as sample
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from nnkit.grading.checks import Failure, run_checks, same_value
from nnkit.grading.diagnosis import judge
from nnkit.grading.diagnosis.mistakes import explain
from nnkit.grading.kinds import KINDS, plain_sentence
from nnkit.grading.local import LocalLearner
from nnkit.grading.problems import Check, Problem
from nnkit.grading.sandbox.plain import plain

softmax = sample.softmax
S = np.array([[2.0, 1.0, 0.5], [0.0, 3.0, 1.0], [-1.0, 0.5, 0.2], [0.3, 0.1, -2.0]])
Y = np.array([0, 2, 1, 0])
P, N = softmax(S), len(S)
ONE_HOT = np.eye(3)[Y]
DELTA = (P - ONE_HOT) / N
LOSS = sample.cross_entropy(S, Y)
SQUARE = np.array([[1.0, 2.0], [3.5, 4.0]])
LARGE = np.array([[1000.0, 999.0, 0.0], [1.0, 2.0, 3.0]])
RELU_IN = np.array([-2.0, -1.0, 0.0, 1.0, 2.0, 3.0])
NAN_ROW = np.array([[np.nan, np.nan, 0.0], [0.0900, 0.2447, 0.6652]])


def judged(problem, learner_id="guest", /, **names):
    runs = run_checks(problem, (LocalLearner(names) for _ in itertools.count()), learner_id=learner_id)
    return judge(problem, runs, learner_id=learner_id)


def finding(got, want, inputs=(), factors=None, **more):
    return explain(Failure("q", None, got, want, factors or {}, inputs), **more)


def only_first_row(s):
    p = np.zeros_like(s)
    p[0] = softmax(s)[0]
    return p


WRONG = [  # got, want, inputs, factors, kind, what the sentence must say
    (P.T, P, (), {}, "shape:transposed", "add `.T`"),
    (np.ones((3, 4)), P, (), {}, "shape:transposed", "expected shape (4, 3), got (3, 4). Did you transpose"),
    (P[:, :, np.newaxis], P, (), {}, "shape:extra axis", "`[:, :, 0]`"),
    (S.max(axis=1, keepdims=True), S.max(axis=1), (), {}, "shape:extra axis", "`[:, 0]`"),
    (S.max(axis=1)[np.newaxis], S.max(axis=1), (), {}, "shape:extra axis", "`[0, :]`"),
    (np.array([[LOSS]]), LOSS, (), {}, "shape:extra axis", "`[0, 0]`"),
    (np.array([LOSS]), LOSS, (), {}, "shape:extra axis", "`[0]`"),
    (S.max(axis=1), S.max(axis=1, keepdims=True), (S,), {}, "shape:missing axis", "keepdims=True"),
    (S.max(axis=1, keepdims=True).T, S.max(axis=1, keepdims=True), (S,), {}, "shape:column", "(1, 4)"),
    (LOSS * N, -np.log(P[range(N), Y]), (S,), {}, "shape:one number", "the sum of them all"),
    (LOSS, -np.log(P[range(N), Y]), (S,), {}, "shape:one number", "for each row"),
    (0.123, -np.log(P[range(N), Y]), (), {}, "shape:one number", "Does a sum, mean or max run over"),
    (-np.log(P[range(N), Y]), LOSS, (), {}, "shape:not reduced", "return the mean"),
    (-np.log(P[range(N), Y]), LOSS * N, (), {}, "shape:not reduced", "return the sum"),
    (S.sum(axis=0), S.sum(axis=1), (S,), {}, "shape:axis", "`axis=1` runs along a row"),
    (S.sum(axis=1), S.sum(axis=0), (S,), {}, "shape:axis", "`axis=0` runs down a column"),
    (DELTA.sum(axis=0), DELTA, (), {}, "shape:batch lost", "sum over the rows"),
    (P[0], P, (), {}, "shape:batch lost", "first row only"),
    (np.subtract.outer(Y, Y), Y * 1.0, (), {}, "shape:broadcast", "4 × 4 pairs"),
    (np.zeros((5, 2)), P, (), {}, "shape", "expected shape (4, 3), got (5, 2)"),
    ("0.5", 0.5, (), {}, "text", "quotation marks"),
    ([[1.0], [2.0, 3.0]], np.ones((2, 2)), (), {}, "ragged", "different lengths"),
    ({"p": 1.0}, 1.0, (), {}, "type", "got a dict"),
    ([1.0, None], np.ones(2), (), {}, "type", "got a list"),
    ({"W": 1.0}, {"W": 1.0, "b": 2.0}, (), {}, "structure", 'no entry "b"'),
    ([[1.0, 2.0]], {"W": 1.0}, (), {}, "type", 'a dict with the keys "W"'),
    (np.zeros((2, 3)), (np.zeros((2, 3)), np.ones(3)), (), {}, "structure", "expected 2 results"),
    ([1.0, np.ones(3)], (np.ones(3), 1.0), (), {}, "structure", "another order"),
    ([1.0], (1.0, "a"), (), {}, "structure", "got 1"),
    (1.0, "relu", (), {}, "type", "expected a text, got a number"),
    ("tanh", "relu", (), {}, "values", "not the right one"),
    (P > 0.5, P, (), {}, "booleans", "True and False"),
    (np.where(np.arange(4)[:, None] == 0, np.inf, P), P, (S,), {}, "infinite", "row 0"),
    (NAN_ROW, softmax(LARGE), (LARGE,), {}, "nan", "The inputs reach 1000, and `np.exp` overflows"),
    (P * np.nan, P, (S,), {}, "nan", "everywhere"),
    (np.zeros(2), np.array([np.inf, 0.0]), (), {}, "finite", "1 places"),
    ((3 * P).astype(int), 3 * P, (), {}, "integers", "cut off"),
    (np.round(7.6), 7.6, (), {}, "integers", "rounded to whole numbers"),
    (S, P, (S,), {}, "unchanged", "this is the input"),
    (np.zeros((4, 3)), P, (), {}, "zeros", "0 everywhere"),
    (-DELTA, DELTA, (), {}, "sign", "the sign is flipped"),
    (-LOSS, LOSS, (), {}, "sign", "the sign is flipped"),
    (np.round(P, 2), P, (), {}, "rounding", "rounded to 2 decimals"),
    (np.round(LOSS / 2, 1), LOSS / 2, (), {}, "rounding", "rounded to 1 decimal."),
    (P.astype(np.float16), P, (), {}, "precision", "Yours is float16"),
    (-np.log(P + 1e-4), -np.log(P), (), {}, "precision", "agrees to about 3 digits"),
    (DELTA * N, DELTA, (), {"the batch size": N}, "factor", "4 times what it should be"),
    (DELTA / N, DELTA, (), {"the batch size": N}, "factor", "divided by 4, and that is the batch size"),
    (-DELTA * N, DELTA, (), {"the batch size": N}, "factor", "Its sign is flipped as well"),
    (DELTA / N / 3, DELTA, (), {"the batch size": N, "the classes": 3}, "factor", "size and the classes"),
    (DELTA * N / 3, DELTA, (), {"the batch size": N, "the classes": 3}, "factor", "divided by the classes"),
    (DELTA / 16, DELTA, (), {"the batch size": N}, "factor", "the batch size twice"),
    (DELTA / 4, DELTA, (), {"the batch size": 4, "the classes": 4}, "factor", "size or the classes. M"),
    (2 * DELTA, DELTA, (), {"the batch size": N}, "factor", "2 times what it should be"),
    (2 * DELTA, DELTA, (), {"the batch size": 2}, "factor", "2 times what it should be. Which constant"),
    (LOSS / 2, LOSS, (), {}, "factor", "1/2 of what it should be"),
    (1.7 * DELTA, DELTA, (), {}, "factor", "1.70 times"),
    (np.log2(P), np.log(P), (), {}, "log base", "`np.log`, not `np.log2`"),
    (LOSS / np.log(10), LOSS, (), {}, "log base", "base 10"),
    (S + 0.3, S, (), {}, "offset", "too large by 0.300"),
    (np.exp(S), P, (S,), {}, "row factor", "a factor of its own"),
    (S, np.log(P), (), {}, "row offset", "a constant of its own"),
    (softmax(S.T).T, P, (S,), {}, "axis", "its columns sum to 1"),
    (np.exp(S) / np.exp(S).sum(), P, (S,), {}, "axis", "all its entries together"),
    (SQUARE.T, SQUARE, (), {}, "transposed", "rows and columns are exchanged"),
    (P.T.reshape(4, 3), P, (), {}, "permuted", "numbers are right, their places are not"),
    (P.ravel().reshape(3, 4).T, P, (), {}, "permuted", "their places are not"),
    (S[::-1], S, (), {}, "permuted", "reverse order"),
    (np.repeat(P[1:2], 4, axis=0), P, (), {}, "rows alike", "every row is the same"),
    (only_first_row(S), P, (), {}, "first row", "right for the first row only"),
    (np.where(np.arange(4)[:, None] == 2, 0.25, P), P, (), {}, "some rows", "row 2 is wrong"),
    (np.where(RELU_IN == 0, 1.0, RELU_IN > 0), (RELU_IN > 0) * 1.0, (RELU_IN,), {}, "some inputs", "is zero"),
    (np.abs(RELU_IN), np.maximum(RELU_IN, 0), (RELU_IN,), {}, "some inputs", "is negative"),
    (np.tanh(RELU_IN), np.array([5.0, 1, 8, 2, 9, 4]), (RELU_IN,), {}, "values", "the shape is right"),
    (0.731, 1.9, (), {}, "values", "this is not the right number"),
    (P[::-1] ** 2, P, (S,), {}, "values", "Work one input out by hand: [2.00, 1.00, 0.50]"),
]  # fmt: skip


@pytest.mark.parametrize(("got", "want", "inputs", "factors", "kind", "says"), WRONG)
def test_a_wrong_value_gets_the_sentence_of_its_mistake(got, want, inputs, factors, kind, says):
    found = finding(plain(got), want, inputs, factors)
    assert (found.kind, says in found.text) == (kind, True), found
    assert found.expected != found.got


def test_large_inputs_are_named_when_they_alone_are_wrong():
    got = np.where(np.abs(LARGE).max(axis=1, keepdims=True) > 30, 0.2, softmax(LARGE))
    found = finding(got, softmax(LARGE), (LARGE,))
    assert found.kind == "large inputs"
    assert "wrong from 1000 on" in found.text


def test_the_first_wrong_part_of_several_results_is_named():
    found = finding([np.ones((2, 3)), np.zeros(3)], (np.ones((2, 3)), np.ones(3)))
    assert (found.at, found.kind) == ("q[1]", "zeros")
    found = finding({"dW": np.ones((3, 2)), "db": 1.0}, {"dW": np.ones((2, 3)), "db": 1.0})
    assert (found.at, found.kind) == ('q["dW"]', "shape:transposed")


def test_printed_values_show_enough_digits_to_see_the_difference():
    found = finding(np.array([0.123456, 1.0]), np.array([0.123498, 1.0]))
    assert found.expected != found.got
    assert finding(np.zeros((50, 40)), np.ones((50, 40))).expected.count("\n") == 6


def test_an_answer_in_numbers_is_never_given_away():
    want = np.array([0.6285, 0.2312, 0.1402])
    for got in (want * 1.7, want + 0.05, want[::-1], np.round(want, 1), -want, want[:2], np.zeros(3)):
        found = finding(got, want, answer_is_values=True)
        assert found.expected == ""
        assert not any(digits in found.text for digits in ("1.7", "0.05", "0.62", "0.63", "0.23", "0.14"))


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=2), inner, max_size=3),
    max_leaves=8,
)
ARRAYS = st.sampled_from(["f8", "f4", "i8", "u1", "?"]).flatmap(
    lambda dtype: arrays(dtype, array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3))
)


@given(PLAIN | ARRAYS, PLAIN | ARRAYS, st.lists(ARRAYS | PLAIN, max_size=2))
@settings(max_examples=150, deadline=None)
def test_whatever_two_values_are_a_known_kind_of_finding_comes(got, want, inputs):
    want = np.nan_to_num(want) if isinstance(want, np.ndarray) and want.dtype.kind == "f" else want
    assume(not same_value(got, want))
    found = finding(got, want, tuple(inputs), {"n": 3, "zero": 0})
    assert found.kind in KINDS
    assert found.text


def test_every_kind_has_a_sentence_that_carries_no_value():
    for kind in KINDS:
        sentence = plain_sentence(kind, "q")
        assert "{" not in sentence
        assert sentence.endswith((".", "?"))
    assert plain_sentence("anything else", "q") == plain_sentence("state", "q")


# misconceptions


@pytest.mark.parametrize("problem", [sample.stable, sample.repair], ids=lambda p: p.id)
def test_every_misconception_gets_its_own_sentence(problem):
    for wrong in problem.misconceptions:
        if not wrong.untouched:
            verdict = judged(problem, **wrong.answers)
            assert (verdict.diagnosis.kind, verdict.diagnosis.text) == (
                f"misconception:{wrong.id}",
                wrong.sentence,
            )


def test_a_misconception_written_in_another_style_is_recognised():
    def softmax(s):
        powers = [[np.exp(z - max(row)) for z in row] for row in s.tolist()]
        return [[p / sum(other[j] for other in powers) for j, p in enumerate(row)] for row in powers]

    assert judged(sample.stable, softmax=softmax).diagnosis.kind == "misconception:axis"


def test_a_misconception_is_recognised_although_the_array_is_changed_as_well():
    problem = two_misconceptions()
    problem.checks = [Check("as it is", lambda learner, case: case.expect("f", learner.f(S), S))]
    found = judged(problem, f=lambda x: np.negative(x, out=x)).diagnosis
    assert found.kind == "misconception:everywhere"


def test_an_exception_with_other_words_is_no_misconception():
    def softmax(s):
        raise ValueError("of quite another sort")

    found = judged(sample.stable, softmax=softmax).diagnosis
    assert (found.kind, "of quite another sort" in found.text) == ("raised", True)


def test_a_right_answer_is_never_a_misconception():
    verdict = judged(sample.stable, softmax=softmax)
    assert (verdict.status, verdict.score, verdict.diagnosis) == ("passed", 3.0, None)
    assert all(check.finding is None for check in verdict.checks)


def test_a_misconception_that_explains_more_checks_wins():
    problem = two_misconceptions()
    verdict = judged(problem, f=lambda x: -x)
    assert verdict.diagnosis.kind == "misconception:everywhere"


def two_misconceptions():
    problem = Problem(
        "x.two", "Two", 1, 2, "function", ("f",), ("a", "b", "c"), reference={"f": lambda x: x + 0.0}
    )
    for x in (1.0, 2.0):
        problem.checks.append(Check(f"f({x})", lambda learner, case, x=x: case.expect("f", learner.f(x), x)))
    for name, wrong in (("at one", lambda x: -1.0), ("everywhere", lambda x: -x)):
        wrong.__name__ = "f"
        problem.misconception(name, f"It is wrong {name}.")(wrong)
    return problem


def test_ten_misconceptions_cost_less_than_a_fifth_of_a_second():
    problem = two_misconceptions()
    problem.misconceptions *= 5
    started = time.perf_counter()
    judged(problem, f=lambda x: -x - 7)
    assert time.perf_counter() - started < 0.2


def test_common_exceptions_come_with_advice():
    def f(x):
        return np.ones((4, 3)) - np.ones(4)

    found = judged(two_misconceptions(), f=f).diagnosis
    assert "could not be broadcast" in found.text
    assert "keepdims" in found.text


@pytest.mark.parametrize("square", [lambda x: np.ones(3) ^ 2, lambda x: 2.5 ^ 2], ids=["array", "number"])
def test_a_power_written_as_in_mathematics_is_told_apart(square):
    assert "a power is `**`" in judged(two_misconceptions(), f=square).diagnosis.text


# status and score


def test_dots_are_not_started():
    verdict = judged(sample.stable, softmax=lambda s: ...)
    assert (verdict.status, verdict.score) == ("not started", 0.0)


def test_the_code_a_repair_starts_from_is_not_started_even_where_it_passes():
    (planted,) = [wrong for wrong in sample.repair.misconceptions if wrong.untouched]
    verdict = judged(sample.repair, **planted.answers)
    assert [check.passed for check in verdict.checks] == [True, False]
    assert (verdict.status, verdict.score) == ("not started", 0.0)


def test_the_score_is_the_share_of_points():
    def softmax_of_small(s):
        with np.errstate(all="ignore"):
            return np.exp(s) / np.exp(s).sum(axis=1, keepdims=True)

    verdict = judged(sample.stable, softmax=softmax_of_small)
    assert (verdict.status, verdict.score, verdict.max_score) == ("partial", 2.0, 3)
    assert json.dumps(verdict.as_dict())


def test_thirds_are_rounded_to_cents():
    problem = two_misconceptions()
    problem.points = 1
    problem.checks.append(Check("always", lambda learner, case: None))
    assert judged(problem, f=lambda x: 1.0).score == 0.67


# numbers of one's own


def test_the_numbers_of_the_id_guest_are_recognised():
    guest = sample.right_numbers(sample.by_hand.numbers_for("guest"))
    assert judged(sample.by_hand, "guest", **guest).status == "passed"
    verdict = judged(sample.by_hand, "ada", **guest)
    assert verdict.diagnosis.kind == "guest numbers"
    assert '"ada"' in verdict.diagnosis.text


def test_numbers_wrong_for_everyone_are_not_blamed_on_the_id():
    assert judged(sample.by_hand, "ada", p=[0.5, 0.3, 0.2], loss_value=1.0).diagnosis.kind == "values"


# hidden checks

SECRET = 0.73155


def hidden(run):
    problem = two_misconceptions()
    problem.checks = [Check("secret", run, hidden=True)]
    return problem


def expects_values(learner, case):
    s = np.full((2, 3), SECRET)
    case.expect("f", learner.f(s), s, inputs=(s,), factors={"the batch size": 2})


def requires_a_state(learner, case):
    case.require(False, f"The state reached is {learner.f(np.full((2, 3), SECRET))}.")


def asks_for_a_choice(learner, case):
    case.expect_choice("f", str(learner.f(np.full((2, 3), SECRET))), "b", {})


def raises_it(x):
    raise type(f"E{x[0, 0]}", (Exception,), {})(f"the input was {x}")


HIDDEN_RUNS = (expects_values, requires_a_state, asks_for_a_choice)
LEAKS = [
    raises_it,
    lambda x: x * 2,
    lambda x: x.T,
    lambda x: x + 1,
    lambda x: x[0],
    lambda x: [str(x)],
    np.log,
]


@pytest.mark.parametrize("run", HIDDEN_RUNS)
@pytest.mark.parametrize("f", LEAKS)
def test_a_hidden_check_tells_no_value_no_message_and_no_line(run, f):
    (result,) = judged(hidden(run), f=f).checks
    told = json.dumps([result.finding.__dict__, result.name])
    assert "7315" not in told
    assert "1.46" not in told
    assert "the input was" not in told
    assert "(2, 3)" not in told
    assert (result.finding.expected, result.finding.got) == ("", "")
    assert "line" not in result.finding.text


def test_a_hidden_check_keeps_a_sentence_written_in_its_own_code():
    def run(learner, case):
        case.require(learner.f(1.0) > 2, "The accuracy stays below 90 %.")

    found = judged(hidden(run), f=lambda x: x).diagnosis
    assert found.text == "The accuracy stays below 90 %."


def test_a_hidden_check_names_a_builtin_exception_and_no_other():
    def runs_out(x):
        return [1][5]

    assert "IndexError" in judged(hidden(expects_values), f=runs_out).diagnosis.text
    assert "an exception" in judged(hidden(expects_values), f=raises_it).diagnosis.text


def test_a_hidden_check_still_recognises_a_misconception():
    found = judged(hidden(expects_values), f=lambda x: -x).diagnosis
    assert found.kind == "misconception:everywhere"
