"""What a notebook imports and the grader's worker doesn't have: nnkit itself, and everything that draws.

Plotting is absorbed in silence, so that a cell which also draws still defines what it defines. nnkit is
refused with a sentence, except what every sheet calls (``check``, ``mine``, ...) and the figures. This file
imports nothing of nnkit: the worker runs it as it stands.
"""

from __future__ import annotations

import copy
import dis
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

ABSORBED = re.compile(r"(matplotlib|IPython|ipywidgets|nnkit\.widgets)(\.|$)")
REFUSED = "The grader runs your own code only: nnkit isn't available there. Write it with NumPy."


def install(numbers: Mapping[str, Mapping[str, Any]]) -> None:
    """Put the stand-ins in place of the real modules; ``numbers`` is what ``mine`` looks into."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "nnkit"]:
        del sys.modules[name]

    def mine(problem_id: str) -> Any:
        values = [copy.deepcopy(value) for value in numbers.get(problem_id, {}).values()]
        if not values:
            raise KeyError(f"{problem_id!r} has no numbers of your own")
        return values[0] if len(values) == 1 else tuple(values)

    grading = _Nnkit("nnkit.grading")
    names = {"assemble": _nothing, "check": _nothing, "hint": _nothing, "mine": mine}
    vars(grading).update(names, __all__=list(names))
    top = _Nnkit("nnkit")
    vars(top).update(names, grading=grading, __path__=[])
    sys.modules.update({"nnkit": top, "nnkit.grading": grading})
    sys.meta_path.insert(0, _Finder())


def _nothing(*args: Any, **kwargs: Any) -> None:
    """Do nothing: checks run in the grader, not in the notebook's cells."""


class _Nnkit(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        raise ImportError(REFUSED)


class _Finder(MetaPathFinder, Loader):
    """Find what draws (to absorb it) and every other submodule of nnkit (to refuse it)."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: object = None) -> ModuleSpec | None:
        if ABSORBED.match(name):
            return ModuleSpec(name, self, is_package=True)
        if name.startswith("nnkit."):
            raise ImportError(REFUSED)
        return None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Absorbing(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass


class _Absorbing(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything()


class Anything:
    """Be called, read, set, entered and unpacked without complaint, and do nothing."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything()

    def __setattr__(self, name: str, value: Any) -> None:
        pass

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Give back a decorated function as it is; for everything else, another Anything."""
        if len(args) == 1 and not kwargs and callable(args[0]) and not isinstance(args[0], Anything):
            return args[0]
        return Anything()

    def __getitem__(self, key: Any) -> Any:
        return Anything()

    def __setitem__(self, key: Any, value: Any) -> None:
        pass

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *details: object) -> None:
        pass

    def __iter__(self) -> Iterator[Any]:
        """Yield as many things as the caller unpacks (``fig, ax = plt.subplots()``); none in a loop."""
        frame = sys._getframe(1)
        instruction = frame.f_code.co_code[frame.f_lasti :]
        count = instruction[1] if instruction and dis.opname[instruction[0]] == "UNPACK_SEQUENCE" else 0
        return iter([Anything() for _ in range(count)])
