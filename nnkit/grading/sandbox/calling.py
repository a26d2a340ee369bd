"""One request to a learner's code, and what came of it.

The notebook's own process and the sandboxed worker both use these functions, so that a check sees the same
outcome in either. This file imports nothing of nnkit but plain.py: the worker runs both as they stand.
"""

from __future__ import annotations

import contextlib
import io
import linecache
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Literal

import numpy as np

from nnkit.grading.sandbox.plain import NotPlainError, plain

OutcomeKind = Literal["value", "object", "missing", "raised", "not plain", "dead"]
ABSENT = object()
MAX_MESSAGE = 300


@dataclass(frozen=True)
class Outcome:
    """What came of one request to the learner's code.

    ``value`` holds plain data (or, for "object", a handle); ``error`` the exception's class name, ``text``
    its message or the reason in words, ``line`` the line of the learner's cell; ``printed`` whether anything
    was printed; ``mutated`` the positions of arguments (arrays, or lists of arrays) that the call changed;
    ``overflowed`` whether NumPy met an overflow on the way.
    """

    kind: OutcomeKind
    value: Any = None
    error: str = ""
    text: str = ""
    line: str = ""
    printed: bool = False
    mutated: tuple[int | str, ...] = ()
    overflowed: bool = False


def call(function: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any], kept: list[Any] | None) -> Outcome:
    """Call a learner's function on copies of plain arguments; append the result to ``kept`` if it is a list.

    With ``kept`` the reply is an "object" whose value is its place in that list; otherwise the value itself,
    made plain. Prints are swallowed; NumPy's warnings are silenced, because a check looks at the values.
    """
    if function is ABSENT or function is Ellipsis:
        return Outcome("missing") if function is ABSENT else Outcome("value", ...)
    if not callable(function):
        return Outcome("not plain", text=f"{_article(type(function).__name__)}, not a function")
    given: dict[int | str, Any] = {i: plain(a) for i, a in enumerate(args)}
    given |= {k: plain(v) for k, v in kwargs.items()}
    before = {key: _fingerprint(value) for key, value in given.items()}
    sink, overflows = Sink(), list[str]()
    try:
        state = np.errstate(all="ignore", over="call", call=lambda what, flag: overflows.append(what))
        with warnings.catch_warnings(), state, contextlib.redirect_stdout(sink):
            warnings.simplefilter("ignore")
            value = function(*[given[i] for i in range(len(args))], **{k: given[k] for k in kwargs})
            if kept is not None:
                kept.append(value)
                return Outcome("object", len(kept) - 1)
            result = plain(value)
    except NotPlainError as error:
        return Outcome("not plain", text=message(error), printed=sink.used)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # sys.exit() and its like are the learner's mistake, not the end of us
        return raised(error, sink.used)
    mutated = tuple(key for key, seen in before.items() if _fingerprint(given[key]) != seen)
    return Outcome("value", result, printed=sink.used, mutated=mutated, overflowed=bool(overflows))


def read(value: Any) -> Outcome:
    """Make a learner's value plain."""
    if value is ABSENT:
        return Outcome("missing")
    try:
        return Outcome("value", plain(value))
    except NotPlainError as error:
        return Outcome("not plain", text=message(error))
    except Exception as error:  # an array class whose attributes raise
        return raised(error, False)


def attribute(value: Any, name: str) -> Any:
    """Return an attribute of a learner's object, or ABSENT; a property that raises counts as absent."""
    try:
        return getattr(value, name, ABSENT)
    except Exception:
        return ABSENT


def raised(error: BaseException, printed: bool) -> Outcome:
    """Describe an exception of the learner's code."""
    name = _sendable(str(type(error).__name__))
    return Outcome("raised", error=name, text=message(error), line=line_of(error), printed=printed)


def message(error: BaseException) -> str:
    """Return an exception's message, shortened; "" if even that raises."""
    try:
        return _sendable(str(error)[:MAX_MESSAGE])
    except Exception:
        return ""


class Sink(io.TextIOBase):
    """Swallow prints, however long, and remember only that there were some."""

    used = False

    def write(self, text: str) -> int:
        """Take the text and forget it."""
        self.used = self.used or bool(text.strip())
        return len(text)


def _fingerprint(value: Any) -> tuple[Any, ...]:
    """Return what changes if an array does, or one of a list of arrays such as the weights of all layers."""
    items = value if isinstance(value, list) else [value]
    return tuple((a.shape, a.dtype, a.tobytes()) for a in items if isinstance(a, np.ndarray))


def _sendable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _article(noun: str) -> str:
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def line_of(error: BaseException) -> str:
    """Say which line of the learner's own code raised: "line 3, `return e / e.sum(axis=2)`"."""
    frames = list(_frames(error.__traceback__))[1:]
    if not frames:
        return ""
    own = frames[0][0]
    number = [line for filename, line in frames if filename == own][-1]
    source = linecache.getline(own, number).strip()
    return f"line {number}, `{source}`" if source else f"line {number}"


def _frames(traceback: TracebackType | None) -> Iterator[tuple[str, int]]:
    while traceback is not None:
        yield traceback.tb_frame.f_code.co_filename, traceback.tb_lineno
        traceback = traceback.tb_next
