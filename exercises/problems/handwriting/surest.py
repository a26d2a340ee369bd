"""The mistakes of which a classifier is surest."""

import numpy as np

from nnkit.grading import Problem


def by_sureness(p, chosen, sureness):
    """Return the indices ``chosen``, those with the largest sureness first."""
    return np.array(sorted(chosen, key=lambda k: -sureness[k]), np.int64)


def wrong(p, y):
    return [k for k in range(len(y)) if np.argmax(p[k]) != y[k]]


def right_surest(p, y, n):
    return by_sureness(p, wrong(p, y), np.max(p, axis=1, initial=0.0))[:n]


surest = Problem(
    id="handwriting.surest",
    title="Sure, and wrong",
    concept=7,
    points=3,
    kind="function",
    names=("surest_mistakes",),
    reference={"surest_mistakes": right_surest},
    hints=(
        "First find the images that are wrong; then put these in the order of the probability that went to "
        "the wrong answer; then take the first n.",
        "Keep the numbers of the images, counted in the whole batch: `np.flatnonzero` gives them for the "
        "wrong ones. The order that `np.argsort` gives counts inside what you sort, so use it as an index.",
        "The answer of row k is its `argmax`, its sureness its `max`, both along axis 1. `argsort` puts the "
        "smallest first: sort the negative. A slice `[:n]` is content with fewer than n.",
    ),
)


def drawn(case, N, K, mistakes):
    """Draw probabilities (N, K), no two rows equally sure, and labels of which ``mistakes`` are missed."""
    p = case.rng.dirichlet(np.full(K, 0.5), N)
    guess = p.argmax(axis=1)
    missed = case.rng.permutation(N) < mistakes
    return p, np.where(missed, (guess + case.rng.integers(1, K, N)) % K, guess)


def telling(case, N, K, mistakes, n):
    """Draw until every other measure gives another order of the mistakes, and the surest image is right."""
    while True:
        p, y = drawn(case, N, K, mistakes)
        chosen, top = wrong(p, y), np.sort(p, axis=1)
        first = by_sureness(p, chosen, top[:, -1])[:n].tolist()
        measures = [top[:, -1] - top[:, -2], (p * np.log(p)).sum(axis=1), -p[np.arange(N), y], margin(p, y)]
        orders = [by_sureness(p, chosen, sureness)[:n].tolist() for sureness in measures]
        orders += [first, chosen[:n], first[::-1]]
        clear = np.min(np.diff(np.sort(top[:, -1]))) > 1e-4 and sorted(first) != first
        if clear and len(set(map(str, orders))) == len(orders) and p.max(axis=1).argmax() not in chosen:
            return p, y


def margin(p, y):
    return p.max(axis=1) - p[np.arange(len(y)), y]


def expect_mistakes(learner, case, p, y, n):
    got, want = learner.surest_mistakes(p, y, n), right_surest(p, y, n)
    several = isinstance(got, list | np.ndarray) and np.ndim(got) == 1
    text = (
        "`surest_mistakes` gives more images than there are mistakes. Return as many as there are, up to n."
    )
    case.require(not several or len(got) <= len(wrong(p, y)), text, at="surest_mistakes")
    case.expect("surest_mistakes(p, y, n)", got, want, inputs=(p, y, n))


@surest.check("five images, two of them wrong")
def surest_small(learner, case):
    p = np.array([[0.8, 0.1, 0.1], [0.3, 0.6, 0.1], [0.1, 0.2, 0.7], [0.05, 0.05, 0.9], [0.4, 0.35, 0.25]])
    expect_mistakes(learner, case, p, np.array([0, 0, 1, 2, 0]), 2)


@surest.check("the first few of many")
def surest_many(learner, case):
    for N, K, mistakes, n in ((30, 4, 12, 9), (40, 10, 15, 14), (12, 12, 7, 6)):
        expect_mistakes(learner, case, *telling(case, N, K, mistakes, n), n)
    case.expect_unchanged(learner)


@surest.check("fewer mistakes than n, or none")
def surest_few(learner, case):
    for N, K, mistakes, n in ((20, 5, 7, 8), (25, 3, 8, 25)):
        expect_mistakes(learner, case, *telling(case, N, K, mistakes, n), n)
    expect_mistakes(learner, case, *drawn(case, 6, 4, 0), 3)
