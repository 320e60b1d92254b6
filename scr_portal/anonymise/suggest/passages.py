"""Where an unknown name stands in a text: the sentence, with the name apart so that a page can mark it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from scr_portal.anonymise.text.folding import Tokens, fold_text, tokens_of

LONGEST = 160
"""Characters shown on either side of a name; a longer sentence is cut at a word."""

_ENDS = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with a name in it."""

    before: str
    name: str
    after: str


def passages(text: str, surfaces: Collection[str], *, most: int = 3) -> list[Passage]:
    """Return the first sentences of a text in which one of the surfaces stands, one passage a sentence."""
    keys = {fold_text(surface).replace(" ", "") for surface in surfaces} - {""}
    if not keys:
        return []
    shown: dict[int, Passage] = {}
    for start, end in _places(tokens_of(text), keys):
        first, last = _sentence(text, start, end)
        shown.setdefault(
            first, Passage(_cut(text[first:start], True), text[start:end], _cut(text[end:last], False))
        )
        if len(shown) == most:
            break
    return list(shown.values())


def _places(tokens: Tokens, keys: set[str]) -> Iterator[tuple[int, int]]:
    """Yield start and end of each run of words that is one of the keys, however it is spelled or spaced."""
    longest, at = max(map(len, keys)), 0
    while at < len(tokens):
        joined, fitting = "", 0
        for place in range(at, len(tokens)):
            joined += tokens.folds[place]
            if len(joined) > longest:
                break
            if joined in keys:
                fitting = place + 1
        if fitting:
            yield tokens.starts[at], tokens.ends[fitting - 1]
        at = fitting or at + 1


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    first, last = 0, len(text)
    for match in _ENDS.finditer(text):
        if match.end() <= start:
            first = match.end()
        elif match.start() >= end:
            last = match.start()
            break
    return first, last


def _cut(words: str, at_start: bool) -> str:
    if len(words) <= LONGEST:
        return words
    if at_start:
        return "…" + words[-LONGEST:].partition(" ")[2]
    return words[:LONGEST].rpartition(" ")[0] + "…"
