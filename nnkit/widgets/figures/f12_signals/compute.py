"""F12, the numbers: one network of given depth, width, activation and weights, seen from both ends."""

from __future__ import annotations

from dataclasses import dataclass

from nnkit.activations import ACTIVATIONS
from nnkit.widgets.figure import View
from nnkit.widgets.figures.f12_signals.propagate import Expected, Signals, expect, propagate
from nnkit.widgets.figures.f12_signals.rules import DEEPEST, NORMAL, ends, spread, weights
from nnkit.widgets.figures.f12_signals.words import explain, say
from nnkit.widgets.figures.f12_signals.yours import Yours

NAMES = ("tanh", "relu", "sigmoid", "leaky_relu", "elu", "silu", "identity", "threshold")
WIDTHS = (8, 16, 32, 64, 128)


@dataclass(frozen=True, kw_only=True)
class SignalView(View):
    """One network: what was ``measured`` and ``expected``, and ``own`` for the learner's initialiser."""

    activation: str
    width: int
    depth: int
    bias: float
    sigma: float
    measured: Signals
    expected: Expected
    own: Signals | None

    @property
    def faded(self) -> float:
        """The gradient at layer 1 over the one that was sent in at the output."""
        return float(self.measured.gradient[0] / self.measured.gradient[-1])

    @property
    def drift(self) -> float:
        """By what factor the signal's size varies over the layers 1 … L (∞ if it vanishes altogether)."""
        sizes = self.measured.signal[1:]
        return float(sizes.max() / sizes.min()) if sizes.min() > 0 else float("inf")

    @property
    def all_dead(self) -> bool:
        """Whether no unit of any layer passes anything back, for any example."""
        return bool((self.measured.idle == self.width).all())


def compute(
    activation: str = "tanh",
    rule: str = NORMAL,
    std: float = 0.06,
    depth: int = 12,
    width: int = 64,
    bias: float = 0.0,
    seed: int = 0,
    own: Yours | None = None,
) -> SignalView:
    """Send 64 examples N(0, 1) forward and a unit error back through ``depth`` layers of ``width`` units.

    ``own`` holds the learner's initialiser; the same generator, x and δ are given to it as to the rule.
    """
    depth = min(max(int(depth), 1), DEEPEST)
    phi, (x, delta) = ACTIVATIONS[activation], ends(seed, width)
    sigma = spread(rule, width, width, std)
    measured = propagate(weights(rule, seed, width, std)[:depth], phi, bias, x, delta)
    expected = expect(width, sigma, phi, bias, depth)
    yours, remark = None, ""
    if own:
        W, remark = own.weights(seed, width)
        if W is not None:
            yours = propagate(W[:depth], phi, bias, x, delta)
            difference = own.difference(rule, seed, std)
            remark = f"first differs from {rule}: {difference}" if difference else f"agrees with {rule}"
    return SignalView(
        readout=say(activation, rule, width, depth, measured, remark),
        formula=explain(activation, width, sigma, bias, measured, expected),
        activation=activation,
        width=width,
        depth=depth,
        bias=bias,
        sigma=sigma,
        measured=measured,
        expected=expected,
        own=yours,
    )
