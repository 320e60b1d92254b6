"""Orders in which the letters of a PDF may have to be read: right to left, and across page breaks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

RIGHT_TO_LEFT = frozenset({"R", "AL"})
_LEFT_TO_RIGHT_RUN = re.compile(r"[0-9A-Za-z\u00c0-\u024f@_]+(?:[./:,+'’-][0-9A-Za-z\u00c0-\u024f@_]+)*")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_OVERLAP = 400
"""Characters on either side of a page break that are searched together."""


def runs_right_to_left(text: str) -> bool:
    """Return whether `text` contains a letter of a right-to-left script."""
    return not text.isascii() and any(unicodedata.bidirectional(c) in RIGHT_TO_LEFT for c in text)


def turned(line: str) -> str:
    """Reverse a line, but keep numbers and Latin words as they are."""
    pieces: list[str] = []
    end = 0
    for run in _LEFT_TO_RIGHT_RUN.finditer(line):
        pieces += [line[end : run.start()][::-1], run.group()]
        end = run.end()
    pieces.append(line[end:][::-1])
    return "".join(reversed(pieces))


def words_turned(line: str) -> str:
    """Reverse the order of the words of a line, but keep runs of Latin words.

    PDFium does this to a line that already is in reading order, or spells each of its words backwards.
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
    """Reverse each word of a line and keep the order of the words."""
    return " ".join(word[::-1] for word in line.split())


def orders(text: str) -> tuple[str, ...]:
    """Return the text and, if it has right-to-left lines, the text with these lines in each other order."""
    if not runs_right_to_left(text):
        return (text,)
    lines = text.splitlines()
    changed = (
        "\n".join(change(line) if runs_right_to_left(line) else line for line in lines)
        for change in (turned, words_turned, spelled_back)
    )
    return (text, *changed)


def page_breaks(bodies: Sequence[str]) -> Iterator[tuple[int, str, int]]:
    """Yield the end of each page joined to the start of the next: (page, text, offset of the next page in it).

    `bodies` are pages without their running heads and feet. Pages without text are skipped.
    """
    written = [(number, body.strip("\n ")) for number, body in enumerate(bodies, 1) if body.strip()]
    for (number, before), (_, after) in pairwise(written):
        tail = before[-_OVERLAP:]
        yield number, f"{tail}\n{after[:_OVERLAP]}", len(tail)
