"""F1, the words: how many points each model gets wrong."""

from __future__ import annotations

from nnkit.widgets.style import number


def percent(share: float) -> str:
    """Write a share: 30.0 %."""
    return f"{100 * share:.1f} %"


def say_line(errors: float, count: int, best: float | None, updates: int, trained: float) -> str:
    """Describe the line placed by hand, and the best one once it is shown."""
    text = f"Your line errs on {round(errors * count)} of {count} points: {percent(errors)}."
    if best is not None:
        than = "which is more than a quarter" if best > 0.25 else "which is at most a quarter"
        text += f" The best line, by logistic regression, errs on {percent(best)}, {than}."
    if updates:
        text += f" The learned hidden layers err on {percent(trained)} after {updates} updates."
    return text


def say_fixed(name: str, features: int, errors: float, fresh: float, loose: float) -> str:
    """Describe a fixed feature map with a fitted head."""
    return (
        f"{name}: on {features} fixed features a linear head errs on {percent(errors)} of the points "
        f"({percent(fresh)} of fresh ones). {_on_the_right(loose)}."
    )


def say_learned(
    M: int, updates: int, errors: float, fresh: float, loose: float, line: float, loss: float | None
) -> str:
    """Describe the network, and how far its hidden space has parted the classes."""
    when = f"After {updates} updates (loss {number(loss)})" if loss is not None else "Before training"
    return (
        f"{when} the network 2-{M}-2-1 errs on {percent(errors)} of the points ({percent(fresh)} of fresh "
        f"ones). {_on_the_right(loose)}, in the input space on {percent(line)}."
    )


def _on_the_right(loose: float) -> str:
    return f"In the plane on the right the best line errs on {percent(loose)}"
