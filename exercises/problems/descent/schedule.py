"""A learning rate that warms up in a straight line and then falls along half a cosine wave."""

import numpy as np

from nnkit.grading import Problem
from nnkit.grading.checks import as_array, same_value
from nnkit.grading.diagnosis.printed import number


def right_schedule(t, total, warmup, eta):
    """Read the warm-up off a line, and the fall off the square of a sine: (1 + cos 2a) / 2 = 1 − sin² a."""
    if t < warmup:
        return float(np.interp(t, [0, warmup], [0.0, eta]))
    return float(eta - eta * np.sin(0.5 * np.pi * (t - warmup) / (total - warmup)) ** 2)


schedule_ = Problem(
    id="descent.schedule",
    title="A learning rate with a plan",
    concept=13,
    points=3,
    kind="function",
    names=("schedule",),
    reference={"schedule": right_schedule},
    hints=(
        "Two phases, and in each a share that goes from 0 to 1: how much of the warm-up is over, how much of "
        "the fall? A share is what has passed since the phase began, over the length of the phase.",
        "Every argument is a single number, and so is the result, between 0 and `eta`. The warm-up takes "
        "`warmup` updates, the fall the rest of `total`. A cosine goes from 1 to −1 while its angle goes "
        "from 0 to π.",
        "Below `warmup`: eta times t over warmup. Otherwise find the share of the fall; `np.cos` of π times "
        "the share goes from 1 to −1, so add 1 and halve it, and it goes from 1 to 0. Times eta.",
    ),
)


def expect_schedule(learner, case, total, warmup, eta, times):
    """Ask for every t of ``times``, then stop at the first that is wrong."""
    got = {t: learner.schedule(t, total, warmup, eta) for t in times}
    for t, value in got.items():
        want, what = right_schedule(t, total, warmup, eta), f"schedule({t}, {total}, {warmup}, {eta:g})"
        array = as_array(value)
        if array is None or array.ndim:
            case.expect(what, value, want)
        case.require(
            same_value(value, want, atol=1e-6),
            f"`{what}` gives {number(value)}, and {number(want)} is right: {place(t, total, warmup)}.",
            at="schedule",
        )


def place(t, total, warmup):
    """Say where in the plan t is."""
    if t < warmup:
        return f"{t} of the {warmup} updates of the warm-up are over"
    if t == warmup:
        return "here the fall begins, at eta"
    if t == total:
        return "here the fall ends, at 0"
    return f"{t - warmup} of the {total - warmup} updates of the fall are over"


@schedule_.check("the worked example: up, and down again")
def schedule_example(learner, case):
    expect_schedule(learner, case, 100, 20, 0.4, (0, 5, 10, 15, 20, 30, 40, 60, 80, 100))


@schedule_.check("no warm-up")
def schedule_without(learner, case):
    expect_schedule(learner, case, 8, 0, 1.5, range(9))


@schedule_.check("warm-ups of a single update, and of all but one")
def schedule_extremes(learner, case):
    expect_schedule(learner, case, 6, 1, 0.3, range(7))
    expect_schedule(learner, case, 5, 4, 0.3, range(6))


@schedule_.check("other lengths, every update")
def schedule_other(learner, case):
    warmup = int(case.rng.integers(3, 9))
    expect_schedule(learner, case, warmup + int(case.rng.integers(8, 14)), warmup, 0.05, range(warmup + 9))
