"""The files that another grader needs: nnkit itself, and one exercise with or without what is secret."""

from __future__ import annotations

from nnkit.content import content_root, solutions_root
from nnkit.errors import NNKitError
from nnkit.grading.submissions.exercise import exercise_names, load_exercise

SUFFIXES = (".py", ".js", ".css", ".md", ".npz", ".typed", ".json", ".json5")


def files_of(name: str, *, secret: bool = True) -> dict[str, bytes]:
    """Return path -> content of a checkout that can grade one exercise and nothing else.

    With ``secret`` it holds the solutions and the hidden checks; without, a learner may have it.

    Raises
    ------
    NNKitError : if there is no such exercise, or this is no checkout.
    """
    root, solutions = content_root(), solutions_root()
    if solutions is None:
        raise NNKitError("Exporting needs the solutions, which are only in the instructor's checkout.")
    if name not in exercise_names():
        raise NNKitError(f"There is no exercise {name!r}. Known: {', '.join(exercise_names())}.")
    exercise = load_exercise(name)
    families = {id.partition(".")[0] for id in exercise.problems}
    families |= {part.partition(".")[0] for p in exercise.problems.values() for part in p.parts}
    wanted = [
        root / "pyproject.toml",
        root / "README.md",
        root / "LICENSE",
        root / "exercises" / f"{name}.ipynb",
    ]
    wanted += [path for path in (root / "nnkit").rglob("*") if path.suffix in SUFFIXES]
    for family in families:
        wanted += (root / "exercises" / "problems" / family).glob("*.py")
        if secret:
            wanted.append(solutions / "hidden" / f"{family}.py")
    if secret:
        wanted.append(solutions / "source" / f"{name}.py")
    packed = {path.relative_to(root).as_posix(): path.read_bytes() for path in wanted if path.is_file()}
    packed["course/README.md"] = b"The chapters are not part of this package.\n"  # the wheel names the folder
    return packed
