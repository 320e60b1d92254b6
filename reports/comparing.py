"""Where two texts differ that are otherwise one: the coded text of a report, and the words that were signed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
ALIKE, FARTHEST = 3, 80
"""So many tokens alike are one text again after a label; it is looked for within so many."""


def names_in(coded: str, signed: str) -> list[tuple[int, int, str]]:
    """Return where the coded words differ from the signed ones, with what was signed there; what only spaces divide is one."""
    ours, theirs = _TOKEN.findall(coded), _TOKEN.findall(signed)
    at, there = edges_of(ours), edges_of(theirs)
    spans: list[tuple[int, int, int, int]] = []
    for a, b, c, d in differences(ours, theirs):
        if spans and not coded[spans[-1][1] : at[a]].strip():
            spans[-1] = (spans[-1][0], at[b], spans[-1][2], there[d])
        else:
            spans.append((at[a], at[b], there[c], there[d]))
    return [(start, end, signed[first:last]) for start, end, first, last in spans]


def edges_of(tokens: Sequence[str]) -> list[int]:
    """Return where each token begins, and where the last ends."""
    return [0, *accumulate(map(len, tokens))]


def differences(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the runs of tokens in which two texts differ that are otherwise one, each with something on both sides.

    A number that differs takes the word before it along: "Nurse 1" is one label.
    """
    a = c = 0
    while a < len(ours) or c < len(theirs):
        if a < len(ours) and c < len(theirs) and ours[a] == theirs[c]:
            a, c = a + 1, c + 1
            continue
        b, d = meeting(ours, theirs, a, c)
        back = 2 if a > 1 and c > 1 and ours[a : a + 1] and ours[a].isdigit() else 0
        if (a == b or c == d) and not back:
            back, b, d = (0, b + 1, d + 1) if b < len(ours) and d < len(theirs) else (1, b, d)
        yield max(0, a - back), b, max(0, c - back), d
        a, c = b, d


def meeting(ours: Sequence[str], theirs: Sequence[str], a: int, c: int) -> tuple[int, int]:
    """Return the nearest tokens from which both texts go on alike; their ends where they do not meet again."""
    for far in range(1, FARTHEST):
        for i in range(far + 1):
            b, d = a + i, c + far - i
            if b > len(ours) or d > len(theirs):
                continue
            if ours[b : b + ALIKE] == theirs[d : d + ALIKE]:
                return b, d
    return len(ours), len(theirs)
