"""F16, the words: what the gradient has become at layer 1 in each of the four networks."""

from __future__ import annotations

from nnkit.widgets.figures.f16_gradient_flow.networks import (
    BOTH,
    NORMALISED,
    PLAIN,
    RESIDUAL,
    VARIANTS,
    Flow,
)
from nnkit.widgets.style import number

_BLOCKS = {
    PLAIN: ("φ(W a + b)", "Wᵀ (φ′ ⊙ g)"),
    NORMALISED: ("φ(norm(W a + b))", "Wᵀ norm′(φ′ ⊙ g)"),
    RESIDUAL: ("a + φ(W a + b)", "g + Wᵀ (φ′ ⊙ g)"),
    BOTH: ("a + φ(norm(W a + b))", "g + Wᵀ norm′(φ′ ⊙ g)"),
}


def name_of(variant: str, norm: str) -> str:
    """Return what a variant is called beside its line."""
    return {NORMALISED: norm, RESIDUAL: "residual", BOTH: "both"}.get(variant, "plain")


def say(chosen: str, norm: str, activation: str, depth: int, flows: dict[str, Flow]) -> str:
    """Return one line: the factor from the last layer back to the first, for each network."""
    factors = [f"{number(flows[v].ratio)} ({name_of(v, norm)})" for v in VARIANTS]
    verdict = _verdict(flows[chosen].ratio)
    return (
        f"From layer {depth} back to layer 1 of {activation} units the gradient is multiplied by "
        f"{', '.join(factors[:-1])} and {factors[-1]}: {_network(chosen, norm)} {verdict}."
    )


def _network(variant: str, norm: str) -> str:
    if variant == BOTH:
        return f"with {norm} and residual connections it"
    return {PLAIN: "in the plain network it", RESIDUAL: "with residual connections it"}.get(
        variant, f"with {norm} alone it"
    )


def _verdict(ratio: float) -> str:
    if ratio == 0:
        return "is gone"
    if ratio < 1e-6:
        return "vanishes"
    if ratio > 1e6:
        return "explodes"
    if 0.1 <= ratio <= 10:
        return "stays within a factor 10"
    return "fades" if ratio < 1 else "grows"


def explain(chosen: str, depth: int, flows: dict[str, Flow]) -> str:
    """Return the chosen block, its gradient, and the factor per layer, as HTML."""
    block, back = _BLOCKS[chosen]
    ratio = flows[chosen].ratio
    factor = number(ratio ** (1 / (depth - 1)))
    return (
        f"one block: a ← {block}<br>and back: g ← {back}<br>"
        f"per layer, ‖g‖ × {factor}; over {depth - 1} of them × {number(ratio)}"
    )
