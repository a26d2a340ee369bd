"""``nnkit build``: text sources to notebooks, and the check that nothing built is stale."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nnkit.content import version_string
from nnkit.files import write_whole
from nnkit.tools.execution import execute
from nnkit.tools.freshness import difference
from nnkit.tools.notebooks import make_notebook, to_text
from nnkit.tools.sources import BuildError, SourceCell, read_source
from nnkit.tools.stubs import leaks

FOLDERS = {"course": "course/source", "solutions": "solutions/source", "exercises": "solutions/source"}
_STEM = re.compile(r"\d\d_[a-z0-9_]+")


@dataclass(frozen=True)
class Target:
    """One notebook to be built: ``exercises/06_softmax`` from ``solutions/source/06_softmax.py``."""

    name: str
    source: Path
    path: Path

    @property
    def executed(self) -> bool:
        """Whether the notebook is stored with its outputs; exercises are not."""
        return not self.name.startswith("exercises/")


def targets(root: Path) -> list[Target]:
    """Return every notebook that the sources under ``root`` make: chapters, solutions, exercises."""
    found = []
    for folder, sources in FOLDERS.items():
        for source in sorted((root / sources).glob("*.py")):
            if not _STEM.fullmatch(source.stem):
                raise BuildError(f"{source}: expected a name like 06_softmax.py, got {source.name}.")
            found.append(Target(f"{folder}/{source.stem}", source, root / folder / f"{source.stem}.ipynb"))
    return found


def select(every: list[Target], names: Sequence[str]) -> list[Target]:
    """Choose targets by stem (06_softmax), number (06), name (exercises/06_softmax) or file; all if none."""
    chosen: dict[Target, None] = {}
    for name in names:
        word = name.replace("\\", "/").removesuffix(".ipynb").removesuffix(".py").replace("/source/", "/")
        folder, _, stem = word.rpartition("/")
        matching = [
            target
            for target in every
            if stem in (target.path.stem, target.path.stem[:2])
            and (not folder or folder.rpartition("/")[2] == target.name.partition("/")[0])
        ]
        if not matching:
            known = ", ".join(sorted({target.path.stem for target in every})) or "none"
            raise BuildError(f"No source is called {name!r}; there are: {known}.")
        chosen.update(dict.fromkeys(matching))
    return list(chosen) if names else every


def build(
    root: Path,
    names: Sequence[str] = (),
    *,
    force: bool = False,
    version: str | None = None,
    say: Callable[[str], None] = lambda line: None,
) -> list[Path]:
    """Build the chosen notebooks that are stale, or all of the chosen with ``force``; return those written.

    Every source is read and every stub made before the first cell runs, so a malformed source costs no
    waiting; a notebook is written whole or not at all, and one that fails does not keep the others back.

    Parameters
    ----------
    root : the checkout.
    names : which notebooks, as in ``select``.
    version : kept in the notebooks; default: the installed version of nnkit.
    say : gets one line for each notebook.

    Raises
    ------
    BuildError : for a malformed source, a cell that raises, or an exercise that gives an answer away.
    """
    written, failures = [], []
    for target, notebook, differs in _plan(root, names, version):
        if differs is None and not force:
            say(f"fresh  {target.name}")
            continue
        try:
            if target.executed:
                execute(notebook, target.path.parent, _shown(target, root))
            text = to_text(notebook)
            _refuse_leaks(target, text)
            _refuse_paths(target, root, text)
        except BuildError as error:
            failures.append(str(error))
            say(f"FAILED {target.name}")
            continue
        write_whole(target.path, text.encode())
        written.append(target.path)
        say(f"built  {target.name}")
    if failures:
        raise BuildError("\n\n".join(failures))
    return written


def check(root: Path, names: Sequence[str] = (), *, version: str | None = None) -> list[str]:
    """Return one line for each stale notebook, saying what differs and the cure; executes nothing.

    With no names, notebooks that have no source are reported as well.
    """
    stale = [
        f"{target.name}.ipynb: {differs}. Cure: nnkit build {target.path.stem}"
        for target, _, differs in _plan(root, names, version)
        if differs is not None
    ]
    if not names:
        known = {target.path for target in targets(root)}
        stale += [
            f"{folder}/{path.name}: has no source in {sources}. Cure: delete it, or restore its source"
            for folder, sources in FOLDERS.items()
            for path in sorted((root / folder).glob("*.ipynb"))
            if path not in known
        ]
    return stale


def _plan(root: Path, names: Sequence[str], version: str | None) -> list[tuple[Target, Any, str | None]]:
    """Pair each chosen target with the notebook its source makes and how the one on disk differs."""
    every = targets(root)
    if not every:
        raise BuildError(
            f"{root} holds no sources: expected course/source/NN_name.py. Is it a checkout of nnkit?"
        )
    version = version_string() if version is None else version
    cells = {
        target.source: read_source(target.source, solutions=target.name.startswith("solutions/"))
        for target in every
        if not target.name.startswith("exercises/")
    }
    _refuse_shared_problems(cells)
    plan = []
    for target in select(every, names):
        notebook = make_notebook(cells[target.source], target.source, target.name, version)
        source_text = target.source.read_text(encoding="utf-8")
        plan.append(
            (target, notebook, difference(notebook, target.path, source_text, executed=target.executed))
        )
    return plan


def _refuse_shared_problems(cells: dict[Path, list[SourceCell]]) -> None:
    """Raise if two sources hold the answer cell of one problem."""
    owners: dict[str, tuple[Path, int]] = {}
    for source, its_cells in cells.items():
        for cell in its_cells:
            if cell.role != "answer" or cell.problem is None:
                continue
            if cell.problem in owners:
                other, line = owners[cell.problem]
                raise BuildError(
                    f"{source}:{cell.line}: {cell.problem} is already answered in {other}:{line}. "
                    "Give each problem an id of its own."
                )
            owners[cell.problem] = (source, cell.line)


def _refuse_leaks(target: Target, text: str) -> None:
    if not target.executed and (lines := leaks(target.source.read_text(encoding="utf-8"), text)):
        raise BuildError(f"{target.name}: the exercise would give away a solution line: {lines[0]}")


def _refuse_paths(target: Target, root: Path, text: str) -> None:
    """Raise if a stored output names a folder of this machine, as a warning or a traceback does."""
    for folder in (str(root.resolve()), sys.prefix):
        if folder in text:
            raise BuildError(
                f"{target.name}: an output names {folder}, a folder of this machine. Mend the warning or "
                "the print that shows it."
            )


def _shown(target: Target, root: Path) -> str:
    """Return the source's path from the root: stored text never names a folder of this machine."""
    return target.source.relative_to(root).as_posix()
