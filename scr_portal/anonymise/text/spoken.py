"""Numbers that a transcript writes in words: 'oh seven seven double oh', 'B D nine nine, seven Q R', 'one one eight Mill Road'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

_FIGURES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_FIGURE = rf"(?:{'|'.join(_FIGURES)}|oh|nought|double|treble|triple)\b"
_PART = rf"(?:(?i:{_FIGURE})|[A-Z]\b)"
_RUN = re.compile(rf"\b{_PART}(?:[ ,\-]{{1,2}}{_PART}){{2,}}")
_ANY = re.compile(
    r"(?:ero|ne|wo|hree|our|ive|ix|even|ight|oh)[ ,\-]{1,2}(?:[zotfsend]|[A-Z]\b)", re.IGNORECASE
)
_STREET = re.compile(r"[ ,]{1,2}[A-Z][\w'’]+")
_WORD = re.compile(r"\w+")
_FEWEST = 5
_TIMES = {"double": 2, "treble": 3, "triple": 3}


def find_spoken(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield spans of spoken figures and letters with their kind: a number, or the number of a house before its street."""
    if not _ANY.search(text):
        return
    for match in _RUN.finditer(text):
        words = _WORD.findall(match.group().lower())
        figures = [word for word in words if len(word) > 1]
        if len(figures) < 2 or _counts(words):
            continue
        if len(words) >= _FEWEST:
            yield match.start(), match.end(), "reference"
        elif _STREET.match(text, match.end()) and len(figures) == len(words):
            yield match.start(), match.end(), "address"


def figures_of(spoken: str) -> str:
    """Return the figures that the words say, 'double oh' as two of them, or '' where a letter is among them."""
    figures, times = "", 1
    for word in _WORD.findall(spoken.lower()):
        if word in _TIMES:
            times = _TIMES[word]
            continue
        figure = _FIGURES.index(word) if word in _FIGURES else 0 if word in ("oh", "nought") else -1
        if figure < 0:
            return ""
        figures, times = figures + str(figure) * times, 1
    return figures


def _counts(words: list[str]) -> bool:
    """Return whether somebody counts upwards: 'one, two, three, four, five'."""
    numbers = [_FIGURES.index(word) for word in words if word in _FIGURES]
    return len(numbers) == len(words) and all(b == a + 1 for a, b in pairwise(numbers))
