"""The file ``.nnkit/progress.json``: found, read, and changed so that nothing is lost.

Two notebooks may be open at once, each with its own kernel. A change is therefore a small function that is
applied, under a lock, to what the file holds at that moment; whole states are never merged. The lock is a
file that is created exclusively: this works alike on every system and in the browser. A kernel killed
while it holds the lock leaves it behind, so a lock older than two seconds is taken away (a write takes
milliseconds). The new text goes to a temporary file that then replaces the old one in a single step.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

VERSION = 1
FOLDER, NAME = ".nnkit", "progress.json"
STALE_SECONDS = 2.0
Data = dict[str, Any]


def workspace() -> Path:
    """Return the workspace: NNKIT_WORKSPACE, else the nearest folder upwards with .nnkit, else here."""
    named = os.environ.get("NNKIT_WORKSPACE")
    if named:
        return Path(named)
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / FOLDER).is_dir()), here)


def empty() -> Data:
    """Return the contents of a new file."""
    return {"version": VERSION, "learner": "", "problems": {}, "questions": {}, "predictions": {}}


class ProgressFile:
    """Read and change one progress file; where that is impossible, keep the records in memory.

    ``messages`` collects what the learner should be told, each sentence once.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self.path = folder / FOLDER / NAME
        self.messages: list[str] = []
        self._told: set[str] = set()
        self._now = now
        self._memory: Data | None = None

    def read(self) -> Data:
        """Return what the file holds; a damaged file is set aside, a newer one left alone."""
        if self._memory is not None:
            return self._memory
        try:
            text = self.path.read_bytes()
        except FileNotFoundError:
            return empty()
        except OSError as error:
            return self._in_memory(empty(), f"cannot be read ({error.strerror})")
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            return self._set_aside()
        if isinstance(data, dict) and isinstance(data.get("version"), int) and data["version"] > VERSION:
            return self._in_memory(empty(), "comes from a newer nnkit, and is left as it is")
        return {**empty(), **data} if is_sound(data) else self._set_aside()

    def change(self, edit: Callable[[Data], Any]) -> Any:
        """Apply ``edit`` to the newest contents, write them, and return what ``edit`` returns."""
        if self._memory is not None:
            return edit(self._memory)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self._locked():
                data = self.read()
                result = edit(data)
                if self._memory is None:
                    self._write(data)
            return result
        except OSError as error:
            data = self.read()
            result = edit(data)
            self._in_memory(data, f"cannot be written ({error.strerror or type(error).__name__})")
            return result

    def _write(self, data: Data) -> None:
        text = json.dumps(data, ensure_ascii=False, indent=1)
        temporary = self.path.with_name(f"{NAME}.{os.getpid()}.tmp")
        try:
            temporary.write_text(text, encoding="utf-8", errors="surrogatepass")
            self._replace(temporary, self.path)
        except BaseException:  # an interrupted kernel as well
            temporary.unlink(missing_ok=True)
            raise

    def _replace(self, source: Path, target: Path) -> None:
        """Put ``source`` in the place of ``target``; Windows refuses while another kernel reads it."""
        for attempt in range(10):
            try:
                source.replace(target)
                return
            except PermissionError:
                if attempt == 9:
                    raise
                time.sleep(0.005)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        lock = self.path.with_name("progress.lock")
        held = False
        deadline = time.monotonic() + STALE_SECONDS + 0.5
        while not held and time.monotonic() < deadline:  # after that, better a small risk than no record
            try:
                os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
                held = True
            except (FileExistsError, PermissionError):  # PermissionError: Windows, just being deleted
                if not lock.exists() and not os.access(lock.parent, os.W_OK):
                    raise
                with contextlib.suppress(OSError):
                    if time.time() - lock.stat().st_mtime > STALE_SECONDS:
                        lock.unlink()
                time.sleep(0.002)
        try:
            yield
        finally:
            if held:
                lock.unlink(missing_ok=True)

    def _set_aside(self) -> Data:
        name = f"progress.damaged-{self._now():%Y%m%dT%H%M%SZ}.json"
        try:
            self._replace(self.path, self.path.with_name(name))
        except FileNotFoundError:  # another kernel was faster
            return empty()
        except OSError as error:
            return self._in_memory(empty(), f"is damaged, and cannot be moved ({error.strerror})")
        self._tell(f"Your progress file was damaged. It is kept as `{FOLDER}/{name}`; a new one is begun.")
        return empty()

    def _in_memory(self, data: Data, why: str) -> Data:
        self._memory = data
        self._tell(
            f"Your progress file `{FOLDER}/{NAME}` {why}. "
            "Until this kernel stops, progress is kept in memory only."
        )
        return data

    def _tell(self, sentence: str) -> None:
        if sentence not in self._told:
            self._told.add(sentence)
            self.messages.append(sentence)


RECORDS: dict[str, dict[str, tuple[type, ...]]] = {
    "problems": {
        "best": (int, float),
        "last": (int, float),
        "max": (int, float),
        "status": (str,),
        "tries": (int,),
        "hints": (int,),
        "diagnosis": (str,),
        "time": (str,),
    },
    "questions": {
        "concept": (int,),
        "tries": (int,),
        "wrong": (int,),
        "row": (int,),
        "answered": (str,),
        "due": (str,),
    },
    "predictions": {"time": (str,)},
}
TIMES = ("time", "answered", "due")


def is_sound(data: Any) -> bool:
    """Tell whether the contents are what this version writes; unknown keys are no harm, and are kept."""
    if not isinstance(data, dict) or not isinstance(data.get("learner", ""), str):
        return False
    if data.get("version", VERSION) != VERSION:
        return False
    for part, fields in RECORDS.items():
        records = data.get(part, {})
        if not isinstance(records, dict):
            return False
        for record in records.values():
            if not isinstance(record, dict):
                return False
            for key, kinds in fields.items():
                if key in record and not (_fits(record[key], kinds) and _is_time(key, record[key])):
                    return False
    return True


def _fits(value: Any, kinds: tuple[type, ...]) -> bool:
    return isinstance(value, kinds) and not isinstance(value, bool)


def _is_time(key: str, value: Any) -> bool:
    if key not in TIMES or value == "":
        return True
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False
