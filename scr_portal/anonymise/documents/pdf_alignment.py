"""Where the letters of one text stand in another, in the same order: the ground of the coverage figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

Compare = Callable[[str, str], Iterable["Run"]]

_ANCHOR = 24
"""Letters in a row that are looked for as a whole before letters are compared one by one."""
_SHORTEST = 4
"""Letters in a row that count as read; fewer may have met by chance, unless they are a whole block."""
_MOST_COMPARED = 9_000_000
"""Product of two lengths up to which letters are compared one by one (a second or so)."""


@dataclass(frozen=True, slots=True)
class Run:
    """`length` letters that stand at `at` in the text that was set and at `there` in the text that was read."""

    at: int
    there: int
    length: int


def align(blocks: list[str], read: str) -> list[Run]:
    """Runs of letters of `blocks`, end to end, that `read` holds in the same order.

    Whole blocks are looked for first, then stretches of 24 letters between them, then single letters. What
    stands in `read` alone (generated page numbers, heads of a table that come again) is passed over.
    """
    runs = list(_anchors(_spans(blocks), "".join(blocks), read))
    runs = _within_gaps(runs, "".join(blocks), read, _by_stretches)
    runs = _within_gaps(runs, "".join(blocks), read, _by_letters)
    whole = {start: end - start for start, end in _spans(blocks)}
    return [run for run in _merged(runs) if run.length >= _SHORTEST or whole.get(run.at) == run.length]


def _spans(blocks: list[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for block in blocks:
        yield start, start + len(block)
        start += len(block)


def _anchors(spans: Iterable[tuple[int, int]], text: str, read: str) -> Iterator[Run]:
    cursor = 0
    for start, end in spans:
        if end - start < _ANCHOR:
            continue
        position = read.find(text[start:end], cursor)
        if position >= 0:
            yield Run(start, position, end - start)
            cursor = position + end - start


def _within_gaps(runs: list[Run], text: str, read: str, compare: Compare) -> list[Run]:
    """The runs, and what `compare` finds between each of them and the next."""
    all_runs: list[Run] = []
    at = there = 0
    for run in (*runs, Run(len(text), len(read), 0)):
        if run.at > at and run.there > there:
            inner = compare(text[at : run.at], read[there : run.there])
            all_runs += [Run(at + each.at, there + each.there, each.length) for each in inner]
        all_runs.append(run)
        at, there = run.at + run.length, run.there + run.length
    return all_runs[:-1]


def _by_stretches(text: str, read: str) -> Iterator[Run]:
    stretches = ((start, min(start + _ANCHOR, len(text))) for start in range(0, len(text), _ANCHOR))
    yield from _anchors(stretches, text, read)


def _by_letters(text: str, read: str) -> Iterator[Run]:
    if len(text) * len(read) <= _MOST_COMPARED:
        for match in SequenceMatcher(None, text, read, autojunk=False).get_matching_blocks():
            if match.size:
                yield Run(match.a, match.b, match.size)


def _merged(runs: list[Run]) -> list[Run]:
    merged: list[Run] = []
    for run in runs:
        last = merged[-1] if merged else None
        if last and last.at + last.length == run.at and last.there + last.length == run.there:
            merged[-1] = Run(last.at, last.there, last.length + run.length)
        else:
            merged.append(run)
    return merged
