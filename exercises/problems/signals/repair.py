"""A deep network whose layers are all one and the same array."""

import numpy as np

from nnkit.grading import Problem
from nnkit.grading.checks import same_value


def program(start, eta=0.1, together=False):
    """Make a program of how it draws the first weights; ``together`` lets all layers share one array."""

    def fit(X, Y, depth, eta=eta, steps=20, seed=0):
        N, d = X.shape
        Ws, losses = start(d, depth, seed), []
        for _ in range(steps):
            outputs = [X]
            for W in Ws:
                outputs.append(np.tanh(np.einsum("ni,oi->no", outputs[-1], W)))
            error = outputs[-1] - Y
            losses.append(float(np.mean(np.sum(error**2, axis=1)) / 2))
            back = error / N
            for l in range(depth)[::-1]:
                delta = back - back * np.square(outputs[l + 1])
                back = np.einsum("no,oi->ni", delta, Ws[l])
                change = eta * np.einsum("no,ni->oi", delta, outputs[l])
                Ws = [W - change if together or k == l else W for k, W in enumerate(Ws)]
        return Ws, losses

    return fit


def independent(d, depth, seed):
    return list(d**-0.5 * np.random.default_rng(seed).standard_normal((depth, d, d)))


def alike(d, depth, seed):
    return [independent(d, 1, seed)[0] for _ in range(depth)]


right_fit = program(independent)

repair = Problem(
    id="signals.repair",
    title="Ten layers that are one",
    concept=14,
    points=3,
    kind="repair",
    names=("fit",),
    reference={"fit": right_fit},
    hints=(
        "How many different matrices are there in the list at the start? Multiplying a list repeats what is "
        "in it, and does not make it anew.",
        "Ws must hold `depth` arrays of shape (d, d), each drawn for itself. Copies of one array are "
        "separate, but all begin with the same numbers.",
        "Let the call of `rng.normal` run once for each layer: a list comprehension over `range(depth)` does "
        "that, and so does a loop with `append`. The generator is made once, before.",
    ),
)


def expect_fit(case, got, want):
    """Compare every layer and the losses, and say so if layers are alike."""
    case.require(
        isinstance(got, list) and len(got) == 2 and isinstance(got[0], list | np.ndarray),
        "`fit` must return the list of weights and the losses, in this order.",
        kind="structure",
        at="fit",
    )
    Ws, losses = got
    case.require(
        len(Ws) == len(want[0]),
        "`fit` must return as many weight matrices as there are layers.",
        kind="structure",
        at="fit",
    )
    case.require(
        len(Ws) < 2 or not all(same_value(W, np.asarray(Ws[0]), 0, 0) for W in Ws[1:]),
        "All layers come out with exactly the same weights. Each should have weights of its own.",
        at="Ws",
    )
    for l, (W, right) in enumerate(zip(Ws, want[0], strict=True)):
        case.expect(f"Ws[{l}]", W, right)
    case.expect("losses", losses, want[1])


def data(case, N, d):
    return case.rng.standard_normal((N, d)), case.rng.uniform(-0.8, 0.8, (N, d))


@repair.check("the weights before the first step")
def repair_start(learner, case):
    X, Y = data(case, 4, 3)
    expect_fit(case, learner.fit(X, Y, 4, steps=0), right_fit(X, Y, 4, steps=0))


@repair.check("three layers after one step")
def repair_one_step(learner, case):
    X, Y = data(case, 5, 2)
    args = {"eta": 0.3, "steps": 1, "seed": 7}
    expect_fit(case, learner.fit(X, Y, 3, **args), right_fit(X, Y, 3, **args))


@repair.check("ten layers after twenty steps, the data left as they were")
def repair_ten(learner, case):
    X, Y = data(case, 6, 6)
    expect_fit(case, learner.fit(X, Y, 10), right_fit(X, Y, 10))
    case.expect_unchanged(learner)


def wrong(id, sentence, formula, fit, untouched=False):
    repair.misconception(id, sentence, formula, untouched=untouched)(fit)


wrong(
    "as_given",
    "This is the code as it was given: one array, named again for each layer.",
    "W_1, W_2, …, W_L drawn independently",
    program(alike, together=True),
    untouched=True,
)
wrong(
    "alike",
    "The layers are now separate, but they begin with the same numbers. Whether copied or drawn anew from "
    "the same seed: draw again from the one generator for each layer.",
    "W_1 ≠ W_2 at the start: independent draws",
    program(alike),
)
wrong(
    "zeros",
    "You start with zeros. Then every activation is 0 and every gradient too: nothing ever moves.",
    "W_l ~ N(0, 1/d), not 0",
    program(lambda d, depth, seed: [np.zeros((d, d)) for _ in range(depth)]),
)
wrong(
    "constant",
    "All weights of a layer are the same number, so the hidden units all compute the same and learn the "
    "same, for ever. Only random weights break that symmetry.",
    "W_l ~ N(0, 1/d), drawn entry by entry",
    program(lambda d, depth, seed: [np.full((d, d), 1 / d) for _ in range(depth)]),
)
wrong(
    "identity",
    "You start every layer as the identity. The layers are still all alike; each should be drawn for itself.",
    "W_l ~ N(0, 1/d), not I",
    program(lambda d, depth, seed: [np.eye(d) for _ in range(depth)]),
)
wrong(
    "seed_by_layer",
    "Each layer has a generator of its own now, made from another seed. That works, but the exercise asks "
    "for one generator that draws layer after layer.",
    "W_1, W_2, … drawn one after the other from one generator",
    program(lambda d, depth, seed: [independent(d, 1, seed + l)[0] for l in range(depth)]),
)
wrong(
    "reversed",
    "You drew the layers from last to first. The first draw belongs to the layer next to the input.",
    "W_1 is drawn first, W_L last",
    program(lambda d, depth, seed: independent(d, depth, seed)[::-1]),
)
wrong(
    "unscaled",
    "The layers are separate now, but you lost the scale: with standard deviation 1 the units saturate.",
    "W_l ~ N(0, 1/d), not N(0, 1)",
    program(lambda d, depth, seed: [d**0.5 * W for W in independent(d, depth, seed)]),
)
wrong(
    "one_row",
    "You drew one row for each layer and repeated it, so all units of a layer begin as one and the "
    "same. Each unit needs weights of its own.",
    "W_l drawn as (d, d), not as (1, d) or (d,)",
    program(
        lambda d, depth, seed: list(
            np.repeat(d**-0.5 * np.random.default_rng(seed).standard_normal((depth, 1, d)), d, axis=1)
        )
    ),
)
wrong(
    "other_settings",
    "The fault is still there. You changed how far or how long it trains (`eta`, `steps`), and that is not "
    "what is wrong: all layers are one array.",
    "W_1, W_2, …, W_L drawn independently",
    program(alike, eta=0.01, together=True),
)
