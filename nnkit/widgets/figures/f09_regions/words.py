"""F9, the words: the four pictures by name, and what each says about a state."""

from __future__ import annotations

from nnkit.widgets.figures.f09_regions.networks import Line

SAWTOOTH, LINE = "sawtooth by composition", "random network on a line"
PLANE, COUNT = "random network in the plane", "pieces against size"
SHOWS = (SAWTOOTH, LINE, PLANE, COUNT)
PARAMETERS, UNITS, DEPTH = "parameters", "hidden units", "depth"
AGAINST = (PARAMETERS, UNITS, DEPTH)


def some(count: int, what: str) -> str:
    """Write a number with its noun: 1 unit, 2 units."""
    return f"{count:,} {what}{'' if count == 1 else 's'}".replace(",", " ")


def of_sawtooth(folds: int, deep: Line, wide: Line) -> str:
    """Compare composing with placing every tooth."""
    text = (
        f"{some(folds, 'hidden layer')} of 2 units, {deep.hidden} units and {deep.params} parameters in all, "
        f"{'makes' if folds == 1 else 'make'} exactly {some(deep.pieces, 'piece')}; "
    )
    rival = f"one hidden layer of {some(wide.hidden, 'unit')} and {wide.params} parameters"
    if wide.pieces < deep.pieces:
        return f"{text}{rival} makes {wide.pieces} and runs out: it would need {deep.pieces} units."
    return f"{text}{rival} makes them as well."


def formula_of_sawtooth(folds: int, deep: Line) -> str:
    """Return the tent map and its composition, as HTML."""
    chain = " ∘ ".join(["t"] * folds) if folds < 6 else f"t ∘ … ∘ t, {folds} times"
    power = f"2<sup>{folds}</sup> = {deep.pieces} pieces on [0, 1]"
    return f"t(x): 2x up to ½, then 2 − 2x<br>f = {chain}: {power}"


def of_line(depth: int, width: int, line: Line, rival: Line) -> str:
    """Say how many pieces a random network has, and what one layer with as many units has."""
    text = (
        f"{some(depth, 'layer')} of {some(width, 'unit')}, {line.params} parameters: exactly "
        f"{some(line.pieces, 'linear piece')} between −4 and 4"
    )
    if depth == 1:
        return f"{text}; each unit bends the line at most once, so there can be at most {width + 1}."
    verdict = "more than" if line.pieces > rival.pieces else "fewer than"
    verdict = "as many as" if line.pieces == rival.pieces else verdict
    return (
        f"{text}, {verdict} one random hidden layer of {some(rival.hidden, 'unit')} has, {rival.pieces}: at "
        "random, depth alone does not multiply pieces."
    )


def of_plane(depth: int, width: int, met: int, exact: int, most: int) -> str:
    """Say how many regions are seen, and how many there can be."""
    if depth == 1:
        lines = "1 line makes" if width == 1 else f"{width} lines make"
        text = f"One layer of {some(width, 'unit')} cuts the window into exactly {some(exact, 'region')}; "
        text += f"{lines} at most 1 + {width} + {width} · {width - 1} / 2 = {most}"
        if met < exact:
            return f"{text}. The grid of 160 × 160 points meets {met} of them."
        return f"{text}, and {'here they do' if exact == most else 'some crossings lie outside'}."
    return (
        f"{depth} layers of {some(width, 'unit')}: {some(met, 'region')} met on a grid of 160 × 160 points, "
        f"which may miss the smallest; the first layer alone makes at most {most}, and the lines of deeper "
        "layers bend where they cross earlier ones."
    )


def elsewhere(counted: int) -> str:
    """Say where the networks counted by the work are to be seen."""
    return f" “{COUNT.capitalize()}” shows the {some(counted, 'network')} counted so far." if counted else ""


def of_count(against: str, depth: int, width: int, line: Line, rival: Line, counted: int) -> str:
    """Compare a deep and a wide network of one size."""
    size = f"{line.params} parameters" if against == PARAMETERS else some(line.hidden, "hidden unit")
    text = f"{some(depth, 'layer')} of {some(width, 'unit')}, {size}: {some(line.pieces, 'piece')}; "
    if depth == 1:
        text += f"one layer of n units has at most n + 1, here {line.hidden + 1}."
    else:
        text += f"one layer as large has {some(rival.hidden, 'unit')} and {some(rival.pieces, 'piece')}."
    if counted:
        return f"{text} The blue averages come from {some(counted, 'random network')}."
    return f"{text} “Count many networks” adds the averages of many."
