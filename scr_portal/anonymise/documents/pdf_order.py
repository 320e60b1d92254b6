"""Orders in which letters of a PDF may have to be read: right to left, and over the end of a page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

RIGHT_TO_LEFT = frozenset({"R", "AL"})
_LEFT_TO_RIGHT_RUN = re.compile(r"[0-9A-Za-z\u00c0-\u024f@_]+(?:[./:,+'’-][0-9A-Za-z\u00c0-\u024f@_]+)*")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_SEAM = 400
"""Characters on either side of a page end that are searched together."""


def runs_right_to_left(text: str) -> bool:
    """Whether `text` holds a letter of a script that is written from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(c) in RIGHT_TO_LEFT for c in text)


def turned(line: str) -> str:
    """A line in the opposite order: letters turned round, numbers and Latin words kept as they are."""
    pieces: list[str] = []
    end = 0
    for run in _LEFT_TO_RIGHT_RUN.finditer(line):
        pieces += [line[end : run.start()][::-1], run.group()]
        end = run.end()
    pieces.append(line[end:][::-1])
    return "".join(reversed(pieces))


def words_turned(line: str) -> str:
    """A line with its words in the opposite order; Latin words that follow each other stay as they are.

    PDFium does this to a line that already is in reading order, or spells each of its words from the other end.
    """
    groups: list[list[str]] = []
    was_latin = False
    for word in line.split():
        is_latin = bool(_LATIN.search(word))
        if is_latin and was_latin:
            groups[-1].append(word)
        else:
            groups.append([word])
        was_latin = is_latin
    return " ".join(word for group in reversed(groups) for word in group)


def spelled_back(line: str) -> str:
    """A line whose words keep their places and are each spelled from the other end."""
    return " ".join(word[::-1] for word in line.split())


def orders(text: str) -> tuple[str, ...]:
    """The text; and, if lines of it run from right to left, the text with these lines in each other order."""
    if not runs_right_to_left(text):
        return (text,)
    lines = text.splitlines()
    changed = (
        "\n".join(change(line) if runs_right_to_left(line) else line for line in lines)
        for change in (turned, words_turned, spelled_back)
    )
    return (text, *changed)


def seams(bodies: Sequence[str]) -> Iterator[tuple[int, str, int]]:
    """The end of each page joined to the start of the next: (page, text, where the next page begins in it).

    `bodies` are pages without their running heads and feet. Pages without text are passed over.
    """
    written = [(number, body.strip("\n ")) for number, body in enumerate(bodies, 1) if body.strip()]
    for (number, before), (_, after) in pairwise(written):
        tail = before[-_SEAM:]
        yield number, f"{tail}\n{after[:_SEAM]}", len(tail)
