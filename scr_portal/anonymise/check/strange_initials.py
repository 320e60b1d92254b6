"""Initials of somebody who is not registered, where the words beside them say that a person acts: 'TC from GT', 'ACTION: GT'.

An abbreviation of the field is none. Letters that act once are asked about wherever the text has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Shape, Tokens

_MOST = 3
_LINE = 40
_CONTACTS = "|".join(sorted(lexicon.words("contact-word", "people.txt")))
_SPOKEN_WITH = re.compile(
    rf"\b(?:(?:{_CONTACTS}|[a-z]/[a-z])(?:[ ][a-z]+)?[ ](?:from|to|with|by|w/)|by|per|w/|d/w|s/w)[ ]$",
    re.IGNORECASE,
)
_MET = re.compile(
    r"\b(?:rang|rung|ring|phoned?|texted|emailed|told|asked|d/w|s/w|tc|t/c|chase|contacted)[ ]$",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"\b(?:actions?|owner|lead|assigned|allocated to|by whom|initials|author|visit|seen|present|home visit|copy|cc)(?:[ ]?[:\-–])?[ ]$",
    re.IGNORECASE,
)
_OFFICE = re.compile(r"(?:,[ ]|[ ]\()(?P<word>[A-Za-z]+)(?:[ ](?P<next>[a-z]+))?")
_ACTING = re.compile(r"(?:'s|’s)?[ ](?P<verb>[a-z]+)")
_LIST = re.compile(r"(?:[ ]?[/&+][ ]?|,[ ]|[ ]and[ ])$")
_ACTS = (
    lexicon.words("verb-personal")
    | lexicon.words("talk", "people.txt")
    | frozenset({"informed", "aware", "will", "present", "visited", "attended", "agreed", "advised"})
)
_UNITS = lexicon.words("unit-letters", "people.txt")


def strange_initials(tokens: Tokens, closed: bytearray) -> Iterator[tuple[int, int]]:
    """Yield the tokens of such initials, as (first, last), last excluded."""
    found = [
        k
        for k, shape in enumerate(tokens.shapes)
        if shape is Shape.UPPER and _is_candidate(tokens, k, closed)
    ]
    acting = [k for k in found if _acts(tokens, k, closed)]
    letters = {tokens.folds[k] for k in acting}
    yield from ((k, k + 1) for k in found if tokens.folds[k] in letters)


def _is_candidate(tokens: Tokens, k: int, closed: bytearray) -> bool:
    """Return whether letters in capitals may be initials: two, or three that are no word and no abbreviation."""
    word = tokens.folds[k]
    if closed[k] or not 1 < len(word) <= _MOST or word in _UNITS or not word.isascii():
        return False
    if word in lexicon.abbreviations() or word in lexicon.explained_capitals() or word in lexicon.titles():
        return False
    if word in lexicon.words("function") or word in lexicon.words("role") or word in lexicon.words("kin"):
        return False
    if len(word) == _MOST and (lexicon.is_ordinary(word) or lexicon.is_written_as_name(word)):
        return False
    after = k + 1 < len(tokens) and tokens.gaps[k + 1] is Gap.JOIN
    return not after and not (k > 0 and (tokens.gaps[k] is Gap.JOIN or tokens.shapes[k - 1] is Shape.DIGIT))


def _acts(tokens: Tokens, k: int, closed: bytearray) -> bool:
    """Return whether the words around the letters are those around a person."""
    start, end = tokens.starts[k], tokens.ends[k]
    before = tokens.text[max(0, start - _LINE, tokens.text.rfind("\n", 0, start) + 1) : start]
    if _LABELLED.search(before):
        return True
    if context.is_shouted(tokens, k, k + 1):
        return False
    if _SPOKEN_WITH.search(before) or _MET.search(before):
        return True
    if office := _OFFICE.match(tokens.text, end):
        roles = lexicon.words("role")
        if office["word"].lower() in roles or (office["next"] or "") in roles:
            return True
    verb = _ACTING.match(tokens.text, end)
    if verb and verb["verb"] in _ACTS:
        return True
    return _is_listed(tokens, k, closed)


def _is_listed(tokens: Tokens, k: int, closed: bytearray) -> bool:
    """Return whether the letters stand beside others that are replaced or flagged as somebody's: 'GT/BR', 'DLW & BR'."""
    for j, gap in ((k - 1, tokens.before(k)), (k + 1, tokens.after(k))):
        if 0 <= j < len(tokens) and closed[j] and _LIST.search(gap) and _are_letters(tokens, j):
            return True
    return False


def _are_letters(tokens: Tokens, j: int) -> bool:
    return tokens.shapes[j] is Shape.UPPER and 1 < len(tokens.folds[j]) <= _MOST
