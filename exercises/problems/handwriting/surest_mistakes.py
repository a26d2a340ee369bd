"""What goes wrong with the surest mistakes: another measure or order, the wrong numbers, a wrong cut."""

import numpy as np

from .surest import by_sureness, margin, right_surest, surest, wrong


def mistake(id, sentence, formula, wrong_program):
    """Add the mistake of this program of p, y and n."""

    @surest.misconception(id, sentence, formula)
    def surest_mistakes(p, y, n):
        return wrong_program(np.asarray(p), np.asarray(y), n)


def ordered(sureness):
    """Order the mistakes by another measure: sureness(p, y) -> (N,)."""
    return lambda p, y, n: by_sureness(p, wrong(p, y), sureness(p, y))[:n]


mistake(
    "least_sure",
    "The least sure ones come first. `argsort` sorts upwards: sort the negative, or turn the order round.",
    "the largest max_k p_nk first",
    ordered(lambda p, y: -p.max(axis=1)),
)
mistake(
    "right_ones_too",
    "Images that are right are among them. Keep only those whose answer is not their label, then sort.",
    "n with argmax_k p_nk ≠ y_n",
    lambda p, y, n: by_sureness(p, range(len(y)), p.max(axis=1))[:n],
)
mistake(
    "right_ones",
    "These are the images that are right. The mistakes are those whose answer is not their label.",
    "n with argmax_k p_nk ≠ y_n",
    lambda p, y, n: by_sureness(p, sorted(set(range(len(y))) - set(wrong(p, y))), p.max(axis=1))[:n],
)
mistake(
    "cut_first",
    "You took the n surest images first and looked for mistakes among them. Mistakes are rarer than that: "
    "look for them first, and cut at the end.",
    "filter, sort, then the first n",
    lambda p, y, n: [k for k in by_sureness(p, range(len(y)), p.max(axis=1))[:n] if p[k].argmax() != y[k]],
)
mistake(
    "places_among_mistakes",
    "These numbers count inside the mistakes. Use them as an index into the numbers of the wrong images, to "
    "get back to the whole batch.",
    "wrong[order], not order",
    lambda p, y, n: np.argsort(-p[wrong(p, y)].max(axis=1))[:n],
)
mistake(
    "true_class",
    "You sorted by the probability of the true class. Sureness is the probability of the answer that was "
    "given; the rest may be spread over many classes.",
    "max_k p_nk, not p_{n, y_n}",
    ordered(lambda p, y: -p[np.arange(len(y)), y]),
)
mistake(
    "lead_over_true",
    "You sorted by how far the answer leads the true class. How sure the network is does not depend on what "
    "is true: take the probability of its answer.",
    "max_k p_nk, not max_k p_nk − p_{n, y_n}",
    ordered(margin),
)
mistake(
    "lead_over_second",
    "You sorted by the lead over the second best answer. That is a fair measure too, but here sureness is "
    "the probability of the answer itself.",
    "max_k p_nk, without the second largest",
    ordered(lambda p, y: np.diff(np.sort(p, axis=1)[:, -2:], axis=1)[:, 0]),
)
mistake(
    "entropy",
    "You sorted by entropy, which looks at all classes. Here sureness is the probability of the answer "
    "itself.",
    "max_k p_nk, not Σ_k p_nk log p_nk",
    ordered(lambda p, y: (p * np.log(p)).sum(axis=1)),
)
mistake(
    "probabilities",
    "These are the probabilities themselves. Asked for are the numbers of the images that they belong to.",
    "n, not max_k p_nk",
    lambda p, y, n: p.max(axis=1)[right_surest(p, y, n)],
)
mistake(
    "answers",
    "These are the classes that the network took them for. Asked for are the numbers of the images.",
    "n, not argmax_k p_nk",
    lambda p, y, n: p.argmax(axis=1)[right_surest(p, y, n)],
)
mistake(
    "not_sorted",
    "These are the first n mistakes in the order of the batch. Sort them by their sureness before you cut.",
    "filter, sort, then the first n",
    lambda p, y, n: wrong(p, y)[:n],
)
mistake(
    "sorted_again",
    "The right images, but you sorted their numbers at the end. Leave the surest first.",
    "the largest max_k p_nk first",
    lambda p, y, n: np.sort(right_surest(p, y, n)),
)
mistake(
    "cut_wrong_end",
    "You sorted the surest first and then took the last n of them. Those are the least sure: take the first "
    "n.",
    "the n largest max_k p_nk",
    lambda p, y, n: right_surest(p, y, len(y))[-n:],
)
mistake(
    "surest_last",
    "The right images in the reverse order: the surest comes last. Sort the negative, or turn it round with "
    "`[::-1]` before you cut.",
    "the largest max_k p_nk first",
    lambda p, y, n: right_surest(p, y, n)[::-1],
)
mistake(
    "filled_up",
    "Where there are fewer than n mistakes you filled up with −1, and −1 is the last image. Return as many "
    "as there are.",
    "min(n, number of mistakes) indices",
    lambda p, y, n: np.append(right_surest(p, y, n), np.full(n - len(right_surest(p, y, n)), -1)),
)
mistake(
    "filled_with_zeros",
    "Where there are fewer than n mistakes, zeros are left over, and 0 is the first image. Return as many as "
    "there are.",
    "min(n, number of mistakes) indices",
    lambda p, y, n: np.append(right_surest(p, y, n), np.zeros(n - len(right_surest(p, y, n)))),
)
mistake(
    "filled_with_right_ones",
    "Where there are fewer than n mistakes, images that are right make up the rest. Return as many as there "
    "are.",
    "min(n, number of mistakes) indices",
    lambda p, y, n: by_sureness(p, range(len(y)), p.max(axis=1) + (p.argmax(axis=1) != y))[:n],
)
mistake(
    "all_of_them",
    "All mistakes, in the right order: now take the first n.",
    "the first n",
    lambda p, y, n: right_surest(p, y, len(y)),
)
