"""Words of sealed things that stand again in another text. Pure: plain texts in, the repeated words out.

A reference to evidence is no part of a sentence: it is written otherwise in each document, and left out in an edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .evidence_kinds import references_in

RUN = 7
"""So many words in a row are no coincidence; a shorter sealed text counts as a whole."""
SHORTEST, SHORTEST_WITH_A_NUMBER = 5, 3
"""What a report may say by chance ("Mother and child" in a column) recognises nothing; "12 Sea Wall Road" does."""

_TITLES = r"(?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bMiss\.)(?<!\bSt\.)"
_ENDS = re.compile(rf"{_TITLES}(?<=[.!?])[’”\"')]*\s+|\s*\n\s*")


def without_cited(text: str) -> str:
    """Return the text with white space in place of each reference, so that the words around it stay two."""
    for words in references_in(text) if "[" in text else ():
        text = text.replace(f"[{words}]", " ")
    return text


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters, without references and marks of sentences, emphasis or headings."""
    return re.findall(r"\w+(?:['’-]\w+)*", without_cited(text).casefold())


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Yield every run of words by which a sealed text is recognised; a very short one by none."""
    words = words_of(text)
    length = min(RUN, len(words))
    numbered = any(character.isdigit() for character in "".join(words))
    if length >= (SHORTEST_WITH_A_NUMBER if numbered else SHORTEST):
        yield from (tuple(words[start : start + length]) for start in range(len(words) - length + 1))


def repeats(text: str, sealed: Iterable[str]) -> bool:
    """Whether a run of words of one of the sealed texts stands in this text."""
    found = f" {' '.join(words_of(text))} "
    return any(f" {' '.join(run)} " in found for one in sealed for run in runs(one))


def sentences(text: str) -> list[tuple[int, int]]:
    """Return where the sentences of a text begin and end; a line is one too. What stands between them is white space."""
    found, start = [], 0
    for begins, following in [*(end.span() for end in _ENDS.finditer(text)), (len(text), len(text))]:
        if words_of(text[start:begins]):
            found.append((start, begins))
        start = following
    return found


def keys_of(text: str) -> set[str]:
    """Return each sentence of a text as what is equal however it is set: its words in small letters."""
    text = without_cited(text)
    return {key_of(text[start:end]) for start, end in sentences(text)}


def key_of(sentence: str) -> str:
    return " ".join(words_of(sentence))


def is_recognisable(sentence: str) -> bool:
    """Whether a sentence that stands in another text as well stands there by no chance."""
    return next(runs(sentence), None) is not None


def is_quoted_from(words: str, sealed: str) -> bool:
    """Whether these words, however few, stand in a sealed text."""
    key = key_of(words)
    return bool(key) and f" {key} " in f" {key_of(sealed)} "
