"""F11, the words: what the paths have come to, what η means here, and what a batch's noise costs."""

from __future__ import annotations

from collections.abc import Sequence

from nnkit.widgets.figures.f11_descent.landscapes import EXAMPLES, MINIMA, SADDLE
from nnkit.widgets.figures.f11_descent.noise import SIZES, Noise
from nnkit.widgets.figures.f11_descent.paths import AVERAGE, Path
from nnkit.widgets.style import number, short

TINY = 1e-9  # smaller losses and distances are rounding


def say_paths(paths: Sequence[Path], t: int) -> str:
    """Return one sentence: each optimiser's loss above the lowest, and its distance, after t steps."""
    steps = f"{t} step" if t == 1 else f"{t} steps"
    walking = [p for p in paths if p.diverged is None or p.diverged > t]
    said = [f"{p.name} {_small(p.excess[t])} ({_small(p.distance[t])})" for p in walking]
    parts = [f"loss above its minimum (distance from it): {', '.join(said)}"] if said else []
    parts += [
        f"{p.name} diverges: its loss passes a million at step {p.diverged}"
        for p in paths
        if p not in walking
    ]
    return f"After {steps}, {'; '.join(parts)}."


def _small(value: float) -> str:
    return "0" if value < TINY else number(value)


def say_eta(surface: str, eta: float, steepest: float) -> str:
    """Return, as HTML, how η compares with 2/λ_max, beyond which batch descent diverges."""
    product, curved = eta * steepest, surface in (SADDLE, MINIMA)
    if product > 2:
        end = "cannot settle" if curved else "diverges"
        sign, verdict = "&gt;", f"batch descent {end}: every step overshoots by more"
    elif product > 1:
        sign, verdict = "&lt;", "batch descent overshoots from side to side, and settles"
    elif product > 0.04:
        sign, verdict = "&lt;", "batch descent goes down smoothly"
    else:
        sign, verdict = "&lt;", "batch descent is safe, but slow"
    verdict += ", near the lowest minimum" if curved else ""
    return (
        f"η λ<sub>max</sub> = {short(eta)} · {number(steepest)} = {number(product)} {sign} 2; "
        f"the limit is η = 2 / λ<sub>max</sub> = {number(2 / steepest)}<br>{verdict}"
    )


def say_momentum(eta: float, beta: float, form: str) -> str:
    """Return, as HTML, with which η the other form of momentum takes the same steps."""
    rest = 1 - beta
    if form == AVERAGE:
        return (
            f"the average walks as a heavy ball with (1 − β) η = {number(rest * eta)};<br>"
            f"to walk as the heavy ball does with {short(eta)}, it needs η / (1 − β) = {number(eta / rest)}"
        )
    return (
        f"on an even slope the heavy ball gathers speed, up to steps of<br>"
        f"η / (1 − β) = {short(eta)} / {short(rest)} = {number(eta / rest)} times the gradient"
    )


def say_noise(noise: Noise, batch: int, a: float, b: float) -> tuple[str, str]:
    """Return one sentence and the formula (HTML) for the scatter of batches of one size."""
    k = SIZES.index(batch)
    ratio = noise.measured[k] / noise.measured[0]
    if batch == 1:
        compared = "this is the noise that larger batches are compared with"
    else:
        compared = f"that is {number(ratio)} of the noise at B = 1, where the law says 1/{batch}"
    cost = "1 example" if batch == 1 else f"{batch} examples"
    sentence = (
        f"At θ = ({short(a)}, {short(b)}) the gradients of batches of {cost} scatter around the full one "
        f"with a measured variance of {number(noise.measured[k])}; {compared}, and a step costs {cost}."
    )
    if batch == EXAMPLES:
        sentence += " Some noise is left, for an example may be drawn twice."
    formula = (
        f"σ² / B = {number(noise.variance)} / {batch} = {number(noise.law[k])} for draws with replacement<br>"
        f"without: σ² / B · (N − B) / (N − 1) = {number(noise.without[k])}"
    )
    return sentence, formula
