"""F10, the network that is walked: plain numbers, and the worked examples of the course."""

from __future__ import annotations

from dataclasses import dataclass

SQUARED, BINARY, SOFTMAX = "squared", "binary cross-entropy", "softmax cross-entropy"
LOSSES = (SQUARED, BINARY, SOFTMAX)


@dataclass(frozen=True)
class Net:
    """One example with its network: W[l][j][i], b[l][j], the name phi[l] of each layer's activation.

    The binary cross-entropy stands on a sigmoid, the softmax cross-entropy on a linear layer: its softmax
    belongs to the loss, and y is then one-hot. A network without layers takes x as its logits.
    """

    x: tuple[float, ...]
    W: tuple[tuple[tuple[float, ...], ...], ...]
    b: tuple[tuple[float, ...], ...]
    phi: tuple[str, ...]
    loss: str
    y: tuple[float, ...]

    @property
    def sizes(self) -> tuple[int, ...]:
        """The number of inputs, and of units in each layer."""
        return (len(self.x), *map(len, self.b))

    @property
    def depth(self) -> int:
        """The number of layers, L."""
        return len(self.W)

    def bends(self, layer: int) -> bool:
        """Tell whether a layer has an activation of its own, so that a and z differ."""
        return layer > 0 and self.phi[layer - 1] != "identity"


EXAMPLES: dict[str, Net] = {
    "a: a ReLU unit is off": Net(
        x=(2.0, 1.0),
        W=(((1.0, -2.0), (0.0, 3.0)), ((2.0, -1.0),)),
        b=((-1.0, 2.0), (0.5,)),
        phi=("relu", "identity"),
        loss=SQUARED,
        y=(-3.0,),
    ),
    "c: triangle of three ReLUs": Net(
        x=(1.5,),
        W=(((1.0,), (1.0,), (1.0,)), ((1.0, -2.0, 1.0),)),
        b=((0.0, -1.0, -2.0), (0.0,)),
        phi=("relu", "identity"),
        loss=SQUARED,
        y=(1.0,),
    ),
    "d: two sigmoid units": Net(
        x=(2.0,),
        W=(((0.5,), (-0.4,)), ((0.6, -0.8),)),
        b=((-0.3, 0.2), (0.1,)),
        phi=("sigmoid", "identity"),
        loss=SQUARED,
        y=(1.0,),
    ),
    "e: softmax, unsure": Net((2.0, 1.0, 0.5), (), (), (), SOFTMAX, (1.0, 0.0, 0.0)),
    "e: softmax, sure": Net((5.0, 1.0, 0.5), (), (), (), SOFTMAX, (1.0, 0.0, 0.0)),
    "f: ReLU, then sigmoid": Net(
        (2.0,), (((0.5,),), ((1.0,),)), ((0.0,), (0.0,)), ("relu", "sigmoid"), BINARY, (1.0,)
    ),
    "g: two hidden layers": Net(
        x=(1.0, 0.5, -1.0),
        W=(((0.4, -0.6, 0.2), (-0.3, 0.8, 0.5)), ((1.2, -0.7), (0.5, 0.9)), ((1.5, -1.1),)),
        b=((0.3, -0.2), (0.3, -0.4), (0.2,)),
        phi=("sigmoid", "sigmoid", "identity"),
        loss=SQUARED,
        y=(1.0,),
    ),
}
A, C, D, E_UNSURE, E_SURE, F, G = EXAMPLES
TINY = Net(
    x=(1.5,),
    W=(((0.8,), (-0.5,)), ((1.0, -0.6),)),
    b=((-0.2, 0.4), (0.3,)),
    phi=("sigmoid", "identity"),
    loss=SQUARED,
    y=(1.5,),
)
OWN = "your own numbers"
