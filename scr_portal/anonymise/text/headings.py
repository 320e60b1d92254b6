"""Lines and cells in title case or capitals, where a capital is no evidence."""

from __future__ import annotations

import re

from scr_portal.anonymise.text import lexicon
from scr_portal.anonymise.text.folding import Shape, Tokens

_SEGMENT = re.compile(r"[^\n|]+")
_SMALL_ALLOWED = lexicon.words("headings-small-allowed")


def headings(tokens: Tokens, explained: frozenset[str]) -> bytearray:
    """Return one flag per token: whether it is in a heading.

    A heading is title case throughout, with every word explained or ordinary.
    """
    marks = bytearray(len(tokens))
    place = lexicon.words("place-noun", "structure.txt")
    at = 0
    for segment in _SEGMENT.finditer(tokens.text):
        first = at
        while at < len(tokens) and tokens.ends[at] <= segment.end():
            at += 1
        if at - first > 12 or at - first < 1 or segment.group().rstrip()[-1:] in (".", "?", "!", ","):
            continue
        if _is_heading(tokens, range(first, at), explained, place):
            marks[first:at] = b"\x01" * (at - first)
    return marks


def _is_heading(tokens: Tokens, indices: range, explained: frozenset[str], place: frozenset[str]) -> bool:
    titled = 0
    for i in indices:
        word, shape = tokens.folds[i], tokens.shapes[i]
        if shape is Shape.LOWER and word not in _SMALL_ALLOWED:
            return False
        if shape is Shape.TITLE and word not in explained:
            if word in lexicon.given_names() or not lexicon.is_ordinary(word):
                return False
            titled += 1
    return tokens.folds[indices[-1]] not in place or titled == 0
