"""Places that small words name: 'SEASHELL WARD', 'Pier Surgery' above its address, 'peasmarsh cross' in small letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scr_portal.anonymise.text import lexicon
from scr_portal.anonymise.text.folding import fold

_KIND = r"(?:surgery|clinic|ward|placement|unit|practice)"
_SHOUTED = re.compile(rf"\b(?P<names>[A-Z]{{3,}}(?:[ ][A-Z]{{3,}})?)[ ](?P<kind>{_KIND.upper()})\b")
_ABOVE = re.compile(
    rf"(?:^|(?<=\n))[ \t]*(?P<names>[A-Z][\w'’]+(?:[ ][A-Z][\w'’]+)?)[ ](?i:{_KIND})(?=,[ ]\d|[ \t]*\n[ \t]*\d{{1,4}}[A-Za-z]?[ ][A-Z])"
)
_CROSS = re.compile(r"\b(?:at|in|near|by|to|from)[ ](?P<names>[a-z]{4,})[ ]cross\b")
_TWO = 2


def find_generic_places(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of places, name and kind."""
    for match in _SHOUTED.finditer(text):
        start = match.start("names")
        words = match["names"].split()
        while words and not _may_name(words[0]):
            start += len(words.pop(0)) + 1
        if words:
            yield start, match.end()
    yield from ((match.start("names"), match.end()) for match in _ABOVE.finditer(text))
    for match in _CROSS.finditer(text) if " cross" in text else ():
        if not lexicon.is_ordinary(match["names"]):
            yield match.start("names"), match.end()


def _may_name(word: str) -> bool:
    """Return whether a word before WARD or PLACEMENT says more than what kind of place it is."""
    folded = fold(word)
    known = lexicon.words("place-kind", "structure.txt") | lexicon.words("function") | lexicon.words("role")
    return not (folded in known or folded in lexicon.explained_capitals() or folded in lexicon.words("kin"))
