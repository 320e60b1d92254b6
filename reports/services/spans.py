"""Where words stand in a text of the report, and which parts of a text they take up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reviews.services.returns import MARKS

BETWEEN = "".join(re.escape(chr(mark)) for mark in MARKS)
"""Marks that set emphasis and headings; they may stand between the letters of words as people read them."""


def spans_of(words: str, text: str, *, whole: bool = False) -> Iterator[tuple[int, int]]:
    """Yield where words stand in a text, whatever white space and marks of emphasis divide them.

    With `whole` a single word is not found within a longer one.
    """
    letters = (
        rf"[\s{BETWEEN}]+" if letter == " " else re.escape(letter) for letter in " ".join(words.split())
    )
    pattern = f"[{BETWEEN}]*".join(letters) or re.escape(words)
    if whole and words.strip().isalnum():
        pattern = rf"(?<!\w){pattern}(?!\w)"
    if pattern:
        yield from (match.span() for match in re.finditer(pattern, text))


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans in their order, those that touch one another as one."""
    whole: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return whole


def overlaps(spans: Iterable[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of the spans that lie in a piece, counted from its beginning."""
    for first, last in spans:
        if first < end and last > start:
            yield max(first, start) - start, min(last, end) - start
