"""F10, names: what an operation's number is called, in plain text, in HTML and in words."""

from __future__ import annotations

from nnkit.widgets.figures.f10_backprop.net import BINARY, SOFTMAX, SQUARED, Net
from nnkit.widgets.figures.f10_backprop.walk import Op

LOW, HIGH = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"), str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
BASES = {"delta": "δ", "da": "a", "dW": "w", "db": "b", "W": "w"}


def parts(net: Net, op: Op) -> tuple[str, str, str]:
    """Return the letter, the index of the unit (and input), and the layer: what is plain is left out.

    In a chain of single units the lower index is the layer: w₂, z₂, a₂.
    """
    base, sizes = BASES.get(op.kind, op.kind), net.sizes
    chain = net.depth > 0 and max(sizes) == 1
    head = op.kind == "z" and op.layer == net.depth and not net.bends(op.layer)
    if op.kind == "L":
        return "L", "", ""
    if op.kind in "xyp" or head:
        if head and net.loss == SQUARED:
            base = "ŷ"
        elif net.loss == SOFTMAX and (head or (op.kind == "x" and not net.depth)):
            base = "s"
        width = sizes[0] if op.kind == "x" else sizes[-1]
        return base, str(op.unit + 1) if width > 1 else "", ""
    if chain:
        return base, str(op.layer), ""
    layer = str(op.layer) if net.depth > 1 else ""
    if op.kind in ("W", "dW"):
        return base, f"{op.unit + 1}{op.source + 1}", layer
    return base, str(op.unit + 1) if sizes[op.layer] > 1 else "", layer


def plain(net: Net, op: Op) -> str:
    """Name a number in one line of text: z₁⁽²⁾, ∂L/∂w₂₁⁽¹⁾."""
    base, low, high = parts(net, op)
    name = base + low.translate(LOW) + (f"⁽{high.translate(HIGH)}⁾" if high else "")
    return f"∂L/∂{name}" if op.kind in ("da", "dW", "db") else name


def html(net: Net, op: Op) -> str:
    """Name a number in HTML."""
    base, low, high = parts(net, op)
    name = f"<i>{base}</i>" + (f"<sub>{low}</sub>" if low else "") + (f"<sup>({high})</sup>" if high else "")
    return f"∂<i>L</i>/∂{name}" if op.kind in ("da", "dW", "db") else name


def unit(net: Net, op: Op) -> str:
    """Say which unit an operation belongs to: "hidden unit 2 of layer 1", "the output"."""
    number = f" {op.unit + 1}" if net.sizes[op.layer] > 1 else ""
    if op.layer == net.depth:
        return f"output{number}" if number else "the output"
    layer = f" of layer {op.layer}" if net.depth > 2 else ""
    return f"hidden unit{number}{layer}" if number else f"the hidden unit{layer}"


def headings(net: Net) -> list[str]:
    """Name the columns."""
    names = {"relu": "ReLU", "identity": "linear"}
    layers = [names.get(phi, phi) for phi in net.phi]
    texts = ["input" if net.depth else "logits", *layers]
    loss = {SQUARED: "½ error²", BINARY: "−log p", SOFTMAX: "−log p"}[net.loss]
    return [*texts, *["softmax"] * (net.loss == SOFTMAX), loss]
