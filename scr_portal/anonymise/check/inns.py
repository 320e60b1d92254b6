"""Public houses, ships and halls: 'the Lord Harcourt', 'the Potters Institute bar', whole and in one span."""

from __future__ import annotations

from collections.abc import Iterator

from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Shape, Tokens

_TYPES = lexicon.words("inn-type", "structure.txt")
_NOBLE = lexicon.words("inn-noble", "structure.txt")
_VESSELS = lexicon.words("vessel", "structure.txt")
_WITHIN = frozenset({Gap.SPACE, Gap.APOSTROPHE, Gap.HYPHEN, Gap.AMPERSAND, Gap.POSSESSIVE})
_JOINING = frozenset({"and", "of", "s"})
_PLACING = frozenset({"at", "in", "outside", "near", "behind", "opposite", "from", "to", "into", "of"})
_MOST = 6


def find_inns(tokens: Tokens, closed: bytearray) -> Iterator[tuple[int, int]]:
    """Yield the tokens (last excluded) of names that a type word or a rank before the name makes a house or ship."""
    for i, fold in enumerate(tokens.folds):
        opens = fold == "the" or (fold in _VESSELS and tokens.shapes[i] is Shape.LOWER)
        if not opens or closed[i] or not context.is_capital(tokens, i + 1):
            continue
        last = _name_end(tokens, i + 1, closed)
        if last and _is_inn(tokens, i, last):
            yield i + 1, last + (context.next_word(tokens, last) in _TYPES)


def _name_end(tokens: Tokens, first: int, closed: bytearray) -> int:
    """Return the end of capital words, joined by 'and' and 'of', from token `first`, or 0."""
    last = k = first
    while (
        k < len(tokens) and k - first < _MOST and not closed[k] and (k == first or tokens.gaps[k] in _WITHIN)
    ):
        if tokens.shapes[k] is Shape.TITLE:
            last = k + 1
        elif tokens.folds[k] not in _JOINING:
            break
        k += 1
    return last if last > first else 0


def _is_inn(tokens: Tokens, i: int, last: int) -> bool:
    """Return whether 'the' or a vessel before a name, and what follows it, make it a house or a ship."""
    if context.next_word(tokens, last) in _TYPES and tokens.shapes[last] is Shape.LOWER:
        return True
    noble = tokens.folds[i + 1] in _NOBLE and last - i > 2 and not _is_office(tokens, i + 1, last)
    return noble and (tokens.folds[i] != "the" or context.previous_word(tokens, i) in _PLACING)


def _is_office(tokens: Tokens, first: int, last: int) -> bool:
    """Return whether every word after the rank is known, as in an office: 'the Lord Chancellor'."""
    known = lexicon.explained_capitals() | lexicon.words("office")
    return all(tokens.folds[k] in known or tokens.folds[k] == "chancellor" for k in range(first + 1, last))
