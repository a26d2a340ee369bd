"""A learner's objects in this very process: the notebook's own names, or a misconception's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nnkit.grading.checks import Learner, Outcome
from nnkit.grading.sandbox.calling import ABSENT, attribute, call, read


class LocalLearner(Learner):
    """Reach names in a namespace of this process, such as a notebook's globals.

    Exceptions become outcomes; printing is swallowed; NumPy's warnings about overflow are silenced,
    because a check looks at the values.
    """

    def __init__(self, namespace: Mapping[str, Any]) -> None:
        super().__init__()
        self._namespace = namespace
        self._objects: list[Any] = []

    def _call(
        self, target: int | None, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], keep: bool
    ) -> Outcome:
        return call(self._find(target, name), args, kwargs, self._objects if keep else None)

    def _get(self, target: int | None, name: str) -> Outcome:
        return read(self._find(target, name))

    def _find(self, target: int | None, name: str) -> Any:
        if target is None:
            return self._namespace.get(name, ABSENT)
        return attribute(self._objects[target], name)
