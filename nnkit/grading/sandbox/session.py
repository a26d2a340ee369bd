"""A worker with a learner's notebook loaded, loaded anew whenever the learner's code has ended it.

Every cell runs, each failing alone. A cell that ends the worker is left out of the next attempt. Where a
problem is judged with correct versions of what it builds on, the notebook is loaded with those in place of
the learner's own, so that values computed while loading are correct as well.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nnkit.grading.checks import Outcome
from nnkit.grading.problems import ContentError, Problem
from nnkit.grading.sandbox.connection import Connection, WorkerDied
from nnkit.grading.sandbox.isolation import IsolationError, Sandbox
from nnkit.grading.sandbox.remote import RemoteLearner, Withhold, ask
from nnkit.grading.submissions.exercise import Exercise
from nnkit.grading.submissions.reading import Step

MAX_LOADS = 5  # in a row; with the fifth, the learner's cells are left out
STARTING = 60.0  # seconds for the worker to import NumPy on a busy machine
TOO_MANY = Outcome("dead", text="It was not run: too many cells of this notebook had to be stopped.")


@dataclass(frozen=True)
class Times:
    """Seconds that a cell, a call, and a whole notebook may take."""

    cell: float = 10.0
    call: float = 10.0
    notebook: float = 180.0


class Budget:
    """What is left of a notebook's seconds; the clock starts now."""

    def __init__(self, times: Times) -> None:
        self._times, self._end = times, time.monotonic() + times.notebook

    def cell(self) -> float:
        """Seconds for the next cell."""
        return self._left(self._times.cell)

    def call(self) -> float:
        """Seconds for the next call."""
        return self._left(self._times.call)

    def _left(self, wanted: float) -> float:
        left = self._end - time.monotonic()
        if left <= 0:
            raise WorkerDied("budget", self._times.notebook)
        return min(wanted, left)


class Session:
    """The worker behind the visible checks of a submission, or behind its hidden ones.

    ``hidden``: this worker sees inputs of hidden checks, so no text of its exceptions is passed on.
    ``trouble`` maps the label of a cell to what stopped it in the last load; ``deadly`` holds those that
    ended a worker, which are not tried again.
    """

    def __init__(
        self,
        sandbox: Sandbox,
        exercise: Exercise,
        steps: tuple[Step, ...],
        numbers: Mapping[str, Any],
        budget: Budget,
        *,
        hidden: bool = False,
        deadly: dict[str, Outcome] | None = None,
    ) -> None:
        self._sandbox, self._exercise, self._steps = sandbox, exercise, steps
        self._numbers, self._budget, self._hidden = numbers, budget, hidden
        self._lines = frozenset(
            f"line {number}, `{line.strip()}`"
            for step in steps
            for number, line in enumerate(step.source.split("\n"), 1)
        )
        self._needed: tuple[str, ...] = ()
        self.deadly: dict[str, Outcome] = {} if deadly is None else deadly
        self.trouble: dict[str, Outcome] = {}
        self._connection: Connection = sandbox.start()  # imports NumPy while we are busy elsewhere
        self._loaded = False
        self._tried: set[tuple[str, tuple[str, ...]]] = set()

    def expect(self, problem: Problem, needed: tuple[str, ...]) -> None:
        """Start a new worker if ``problem``, with ``needed`` correct, can't be judged in this one.

        Nothing is waited for, so that two sessions can start at the same time. A cell of this very problem
        that has ended a worker is tried again where what it builds on is correct now.
        """
        own = [step.label for step in self._steps if step.problem == problem.id and step.label in self.deadly]
        again = [label for label in own if needed and not self._hidden and (label, needed) not in self._tried]
        for label in again:
            self._tried.add((label, needed))
            del self.deadly[label]
        if not self._connection.alive or (self._loaded and (again or self._needed != needed)):
            self._restart()
        self._needed = needed

    def ready(self, problem: Problem, needed: tuple[str, ...]) -> None:
        """Bring the worker into the state in which ``problem`` is judged, with ``needed`` correct."""
        self.expect(problem, needed)
        if not self._loaded:
            self._load()
        for earlier in needed:
            names = [name for name in self._exercise.problems[earlier].names if name not in problem.names]
            self._ask({"op": "unshelve", "shelf": earlier, "names": names}, "The notebook")
        if self._shares(problem.id):
            self._ask({"op": "unshelve", "shelf": problem.id, "names": problem.names}, "The notebook")

    def learner(self) -> RemoteLearner:
        """Return a fresh learner, with an empty transcript."""
        return RemoteLearner(
            self._connection,
            self._budget.call,
            lines=self._lines,
            withhold=self._withhold(hidden=self._hidden),
        )

    def close(self) -> None:
        """End the worker."""
        self._connection.close()

    def _withhold(self, *, hidden: bool) -> Withhold:
        if hidden:
            return "text and line"
        return "text" if self._needed else "nothing"

    def _restart(self) -> None:
        self._connection.close()
        self._connection = self._sandbox.start()
        self._loaded = False

    def _load(self) -> None:
        for attempt in range(1, MAX_LOADS + 1):
            if attempt > 1:
                self._restart()
            if attempt == MAX_LOADS:
                own = [step.label for step in self._steps if step.role != "template"]
                self.deadly.update(dict.fromkeys(own, TOO_MANY) | self.deadly)
            if self._try_to_load():
                break
        self._loaded = True

    def _try_to_load(self) -> bool:
        self.trouble = dict(self.deadly)
        self._begin()
        due = [name for name in self._needed if all(step.problem != name for step in self._steps)]
        for step in self._steps:
            if step.label not in self.deadly:
                for earlier in due:
                    names = self._exercise.problems[earlier].names
                    self._ask({"op": "unshelve", "shelf": earlier, "names": names}, "The notebook")
                if not self._run(step):
                    return False
            if step.problem in self._needed:
                due.append(step.problem)
        return True

    def _begin(self) -> None:
        """Hand over the learner's numbers, and work out the correct answers that are needed."""
        try:
            self._connection.request({"op": "numbers", "numbers": self._numbers}, STARTING)
        except WorkerDied as died:
            raise IsolationError(f"A worker ended before it had run anything ({died.why}).") from None
        if not self._needed:
            return
        ours = [step.source for step in self._steps if step.role == "template"]
        for source in [*ours, *self._answers()]:
            request = {"op": "run", "source": source, "label": "reference", "reference": True}
            outcome = self._ask(request, "The notebook")
            if outcome.kind == "raised" and source not in ours:
                raise ContentError(
                    f"A correct answer of {self._exercise.name} does not run: {outcome.error}."
                )
        for name in self._needed:
            self._shelve(name, reference=True)

    def _answers(self) -> list[str]:
        """List the correct answers that are needed, and those that they build on, in their order."""
        problems, references = self._exercise.problems, self._exercise.references
        wanted = {*self._needed}.union(*(self._exercise.builds_on(problems[name]) for name in self._needed))
        return [references[name] for name in problems if name in wanted and name in references]

    def _run(self, step: Step) -> bool:
        """Run a cell; False if the worker did not survive it."""
        request = {"op": "run", "source": step.source, "label": step.label, "reference": False}
        outcome = self._ask(request, "The cell", withhold=self._withhold(hidden=self._hidden))
        if outcome.kind == "dead":
            self.deadly[step.label] = outcome
            return False
        if outcome.kind == "raised":
            self.trouble[step.label] = outcome
        if step.role == "answer" and step.problem not in self._needed and self._shares(step.problem):
            self._shelve(step.problem, reference=False)
        return True

    def _shares(self, problem: str) -> bool:
        """Whether a later answer of the exercise may replace what this problem asks for."""
        return bool(self._exercise.shared_names & set(self._exercise.problems[problem].names))

    def _shelve(self, problem: str, *, reference: bool) -> None:
        names = self._exercise.problems[problem].names
        request = {"op": "shelve", "shelf": problem, "names": names, "reference": reference}
        self._ask(request, "The notebook")

    def _ask(self, request: dict[str, Any], what: str, withhold: Withhold = "nothing") -> Outcome:
        return ask(self._connection, request, self._budget.cell, what, lines=self._lines, withhold=withhold)
