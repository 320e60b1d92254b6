"""What each test reaches of the files that are changed, and how long it takes; kept between runs."""

from __future__ import annotations

import hashlib
import json
import time
from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path
from types import SimpleNamespace

import coverage
import pytest
from _pytest.runner import runtestprotocol

from tools.plain import ROOT, VAR

SHELF = VAR / "mutation" / "reach.json"
SOURCES = ("scr_portal", "reviews", "panels", "families", "reports", "tests/make")
ALSO = ("requirements-dev.txt", "tests/cast.py", "tests/matrix_objects.py", "tests/access_matrix.csv")


@dataclass
class Reach:
    """The steps from line to line that a test takes in each file, and its seconds; `state` tells whether that is so still."""

    state: str
    seconds: float
    steps: dict[str, list[tuple[int, int]]]


def measure(session: pytest.Session, files: list[Path]) -> list[Reach]:
    """Run each test that changed since it was measured, and return the reach of all. A test that fails ends the session."""
    kept = (
        {name: Reach(**values) for name, values in json.loads(SHELF.read_text()).items()}
        if SHELF.exists()
        else {}
    )
    program = _digest(file for folder in SOURCES for file in (ROOT / folder).rglob("*.py"))
    program = _digest([ROOT / name for name in ALSO], program)
    reaches = []
    for number, item in enumerate(session.items):
        state = _digest([item.path], program)
        reach = kept.get(item.nodeid)
        if reach is None or reach.state != state:
            reach = kept[item.nodeid] = _of(item, files, state)
            if number % 20 == 0:
                _keep(kept)
        reaches.append(reach)
    _keep(kept)
    return reaches


def by_line(reaches: list[Reach], file: Path) -> dict[int, set[int]]:
    """Return the numbers of the tests that reach each line of a file."""
    lines: dict[int, set[int]] = defaultdict(set)
    for number, reach in enumerate(reaches):
        for step in reach.steps.get(str(file), []):
            for line in step:
                lines[line].add(number)
    return lines


def run_alone(item: pytest.Item) -> list[pytest.TestReport]:
    """Run one test. What belongs to it and its file is torn down; what belongs to the whole session stays."""
    another = SimpleNamespace(listchain=lambda: [item.session])
    return runtestprotocol(item, nextitem=another, log=False)  # type: ignore[arg-type]


def _of(item: pytest.Item, files: list[Path], state: str) -> Reach:
    measured = coverage.Coverage(
        data_file=None, branch=True, include=[str(ROOT / file) for file in files], config_file=False
    )
    began = time.monotonic()
    measured.start()
    try:
        reports = run_alone(item)
    finally:
        measured.stop()
    for report in reports:
        if report.failed:
            raise pytest.UsageError(f"A test fails without a mutant: {item.nodeid}\n{report.longreprtext}")
    data = measured.get_data()
    steps = {str(file): sorted(data.arcs(str(ROOT / file)) or []) for file in files}
    return Reach(
        state, time.monotonic() - began, {name: of_file for name, of_file in steps.items() if of_file}
    )


def _keep(kept: dict[str, Reach]) -> None:
    SHELF.parent.mkdir(parents=True, exist_ok=True)
    SHELF.write_text(json.dumps({name: asdict(reach) for name, reach in kept.items()}))


def _digest(files: object, before: str = "") -> str:
    sha = hashlib.sha256(before.encode())
    for file in sorted(files):  # type: ignore[call-overload]
        sha.update(file.read_bytes())
    return sha.hexdigest()[:16]
