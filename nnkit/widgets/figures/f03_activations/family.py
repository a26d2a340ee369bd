"""F3, the family: every activation of the library by name, with the parameters of the figure put in."""

from __future__ import annotations

from nnkit.activation import Activation
from nnkit.activations import ACTIVATIONS, elu, leaky_relu, sigmoid, silu

PRELU = "prelu"  # leaky ReLU whose α is learned; here the learner moves it
TWICE = "2 sigmoid(2u) − 1"
NOTHING = "nothing"


def _names() -> tuple[str, ...]:
    names = list(ACTIVATIONS)
    names.insert(names.index(leaky_relu.name) + 1, PRELU)
    return tuple(names)


NAMES = _names()
BESIDES = (NOTHING, TWICE, *NAMES)

PARAMETERS = {leaky_relu.name: "alpha", PRELU: "alpha", elu.name: "alpha_elu", silu.name: "beta"}  # controls

_TWICE = Activation.of(lambda z: 2 * sigmoid(2 * z) - 1, lambda z: 4 * sigmoid.prime(2 * z))


def member(name: str, alpha: float, alpha_elu: float, beta: float) -> Activation:
    """Return the activation of that name with the parameter that it has."""
    if name in (leaky_relu.name, PRELU):
        return leaky_relu.with_(alpha=alpha)
    if name == elu.name:
        return elu.with_(alpha=alpha_elu)
    if name == silu.name:
        return silu.with_(beta=beta)
    return _TWICE if name == TWICE else ACTIVATIONS[name]


def meant_by(function: object, otherwise: str) -> str:
    """Return the activation that a learner's function is named after: my_leaky_relu means leaky_relu."""
    called = str(getattr(function, "__name__", "")).lower()
    return max((name for name in NAMES if name in called), key=len, default=otherwise)
