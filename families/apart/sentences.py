"""A text in sentences, and words that two texts share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scr_portal.anonymise import key_of

RUN = 8
"""So many words in a row are nobody's by chance; a recorded sentence that is shorter counts as a whole."""
SHORTEST = 5

_TITLES = r"(?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bMiss\.)(?<!\bSt\.)"
_ENDS = re.compile(rf"{_TITLES}(?<=[.!?])[’”\"']?\s+|\s*\n\s*")
_FULL_LINE = 50
"""A line of so many characters was broken by a mail program or a typewriter, not by its writer."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, where it stands in the text, and the sentence before it."""

    start: int
    end: int
    words: str
    before: str = ""


def sentences(text: str) -> list[Sentence]:
    """Return the sentences of a text in order; a line is one, too, unless the next line goes on with it."""
    found: list[Sentence] = []
    start = 0
    ends = (match for match in _ENDS.finditer(text) if not _goes_on(text, match))
    for end, following in [*((match.start(), match.end()) for match in ends), (len(text),) * 2]:
        if words := text[start:end].strip():
            found.append(Sentence(start, end, words, found[-1].words if found else ""))
        start = following
    return found


def _goes_on(text: str, end: re.Match[str]) -> bool:
    """Whether a sentence goes on after this break of a line: in small letters, or after a line as wide as a page."""
    before, after = text[: end.start()], text[end.end() : end.end() + 1]
    if end[0].count("\n") != 1 or before[-1:] in (".", "!", "?", ":"):
        return False
    return after.islower() or len(before) - (before.rfind("\n") + 1) >= _FULL_LINE


def shared(text: str, recorded: str) -> Iterator[tuple[int, int]]:
    """Yield where a text says eight words in a row as a recorded text does, or a whole sentence of five to seven."""
    runs: dict[int, set[tuple[str, ...]]] = {}
    for sentence in sentences(recorded):
        words = [key_of(match[0]) for match in _WORD.finditer(sentence.words)]
        length = min(RUN, len(words))
        if length >= SHORTEST:
            starts = range(len(words) - length + 1)
            runs.setdefault(length, set()).update(tuple(words[at : at + length]) for at in starts)
    places = [(key_of(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)]
    for length, known in runs.items():
        for at in range(len(places) - length + 1):
            if tuple(word for word, _, _ in places[at : at + length]) in known:
                yield places[at][1], places[at + length - 1][2]
