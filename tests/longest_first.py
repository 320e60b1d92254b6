"""The order in which the tests of a parallel run start: the longest first, shared out among the processes.

A test of two minutes that starts last keeps one process busy while the others wait. Each process begins with its share
of the files below, the longest first, and goes on with its part of all the others; who has finished takes over from the
others (`--dist worksteal`).
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

LONGEST = (
    "tests/journeys/test_slice_journey.py",
    "tests/journeys/test_by_links_alone.py",
    "tests/outstanding/test_walk.py",
    "tests/test_scope.py",
    "tests/journeys/test_names_by_keyboard.py",
    "tests/journeys/test_points_journey.py",
    "tests/journeys/test_forms_without_script.py",
    "tests/platform/test_run_worker.py",
)
"""Files with the longest tests, the longest first, and those that need a real worker, so that it runs for a part of the run
only. `./run test --durations=40` says how long tests take."""


def arranged(items: Sequence[pytest.Item], processes: int) -> list[pytest.Item]:
    """Return the tests so that each process, which is given an equal run of them, begins with its share of the longest."""
    ranks = {file: rank for rank, file in enumerate(LONGEST)}
    long = sorted((item for item in items if _file(item) in ranks), key=lambda item: ranks[_file(item)])
    others = [item for item in items if _file(item) not in ranks]
    order: list[pytest.Item] = []
    for process in range(processes):
        share = (len(items) - len(order)) // (processes - process)
        first = long[process::processes]
        taken = max(share - len(first), 0)
        order += [*first, *others[:taken]]
        others = others[taken:]
    return order


def _file(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]
