"""Grading on a dask cluster of this machine: the same results, and nothing lost when a worker is killed."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from typing import Any

import pytest
from sample_course import RIGHT, WRONG_SOFTMAX, notebook

from nnkit.errors import NNKitError
from nnkit.grading.cohort.gradebook import Gradebook
from nnkit.grading.cohort.run import grade_cohort

SLOW = "import time\ntime.sleep(0.4)\n"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory) -> Iterator[Any]:
    """Two workers in processes of their own, listening on this machine only."""
    from distributed import LocalCluster

    made = LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=None,
        local_directory=str(tmp_path_factory.mktemp("dask")),
        env={"PYTHONPATH": os.pathsep.join(__import__("sys").path)},
    )
    with made:
        yield made


pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def test_a_cluster_gives_what_this_machine_gives(cluster, course, hand_in, tmp_path):
    for number in range(6):
        answers = RIGHT if number % 2 else RIGHT | {"demo.softmax": WRONG_SOFTMAX}
        hand_in(notebook(answers), f"learner{number}")
    where = {"isolation": "none", "root": course, "solutions": course / "solutions"}
    here = grade_cohort([tmp_path / "handed-in"], **where)
    there = grade_cohort([tmp_path / "handed-in"], dask=cluster.scheduler_address, **where)

    def told(report):
        return [(entry["learner"], entry["score"]) for entry in report.results]

    assert told(there) == told(here)
    assert there.all_graded


def test_a_worker_killed_in_the_middle_loses_nothing(cluster, course, hand_in, tmp_path):
    for number in range(8):
        hand_in(
            notebook(RIGHT | {"demo.softmax": f"{SLOW}{RIGHT['demo.softmax']}\n# {number}"}),
            f"learner{number}",
        )
    killed: list[int] = []

    def kill_one(done: int, total: int) -> None:
        if done == 2 and not killed:
            victim = next(iter(cluster.workers.values()))
            killed.append(victim.process.process.pid)  # a process that this test's cluster started
            os.kill(killed[0], signal.SIGKILL)

    report = grade_cohort(
        [tmp_path / "handed-in"],
        gradebook=tmp_path / "g.sqlite",
        isolation="none",
        root=course,
        solutions=course / "solutions",
        dask=cluster.scheduler_address,
        progress=kill_one,
    )
    assert killed
    assert [entry["score"] for entry in report.results] == [14] * 8
    with Gradebook(tmp_path / "g.sqlite") as book:
        assert len(book.submissions()) == 8


def test_nobody_at_the_address_is_one_sentence(course, hand_in, tmp_path, monkeypatch):
    hand_in(notebook(RIGHT), "ada")
    monkeypatch.setattr("distributed.Client", _refuse)
    with pytest.raises(NNKitError, match=r"No dask scheduler answers at 'tcp://127\.0\.0\.1:9'"):
        grade_cohort([tmp_path / "handed-in"], isolation="none", root=course, dask="tcp://127.0.0.1:9")


def _refuse(*args: Any, **kwargs: Any) -> None:
    raise OSError("Timed out")
