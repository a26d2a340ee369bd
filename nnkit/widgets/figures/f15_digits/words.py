"""F15, the words: what each picture shows now, in one sentence or two."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nnkit.widgets.style import number, short

Array = NDArray[np.float64]


def a(digit: int) -> str:
    """Write a digit with its article: a 4, an 8."""
    return f"an {digit}" if digit == 8 else f"a {digit}"


def chance(p: float) -> str:
    """Write a probability: p = 0.93, but p > 0.999 where it would round to 1, and p < 0.001."""
    if p > 0.9995:
        return "p > 0.999"
    return f"p = {number(p)}" if p >= 0.001 else "p < 0.001"


def says(p: Array, label: int | None = None) -> str:
    """Say which class has the largest probability, and what the true one gets if it is another."""
    guess = int(p.argmax())
    text = f"the network says {guess} with {chance(p[guess])}"
    return text if label is None or guess == label else f"{text}; the true {label} gets {chance(p[label])}"


def say_one(
    index: int, label: int, p: Array, before: Array, shift: tuple[int, int], noise: float, unit: int
) -> str:
    """Describe one image, what was done to it, and what the network says."""
    right, down = shift
    done = []
    if right or down:
        ways = [(right, "right", "left"), (down, "down", "up")]
        done.append(
            "shifted "
            + " and ".join(f"{_pixels(n)} {more if n > 0 else less}" for n, more, less in ways if n)
        )
    if noise:
        done.append(f"with noise of {short(noise)}")
    text = f"Test image {index + 1}, {a(label)}{', ' if done else ''}{' and '.join(done)}: {says(p, label)}."
    if done:
        text += f" Untouched it is {a(int(before.argmax()))} with {chance(before.max())}."
    return text + f" Hidden unit {unit + 1} pushes most for the answer."


def say_unit(unit: int, share: float, image: int, label: int, most: float, out: Array) -> str:
    """Describe a hidden unit: when it answers, and what it speaks for and against."""
    if most <= 0:
        return f"Hidden unit {unit + 1} is 0 for every test image: a dead unit, which nothing wakes."
    return (
        f"Hidden unit {unit + 1} is active for {100 * share:.0f} % of the test images, most of all for image "
        f"{image + 1}, {a(label)} (a = {number(most)}). It speaks most for {int(out.argmax())} "
        f"(weight {number(out.max())}) and against {int(out.argmin())} (weight {number(out.min())})."
    )


def say_confusion(row: int, column: int, counts: NDArray[np.int64]) -> str:
    """Describe a cell of the confusion matrix, and the whole."""
    all_, right, here = int(counts.sum()), int(np.trace(counts)), int(counts[row, column])
    told = "recognised" if row == column else f"taken for {a(column)}"
    verb = "is" if here <= 1 else "are"
    return (
        f"Of the {counts[row].sum()} test images of {a(row)}, {here or 'none'} {verb} {told}. "
        f"In all {right} of {all_} are right: {100 * right / all_:.1f} %."
    )


def say_mistake(rank: int, count: int, index: int, label: int, p: Array) -> str:
    """Describe one mistake."""
    place = f"Mistake {rank + 1} of {count}, the surest first"
    return f"{place}: test image {index + 1} is {a(label)}, but {says(p, label)}."


def say_pad(p: Array, ink: float) -> str:
    """Describe what the network makes of a drawing."""
    guess, second = (int(k) for k in np.argsort(-p)[:2])
    if not ink:
        return f"The pad is empty, yet the network must choose: it says {guess} with {chance(p[guess])}."
    return (
        f"The drawing is {a(guess)} for the network, with {chance(p[guess])}; "
        f"next comes {second} with {chance(p[second])}."
    )


def _pixels(n: int) -> str:
    return f"{abs(n)} pixel{'s' if abs(n) > 1 else ''}"
