"""Reading one's own training and validation curves."""

import itertools

import numpy as np

from nnkit.grading import Problem

READINGS = 12
NUMBERS = ("best_epoch", "stopped")


def best_reading(validation):
    return validation.index(min(validation))


def stopping_reading(validation, patience):
    """Return the first reading that comes ``patience`` readings after the lowest one so far."""
    return next(i for i in range(READINGS) if i - best_reading(validation[: i + 1]) >= patience)


def right_answers(given):
    validation = given["validation"]
    best, stop = best_reading(validation), stopping_reading(validation, given["patience"])
    return {"best_epoch": given["epochs"][best], "stopped": given["epochs"][stop]}


def draw_curves(rng):
    """Draw training losses that fall, and validation losses that turn, with one setback before the turn."""
    turn, high, floor = int(rng.integers(5, 8)), rng.uniform(1.0, 1.6), rng.uniform(0.3, 0.5)
    i = np.arange(READINGS)
    fall = (high - floor) * (np.maximum(turn - i, 0) / turn) ** 2
    rise = rng.uniform(0.3, 0.5) * (np.maximum(i - turn, 0) / (READINGS - 1 - turn)) ** 1.4
    validation = floor + fall + rise
    bump = int(rng.integers(1, turn - 2))
    validation[bump] = validation[bump - 1] + rng.uniform(0.03, 0.08)
    training = 0.97 * high * (rng.uniform(0.03, 0.06) / high) ** (i / (READINGS - 1))
    return np.round(training, 2).tolist(), np.round(validation, 2).tolist(), turn, bump


def curves_given(rng):
    """Draw curves and three epochs to judge, until the right answers and all slips are different numbers."""
    while True:
        training, validation, turn, bump = draw_curves(rng)
        kinds = "".join(rng.permutation(list("abc")))
        judged = {"a": 0, "b": turn + int(rng.choice([-1, 1])), "c": READINGS - 1 - int(rng.integers(0, 2))}
        step = int(rng.integers(4, 31))
        epochs = (int(rng.integers(1, step + 1)) + step * np.arange(READINGS)).tolist()
        given = {"epochs": epochs, "training": training, "validation": validation}
        given |= {"patience": int(rng.integers(2, 4))}
        given |= {name: epochs[judged[kind]] for name, kind in zip("pqr", kinds, strict=True)}
        clear = sorted(validation)[1] - min(validation) >= 0.01 and best_reading(validation) == turn
        falling = all(v > w for v, w in itertools.pairwise(training))
        apart = all(v - t > 0.02 for t, v in zip(training, validation, strict=True))
        if clear and falling and apart and validation[bump + 1] < validation[bump - 1] and all_differ(given):
            return given


def all_differ(given):
    for name in NUMBERS:
        values = [right_answers(given)[name]]
        values += [a[name] for a in (slip.answers_for(given) for slip in curves.misconceptions) if name in a]
        if len(set(values)) < len(values):
            return False
    return True


def kind_at(given, epoch):
    """Return the letter for an epoch: a underfitting, b about right, c overfitting."""
    i, turn = given["epochs"].index(epoch), best_reading(given["validation"])
    return "b" if abs(i - turn) <= 1 else "a" if i < turn else "c"


curves = Problem(
    id="regularisation.curves",
    title="Reading the curves",
    concept=18,
    points=3,
    kind="interpret",
    names=("best_epoch", "stopped", "at_p", "at_q", "at_r"),
    given=curves_given,
    hints=(
        "The training loss says how well the network knows its own examples, the validation loss how well it "
        "does on others. Only the second can tell you when it was at its best.",
        "`best_epoch` and `stopped` are epochs, whole numbers from your list; the other three are letters in "
        "quotation marks.",
        "Go along the validation losses with a finger on the lowest so far. When `patience` readings have "
        "gone by and the finger has not moved, training stops. Which way do the two curves go at p, q and "
        "r?",
    ),
)


@curves.check("the best epoch")
def curves_best(learner, case):
    case.expect("best_epoch", learner["best_epoch"], right_answers(case.given)["best_epoch"])


@curves.check("where early stopping stops")
def curves_stopped(learner, case):
    case.expect("stopped", learner["stopped"], right_answers(case.given)["stopped"])


EARLY = {
    "b": "the validation loss is still well above its lowest value, and both losses are falling. More "
    "training would help, so this is not yet about right.",
    "c": "the validation loss is high, but so is the training loss, and both are falling. A network that "
    "overfits does well on its own examples; this one does not yet.",
}
MIDDLE = {
    "a": "the validation loss is within a step of its lowest value. More training would hardly bring it "
    "down, so the network no longer underfits.",
    "c": "there is a gap, but a gap alone is no overfitting: the validation loss is within a step of its "
    "lowest value and has hardly begun to rise, if at all.",
}
LATE = {
    "a": "the training loss is close to 0, so the network does not lack training. It is the validation loss "
    "that is too high, and more training raises it.",
    "b": "the training loss looks best here, but the validation loss has been rising for a while. What "
    "counts is how the network does on examples it has not seen.",
}
FEEDBACK = {"a": EARLY, "b": MIDDLE, "c": LATE}


# All three to a check, each with another answer: no single letter passes.
@curves.check("under, over or about right")
def curves_kinds(learner, case):
    for name in "pqr":
        epoch = case.given[name]
        right = kind_at(case.given, epoch)
        said = {letter: f"at_{name}: at epoch {epoch} {text}" for letter, text in FEEDBACK[right].items()}
        case.expect_choice(f"at_{name}", learner[f"at_{name}"], right, said)
