# ruff: noqa: F811  (each wrong program bears the name that the learner's would)
"""A small problem set to try the judging on; the notebook tests copy it into a workspace as set "sample"."""

from __future__ import annotations

import numpy as np

from nnkit.grading.problems import Problem

HINTS = (
    "The idea: exponentials.",
    "Shapes: (N, K) in, (N, K) out.",
    "Nearly code:\n    e = np.exp(s)\n    ...",
)


def softmax(s):
    e = np.exp(s - s.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def cross_entropy(s, y):
    return float(np.mean(-np.log(softmax(s)[np.arange(len(y)), y])))


def delta(s, y):
    return (softmax(s) - np.eye(s.shape[1])[y]) / len(y)


stable = Problem(
    id="sample.stable",
    title="Stable softmax",
    concept=6,
    points=3,
    kind="function",
    names=("softmax",),
    hints=HINTS,
    reference={"softmax": softmax},
)


@stable.check("two rows", points=1)
def two_rows(learner, case):
    s = np.array([[2.0, 1.0, 0.5], [0.0, 3.0, 1.0]])
    case.expect("softmax", learner.softmax(s), softmax(s), inputs=(s,))


@stable.check("square", points=1)
def square(learner, case):
    s = case.rng.normal(size=(4, 4))
    case.expect("softmax", learner.softmax(s), softmax(s), inputs=(s,))
    case.expect_unchanged(learner)


@stable.check("large logits", points=1)
def large(learner, case):
    s = np.array([[1000.0, 999.0, 0.0], [1.0, 2.0, 3.0]])
    case.expect("softmax", learner.softmax(s), softmax(s), inputs=(s,))


def _misconceptions():
    @stable.misconception("axis", "The sum runs down the columns.", "p = e / e.sum(axis=1, keepdims=True)")
    def softmax(s):
        e = np.exp(s - s.max(axis=1, keepdims=True))
        return e / e.sum(axis=0, keepdims=True)

    @stable.misconception("naive", "Large logits overflow.", "p = exp(s - max s) / sum")
    def softmax(s):
        e = np.exp(s)
        return e / e.sum(axis=1, keepdims=True)

    @stable.misconception("in place", "It works on the array it was given.")
    def softmax(s):
        s -= s.max(axis=1, keepdims=True)
        e = np.exp(s)
        return e / e.sum(axis=1, keepdims=True)

    @stable.misconception("no keepdims", "Without keepdims the row sums become one row.")
    def softmax(s):
        e = np.exp(s - s.max(axis=1, keepdims=True))
        return e / e.sum(axis=1)

    @repair.misconception("planted", "The bug you were given is still there.", untouched=True)
    def softmax2(s):
        e = np.exp(s)
        return e / e.sum()

    @repair.misconception("unnormalised", "The rows do not sum to 1.")
    def softmax2(s):
        return np.exp(s)

    @repair.misconception("sign", "The exponents have the wrong sign.")
    def softmax2(s):
        return correct(-s)


correct = softmax


loss = Problem(
    id="sample.loss",
    title="Cross-entropy",
    concept=6,
    points=2,
    kind="train",
    names=("cross_entropy",),
    hints=HINTS,
    reference={"cross_entropy": cross_entropy},
    builds_on=("sample.stable",),
)


@loss.check("four examples")
def four_examples(learner, case):
    s, y = case.rng.normal(size=(4, 3)), np.array([0, 2, 1, 0])
    got = learner.cross_entropy(s, y)
    case.expect("cross_entropy", got, cross_entropy(s, y), factors={"the batch size": 4})


error_signal = Problem(
    id="sample.delta",
    title="The error signal",
    concept=6,
    points=2,
    kind="train",
    names=("delta",),
    hints=HINTS,
    reference={"delta": delta},
    builds_on=("sample.loss",),
)


@error_signal.check("four examples")
def four_deltas(learner, case):
    s, y = case.rng.normal(size=(4, 3)), np.array([0, 2, 1, 0])
    case.expect("delta", learner.delta(s, y), delta(s, y), factors={"the batch size": 4})


def _logits(rng):
    return {"s": np.round(rng.normal(size=3), 1), "y": int(rng.integers(3))}


by_hand = Problem(
    id="sample.by_hand",
    title="Softmax by hand",
    concept=6,
    points=2,
    kind="numbers",
    names=("p", "loss_value"),
    hints=HINTS,
    given=_logits,
)


def right_numbers(given):
    p = softmax(given["s"][np.newaxis])[0]
    return {"p": p, "loss_value": float(-np.log(p[given["y"]]))}


@by_hand.check("probabilities and loss")
def numbers(learner, case):
    right = right_numbers(case.given)
    case.expect("p", learner["p"], right["p"], rtol=1e-3)
    case.expect("loss_value", learner["loss_value"], right["loss_value"], rtol=1e-3)


repair = Problem(
    id="sample.repair",
    title="A softmax to repair",
    concept=6,
    points=1,
    kind="repair",
    names=("softmax2",),
    hints=HINTS,
    reference={"softmax2": softmax},
)


@repair.check("one row")
def one_row(learner, case):
    s = np.array([[1.0, 2.0]])
    case.expect("softmax2", learner.softmax2(s), softmax(s))


@repair.check("several rows")
def several_rows(learner, case):
    s = np.array([[1.0, 2.0], [3.0, 0.0], [0.0, 1.0]])
    case.expect("softmax2", learner.softmax2(s), softmax(s))


_misconceptions()

choice = Problem(
    id="sample.choice",
    title="Which one?",
    concept=7,
    points=1,
    kind="choice",
    names=("answer",),
    hints=HINTS,
)


@choice.check("the choice")
def the_choice(learner, case):
    case.expect_choice(
        "answer", learner["answer"], "b", {"a": "Logits may be negative, so they are no probabilities."}
    )
