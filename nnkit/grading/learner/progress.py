"""What a learner has done: problems, hints, questions and when to see them again, predictions."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from nnkit.errors import NNKitError
from nnkit.grading.learner.progress_file import Data, ProgressFile, empty, workspace
from nnkit.grading.verdict import Verdict

REVIEW_DAYS = (1, 3, 7, 21, 60)  # after the first, second, ... right answer in a row
HINTS = 3
MAX_LEARNER = 200
JOINERS = "\u200c\u200d"  # invisible, but part of the spelling in some scripts


class LearnerIdError(NNKitError, ValueError):
    """A learner id is empty, too long, or holds characters that cannot be seen."""


def utc_now() -> datetime:
    """Return the time, aware of its zone."""
    return datetime.now(UTC)


class Progress:
    """The learner's records, in ``.nnkit/progress.json`` of the workspace.

    Every ``record_...`` reads the file again, changes it and writes it, so that two notebooks open at once
    keep each other's records. ``messages`` are sentences for the learner, each given once.

    Examples
    --------
    >>> progress = Progress.load()                      # doctest: +SKIP
    >>> progress.record_question("softmax.q1", right=True, concept=6)
    >>> progress.due(concepts=[6])
    """

    def __init__(self, folder: Path | None = None, now: Callable[[], datetime] = utc_now) -> None:
        self._file = ProgressFile(folder or workspace(), now)
        self._now = now
        self._data: Data = empty()

    @classmethod
    def load(cls, folder: Path | None = None, now: Callable[[], datetime] = utc_now) -> Progress:
        """Read the progress file of this workspace; a missing one is an empty one."""
        progress = cls(folder, now)
        progress.refresh()
        return progress

    @classmethod
    def current(cls) -> Progress:
        """Return this process's Progress for the workspace of the moment, with the file read again."""
        folder = workspace()
        if folder not in _CURRENT:
            _CURRENT[folder] = cls(folder)
        _CURRENT[folder].refresh()
        return _CURRENT[folder]

    def refresh(self) -> None:
        """Read the file again."""
        self._data = self._file.read()

    @property
    def path(self) -> Path:
        """Where the file is, or would be."""
        return self._file.path

    def take_messages(self) -> list[str]:
        """Return the sentences not yet shown."""
        messages, self._file.messages = self._file.messages, []
        return messages

    @property
    def learner(self) -> str:
        """The learner id; "" if none has been set."""
        return str(self._data["learner"])

    def set_learner(self, learner_id: str) -> str:
        """Store a learner id, cleaned by ``valid_learner``, and return it."""
        name = valid_learner(learner_id)
        self._change(lambda data: data.update(learner=name))
        return name

    def problem(self, problem_id: str) -> dict[str, Any]:
        """Return the record of a problem: best, last, max, status, tries, hints, diagnosis, time."""
        return {**_NEW_PROBLEM, **self._data["problems"].get(problem_id, {})}

    def record_problem(self, verdict: Verdict) -> None:
        """Record a verdict: the last and the best score, and a try unless nothing had been answered yet."""
        kind = verdict.diagnosis.kind if verdict.diagnosis else ""
        tried = verdict.status != "not started" and kind != "missing"

        def edit(data: Data) -> None:
            record = {**_NEW_PROBLEM, **data["problems"].get(verdict.problem, {})}
            record.update(
                best=max(record["best"], verdict.score),
                last=verdict.score,
                max=verdict.max_score,
                status=verdict.status,
                tries=record["tries"] + tried,
                diagnosis=kind,
                time=self._stamp(),
            )
            data["problems"][verdict.problem] = record

        self._change(edit)

    def record_hint(self, problem_id: str) -> int:
        """Record that one more hint was taken, and return how many that makes (three at most)."""

        def edit(data: Data) -> int:
            record = {**_NEW_PROBLEM, **data["problems"].get(problem_id, {})}
            record["hints"] = min(record["hints"] + 1, HINTS)
            data["problems"][problem_id] = record
            return int(record["hints"])

        return int(self._change(edit))

    def record_question(self, question_id: str, right: bool, concept: int) -> None:
        """Record an answer and plan the next review: after 1, 3, 7, 21, 60 days; after a wrong one, at once.

        A right answer that comes before the question is due is counted, but does not postpone it further:
        what is asked again after a minute says little about memory.

        References
        ----------
        Leitner 1972.
        """
        now = self._now()

        def edit(data: Data) -> None:
            record = {**_NEW_QUESTION, **data["questions"].get(question_id, {})}
            due = not record["due"] or datetime.fromisoformat(record["due"]) <= now
            record.update(concept=concept, tries=record["tries"] + 1, answered=_iso(now))
            if not right:
                record.update(wrong=record["wrong"] + 1, row=0, due=_iso(now))
            elif due:
                row = record["row"] + 1
                days = REVIEW_DAYS[min(row, len(REVIEW_DAYS)) - 1]
                record.update(row=row, due=_iso(now + timedelta(days=days)))
            data["questions"][question_id] = record

        self._change(edit)

    def due(
        self,
        concepts: Iterable[int] | None = None,
        ids: Iterable[str] | None = None,
        now: datetime | None = None,
    ) -> list[str]:
        """Return the ids of the questions due for review: most often wrong first, then longest due."""
        time = now or self._now()
        wanted_concepts = None if concepts is None else set(concepts)
        wanted_ids = None if ids is None else set(ids)
        found = []
        for name, stored in self._data["questions"].items():
            record = {**_NEW_QUESTION, **stored}
            if (wanted_concepts is not None and record["concept"] not in wanted_concepts) or (
                wanted_ids is not None and name not in wanted_ids
            ):
                continue
            if record["due"] and datetime.fromisoformat(record["due"]) <= time:
                found.append(
                    (-record["wrong"] / record["tries"], datetime.fromisoformat(record["due"]), name)
                )
        return [name for _, _, name in sorted(found)]

    def question(self, question_id: str) -> dict[str, Any]:
        """Return the record of a question: concept, tries, wrong, row (right in a row), answered, due."""
        return {**_NEW_QUESTION, **self._data["questions"].get(question_id, {})}

    def record_prediction(self, prediction_id: str, value: Any) -> None:
        """Store what the learner predicted (number, text or list); the first is kept beside the last."""
        value = value.tolist() if isinstance(value, (np.ndarray, np.generic)) else value

        def edit(data: Data) -> None:
            first = data["predictions"].get(prediction_id, {}).get("first", value)
            data["predictions"][prediction_id] = {"first": first, "value": value, "time": self._stamp()}

        self._change(edit)

    def prediction(self, prediction_id: str) -> Any:
        """Return what the learner predicted last; None if nothing."""
        return self._data["predictions"].get(prediction_id, {}).get("value")

    def describe(self) -> list[str]:
        """Return the records as lines of text: the learner, each problem, and what is due for review."""
        lines = [f"Learner: {self.learner or 'guest (no id set)'}"]
        for name in sorted(self._data["problems"]):
            record = self.problem(name)
            hints = f", {_count(record['hints'], 'hint')}" if record["hints"] else ""
            lines.append(
                f"{name:<32} {record['status'] or 'not started':<12} {record['best']:g} of {record['max']:g}"
                f"  ({_count(record['tries'], 'try', 'tries')}{hints})"
            )
        questions = self._data["questions"]
        if questions:
            lines.append(f"Questions: {len(questions)} answered, {len(self.due())} due for review")
        return lines

    def _change(self, edit: Callable[[Data], Any]) -> Any:
        def edit_and_keep(data: Data) -> Any:
            result = edit(data)
            self._data = data
            return result

        return self._file.change(edit_and_keep)

    def _stamp(self) -> str:
        return _iso(self._now())


def valid_learner(learner_id: Any) -> str:
    """Return a learner id without spaces around it, composed (NFC): the same numbers on every keyboard.

    Raises
    ------
    LearnerIdError : if it is no text, empty, longer than 200 characters, or holds invisible characters.
    """
    if not isinstance(learner_id, str):
        raise LearnerIdError(f"A learner id is a text in quotation marks, got {type(learner_id).__name__}.")
    name = unicodedata.normalize("NFC", learner_id).strip()
    if not name:
        raise LearnerIdError(
            'No learner id yet. Write yours between the quotation marks, for example `set_learner("ada")`.'
        )
    if len(name) > MAX_LEARNER:
        raise LearnerIdError(f"A learner id has at most {MAX_LEARNER} characters, got {len(name)}.")
    hidden = ("Cc", "Cf", "Cs", "Cn", "Zl", "Zp")
    if any(unicodedata.category(c) in hidden and c not in JOINERS for c in name):
        raise LearnerIdError("A learner id cannot hold control characters (such as tabs or line breaks).")
    return name


def _count(n: int, one: str, many: str = "") -> str:
    return f"{n} {one if n == 1 else many or one + 's'}"


def _iso(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="seconds")


_NEW_PROBLEM: dict[str, Any] = {
    "best": 0.0,
    "last": 0.0,
    "max": 0.0,
    "status": "",
    "tries": 0,
    "hints": 0,
    "diagnosis": "",
    "time": "",
}
_CURRENT: dict[Path, Progress] = {}
_NEW_QUESTION: dict[str, Any] = {"concept": 0, "tries": 0, "wrong": 0, "row": 0, "answered": "", "due": ""}
