"""F16, the numbers: the same weights in four networks, and what each lets through of the gradient."""

from __future__ import annotations

from dataclasses import dataclass

from nnkit.widgets.figure import View
from nnkit.widgets.figures.f16_gradient_flow.networks import (
    BATCH_NORM,
    DEEPEST,
    NORMALISED,
    PLAIN,
    VARIANTS,
    Flow,
    flow,
)
from nnkit.widgets.figures.f16_gradient_flow.words import explain, say

ACTIVATIONS = ("tanh", "relu", "sigmoid")
WIDTHS = (8, 16, 32)


@dataclass(frozen=True, kw_only=True)
class FlowView(View):
    """Four networks of one depth; ``flows`` by variant, of which one is ``chosen``."""

    chosen: str
    norm: str
    depth: int
    flows: dict[str, Flow]

    def ratio(self, variant: str) -> float:
        """The gradient at layer 1 over the one at the last layer, in one network."""
        return self.flows[variant].ratio

    @property
    def steady(self) -> bool:
        """Whether the chosen network keeps the gradient within a factor 10."""
        return 0.1 <= self.ratio(self.chosen) <= 10

    @property
    def tamed(self) -> bool:
        """Whether the plain network explodes and normalisation alone keeps within a factor 10."""
        return self.ratio(PLAIN) > 1e6 and 0.1 <= self.ratio(NORMALISED) <= 10


def compute(
    chosen: str = PLAIN,
    norm: str = BATCH_NORM,
    activation: str = "relu",
    scale: float = 1.0,
    depth: int = 30,
    width: int = 32,
    seed: int = 0,
) -> FlowView:
    """Walk all four networks there and back; σ of the weights is scale / √width, biases are 0."""
    depth = min(max(int(depth), 2), DEEPEST)
    flows = {v: flow(v, norm, activation, float(scale), width, depth, seed) for v in VARIANTS}
    return FlowView(
        readout=say(chosen, norm, activation, depth, flows),
        formula=explain(chosen, depth, flows),
        chosen=chosen,
        norm=norm,
        depth=depth,
        flows=flows,
    )
