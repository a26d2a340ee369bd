"""Every kind of finding, in one place, with the sentence that tells it without giving anything away.

The sentence stands in for a finding of a hidden check, which must not carry values, inputs or messages,
and for a finding that would print the answer to a question about numbers. Besides these kinds there are
"misconception:ID", "choice:OPTION" and "order:AB", whose sentences belong to the problem.
"""

from __future__ import annotations

KINDS = {
    # told by the check itself
    "missing": "There is no `{what}` yet. Run the cell that defines it, then this one.",
    "not started": "`{what}` still holds the dots `...` of an unfinished answer.",
    "printed": "`{what}` prints its result instead of returning it. End it with `return`.",
    "none": "`{what}` returned None. Does every path end in a `return`?",
    "raised": "`{what}` raised an exception.",
    "stopped": "`{what}` did not come to an end: it took too long, or too much memory.",
    "mutated": "`{what}` changes the array that it is given. Work on a new array instead.",
    "overflow": "`{what}` overflows on the way. Which exponent grows without bound?",
    "odd value": "The check could not work with what `{what}` gave.",
    "state": "`{what}` does not reach what the exercise asks for.",
    "choice": "`{what}` is not one of the options.",
    "order": "`{what}` must name each line once.",
    # told by the notebook
    "borrowed": "`{what}` uses nnkit's own implementation; this exercise asks for your own code.",
    "interrupted": "The check was interrupted.",
    "unknown problem": "There is no such problem.",
    "checker": "The check itself failed. This is not your mistake.",
    # what it is
    "type": "`{what}` is not the type of value that was asked for: a number, a list or a NumPy array.",
    "text": "`{what}` is a text where a number was expected.",
    "ragged": "`{what}` has rows of different lengths.",
    "structure": "`{what}` does not hold the results that were asked for, in that order.",
    # its shape
    "shape": "`{what}` has the wrong shape. Try it by hand with one row, and with more columns than rows.",
    "shape:transposed": "`{what}` has rows and columns exchanged.",
    "shape:extra axis": "`{what}` has an axis of length 1 too many.",
    "shape:missing axis": "`{what}` lacks an axis of length 1.",
    "shape:column": "`{what}` has its axis of length 1 in the wrong place.",
    "shape:one number": "`{what}` is one number where one for each row or entry was expected.",
    "shape:not reduced": "`{what}` holds several values where a single number was expected.",
    "shape:axis": "`{what}` works along the wrong axis.",
    "shape:batch lost": "`{what}` has lost the rows of the batch.",
    "shape:broadcast": "`{what}` has grown by broadcasting: a column met a row.",
    # its values
    "nan": "`{what}` holds NaN (not a number) where a number was expected.",
    "infinite": "`{what}` is infinite where a finite number was expected.",
    "finite": "`{what}` is a number where infinity or NaN was expected.",
    "booleans": "`{what}` holds True and False where numbers were expected.",
    "integers": "`{what}` holds whole numbers where decimals were expected.",
    "unchanged": "`{what}` is the input, unchanged.",
    "zeros": "`{what}` is zero where it should not be.",
    "sign": "`{what}` has the wrong sign.",
    "rounding": "`{what}` is nearly right, but rounded.",
    "precision": "`{what}` is nearly right, but not to enough digits.",
    "factor": "`{what}` is off by a constant factor.",
    "log base": "`{what}` is off by the base of a logarithm.",
    "offset": "`{what}` is off by a constant that is added.",
    "row factor": "`{what}` is off by a factor that differs from row to row.",
    "row offset": "`{what}` is off by a constant that differs from row to row.",
    "axis": "`{what}` is normalised along the wrong axis.",
    "transposed": "`{what}` has rows and columns exchanged.",
    "permuted": "`{what}` holds the right numbers in the wrong places.",
    "rows alike": "`{what}` gives the same for every row.",
    "first row": "`{what}` is right for the first row only.",
    "large inputs": "`{what}` is wrong for large inputs only.",
    "some inputs": "`{what}` is wrong for one kind of input only. Try negative numbers, zero, large numbers.",
    "some rows": "`{what}` is right in some places, not in all.",
    "values": "`{what}` has the right shape, but not the right values.",
    "unreadable": "The notebook could not be read.",
    "guest numbers": "These answer the numbers of another learner id.",
}


def plain_sentence(kind: str, what: str) -> str:
    """Return the sentence of this kind that carries no value; an unknown kind counts as "state"."""
    sentence = KINDS.get(kind) or KINDS.get(kind.partition(":")[0]) or KINDS["state"]
    return sentence.format(what=what)
