"""Slips in reading a confusion matrix: the row for the column, a count for a share, the diagonal."""

import numpy as np

from .reading import mistakes, place, precisions, reading, recalls, right_answers


@reading.slip(
    "right_count",
    "This is how many images are right. Divide by how many there are: the sum of the whole matrix.",
    "Σ_k C_kk / Σ_ij C_ij, not Σ_k C_kk",
)
def slip(given):
    return {"share_right": int(np.trace(given["C"]))}


@reading.slip(
    "right_wrong",
    "This is the share of mistakes, everything off the diagonal. The share of right answers is the rest.",
    "Σ_k C_kk / Σ_ij C_ij, not 1 minus that",
)
def slip(given):
    return {"share_right": 1 - right_answers(given)["share_right"]}


@reading.slip(
    "right_per_cent",
    "This is in per cent. A share lies between 0 and 1.",
    "Σ_k C_kk / Σ_ij C_ij, without the factor 100",
)
def slip(given):
    return {"share_right": 100 * right_answers(given)["share_right"]}


@reading.slip(
    "right_mean_recall",
    "You averaged the recalls of the classes, which gives a rare class as much weight as a common one. Here "
    "every image counts once.",
    "Σ_k C_kk / Σ_ij C_ij, not (1/K) Σ_k C_kk / Σ_j C_kj",
)
def slip(given):
    return {"share_right": float(recalls(given["C"]).mean())}


@reading.slip(
    "right_mean_precision",
    "You averaged the precisions of the classes. Here every image counts once, whatever its class.",
    "Σ_k C_kk / Σ_ij C_ij, not (1/K) Σ_k C_kk / Σ_i C_ik",
)
def slip(given):
    return {"share_right": float(precisions(given["C"]).mean())}


@reading.slip(
    "right_to_wrong",
    "You divided the right ones by the wrong ones. A share is a part of the whole: all images stand below.",
    "Σ_k C_kk / Σ_ij C_ij, not Σ_k C_kk / Σ_(i≠j) C_ij",
)
def slip(given):
    return {"share_right": float(np.trace(given["C"]) / mistakes(given["C"]).sum())}


def add_pair(name, other, line, across):
    """Add the slips of recall, and the same ones of precision; ``line`` is the row or column it needs."""
    axis = {"row": 1, "column": 0}[line]
    rule = {"recall": "C_kk / Σ_j C_kj", "precision": "C_kk / Σ_i C_ik"}[name]
    asked = {
        "recall": "of the images of class k, how many were recognised?",
        "precision": "of the images that were called k, how many were it?",
    }[name]

    def add(id, sentence, formula, value):
        @reading.slip(f"{name}_{id}", sentence, formula)
        def slip(given):
            return {name: float(value(given["C"], given["k"], right_answers(given)))}

    add(
        other,
        f"This is the {other}: you added up the {across}. For the {name} add up the {line}: {asked}",
        rule,
        lambda C, k, right: right[other],
    )
    add(
        "rest",
        f"This is the share of the {line} that is wrong. The {name} is the share that is right: {asked}",
        f"{rule}, not 1 minus that",
        lambda C, k, right: 1 - right[name],
    )
    add(
        "of_all",
        f"You divided by all images. Below the line for the {name} stands one {line} only: {asked}",
        f"{rule}, not C_kk / Σ_ij C_ij",
        lambda C, k, right: C[k, k] / C.sum(),
    )
    add(
        "to_wrong",
        f"You divided by the wrong ones of the {line}. The whole {line} stands below, with the place on the "
        f"diagonal: {asked}",
        rule,
        lambda C, k, right: C[k, k] / (C.sum(axis=axis)[k] - C[k, k]),
    )
    add(
        "count",
        f"This is the number on the diagonal. Divide it by the sum of its {line}: {asked}",
        f"{rule}, not C_kk",
        lambda C, k, right: C[k, k],
    )
    add(
        "per_cent",
        f"This is in per cent. The {name} lies between 0 and 1: {asked}",
        f"{rule}, without the factor 100",
        lambda C, k, right: 100 * right[name],
    )
    add(
        "of_right",
        f"You divided by all right answers. The {name} looks at one {line} by itself: {asked}",
        f"{rule}, not C_kk / Σ_i C_ii",
        lambda C, k, right: C[k, k] / np.trace(C),
    )


add_pair("recall", "precision", "row", "column")
add_pair("precision", "recall", "column", "row")


@reading.slip(
    "taken_backwards",
    "The right two classes, in the wrong order. The row says what it was, the column what it was taken for.",
    "[i, j] with the largest C_ij, i ≠ j",
)
def slip(given):
    return {"taken_for": place(mistakes(given["C"]))[::-1]}


@reading.slip(
    "taken_diagonal",
    "That is the largest number of all, and it is on the diagonal: these images are right. Look off the "
    "diagonal.",
    "[i, j] with the largest C_ij, i ≠ j",
)
def slip(given):
    return {"taken_for": place(given["C"])}


@reading.slip(
    "taken_both_ways",
    "You added up the mistakes in both directions. A 4 taken for a 9 is one mistake, a 9 taken for a 4 "
    "another: which single number off the diagonal is the largest?",
    "[i, j] with the largest C_ij, not the largest C_ij + C_ji",
)
def slip(given):
    return {"taken_for": place(np.triu(given["C"] + given["C"].T, 1))}


@reading.slip(
    "taken_both_ways_downwards",
    "You added up the mistakes in both directions. Which single number off the diagonal is the largest? Its "
    "row comes first, then its column.",
    "[i, j] with the largest C_ij, not the largest C_ij + C_ji",
)
def slip(given):
    return {"taken_for": place(np.tril(given["C"] + given["C"].T, -1))}
