"""The roster: a CSV of the class, which knows each learner under several names."""

from __future__ import annotations

import csv
import itertools
import unicodedata
from pathlib import Path

from nnkit.errors import NNKitError

MOST_WORDS = 4  # of a name whose words may come in any order
ID_COLUMNS = ("learner", "learner_id", "id", "username", "sis login id", "email")


class RosterError(NNKitError):
    """A roster that cannot be read, or in which two learners have one id."""


class Roster:
    """Who is in the class: learner id -> the row of the roster.

    The id is in the column ``learner``, else ``learner_id``, ``id``, ``username``, ``SIS Login ID`` or
    ``email``. Every other cell is a name that the learner goes by elsewhere.
    """

    def __init__(self, rows: dict[str, dict[str, str]]) -> None:
        self.rows = rows
        names: dict[str, set[str]] = {}
        for learner, row in rows.items():
            for cell in (learner, *row.values()):
                for spelling in _spellings(cell):
                    names.setdefault(spelling, set()).add(learner)
        self._names = {name: ids.pop() for name, ids in names.items() if len(ids) == 1}

    def learner(self, name: str) -> str:
        """Return the id of whoever goes by a name; the name itself if nobody or more than one does.

        Upper and lower case, accents, spaces and the order of names make no difference.
        """
        return self._names.get("".join(_words(name)), name)

    def missing(self, learners: set[str]) -> list[str]:
        """Name those of the class who are not among some learners."""
        return sorted(self.rows.keys() - learners)


def read_roster(path: Path | str) -> Roster:
    """Read a roster.

    Raises
    ------
    RosterError : if the file cannot be read, or no column holds ids, or two rows hold the same one.
    """
    try:
        text = Path(path).read_text("utf-8-sig")
        rows = [{str(k): v or "" for k, v in row.items() if k} for row in csv.DictReader(text.splitlines())]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RosterError(f"The roster {path} cannot be read: {error}.") from None
    columns = {name.strip().lower(): name for name in (rows[0] if rows else {})}
    column = next((columns[name] for name in ID_COLUMNS if name in columns), None)
    if column is None:
        had = ", ".join(columns.values()) or "no columns at all"
        raise RosterError(f"The roster {path}: expected a column `learner` with the ids, got {had}.")
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        learner = row[column].strip()
        if learner in found:
            raise RosterError(f"The roster {path}: {learner!r} is there twice.")
        if learner:
            found[learner] = row
    return Roster(found)


def _words(name: str) -> list[str]:
    """Split a name into words without case, accents and punctuation; an e-mail address is one word."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    if "@" in plain:
        return [plain.strip()]
    return "".join(
        c if c.isalnum() or c in "._-" else " " for c in plain if not unicodedata.combining(c)
    ).split()


def _spellings(name: str) -> set[str]:
    """Return a name as one word in every order of its words: Canvas writes "Lovelace, Ada" lovelaceada."""
    words = _words(name)
    orders = itertools.permutations(words) if len(words) <= MOST_WORDS else [tuple(words)]
    return {"".join(order) for order in orders} - {""}
