"""Running a check: styles of right answers, odd answers, and what is taken for equal."""

from __future__ import annotations

import numpy as np
import pytest
import sample_problems as sample

from nnkit.grading.checks import Case, CheckStopped, has_dots, run_check, run_checks, same_value
from nnkit.grading.local import LocalLearner
from nnkit.grading.problems import Check, seeded


def first_failure(problem, **names):
    runs = run_checks(problem, (LocalLearner(names) for _ in problem.checks))
    return next((run.failure for run in runs if run.failure), None)


def one_line(s):
    return np.exp(s - s.max(-1, keepdims=True)) / np.exp(s - s.max(-1, keepdims=True)).sum(-1, keepdims=True)


def with_loops(s):
    rows = []
    for row in s.tolist():
        powers = [np.exp(z - max(row)) for z in row]
        rows.append([power / sum(powers) for power in powers])
    return rows


def with_einsum(s):
    e = np.exp(s - np.max(s, axis=1)[:, np.newaxis])
    return np.einsum("ij,i->ij", e, 1 / e.sum(1))


def as_matrix_subclass(s):
    return sample.softmax(s).view(type("Mine", (np.ndarray,), {}))


def in_place_on_a_copy(s):
    s = s.copy()
    s -= s.max(axis=1, keepdims=True)
    np.exp(s, out=s)
    s /= s.sum(axis=1, keepdims=True)
    print("debug", s)  # noqa: T201
    return s


def recursive(s):
    if len(s) == 1:
        return sample.softmax(s)
    return np.concatenate([recursive(s[:1]), recursive(s[1:])])


class Callable:
    def __call__(self, s):
        return sample.softmax(s)


STYLES = [one_line, with_loops, with_einsum, as_matrix_subclass, in_place_on_a_copy, recursive, Callable()]


@pytest.mark.parametrize("softmax", STYLES)
def test_every_style_of_a_right_answer_passes(softmax):
    assert first_failure(sample.stable, softmax=softmax) is None


def raises(s):
    raise ValueError("no")


def without_end(s):
    return without_end(s)


def leaves(s):
    raise SystemExit(3)


class Lies(list):
    def __eq__(self, other):
        return True

    def __len__(self):
        return 2

    __hash__ = None


class LyingArray(np.ndarray):
    def __array_ufunc__(self, *args, **kwargs):
        return True

    def __eq__(self, other):
        return True

    __hash__ = None


def deep():
    value = [1.0]
    for _ in range(5000):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("softmax", "kind"),
    [
        (raises, "raised"),
        (without_end, "raised"),
        (leaves, "raised"),
        (lambda s: print(s), "printed"),  # noqa: T201
        (lambda s: None, "none"),
        (lambda s: ..., "not started"),
        (lambda s: [[...]], "not started"),
        (lambda s: object(), "type"),
        (lambda s: np.array(["a"]), "type"),
        (lambda s: {1, 2}, "type"),
        (lambda s: 1j, "type"),
        (lambda s: deep(), "type"),
        (lambda s: [[0.0] * 200] * 200, "type"),
        (lambda s: 10**400, "type"),
        (7, "type"),
    ],
)
def test_what_cannot_be_compared_is_said_in_words(softmax, kind):
    assert first_failure(sample.stable, softmax=softmax).finding.kind == kind


@pytest.mark.parametrize(
    "wrong", [lambda s: Lies([[1.0], [2.0]]), lambda s: np.zeros((2, 3)).view(LyingArray)]
)
def test_an_object_that_says_it_equals_everything_is_still_wrong(wrong):
    failure = first_failure(sample.stable, softmax=wrong)
    assert failure.finding is None
    assert type(failure.got) in (list, np.ndarray)


def test_a_name_that_is_not_there_is_missing():
    assert first_failure(sample.stable).finding.kind == "missing"


def test_a_missing_attribute_or_method_is_looked_for_in_the_class():
    class Layer:
        pass

    def run(learner, case):
        case.expect("gamma", learner.new("Layer")["gamma"], 1.0)

    failure = run_check(sample.stable, Check("attribute", run), LocalLearner({"Layer": Layer})).failure
    assert failure.finding.kind == "missing"
    assert failure.finding.text.startswith("Your `Layer` has no `gamma`.")


def test_a_stored_none_is_not_told_to_return_something():
    failure = first_failure(sample.by_hand, p=None)
    assert failure.finding.kind == "none"
    assert "return" not in failure.finding.text


def test_a_changed_argument_is_found():
    def softmax(s):
        s -= s.max(axis=1, keepdims=True)
        return sample.softmax(s)

    assert first_failure(sample.stable, softmax=softmax).finding.kind == "mutated"


def test_a_changed_array_in_a_list_is_found():
    def halved(arrays):
        arrays[1] *= 0.5
        return arrays[1]

    def check(learner, case):
        learner.halved([np.ones(2), np.ones(3)])
        case.expect_unchanged(learner)

    for function, kind in ((halved, "mutated"), (lambda arrays: 0.5 * arrays[1], None)):
        run = run_check(sample.stable, Check("halved", check), LocalLearner({"halved": function}))
        assert (run.failure and run.failure.finding.kind) == kind


@pytest.mark.parametrize(
    ("sigmoid", "kind"),
    [
        (lambda z: 1 / (1 + np.exp(-z)), "overflow"),  # the value is right: 1 / inf = 0
        (lambda z: np.where(z < 0, np.exp(z), np.exp(-z)), "overflow"),  # the branch that is not taken
        (lambda z: np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z))), None),
    ],
)
def test_an_overflow_on_the_way_to_a_right_value_is_found(sigmoid, kind):
    def check(learner, case):
        case.expect("sigmoid(z)", learner.sigmoid(np.array([-1000.0])), np.zeros(1))
        case.expect_no_overflow(learner)

    run = run_check(sample.stable, Check("overflow", check), LocalLearner({"sigmoid": sigmoid}))
    assert (run.failure and run.failure.finding.kind) == kind


def test_a_check_that_trips_over_a_value_says_so_without_a_traceback():
    def trips(learner, case):
        case.require(learner.f(1)[0] > 0, "positive")

    run = run_check(sample.stable, Check("trips", trips), LocalLearner({"f": lambda x: x}))
    assert run.failure.finding.kind == "odd value"


@pytest.mark.parametrize(
    ("got", "want"),
    [
        ([1.0, 2.0], np.array([1.0, 2.0])),
        (np.array([[1.0, 2.0]]), [[1.0, 2.0]]),
        (["a", "b"], ["a", "b"]),
        ([1, "a", None], (1, "a", None)),
        ([np.zeros((2, 3)), np.zeros(3)], (np.zeros((2, 3)), np.zeros(3))),
        ({"a": 1.0, "more": 2}, {"a": np.array(1.0)}),
        (float("nan"), float("nan")),
        (True, True),
    ],
)
def test_plain_values_that_agree_are_the_same(got, want):
    assert same_value(got, want)


@pytest.mark.parametrize(
    ("got", "want"),
    [
        ([1.0, 2.1], np.array([1.0, 2.0])),
        ([[1.0, 2.0]], np.array([1.0, 2.0])),
        (["a"], ["a", "b"]),
        ([[1], [2, 3]], np.zeros((2, 2))),
        ("1.0", 1.0),
        (1, True),
        ({"a": 1.0}, {"b": 1.0}),
        (None, 0.0),
    ],
)
def test_plain_values_that_differ_are_not_the_same(got, want):
    assert not same_value(got, want)


def test_dots_are_found_inside_lists_and_dicts():
    assert has_dots([1, {"a": [...]}])
    assert not has_dots([1, {"a": [None, np.zeros(3)]}])


def test_the_same_words_seed_the_same_numbers():
    assert seeded("ada", "p").random() == seeded("ada", "p").random() != seeded("adap").random()


def test_any_order_that_keeps_the_pairs_is_accepted():
    case = Case(seeded("x"), {})
    before = {("A", "C"): "C needs what A makes."}
    case.expect_order("order", ["b", "a", "c"], "ABC", before)
    case.expect_order("order", "ABC", "ABC", before)
    with pytest.raises(CheckStopped) as stopped:
        case.expect_order("order", "CAB", "ABC", before)
    assert stopped.value.failure.finding.kind == "order:AC"
    with pytest.raises(CheckStopped) as stopped:
        case.expect_order("order", "AAB", "ABC", before)
    assert stopped.value.failure.finding.kind == "order"
