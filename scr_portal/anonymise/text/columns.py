"""Columns of a table whose heading announces names: Who, Owner, Lead, Signed."""

from __future__ import annotations

from collections.abc import Iterator

from scr_portal.anonymise.text import lexicon
from scr_portal.anonymise.text.folding import Slot, fold_text

_FEW = 2
_MOST_HEADING_WORDS = 3


def named_columns(text: str) -> Iterator[tuple[int, Slot]]:
    """Yield where each cell of such a column begins, in the rows below its heading."""
    if "|" not in text and "\t" not in text:
        return
    columns: list[int] = []
    at = 0
    for line in text.split("\n"):
        cells = list(_cells(line, at))
        at += len(line) + 1
        if len(cells) < _FEW:
            columns = []
        elif headed := [n for n, (_, cell) in enumerate(cells) if _is_heading(cell)]:
            columns = headed if all(len(cell.split()) <= _MOST_HEADING_WORDS for _, cell in cells) else []
        else:
            yield from ((cells[n][0], Slot.FIELD) for n in columns if n < len(cells) and cells[n][1].strip())


def is_heading_row(text: str, at: int) -> bool:
    """Return whether the line at an offset is the first of three columns or more, with a row like it below."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    bars = text.count("|", start, end) if end > 0 else 0
    if bars < _FEW:
        return False
    below = text.find("\n", end + 1)
    above = text.rfind("\n", 0, max(0, start - 1)) + 1
    first = not start or "|" not in text[above:start]
    return first and text.count("|", end, below if below > 0 else len(text)) == bars


def _cells(line: str, at: int) -> Iterator[tuple[int, str]]:
    """Yield the cells of a line, each with the offset of its first character in the text."""
    mark = "|" if "|" in line else "\t"
    if mark not in line:
        return
    for cell in line.split(mark):
        yield at + len(cell) - len(cell.lstrip()), cell
        at += len(cell) + 1


def _is_heading(cell: str) -> bool:
    words = fold_text(cell).split()
    return 0 < len(words) <= _FEW and all(
        word in lexicon.words("slot-column", "people.txt") for word in words
    )
