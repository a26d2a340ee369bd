"""F4, the words: the sum of the parameters, and what one unit does."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from nnkit.widgets.style import number

LONGEST = 64  # characters that fit on a line
_LOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def low(index: int) -> str:
    """Write an index as a subscript."""
    return str(index).translate(_LOW)


def amount(bytes_: int) -> str:
    """Write an amount of memory: 268 bytes, 3.40 kB, 67.1 MB."""
    for size, unit in ((1e9, "GB"), (1e6, "MB"), (1e3, "kB")):
        if bytes_ >= size:
            return f"{number(bytes_ / size)} {unit}"
    return f"{bytes_} bytes"


def arithmetic(n_in: int, n_out: int, count: int) -> str:
    """Write out the count of one layer: 10 · 50 + 50 = 550."""
    return f"{n_in} · {n_out} + {n_out} = {count:,}"


def say(sizes: Sequence[int], counts: Sequence[int], bytes_: int, adds: int, column: int, unit: int) -> str:
    """Return one line: parameters, where most of them lie, memory, work, and what the unit computes."""
    total = sum(counts)
    most = max(range(len(counts)), key=lambda l: counts[l])
    where = ""
    if len(counts) > 1:
        where = f", {number(100 * counts[most] / total)} % of them in layer {most + 1}"
    many = "parameters" if total > 1 else "parameter"
    return (
        f"{'-'.join(map(str, sizes))} has {total:,} {many}{where}; they fill {amount(bytes_ * total)} in "
        f"float32, and one example takes {adds:,} multiply-add{'s' if adds > 1 else ''}. "
        f"{_unit(sizes, column, unit)}"
    )


def _unit(sizes: Sequence[int], column: int, unit: int) -> str:
    n_in, last = sizes[column - 1], column == len(sizes) - 1
    name = f"Output {unit}" if last else f"Unit {unit} of hidden layer {column}"
    whose = ("input" if n_in == 1 else "inputs") if column == 1 else f"activation{'s' * (n_in > 1)} before it"
    every = f"the {n_in:,} {whose}, each" if n_in > 1 else f"the one {whose}"
    end = "and leaves the sum as it is" if last else "and bends the sum with φ"
    return f"{name} weighs {every} with its own weight, adds its bias {end}."


def explain(sizes: Sequence[int], counts: Sequence[int], column: int, unit: int) -> str:
    """Return the count of all parameters as a sum, and the formula of the unit, as HTML."""
    pairs = itertools.pairwise(sizes)
    if len(counts) > 1:
        terms = " + ".join(f"({a} · {b} + {b})" for a, b in pairs)
        total = f"{' + '.join(f'{count:,}' for count in counts)} = {sum(counts):,}"
        if len(terms) <= LONGEST:  # else the table has them
            total = f"{terms}<br>= {total}"
    else:
        total = arithmetic(sizes[0], sizes[1], counts[0])
    n_in, last = sizes[column - 1], column == len(sizes) - 1
    a = "x" if column == 1 else "a"
    i = low(unit)
    shown = [1, 2] if n_in > 2 else list(range(1, n_in + 1))
    products = [f"W<sub>{unit},{j}</sub> {a}{low(j)}" for j in shown]
    products += ["…"] * (n_in > 3) + [f"W<sub>{unit},{n_in}</sub> {a}{low(n_in)}"] * (n_in > 2)
    z = f"z{i} = {' + '.join(products)} + b{i}"
    return f"{total}<br>{z}{'' if last else f', a{i} = φ(z{i})'}"
