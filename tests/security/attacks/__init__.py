"""What hostile notebooks try, class by class: each attack is data, arena.py runs it with and without walls.

An attack is the source of an answer cell (for demo.softmax, while every other answer is right), run after the
prelude of world.py, whose names in capitals say what there is to reach. It shows success by a trace:

told        a secret, or the word of ``win()``, is in what the grader reports
mark        a file is left on this machine
hit         a socket of the test got something
changed     a file, a process or the grader itself is not as it was
survivor    a process is left after the end
goes on     it ran past the time it was given
fooled      it got points, or passed a check that runs in the learner's own process
sent        bytes, or an end, arrived on the grader's pipe

In the sandbox none of them may be there, whichever the attack was after. In its control the one it was after
must be: "none" grades without isolation, "plain" runs the cells as a program, "naive" lets a check in the
same process judge them, "pipe" watches the two pipes of a worker, "trusting" grades as many graders do, by
running the notebook's own check cells. Where there can be no control, ``no_control`` says why.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Control = Literal["none", "plain", "naive", "pipe", "trusting"]


@dataclass(frozen=True)
class Attack:
    """One attack.

    ``points`` is the most that what is honest in its own answer earns (of 4: one is for leaving the argument
    alone), ``others`` the least that the right answers beside it still earn (of 10).
    """

    name: str
    source: str = ""
    trace: str = "told"
    control: Control = "none"
    no_control: str = ""
    points: float = 1.0
    others: float = 10.0
    user: bool = False  # run in the isolation "user" as well
    notebook: Callable[[dict[str, Any]], None] | None = None  # changes the notebook as it is handed in


def table(trace: str = "told", control: Control = "none", **attacks: str | dict[str, Any]) -> list[Attack]:
    """Make attacks of the same kind from names and sources."""
    made = []
    for name, given in attacks.items():
        more = {"source": given} if isinstance(given, str) else given
        made.append(Attack(**{"name": name.replace("_", " "), "trace": trace, "control": control} | more))
    return made
