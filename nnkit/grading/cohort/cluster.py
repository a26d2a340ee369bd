"""Grading on a dask.distributed cluster: the same work, sent to other machines.

Each machine needs this course in the same place, with its solutions, and a sandbox that works. A machine that
dies in the middle loses nothing: its submissions go to the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nnkit.errors import NNKitError
from nnkit.grading.cohort.entry import Graded, Recipe, Submitted, grade_one

WAITING = 4  # submissions sent for each core of the cluster: enough to keep it busy, few in memory


def grade_on(
    address: str, recipe: Recipe, tasks: Iterator[tuple[int, Submitted]]
) -> Iterator[tuple[int, Graded]]:
    """Yield the results as they come in, with the places of their submissions.

    Raises
    ------
    NNKitError : if dask.distributed is not installed, or nobody answers at the address.
    """
    try:
        from distributed import Client, as_completed
    except ModuleNotFoundError:
        raise NNKitError('Grading on a cluster needs dask: pip install "nnkit[scale]"') from None
    try:
        client: Any = Client(address, timeout=20, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise NNKitError(f"No dask scheduler answers at {address!r}: {error}.") from None
    with client:
        places: dict[str, int] = {}
        results: Any = as_completed(loop=client.loop)  # type: ignore[no-untyped-call]

        def send() -> bool:
            task = next(tasks, None)
            if task is None:
                return False
            future = client.submit(grade_one, recipe, task[1], pure=False, retries=2)
            places[future.key] = task[0]
            results.add(future)
            return True

        for _ in range(WAITING * max(1, sum(_cores(client)))):
            if not send():
                break
        for future in results:
            yield places.pop(future.key), future.result()
            future.release()
            send()


def _cores(client: Any) -> list[int]:
    return list(client.ncores().values())
