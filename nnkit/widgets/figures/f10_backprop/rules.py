"""F10, the rule of each operation: in symbols, with the live numbers put in, and in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from nnkit.widgets.figures.f10_backprop.names import html, plain, unit
from nnkit.widgets.figures.f10_backprop.net import BINARY, SOFTMAX, SQUARED, Net
from nnkit.widgets.figures.f10_backprop.walk import Op, case, out, prediction, slope
from nnkit.widgets.style import number, short

Numbers = Mapping[Op, float]
Rule = tuple[str, str]  # in symbols, in numbers


def rule(net: Net, op: Op, v: Numbers) -> Rule:
    """Return the right-hand side of an operation in symbols and with its numbers."""
    return _RULES[case(net, op)](net, op, v)


def formula(net: Net, op: Op, v: Numbers) -> str:
    """Write an operation in two lines: its rule, and the rule with the live numbers."""
    symbols, numbers = rule(net, op, v)
    equals = "" if numbers == short(v[op]) else f"{numbers} = "
    text = f"{html(net, op)} = {symbols}<br>{html(net, op)} = {equals}<b>{short(v[op])}</b>"
    return text + (_long_way(net, op, v) if case(net, op) == "fused" else "")


def signed(value: float) -> str:
    """Write a factor: negative numbers in brackets."""
    return f"({short(value)})" if value < 0 else short(value)


def summed(terms: list[tuple[float, str]]) -> str:
    """Write Σ c · rest, where the sign of c becomes the sign of the term; an empty rest leaves c alone."""
    text = ""
    for c, rest in terms:
        minus = c < 0
        sign = (" − " if minus else " + ") if text else ("−" if minus else "")
        text += sign + short(abs(c)) + (f" · {rest}" if rest else "")
    return text


def _affine(net: Net, op: Op, v: Numbers) -> Rule:
    symbols, terms = [], []
    for i in range(net.sizes[op.layer - 1]):
        weight, source = Op("W", op.layer, op.unit, i), out(net, op.layer - 1, i)
        symbols.append(f"{html(net, weight)} {html(net, source)}")
        terms.append((v[weight], signed(v[source])))
    bias = Op("b", op.layer, op.unit)
    return " + ".join([*symbols, html(net, bias)]), summed([*terms, (v[bias], "")])


def _activation(net: Net, op: Op, v: Numbers) -> Rule:
    phi, z = net.phi[op.layer - 1], Op("z", op.layer, op.unit)
    name, at = html(net, z), short(v[z])
    if phi == "sigmoid":
        return f"σ({name}) = 1 / (1 + e<sup>−z</sup>)", f"1 / (1 + e<sup>{short(-v[z])}</sup>)"
    if phi == "relu":
        return f"ReLU({name}) = max(0, z)", f"max(0, {at})"
    return f"{phi}({name})", f"{phi}({at})"


def _softmax(net: Net, op: Op, v: Numbers) -> Rule:
    scores = [Op("z" if net.depth else "x", net.depth, k) for k in range(net.sizes[-1])]
    mine = scores[op.unit]
    powers = [f"e<sup>{short(v[s])}</sup>" for s in scores]
    return (
        f"e<sup>{html(net, mine)}</sup> / Σ e<sup><i>s</i></sup>",
        f"{powers[op.unit]} / ({' + '.join(powers)})",
    )


def _loss(net: Net, op: Op, v: Numbers) -> Rule:
    outputs = [prediction(net, k) for k in range(net.sizes[-1])]
    pairs = [(o, Op("y", 0, k)) for k, o in enumerate(outputs)]
    if net.loss == SQUARED:
        symbols = " + ".join(f"½ ({html(net, o)} − {html(net, y)})²" for o, y in pairs)
        return symbols, " + ".join(f"½ ({short(v[o])} − {signed(v[y])})²" for o, y in pairs)
    if net.loss == SOFTMAX:
        true = outputs[net.y.index(1.0)]
        return f"−log {html(net, true)}, the true class", f"−log {short(v[true])}"
    logs, numbers = [], []
    for o, y in pairs:
        name, target = html(net, o), html(net, y)
        logs.append(f"−{target} log {name} − (1 − {target}) log(1 − {name})")
        for share, text in ((v[y], short(v[o])), (1 - v[y], f"(1 − {short(v[o])})")):
            if share:
                numbers.append(f"−{'' if share == 1 else short(share) + ' · '}log {text}")
    written = " ".join(numbers)
    return " ".join(logs), written[0] + written[1:].replace(" −", " − ")


def _error(net: Net, op: Op, v: Numbers) -> Rule:
    guess, y = prediction(net, op.unit), Op("y", 0, op.unit)
    return f"{html(net, guess)} − {html(net, y)}", f"{short(v[guess])} − {signed(v[y])}"


def _fused(net: Net, op: Op, v: Numbers) -> Rule:
    symbols, numbers = _error(net, op, v)
    because = "the slope of the sigmoid cancels" if net.loss == BINARY else "the Jacobian of softmax cancels"
    return f"{symbols} &nbsp; ({because})", numbers


def _long_way(net: Net, op: Op, v: Numbers) -> str:
    """Write what the cancellation saves: the loss's slope times that of the sigmoid or softmax.

    The wrong outputs of a softmax get ∂L/∂p of the true one times its ∂p/∂s, which is −p p_i.
    """
    true = op.unit if net.loss == BINARY else net.y.index(1.0)
    p, share, y = v[prediction(net, true)], v[prediction(net, op.unit)], net.y[true]
    if not 1e-3 < p < 1 - 1e-3:
        return ""
    outer = -y / p + (1 - y) / (1 - p) if net.loss == BINARY else -1 / p
    name, inner = (
        html(net, prediction(net, true)),
        html(net, Op("z" if net.depth else "x", net.depth, op.unit)),
    )
    local = f"{short(p)} · (1 − {short(p)})" if true == op.unit else f"(−{short(p)} · {short(share)})"
    return (
        f"<br>the long way: ∂<i>L</i>/∂{name} · ∂{name}/∂{inner} = {short(outer)} · {local} = {short(v[op])}"
    )


def _paths(net: Net, op: Op, v: Numbers) -> Rule:
    symbols, numbers, after = [], [], op.layer + 1
    for j in range(net.sizes[after]):
        delta, weight = Op("delta", after, j), Op("W", after, j, op.unit)
        symbols.append(f"{html(net, delta)} {html(net, weight)}")
        numbers.append((v[delta], signed(v[weight])))
    paths = " &nbsp; (the sum over all paths)" if len(numbers) > 1 else ""
    return " + ".join(symbols) + paths, summed(numbers)


def _local(net: Net, op: Op, v: Numbers) -> Rule:
    phi, a, z = net.phi[op.layer - 1], Op("a", op.layer, op.unit), Op("z", op.layer, op.unit)
    upstream = Op("da", op.layer, op.unit)
    name, at = html(net, a), short(v[a])
    local = f"φ′({html(net, z)})"
    written = short(slope(net, op.layer, v[z]))
    if phi == "sigmoid":
        local, written = f"{name} (1 − {name})", f"{at} · (1 − {at})"
    elif phi == "tanh":
        local, written = f"(1 − {name}²)", f"(1 − {signed(v[a])}²)"
    elif phi == "relu":
        local = f"[{html(net, z)} &gt; 0]"
    return f"{html(net, upstream)} · {local}", f"{short(v[upstream])} · {signed_text(written)}"


def signed_text(text: str) -> str:
    """Put a written factor in brackets if it begins with a minus sign."""
    return f"({text})" if text.startswith("−") else text


def _weight(net: Net, op: Op, v: Numbers) -> Rule:
    delta, source = Op("delta", op.layer, op.unit), out(net, op.layer - 1, op.source)
    return f"{html(net, delta)} {html(net, source)}", f"{short(v[delta])} · {signed(v[source])}"


def _bias(net: Net, op: Op, v: Numbers) -> Rule:
    delta = Op("delta", op.layer, op.unit)
    return f"{html(net, delta)} · 1", short(v[delta])


_RULES: dict[str, Callable[[Net, Op, Numbers], Rule]] = {
    "z": _affine, "a": _activation, "p": _softmax, "L": _loss, "error": _error, "fused": _fused,
    "sum": _paths, "slope": _local, "dW": _weight, "db": _bias,
}  # fmt: skip

SAYS = {
    "z": "{unit} adds up its weighted inputs and its bias",
    "a": "{unit} bends its sum with {phi}",
    "p": "softmax turns the logits into the probability of {unit}",
    "L": "the loss compares the output with the target",
    "error": "the loss sends its slope, prediction minus target, back to {unit}",
    "fused": "loss and output together send prediction minus target back to {unit}",
    "sum": "{unit} gathers the error along all paths that leave it",
    "slope": "the error passes back through the {phi} of {unit}",
    "dW": "error signal times input is the gradient of the weight from {source} to {unit}",
    "db": "the bias of {unit} gets the error signal as it is",
}


def sentence(net: Net, op: Op, v: Numbers) -> str:
    """Say what an operation does and what comes out, with the one thing worth noticing about it."""
    what = deed(net, op)
    text = f"{what}: {plain(net, op)} = {number(v[op])}"
    if case(net, op) == "slope" and v[op] == 0 and v[Op("da", op.layer, op.unit)] != 0:
        z = v[Op("z", op.layer, op.unit)]
        return f"{text}, because the slope at z = {number(z)} is 0: nothing behind it will learn"
    if op.kind == "dW" and v[op] == 0 and v[Op("delta", op.layer, op.unit)] != 0:
        return f"{text}, because its input is 0"
    return text


def deed(net: Net, op: Op) -> str:
    """Say what an operation does, without its number."""
    source = Op("a", op.layer - 1, op.source)
    start = f"input {op.source + 1}" if net.sizes[0] > 1 else "the input"
    phi = net.phi[op.layer - 1] if op.layer else ""
    return SAYS[case(net, op)].format(
        unit=unit(net, op),
        phi={"relu": "ReLU"}.get(phi, phi),
        source=start if op.layer == 1 else unit(net, source) if op.layer else "",
    )
