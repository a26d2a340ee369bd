"""What the problems of this set share: the tolerance of numbers by hand, and how to tell slips apart."""

import itertools

ROUNDED = 0.002  # three decimals, and a slip of the last digit


def all_differ(names, right, wrong):
    """Tell whether, for every name of one number, the right answer and all wrong ones lie well apart."""
    for name in names:
        values = sorted(float(answers[name]) for answers in (right, *wrong) if name in answers)
        if any(b - a < 4 * ROUNDED for a, b in itertools.pairwise(values)):
            return False
    return True
