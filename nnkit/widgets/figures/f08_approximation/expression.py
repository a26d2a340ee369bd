"""F8, a typed target: an expression in x is read as a tree of known operations, and never run as Python."""

from __future__ import annotations

import ast
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from nnkit.widgets.style import number, short

Array = NDArray[np.float64]
FUNCTIONS: dict[str, Callable[[Array], Array]] = {
    "sin": np.sin,
    "cos": np.cos,
    "exp": np.exp,
    "log": np.log,
    "sqrt": np.sqrt,
    "abs": np.abs,
    "tanh": np.tanh,
}
CONSTANTS = {"pi": np.pi, "e": np.e}
OPERATORS: dict[type[ast.AST], Callable[..., Array]] = {
    ast.Add: np.add,
    ast.Sub: np.subtract,
    ast.Mult: np.multiply,
    ast.Div: np.divide,
    ast.Pow: np.power,
    ast.USub: np.negative,
    ast.UAdd: np.positive,
    ast.Lt: np.less,
    ast.LtE: np.less_equal,
    ast.Gt: np.greater,
    ast.GtE: np.greater_equal,
}
LARGEST = 1000.0  # |f(x)| beyond which a picture on an interval of length 2 says nothing
NAMES = f"x, {', '.join(FUNCTIONS)}, {', '.join(CONSTANTS)}"


class ExpressionError(ValueError):
    """A typed expression cannot be read; the message says why, and what to write instead."""


def evaluate(text: str, x: Array) -> Array:
    """Return the value of an expression such as ``sin(3*x) + (x > 0)`` at each x (points,).

    A comparison counts 1 where it holds and 0 elsewhere.

    Raises
    ------
    ExpressionError : if the text is no expression in x, uses another name, or is not finite everywhere.
    """
    if not text.strip():
        raise ExpressionError("nothing is typed yet; write a function of x, such as sin(3*x)")
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ExpressionError(
            f"“{text}” is not a complete expression; write 2*x for 2x, and close every bracket"
        ) from None
    with np.errstate(all="ignore"):
        values = np.broadcast_to(_value(tree.body, x), x.shape).astype(np.float64)
    bad = np.flatnonzero(~(np.abs(values) <= LARGEST))
    if bad.size:
        at, got = x[bad[0]], values[bad[0]]
        size = (
            f"is {number(got)}, larger than {short(LARGEST)}," if np.isfinite(got) else "has no finite value"
        )
        raise ExpressionError(f"“{text}” {size} at x = {number(at)}; it must stay finite from −1 to 1")
    return values


def _value(node: ast.expr, x: Array) -> Array:
    """Return the value of a node of the tree; whatever is not on the lists is refused in words."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, bool) or not isinstance(node.value, int | float):
            raise ExpressionError(f"{node.value!r} is not a number; write numbers, x and {NAMES[3:]}")
        try:
            return np.asarray(float(node.value))
        except OverflowError:
            raise ExpressionError("a number in it is too large") from None
    if isinstance(node, ast.Name):
        return _named(node.id, x)
    if isinstance(node, ast.UnaryOp) and type(node.op) in OPERATORS:
        return OPERATORS[type(node.op)](_value(node.operand, x))
    if isinstance(node, ast.BinOp):
        if isinstance(node.op, ast.BitXor):
            raise ExpressionError("a power is written x**2, not x^2")
        if type(node.op) in OPERATORS:
            return OPERATORS[type(node.op)](_value(node.left, x), _value(node.right, x))
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in OPERATORS:
        holds = OPERATORS[type(node.ops[0])](_value(node.left, x), _value(node.comparators[0], x))
        return holds.astype(np.float64)
    if isinstance(node, ast.Call):
        return _called(node, x)
    raise ExpressionError(f"“{ast.unparse(node)}” is not understood; use + − * / **, brackets and {NAMES}")


def _named(name: str, x: Array) -> Array:
    if name == "x":
        return x
    if name in CONSTANTS:
        return np.asarray(CONSTANTS[name])
    if name in FUNCTIONS:
        raise ExpressionError(f"{name} needs brackets: {name}(x)")
    raise ExpressionError(f"the name {name} is not known; the names are {NAMES}")


def _called(node: ast.Call, x: Array) -> Array:
    name = ast.unparse(node.func)
    if name not in FUNCTIONS:
        hint = f"; write {name}*( … ) to multiply" if name == "x" or name in CONSTANTS else ""
        raise ExpressionError(
            f"{name} is not a known function; the functions are {', '.join(FUNCTIONS)}{hint}"
        )
    if len(node.args) != 1 or node.keywords or isinstance(node.args[0], ast.Starred):
        raise ExpressionError(f"{name} takes one value: {name}(x)")
    return FUNCTIONS[name](_value(node.args[0], x))
