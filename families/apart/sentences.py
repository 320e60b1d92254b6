"""A text in sentences, and words that two texts share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scr_portal.anonymise import key_of

RUN = 8
"""So many words in a row are nobody's by chance; a recorded sentence that is shorter counts as a whole."""
SHORTEST = 5

_TITLES = r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bMiss)(?<!\bSt)"
_ENDS = re.compile(rf"{_TITLES}(?<=[.!?])[’”\"']?\s+|\n+")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, where it stands in the text, and the sentence before it."""

    start: int
    end: int
    words: str
    before: str = ""


def sentences(text: str) -> list[Sentence]:
    """Return the sentences of a text in order; a line is one, too."""
    found: list[Sentence] = []
    start = 0
    for end, following in [
        *((match.start(), match.end()) for match in _ENDS.finditer(text)),
        (len(text),) * 2,
    ]:
        if words := text[start:end].strip():
            found.append(Sentence(start, end, words, found[-1].words if found else ""))
        start = following
    return found


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
