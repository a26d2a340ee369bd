"""What the problems of this set share: numbers of one's own that tell every slip from every other."""

import itertools

import numpy as np

from nnkit.grading.problems import GUEST, seeded

GUESTS = {}  # problem id -> the right answers of someone without an id


def draw_distinct(problem, draw, right_answers, rng, apart):
    """Draw numbers whose right answers and slips lie further apart than ``apart``, name by name.

    None of them is what is right for the guest, either: it would be taken for a cell not run again.
    """
    if problem.id not in GUESTS:
        given = draw_until(problem, draw, right_answers, seeded(GUEST, problem.id), apart, {})
        GUESTS[problem.id] = right_answers(given)
    return draw_until(problem, draw, right_answers, rng, apart, GUESTS[problem.id])


def draw_until(problem, draw, right_answers, rng, apart, guest):
    while True:
        given = draw(rng)
        right = right_answers(given)
        wrong = [slip.answers_for(given) for slip in problem.misconceptions]
        others = [*wrong, {} if right == guest else guest]
        if all(differ([right[name], *(a[name] for a in others if name in a)], apart) for name in right):
            return given


def differ(values, apart):
    """Tell whether no two of these numbers, or lists of whole numbers, are alike."""
    in_order = sorted(np.ravel(value).tolist() for value in values)
    return all(
        len(one) != len(other) or any(abs(a - b) > apart for a, b in zip(one, other, strict=True))
        for one, other in itertools.pairwise(in_order)
    )
