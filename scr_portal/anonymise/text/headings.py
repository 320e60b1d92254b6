"""Lines and cells in title case or capitals, where a capital says nothing."""

from __future__ import annotations

import re

from scr_portal.anonymise.text import lexicon
from scr_portal.anonymise.text.folding import Shadow, Shape

_SEGMENT = re.compile(r"[^\n|]+")
_SMALL_ALLOWED = lexicon.words("headings-small-allowed")


def headings(shadow: Shadow, explained: frozenset[str]) -> bytearray:
    """For each token whether it stands in a heading: title case throughout, every word explained or ordinary."""
    marks = bytearray(len(shadow))
    place = lexicon.words("place-noun", "structure.txt")
    at = 0
    for segment in _SEGMENT.finditer(shadow.text):
        first = at
        while at < len(shadow) and shadow.ends[at] <= segment.end():
            at += 1
        if at - first > 12 or at - first < 1 or segment.group().rstrip()[-1:] in (".", "?", "!", ","):
            continue
        if _is_heading(shadow, range(first, at), explained, place):
            marks[first:at] = b"\x01" * (at - first)
    return marks


def _is_heading(shadow: Shadow, tokens: range, explained: frozenset[str], place: frozenset[str]) -> bool:
    titled = 0
    for i in tokens:
        word, shape = shadow.folds[i], shadow.shapes[i]
        if shape is Shape.LOWER and word not in _SMALL_ALLOWED:
            return False
        if shape is Shape.TITLE and word not in explained:
            if word in lexicon.given_names() or not lexicon.is_ordinary(word):
                return False
            titled += 1
    return shadow.folds[tokens[-1]] not in place or titled == 0
