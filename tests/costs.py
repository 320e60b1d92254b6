"""What each test costs in processor time, in a file: `./run test -p tests.costs`, then `python -m tests.costs`.

The wall's time of a test depends on what else the machine does. Counted are this process, the processes that it started (a
browser, a rendering child), and the process of the database server that answers it.
"""

from __future__ import annotations

import os
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent.parent / "var" / "costs"
TICKS = os.sysconf("SC_CLK_TCK")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Forget the run before this one; in the process that was started, not in those of pytest-xdist."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    if not hasattr(session.config, "workerinput"):
        for file in FOLDER.glob("*.tsv"):
            file.unlink()


def pytest_collection_finish(session: pytest.Session) -> None:
    _note("(collection)", time.process_time(), 0, 0)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Note what this test used."""
    own, others, server = time.process_time(), _others(), _server()
    try:
        return (yield)
    finally:
        used = (time.process_time() - own, max(_others() - others, 0), max(_server() - server, 0))
        _note(item.nodeid, *used)


def _note(name: str, own: float, others: float, server: float) -> None:
    file = FOLDER / f"{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}.tsv"
    with file.open("a") as lines:
        lines.write(f"{name}\t{own:.4f}\t{others:.4f}\t{server:.4f}\n")


def _others() -> float:
    """Return the seconds of the processes that this one started, those that have ended and those that live."""
    times = os.times()
    return times.children_user + times.children_system + sum(map(_of_process, _descendants("self")))


def _descendants(process: str) -> Iterator[str]:
    for tasks in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = tasks.read_text().split()
        except OSError:
            continue
        for child in children:
            yield child
            yield from _descendants(child)


def _of_process(process: str) -> float:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(map(int, fields[11:15])) / TICKS


def _server() -> float:
    """Return the seconds of the server's process for this connection; nothing where it is another machine's."""
    from django.db import connection

    try:
        process = connection.connection.info.backend_pid if connection.connection else 0
        return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9
    except (OSError, AttributeError):
        return 0


def main() -> None:
    """Print the files of the last run by what they cost, and the tests that cost most."""
    lines = [line.split("\t") for file in FOLDER.glob("*.tsv") for line in file.read_text().splitlines()]
    costs = [(name, [float(figure) for figure in figures]) for name, *figures in lines]
    files: defaultdict[str, list[float]] = defaultdict(lambda: [0, 0, 0, 0])
    for name, figures in costs:
        known = files[name.partition("::")[0]]
        files[name.partition("::")[0]] = [
            known[0] + 1,
            *(a + b for a, b in zip(known[1:], figures, strict=True)),
        ]
    print("seconds   own  started  server  tests")
    for name, (count, *figures) in sorted(files.items(), key=lambda item: -sum(item[1][1:])):
        _print(name, figures, f"{count:6.0f}")
    for name, figures in sorted(costs, key=lambda item: -sum(item[1]))[:200]:
        _print(name, figures, "")
    _print("all", [sum(figures[i] for _, figures in costs) for i in range(3)], f"{len(costs):6}")


def _print(name: str, figures: list[float], count: str) -> None:
    sys.stdout.write(
        f"{sum(figures):7.1f} {' '.join(f'{figure:7.1f}' for figure in figures)} {count} {name}\n"
    )


if __name__ == "__main__":
    main()
