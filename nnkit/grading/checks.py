"""Running a check: it calls the learner's objects by name, with plain data, and compares what comes back.

A check is a function of ``learner`` and ``case``. The same check runs in a notebook, where ``learner``
reaches the notebook's own names, and in the grader, where it speaks to a worker in another process.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from nnkit.grading.problems import GUEST, Check, Problem, seeded
from nnkit.grading.sandbox.calling import Outcome as Outcome
from nnkit.grading.verdict import Finding


@dataclass(frozen=True)
class Failure:
    """Why a check stopped: a ready Finding, or a value that differs and is still to be diagnosed."""

    what: str
    finding: Finding | None = None
    got: Any = None
    want: Any = None
    factors: Mapping[str, float] = field(default_factory=dict)
    inputs: tuple[Any, ...] = ()
    rtol: float = 1e-5
    atol: float = 1e-7


class CheckStopped(Exception):
    """Ends a check at the first thing that is wrong."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.what)
        self.failure = failure


class Learner(ABC):
    """The learner's objects, reached by name only: ``learner.softmax(s)``, ``learner["loss"]``.

    ``learner.new("Momentum", eta=0.1)`` makes an object of a learner's class, with methods called and
    attributes read (``obj["v"]``) in the same way. Arguments are copied, so a call cannot change them here.
    """

    def __init__(self) -> None:
        self._transcript: list[tuple[str, Outcome]] = []

    @abstractmethod
    def _call(
        self, target: int | None, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], keep: bool
    ) -> Outcome:
        """Call ``name`` (a method where ``target`` is a handle); ``keep`` the result as an object."""

    @abstractmethod
    def _get(self, target: int | None, name: str) -> Outcome:
        """Read a global name, or an attribute where ``target`` is a handle."""

    def new(self, name: str, *args: Any, **kwargs: Any) -> LearnerObject:
        """Make an object of the learner's class ``name``."""
        outcome = self._receive(name, self._call(None, name, args, kwargs, True))
        return LearnerObject(self, name, outcome.value)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)

        def call(*args: Any, **kwargs: Any) -> Any:
            return self._receive(name, self._call(None, name, args, kwargs, False), args).value

        return call

    def __getitem__(self, name: str) -> Any:
        return self._receive(name, self._get(None, name), called=False).value

    def _receive(
        self, what: str, outcome: Outcome, args: tuple[Any, ...] = (), *, called: bool = True
    ) -> Outcome:
        self._transcript.append((what, outcome))
        finding = trouble(what, outcome, called=called)
        if finding:
            raise CheckStopped(Failure(what, finding, inputs=args))
        return outcome


class LearnerObject:
    """An object of a learner's class: call its methods, read its attributes as items."""

    def __init__(self, learner: Learner, name: str, handle: Any) -> None:
        self._learner, self._name, self._handle = learner, name, handle

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        learner, what = self._learner, f"{self._name}.{name}"

        def call(*args: Any, may_return_none: bool = False, **kwargs: Any) -> Any:
            outcome = learner._call(self._handle, name, args, kwargs, False)
            if may_return_none and outcome.kind == "value" and outcome.value is None:
                learner._transcript.append((what, outcome))
                return None
            return learner._receive(what, outcome, args).value

        return call

    def __setitem__(self, name: str, value: Any) -> None:
        """Set an attribute, such as a parameter that training would change: ``obj["gamma"] = array``."""
        self._learner._call(self._handle, "__setattr__", (name, value), {}, False)

    def __getitem__(self, name: str) -> Any:
        outcome = self._learner._get(self._handle, name)
        return self._learner._receive(f"{self._name}.{name}", outcome, called=False).value


def trouble(what: str, outcome: Outcome, *, called: bool = True) -> Finding | None:
    """Say in words why an outcome cannot be compared, or None if it can; ``called``: not only read."""
    if outcome.kind == "object":
        return None
    if outcome.kind == "missing":
        return Finding("missing", _missing_text(what))
    if outcome.kind == "raised":
        return Finding("raised", _raised_text(what, outcome), at=what)
    if outcome.kind == "not plain":
        return Finding(
            "type", f"`{what}` gave {outcome.text}. Expected a number, a list or a NumPy array.", at=what
        )
    if outcome.kind == "dead":
        return Finding("stopped", outcome.text, at=what)
    if has_dots(outcome.value):
        return Finding("not started", f"`{what}` still holds the dots `...` of an unfinished answer.")
    if outcome.value is None:
        if not called:
            text = f"`{what}` is None: nothing has been stored in it, or what `print` gives back."
            return Finding("none", text, at=what)
        if outcome.printed:
            text = f"`{what}` prints its result instead of returning it. End it with `return`."
            return Finding("printed", text, at=what)
        return Finding("none", f"`{what}` returned None. Does every path end in a `return`?", at=what)
    return None


def _missing_text(what: str) -> str:
    owner, _, part = what.rpartition(".")
    if not owner:
        return f"There is no `{what}` yet. Run the cell that defines it, then this one."
    return f"Your `{owner}` has no `{part}`. Is it a method, or set on `self`, and is it spelt like this?"


def _raised_text(what: str, outcome: Outcome) -> str:
    if outcome.error == "RecursionError":
        return f"`{what}` calls itself without end (RecursionError). What should stop it?"
    where = f" at {outcome.line}" if outcome.line else ""
    said = f": {outcome.text}" if outcome.text else ""
    return f"`{what}` raised {outcome.error}{where}{said}"


def has_dots(value: Any) -> bool:
    """Tell whether a value is, or holds, the ``...`` of an unfinished answer."""
    if isinstance(value, list):
        return any(has_dots(item) for item in value)
    if isinstance(value, dict):
        return any(has_dots(item) for item in value.values())
    return value is Ellipsis


class Case:
    """What a check works with: seeded random numbers, the learner's own numbers, and the comparisons."""

    def __init__(self, rng: np.random.Generator, given: Mapping[str, Any]) -> None:
        self.rng = rng
        self.given = given

    def expect(
        self,
        what: str,
        got: Any,
        want: Any,
        *,
        inputs: tuple[Any, ...] = (),
        factors: Mapping[str, float] | None = None,
        rtol: float = 1e-5,
        atol: float = 1e-7,
    ) -> None:
        """Stop the check unless ``got`` equals ``want`` in shape and, within the tolerance, in value.

        ``what`` is the quantity in the learner's words; ``factors`` names the constants by which it is
        likely to be off ({"the batch size": 4}); ``inputs`` are shown with a wrong value.
        """
        if not same_value(got, want, rtol, atol):
            raise CheckStopped(Failure(what, None, got, want, dict(factors or {}), inputs, rtol, atol))

    def require(self, condition: object, text: str, *, kind: str = "state", at: str = "") -> None:
        """Stop the check with this sentence unless the condition holds."""
        if not condition:
            raise CheckStopped(Failure(at or kind, Finding(kind, text, at=at)))

    def expect_choice(self, what: str, got: Any, right: str, feedback: Mapping[str, str]) -> None:
        """Stop the check unless the right option was chosen; each wrong option has its own sentence."""
        choice = str(got).strip().lower()
        if choice == right:
            return
        options = ", ".join(f'"{key}"' for key in sorted({right, *feedback}))
        text = feedback.get(choice, f"`{what}` is {got!r}. Choose one of {options}.")
        kind = f"choice:{choice}" if choice in feedback else "choice"
        raise CheckStopped(Failure(what, Finding(kind, text, at=what)))

    def expect_order(self, what: str, got: Any, lines: str, before: Mapping[tuple[str, str], str]) -> None:
        """Stop the check unless ``got`` is an order of ``lines`` in which every pair of ``before`` holds.

        ``before`` maps (earlier, later) to the reason, so every order that works is accepted.
        """
        order = [str(item).strip().upper() for item in (got if isinstance(got, list) else list(str(got)))]
        if sorted(order) != sorted(lines):
            text = f"`{what}` must name each of {', '.join(lines)} once. Yours: {' '.join(order)}."
            raise CheckStopped(Failure(what, Finding("order", text, at=what)))
        for (earlier, later), reason in before.items():
            if order.index(earlier) > order.index(later):
                raise CheckStopped(Failure(what, Finding(f"order:{earlier}{later}", reason, at=what)))

    def expect_unchanged(self, learner: Learner) -> None:
        """Stop the check if a call has changed one of the arrays that it was given."""
        for what, outcome in learner._transcript:
            if outcome.mutated:
                text = (
                    f"`{what}` changes the array that it is given. Whoever called it loses their numbers: "
                    "work on a new array (`s = s - m` makes one, `s -= m` does not)."
                )
                raise CheckStopped(Failure(what, Finding("mutated", text, at=what)))

    def expect_no_overflow(self, learner: Learner) -> None:
        """Stop the check if a call made NumPy overflow on the way, whatever it returned."""
        for what, outcome in learner._transcript:
            if outcome.overflowed:
                text = (
                    f"`{what}` overflows on the way (`RuntimeWarning: overflow encountered`). Which "
                    "exponent grows without bound?"
                )
                raise CheckStopped(Failure(what, Finding("overflow", text, at=what)))


def same_value(got: Any, want: Any, rtol: float = 1e-5, atol: float = 1e-7) -> bool:
    """Tell whether two plain values agree in structure, shape and, within the tolerance, in value."""
    if isinstance(want, dict):
        return (
            isinstance(got, dict)
            and got.keys() >= want.keys()
            and all(same_value(got[key], want[key], rtol, atol) for key in want)
        )
    if isinstance(want, (str, bool)) or want is None:
        return type(got) is type(want) and bool(got == want)
    if isinstance(want, tuple) or (isinstance(want, list) and as_array(want) is None):
        return (
            isinstance(got, list)
            and len(got) == len(want)
            and all(same_value(g, w, rtol, atol) for g, w in zip(got, want, strict=True))
        )
    array = as_array(got)
    wanted = np.asarray(want)
    if array is None or array.shape != wanted.shape:
        return False
    return bool(np.allclose(array, wanted, rtol=rtol, atol=atol, equal_nan=True))


def as_array(value: Any) -> np.ndarray[Any, Any] | None:
    """Return a plain value as a numeric array, or None if it is none (text, None, ragged lists)."""
    try:
        array = np.asarray(value)
    except ValueError:
        return None
    return array if array.dtype.kind in "biuf" else None


@dataclass(frozen=True)
class CheckRun:
    """One check as it went: the failure, if any, and everything the learner's code gave back."""

    check: Check
    failure: Failure | None
    transcript: tuple[tuple[str, Outcome], ...]


def run_check(
    problem: Problem, check: Check, learner: Learner, *, learner_id: str = GUEST, salt: str = ""
) -> CheckRun:
    """Run one check on a fresh ``learner``; the same ids and salt give the same random numbers."""
    rng = seeded(problem.id, check.name, salt)
    case = Case(rng, problem.numbers_for(learner_id))
    try:
        check.run(learner, case)
    except CheckStopped as stopped:
        return CheckRun(check, stopped.failure, tuple(learner._transcript))
    except Exception as error:  # a value so odd that the check itself tripped over it: never a traceback
        what = learner._transcript[-1][0] if learner._transcript else problem.names[0]
        text = f"The check could not work with what `{what}` gave ({type(error).__name__})."
        return CheckRun(check, Failure(what, Finding("odd value", text, at=what)), tuple(learner._transcript))
    return CheckRun(check, None, tuple(learner._transcript))


def run_checks(
    problem: Problem, learners: Iterable[Learner], *, learner_id: str = GUEST, salt: str = ""
) -> list[CheckRun]:
    """Run all checks of a problem, each on the next of ``learners`` (a fresh transcript for each)."""
    return [
        run_check(problem, check, learner, learner_id=learner_id, salt=salt)
        for check, learner in zip(problem.checks, learners, strict=False)
    ]
