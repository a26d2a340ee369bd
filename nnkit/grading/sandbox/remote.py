"""A learner's objects in a worker: the same requests as in a notebook, made over a pipe.

Nothing that comes back is believed. A reply that makes no sense ends the worker; text is cut, cleaned of
control characters, and withheld altogether where it could carry a hidden check's inputs to the learner.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import Any, Literal

from nnkit.grading.checks import Learner
from nnkit.grading.sandbox.calling import MAX_MESSAGE, Outcome
from nnkit.grading.sandbox.connection import Connection, WorkerDied
from nnkit.grading.sandbox.protocol import ProtocolError

Withhold = Literal["nothing", "text", "text and line"]
NUMPY_ERRORS = ("AxisError", "LinAlgError", "UFuncTypeError", "TooHardError")
KINDS = ("value", "object", "missing", "raised", "not plain")


class RemoteLearner(Learner):
    """Reach the names of a worker.

    Parameters
    ----------
    connection : the worker.
    seconds : asked before each request, how long it may take; may raise WorkerDied.
    lines : the lines of the learner's own cells; no other text is taken for one.
    withhold : what not to pass on of a raised exception.
    """

    def __init__(
        self,
        connection: Connection,
        seconds: Callable[[], float],
        *,
        lines: frozenset[str] = frozenset(),
        withhold: Withhold = "nothing",
    ) -> None:
        super().__init__()
        self._connection, self._seconds = connection, seconds
        self._lines, self._withhold = lines, withhold

    def _call(
        self, target: int | None, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], keep: bool
    ) -> Outcome:
        request = {"op": "call", "target": target, "name": name, "args": list(args), "kwargs": kwargs}
        return self._ask({**request, "keep": keep}, name, keep)

    def _get(self, target: int | None, name: str) -> Outcome:
        return self._ask({"op": "get", "target": target, "name": name}, name, False)

    def _ask(self, request: dict[str, Any], name: str, keep: bool) -> Outcome:
        return ask(
            self._connection,
            request,
            self._seconds,
            f"`{name}`",
            lines=self._lines,
            withhold=self._withhold,
            keep=keep,
        )


def ask(
    connection: Connection,
    request: dict[str, Any],
    seconds: Callable[[], float],
    what: str,
    *,
    lines: frozenset[str] = frozenset(),
    withhold: Withhold = "nothing",
    keep: bool = False,
) -> Outcome:
    """Make one request; whatever becomes of the worker is an outcome. ``what`` names what is run."""
    try:
        reply = connection.request(request, seconds())
    except WorkerDied as died:
        return Outcome("dead", text=last_words(what, died))
    try:
        return outcome_of(reply, lines=lines, withhold=withhold, keep=keep)
    except ProtocolError:
        return Outcome("dead", text=last_words(what, connection.breach()))


def outcome_of(
    reply: dict[str, Any], *, lines: frozenset[str], withhold: Withhold = "nothing", keep: bool = False
) -> Outcome:
    """Make an Outcome of a worker's reply.

    Raises
    ------
    ProtocolError : if the reply is not one that an honest worker could give.
    """
    kind, value, error, text, line = (reply.get(key) for key in ("kind", "value", "error", "text", "line"))
    printed, mutated = reply.get("printed"), reply.get("mutated")
    if not all(isinstance(word, str) for word in (kind, error, text, line)) or kind not in KINDS:
        raise ProtocolError("a reply with missing or odd fields")
    if not isinstance(mutated, list) or not all(type(key) in (int, str) for key in mutated):
        raise ProtocolError("a reply with odd positions")
    if kind == "object" and not (keep and type(value) is int and value >= 0):
        raise ProtocolError("an object that was not asked for, or without a handle")
    return Outcome(
        kind,
        value if kind in ("value", "object") else None,
        _error_name(str(error), withhold),
        _text(kind, str(text), withhold),
        str(line) if line in lines and withhold != "text and line" else "",
        printed is True,
        tuple(mutated),
        reply.get("overflowed") is True,
    )


def _error_name(error: str, withhold: Withhold) -> str:
    known = isinstance(getattr(builtins, error, None), type) or error in NUMPY_ERRORS
    if not error or known:
        return error
    return error if withhold == "nothing" and error.isidentifier() and len(error) <= 60 else "an exception"


def _text(kind: str, text: str, withhold: Withhold) -> str:
    if withhold != "nothing":
        return "something else" if kind == "not plain" else ""
    return "".join(c if c.isprintable() else " " for c in text[:MAX_MESSAGE])


def last_words(what: str, died: WorkerDied) -> str:
    """Say in a sentence why the worker is gone; ``what`` was running, such as "`softmax`" or "This cell"."""
    if died.why == "time":
        took = f"{died.seconds:.0f} seconds" if died.seconds > 1 else "a second"
        return f"{what} ran for more than {took} and was stopped. Is there a loop that never ends?"
    if died.why == "cpu":
        return f"{what} used up the computing time of a whole notebook. Is there a loop that never ends?"
    if died.why == "budget":
        return f"The notebook used up its {died.seconds:g} seconds before {what} could be tried."
    if died.why == "breach":
        return f"{what} sent something that is not an answer: the code wrote to the grader's own channel."
    return f"{what} ended the Python process (os._exit, or a crash, as when memory runs out)."
