"""Unregistered addresses, flagged as one span from the flat to the postcode."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from scr_portal.anonymise.check.premises import find_premises
from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Shape, Tokens
from scr_portal.anonymise.text.numbers import find_postcodes

_NEAR = frozenset({Gap.SPACE, Gap.LINE, Gap.COMMA, Gap.HYPHEN, Gap.APOSTROPHE, Gap.JOIN, Gap.DOT_SPACE})
_MOST = 14
Span = tuple[int, int, str]


def find_addresses(tokens: Tokens, closed: bytearray) -> list[Span]:
    """Return the spans that read as an address.

    Tokens marked in `closed` are replaced already and end a span.
    """
    spans = _before_postcodes(tokens, closed) + _numbered_streets(tokens, closed)
    houses = find_premises(tokens, closed)
    return spans + [(tokens.starts[first], tokens.ends[last - 1], "address") for first, last in houses]


def _before_postcodes(tokens: Tokens, closed: bytearray) -> list[Span]:
    """Return each postcode with the capitalised words, numbers and commas that lead up to it."""
    spans: list[Span] = []
    for start, end in find_postcodes(tokens.text):
        first = bisect_left(tokens.starts, start)
        if closed[first]:
            continue
        k = first
        while (
            k
            and first - k < _MOST
            and tokens.gaps[k] in _NEAR
            and not closed[k - 1]
            and _leads(tokens, k - 1)
        ):
            k -= 1
        while k < first and (_is_small(tokens, k) or _opens_sentence(tokens, k)):
            k += 1
        spans.append((min(tokens.starts[k], start), end, "address" if k < first else "postcode"))
    return spans


def _leads(tokens: Tokens, k: int) -> bool:
    """Return whether token k may be part of an address before its postcode."""
    word = tokens.folds[k]
    if tokens.shapes[k] is Shape.DIGIT:
        return len(word) <= 4
    if word == "of" and k + 1 < len(tokens) and _begins(tokens, k + 1):
        return False
    if tokens.shapes[k] is Shape.LOWER:
        return (
            word in ("of", "the", "on", "s", "st")
            or (tokens.gaps[k] is Gap.HYPHEN and not lexicon.is_ordinary(word))
            or word in lexicon.words("premises", "structure.txt")
            or _is_street(word)
        )
    return word not in lexicon.words("function") or word == "the" or not context.is_initial(tokens, k)


def _begins(tokens: Tokens, k: int) -> bool:
    """Return whether an address begins at token k with a number or a flat.

    The words before 'of' an address name a person.
    """
    premises = lexicon.words("premises", "structure.txt")
    return tokens.shapes[k] is Shape.DIGIT or tokens.folds[k] in premises


def _opens_sentence(tokens: Tokens, k: int) -> bool:
    """Return whether token k only opens the sentence before an address: 'Visit 9 Mill Yard'."""
    word = tokens.folds[k]
    if tokens.shapes[k] is Shape.DIGIT or word in lexicon.words("premises", "structure.txt"):
        return False
    followed = k + 1 < len(tokens) and tokens.shapes[k + 1] is Shape.DIGIT
    return followed and context.is_initial(tokens, k) and lexicon.is_ordinary(word)


def _is_small(tokens: Tokens, k: int) -> bool:
    return tokens.shapes[k] is Shape.LOWER and not _is_street(tokens.folds[k])


def _is_street(word: str) -> bool:
    return word in lexicon.words("street-plain", "structure.txt")


def _numbered_streets(tokens: Tokens, closed: bytearray) -> list[Span]:
    """Return spans of a number, one to four words and a street word: '9 Mill Yard', 'Flat 2, 14 the crescent'."""
    spans: list[Span] = []
    for i, shape in enumerate(tokens.shapes):
        if shape is not Shape.DIGIT or closed[i] or len(tokens.folds[i]) > 4:
            continue
        last = _street_end(tokens, i + 1)
        if last and not any(closed[i:last]):
            first = _premises(tokens, i)
            spans.append((tokens.starts[first], tokens.ends[last - 1], "address"))
    return spans


def _street_end(tokens: Tokens, j: int) -> int:
    """Return the end of a street name that begins at token j, or 0."""
    if j < len(tokens) and tokens.gaps[j] is Gap.JOIN and len(tokens.folds[j]) == 1:
        j += 1
    first = j
    small = 0
    while (
        j < len(tokens)
        and j - first < 5
        and tokens.gaps[j] in (Gap.SPACE, Gap.LINE, Gap.HYPHEN, Gap.APOSTROPHE, Gap.COMMA)
    ):
        if tokens.gaps[j] is Gap.COMMA and j != first:
            return 0
        word = tokens.folds[j]
        capital = context.is_capital(tokens, j)
        streets = "street" if capital else "street-plain"
        if j > first and word in lexicon.words(streets, "structure.txt") and (capital or small == j - first):
            return j + 2 if capital and _is_plain_street(tokens, j + 1) else j + 1
        if not capital:
            small += 1
            if word in lexicon.words("function") or small > 2 or tokens.shapes[j] is Shape.DIGIT:
                return 0
        j += 1
    return 0


def _is_plain_street(tokens: Tokens, k: int) -> bool:
    """Return whether token k is a second street word, so that 'Mill Park' is not the end of 'Mill Park Road'."""
    if k >= len(tokens) or not context.is_capital(tokens, k) or tokens.gaps[k] is not Gap.SPACE:
        return False
    return _is_street(tokens.folds[k])


def _premises(tokens: Tokens, i: int) -> int:
    words = lexicon.words("premises", "structure.txt")
    k = bisect_right(tokens.starts, tokens.starts[i]) - 1
    if k >= 2 and tokens.folds[k - 2] in words and tokens.gaps[k] in _NEAR:
        return k - 2
    if k >= 1 and (tokens.folds[k - 1] in words or tokens.folds[k - 1] == "no") and tokens.gaps[k] in _NEAR:
        return k - 1
    return i
