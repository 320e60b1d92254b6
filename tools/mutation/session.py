"""A plugin of pytest that tries mutants: the tests run once as they are, then those that reach a mutant run against it.

The database of the tests is made once. Each mutant has a process of its own, forked from the one in which everything is
imported, so that nothing a mutant leaves behind reaches the next; the transaction of each test is rolled back as always.
"""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tools import mutation
from tools.mutation import reach
from tools.mutation.exchange import AtImport, Exchange
from tools.mutation.mutants import Mutant, mutants
from tools.plain import ROOT

UNFIT = {"live_server", "real_worker", "_worker_beside_the_tests", "page"}
"""Fixtures of tests that start other processes or threads, which a forked process does not have."""
KILLED, SURVIVED, NOT_REACHED, AT_IMPORT = "killed", "survived", "reached by no test", "at import"
LONGEST = float(os.environ.get("PORTAL_MUTATE_SECONDS", "90"))
"""The seconds of tests, as measured without a mutant, that are spent on one mutant; the shortest tests come first."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that need a browser or a worker."""
    unfit = [item for item in items if UNFIT & set(getattr(item, "fixturenames", ()))]
    config.hook.pytest_deselected(items=unfit)
    items[:] = [item for item in items if item not in unfit]


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Run all tests once and note what each reaches; then try the mutants."""
    if session.testsfailed:
        raise session.Interrupted("The tests cannot be collected.")
    files = [Path(name) for name in os.environ["PORTAL_MUTATE"].split(os.pathsep)]
    reaches = reach.measure(session, mutation.every_file())
    seconds = [of_test.seconds for of_test in reaches]
    _say(session, f"{len(seconds)} tests take {sum(seconds):.0f} seconds without a mutant.")
    outcomes = Counter[str]()
    began = time.monotonic()
    for file in files:
        exchange = Exchange(ROOT / file)
        lines = reach.by_line(reaches, file)
        of_file = Counter[str]()
        for mutant in mutants(file, exchange.source):
            outcome, by = _try(session, exchange, mutant, _chosen(session.items, mutant, lines, seconds))
            of_file[outcome] += 1
            if outcome in (SURVIVED, NOT_REACHED):
                _say(session, f"{outcome}: {mutant}")
            elif os.environ.get("PORTAL_MUTATE_ALL"):
                _say(session, f"{outcome}: {mutant}  [{by}]")
        _say(session, f"{file}: {_sum(of_file)}")
        outcomes += of_file
    _say(session, f"In all: {_sum(outcomes)}, in {time.monotonic() - began:.0f} seconds.")
    session.testsfailed += outcomes[SURVIVED] + outcomes[NOT_REACHED]
    return True


def _chosen(
    items: list[pytest.Item], mutant: Mutant, lines: dict[int, set[int]], seconds: list[float]
) -> list[pytest.Item]:
    """Return the tests that reach the mutant: first those of a file named after its own, then the shortest, as time allows."""
    reached = lines.values() if mutant.at_import else [lines.get(line, set()) for line in mutant.lines]
    named = {mutant.file.stem, mutant.file.parent.name}

    def rank(number: int) -> tuple[bool, float]:
        return not named & set(items[number].path.stem.split("_")), seconds[number]

    chosen: list[pytest.Item] = []
    left = LONGEST
    for number in sorted(set().union(*reached), key=rank):
        left -= seconds[number]
        if left < 0 and chosen:
            break
        chosen.append(items[number])
    return chosen


def _try(
    session: pytest.Session, exchange: Exchange, mutant: Mutant, items: list[pytest.Item]
) -> tuple[str, str]:
    """Run the tests against the mutant in a process of its own; return what became of it, and the test that failed."""
    if not items:
        return NOT_REACHED, ""
    from django.db import connections

    connections.close_all()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        try:
            answer = _against(session, exchange, mutant, items)
        except BaseException as error:
            answer = f"{KILLED}\n{type(error).__name__}"
        os.write(writing, answer.encode()[:4000])
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        outcome, _, by = pipe.read().partition("\n")
    os.waitpid(child, 0)
    return outcome or KILLED, by


def _against(session: pytest.Session, exchange: Exchange, mutant: Mutant, items: list[pytest.Item]) -> str:
    try:
        exchange.give(mutant)
    except AtImport:
        return AT_IMPORT
    signal.signal(signal.SIGPROF, _out_of_time)
    for item in items:
        # Of processor time: on a busy machine a test may wait for minutes, and that kills no mutant.
        signal.setitimer(signal.ITIMER_PROF, 60)
        for report in reach.run_alone(item):
            if report.failed:
                return f"{KILLED}\n{item.nodeid}"
    return SURVIVED


def _out_of_time(number: int, frame: Any) -> None:
    raise TimeoutError


def _sum(outcomes: Counter[str]) -> str:
    return f"{outcomes.total()} mutants; " + ", ".join(
        f"{number} {name}" for name, number in outcomes.most_common()
    )


def _say(session: pytest.Session, line: str) -> None:
    session.config.get_terminal_writer().line(line, flush=True)
