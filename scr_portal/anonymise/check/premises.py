"""Premises with a number and houses without a street: 'Plot 14', 'pitch 9B', '33 Overcliff', '18 Heol Bryn'."""

from __future__ import annotations

from collections.abc import Iterator

from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Shape, Tokens

_NUMBERED = lexicon.words("premises-numbered", "structure.txt")
_FIRST = lexicon.words("street-first", "structure.txt")
_STREETS = lexicon.words("street", "structure.txt")
_PLACES = lexicon.words("place-noun", "structure.txt")
_BEFORE = lexicon.words("place-prep", "structure.txt") - {
    "into",
    "towards",
    "for",
    "via",
    "through",
    "across",
    "between",
    "within",
}
_COUNTING = frozenset(
    {"of", "per", "to", "or", "and", "more", "out", "percent", "times", "is", "was", "were"}
)
_MONTHS = lexicon.words("month", "structure.txt")
_MOST = 4
_HOUSE_FIGURES = 3

Range = tuple[int, int]


def find_premises(tokens: Tokens, closed: bytearray) -> Iterator[Range]:
    """Yield the tokens (last excluded) of premises with a number and of houses called by number and name."""
    for i, shape in enumerate(tokens.shapes):
        if shape is not Shape.DIGIT or len(tokens.folds[i]) > _HOUSE_FIGURES or closed[i]:
            continue
        end = _number_end(tokens, i)
        if _is_premises(tokens, i, end):
            last = _further(tokens, end, closed)
            if last > end or tokens.folds[i - 1] != "room":
                yield i - 1, last
        elif last := _house_end(tokens, i, end, closed):
            yield i, last


def _number_end(tokens: Tokens, i: int) -> int:
    """Return the end of a number with its letter: '9B'."""
    j = i + 1
    joined = j < len(tokens) and tokens.gaps[j] is Gap.JOIN and len(tokens.folds[j]) == 1
    return j + 1 if joined else j


def _is_premises(tokens: Tokens, i: int, end: int) -> bool:
    """Return whether a word for premises stands before the number, and the number counts nothing."""
    if not i or tokens.folds[i - 1] not in _NUMBERED or tokens.gaps[i] not in (Gap.SPACE, Gap.DOT_SPACE):
        return False
    if tokens.gaps[i] is Gap.DOT_SPACE and tokens.folds[i - 1] not in ("apt", "flat"):
        return False
    if tokens.after(end - 1)[:1] in ("%", ":", "/") or (
        tokens.after(end - 1) in (".", "-") and end < len(tokens)
    ):
        return False
    after = context.next_word(tokens, end)
    return after not in _COUNTING or context.is_capital(tokens, i - 1)


def _further(tokens: Tokens, end: int, closed: bytearray) -> int:
    """Return the end of premises with the name of the building after a comma: 'Room 12, Salt House Hostel'."""
    if end >= len(tokens) or tokens.gaps[end] is not Gap.COMMA or closed[end]:
        return end
    last = _capitals_end(tokens, end, closed)
    return last if any(tokens.folds[k] in _STREETS | _PLACES for k in range(end, last)) else end


def _capitals_end(tokens: Tokens, first: int, closed: bytearray) -> int:
    """Return the end of the words in title case that begin at a token."""
    last = first
    while (
        last < len(tokens)
        and last - first < _MOST
        and tokens.shapes[last] is Shape.TITLE
        and not closed[last]
        and (last == first or tokens.gaps[last] in (Gap.SPACE, Gap.APOSTROPHE, Gap.HYPHEN))
    ):
        last += 1
    return last


def _house_end(tokens: Tokens, i: int, end: int, closed: bytearray) -> int:
    """Return the end of the name of a house or street after a number, or 0."""
    if end >= len(tokens) or tokens.gaps[end] is not Gap.SPACE or tokens.shapes[end] is not Shape.TITLE:
        return 0
    last = _capitals_end(tokens, end, closed)
    word = tokens.folds[end]
    if word in _FIRST and last - end > 1:
        return last
    located = context.previous_word(tokens, i) in _BEFORE or tokens.gaps[i] is Gap.COMMA
    if not located or word in _MONTHS:
        return 0
    if word == "the":
        return last if last - end > 1 and not _is_known(tokens.folds[end + 1]) else 0
    if word in _STREETS and last - end == 1:
        return last
    strange = not lexicon.is_ordinary(word) and not _is_known(word) and len(word) > 2
    return last if strange and word not in lexicon.given_names() and word not in lexicon.titles() else 0


def _is_known(word: str) -> bool:
    return word in lexicon.explained_capitals() or word in lexicon.words("function")
