"""Reading a confusion matrix: how often right, which class is missed, which is named too readily."""

import numpy as np

from nnkit.grading import Problem

from .shared import draw_distinct

K = 10
ROUNDED = 0.0006  # three decimals
OFTEN, HARDLY = 0.85, 0.95  # recall or precision: below OFTEN it goes wrong often, from HARDLY on hardly ever
NUMBERS = ("share_right", "recall", "precision", "taken_for")


def recalls(C):
    return np.diag(C) / C.sum(axis=1)


def precisions(C):
    return np.diag(C) / C.sum(axis=0)


def mistakes(C):
    return C - np.diag(np.diag(C))


def place(table):
    """Return the row and the column of the largest entry."""
    return [int(i) for i in np.unravel_index(table.argmax(), table.shape)]


def right_answers(given):
    C, k = given["C"], given["k"]
    return {
        "share_right": float(np.diag(C).sum() / C.sum()),
        "recall": float(recalls(C)[k]),
        "precision": float(precisions(C)[k]),
        "taken_for": place(mistakes(C)),
    }


def letter_of(C, k):
    """Return the letter for a class: a missed, b named too readily, c neither; "" between these."""
    recall, precision = recalls(C)[k], precisions(C)[k]
    if recall < OFTEN and precision >= HARDLY:
        return "a"
    if recall >= HARDLY and precision < OFTEN:
        return "b"
    return "c" if recall >= HARDLY and precision >= HARDLY else ""


def reading_given(rng):
    return draw_distinct(reading, draw, right_answers, rng, 3 * ROUNDED)


def draw(rng):
    """Draw a matrix, a class k and three classes to judge, one case of each letter."""
    while True:
        missed, favoured, k, other, fine = (int(i) for i in rng.choice(K, 5, replace=False))
        C = draw_matrix(rng, missed, favoured, k, other)
        p, q, r = (int(i) for i in rng.permutation([missed, favoured, fine]))
        commonest, next_one = np.sort(mistakes(C), axis=None)[:-3:-1]
        if commonest > next_one and {letter_of(C, i) for i in (p, q, r)} == set("abc"):
            return {"C": C, "k": k, "p": p, "q": q, "r": r}


def draw_matrix(rng, missed, favoured, k, other):
    """Draw counts: many of ``missed`` are taken for ``favoured``; k is often taken for other, and back."""
    C = np.diag(rng.integers(30, 90, K))

    def confuse(true, answer, count):
        C[true, true] -= count
        C[true, answer] += count

    confuse(missed, favoured, int(rng.integers(9, 13)))
    confuse(k, other, int(rng.integers(4, 8)))
    confuse(other, k, int(rng.integers(6, 9)))
    confuse(k, favoured, int(rng.integers(1, 4)))
    rest = [i for i in range(K) if i not in (missed, favoured, k)]
    for true in rng.choice(rest, 3, replace=False):
        confuse(true, favoured, int(rng.integers(1, 4)))
    for _ in range(9):
        true, answer = rng.choice(K, 2, replace=False)
        confuse(true, answer, 1)
    return C


reading = Problem(
    id="handwriting.reading",
    title="Reading the matrix",
    concept=18,
    points=3,
    kind="interpret",
    names=("share_right", "recall", "precision", "taken_for", "reads_p", "reads_q", "reads_r"),
    given=reading_given,
    hints=(
        "A row holds all images of one class, wherever they went. A column holds all images that got one "
        "answer, whatever they were. The diagonal holds what is right.",
        "`share_right`, `recall` and `precision` lie between 0 and 1; `taken_for` is a list of two classes, "
        "first what it was, then what it was taken for; the other three are letters in quotation marks.",
        "Recall divides a place of the diagonal by the sum of its row, precision by the sum of its column. "
        "Work out both for p, q and r: which of the two is low?",
    ),
)


@reading.check("how often right")
def reading_right(learner, case):
    expect_number(learner, case, "share_right")


@reading.check("recall")
def reading_recall(learner, case):
    expect_number(learner, case, "recall")


@reading.check("precision")
def reading_precision(learner, case):
    expect_number(learner, case, "precision")


@reading.check("the commonest mistake")
def reading_commonest(learner, case):
    expect_number(learner, case, "taken_for")


def expect_number(learner, case, name):
    case.expect(name, learner[name], right_answers(case.given)[name], rtol=0, atol=ROUNDED)


MISSED = {
    "b": "its column holds little else, so when the network gives this answer it is nearly always right. It "
    "is the row that is spread: many images of this class get other answers.",
    "c": "what the network calls so is nearly always so, but look along the row: many images of this class "
    "get another answer.",
}
FAVOURED = {
    "a": "its row is nearly all on the diagonal, so hardly any is missed. It is the column that is spread: "
    "many images of other classes get this answer.",
    "c": "hardly any image of this class is missed, but look down the column: many images of other classes "
    "get this answer.",
}
FINE = {
    "a": "its row is nearly all on the diagonal: hardly any image of this class is missed.",
    "b": "its column is nearly all on the diagonal: hardly any image of another class gets this answer.",
}
FEEDBACK = {"a": MISSED, "b": FAVOURED, "c": FINE}


# All three to a check, each with another answer: no single letter passes.
@reading.check("what becomes of three classes")
def reading_letters(learner, case):
    for name in "pqr":
        digit = case.given[name]
        right = letter_of(case.given["C"], digit)
        said = {letter: f"reads_{name}: of {digit}, {text}" for letter, text in FEEDBACK[right].items()}
        case.expect_choice(f"reads_{name}", learner[f"reads_{name}"], right, said)
