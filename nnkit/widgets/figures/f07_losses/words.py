"""F7, the words: the six pictures by name, and what each one says about a state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkit.activations import sigmoid, softmax
from nnkit.widgets.style import number, short

SQUARED, BINARY, LOGISTIC = "squared error", "binary cross-entropy", "logistic loss"
CATEGORICAL, BOTH, OUTLIERS = "categorical cross-entropy", "cross-entropy or squared error", "outliers"
SHOWS = (SQUARED, BINARY, LOGISTIC, CATEGORICAL, BOTH, OUTLIERS)

Pairs = tuple[tuple[float, float], ...]  # (loss, slope) of each curve where the learner stands
Rest = tuple[float, ...]  # the logits that stay where they are


def say(show: str, at: float, goal: float, rest: Rest, pairs: Pairs) -> tuple[str, str]:
    """Return one sentence and the live formula (HTML) for a point on the curves of one picture."""
    return _SAY[show](at, goal, rest, pairs)


def _push(name: str, slope: float) -> str:
    if abs(slope) < 5e-7:
        return f"a descent step leaves {name} where it is"
    return f"a descent step {'lowers' if slope > 0 else 'raises'} {name}"


def _say_squared(at: float, goal: float, rest: Rest, pairs: Pairs) -> tuple[str, str]:
    loss, slope = number(pairs[0][0]), number(pairs[0][1])
    sentence = (
        f"Prediction {short(at)} for target {short(goal)} costs {loss}; the slope is the error itself, "
        f"{slope}, so {_push('ŷ', pairs[0][1])}."
    )
    error = f"{short(at)} − {_in_brackets(goal)}"
    return sentence, f"L = ½ (ŷ − y)² = ½ ({error})² = {loss}<br>∂L/∂ŷ = ŷ − y = {error} = {slope}"


def _say_binary(at: float, goal: float, rest: Rest, pairs: Pairs) -> tuple[str, str]:
    p, margin = float(sigmoid(at)), at if goal else -at
    loss, slope = number(pairs[0][0]), number(pairs[0][1])
    sentence = (
        f"Logit {short(at)} says p = {number(p)} while the label is {short(goal)}: {_verdict(margin)}; "
        f"the loss is {loss} and the slope {slope}, so {_push('z', pairs[0][1])}."
    )
    which = "−log p" if goal else "−log(1 − p)"
    formula = f"L = {which} = log(1 + e<sup>{short(-margin)}</sup>) = {loss}"
    return sentence, f"{formula}<br>∂L/∂z = p − y = {number(p)} − {short(goal)} = {slope}"


def _say_logistic(at: float, goal: float, rest: Rest, pairs: Pairs) -> tuple[str, str]:
    margin = goal * at
    loss, slope = number(pairs[0][0]), number(pairs[0][1])
    sentence = (
        f"Logit {short(at)} for label {_signed(goal)} has the margin y z = {short(margin)}: "
        f"{_verdict(margin)}; the loss is {loss} and the slope {slope}, so {_push('z', pairs[0][1])}."
    )
    push = f"{short(-goal)} · {number(float(sigmoid(-margin)))}"
    formula = f"L = log(1 + e<sup>−y z</sup>) = log(1 + e<sup>{short(-margin)}</sup>) = {loss}"
    return sentence, f"{formula}<br>∂L/∂z = −y sigmoid(−y z) = {push} = {slope}"


def _say_categorical(at: float, goal: float, rest: Rest, pairs: Pairs) -> tuple[str, str]:
    z = np.array([at, *rest])
    p, true = softmax(z), int(goal)
    loss, slope = number(pairs[0][0]), number(pairs[0][1])
    sentence = (
        f"Logits {', '.join(short(v) for v in z)} give the true class {true} p = {number(p[true])}; "
        f"the loss is {loss} and its slope along z₀ is {slope}, so {_push('z₀', pairs[0][1])}."
    )
    powers = " + ".join(f"e<sup>{short(v)}</sup>" for v in z)
    formula = f"L = −log p{'₀₁₂'[true]} = log({powers}) − {_in_brackets(z[true])} = {loss}"
    return sentence, f"{formula}<br>∂L/∂z₀ = p₀ − y₀ = {number(p[0])} − {int(true == 0)} = {slope}"


def _say_both(at: float, goal: float, rest: Rest, pairs: Pairs) -> tuple[str, str]:
    p = float(sigmoid(at))
    (_, entropy), (_, squared) = pairs
    margin = at if goal else -at
    sentence = (
        f"{_verdict(margin).capitalize()} at z = {short(at)} with label {short(goal)}: "
        f"cross-entropy has the slope {number(entropy)}, the squared error only {number(squared)}"
    )
    sentence += ": it hardly learns from its worst mistake." if margin <= -3 else "."
    p_, y_ = number(p), short(goal)
    return sentence, (
        f"cross-entropy: p − y = {p_} − {y_} = {number(entropy)}<br>"
        f"squared error: (p − y) p (1 − p) = {number(p - goal)} · {number(p * (1 - p))} = {number(squared)}"
    )


_SAY: dict[str, Callable[[float, float, Rest, Pairs], tuple[str, str]]] = {
    SQUARED: _say_squared,
    BINARY: _say_binary,
    LOGISTIC: _say_logistic,
    CATEGORICAL: _say_categorical,
    BOTH: _say_both,
}


def say_outliers(values: NDArray[Any], constant: float, loss: float) -> tuple[str, str]:
    """Return one sentence and the formula for five values; ``loss`` is the mean of ½ (c − y)²."""
    mean, median = number(values.mean()), number(np.median(values))
    pulls = values - constant
    total = " + ".join(map(short, values))
    ordered = ", ".join(map(short, np.sort(values)))
    sentence = (
        f"The squared error is least at the mean {mean}, the absolute error at the median {median}; at "
        f"c = {short(constant)} the five pulls average {number(average(pulls))} under the squared error and "
        f"{number(average(np.sign(pulls)))} under the absolute error."
    )
    formula = (
        f"mean = ({total}) / 5 = {mean}, median of {ordered} = {median}<br>"
        f"½ (c − y)² costs {number(loss)} on average, |c − y| costs {number(np.abs(pulls).mean())}"
    )
    return sentence, formula


def average(pulls: NDArray[Any]) -> float:
    """Return the mean of the pulls, without the dust of rounding where they balance."""
    return round(float(pulls.mean()), 12)


def _verdict(margin: float) -> str:
    if margin == 0:
        return "undecided"
    return f"{'confidently ' if abs(margin) >= 3 else ''}{'right' if margin > 0 else 'wrong'}"


def _signed(label: float) -> str:
    return "+1" if label > 0 else "−1"


def _in_brackets(value: float) -> str:
    return f"({short(value)})" if value < 0 else short(value)
