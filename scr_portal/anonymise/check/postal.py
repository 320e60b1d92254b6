"""Unregistered addresses: flagged whole, from the flat to the postcode."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Shadow, Shape
from scr_portal.anonymise.text.numbers import find_postcodes

_NEAR = frozenset({Gap.SPACE, Gap.LINE, Gap.COMMA, Gap.HYPHEN, Gap.APOSTROPHE, Gap.JOIN, Gap.DOT_SPACE})
_MOST = 14
Span = tuple[int, int, str]


def find_addresses(shadow: Shadow, closed: bytearray) -> list[Span]:
    """Spans that read as an address; tokens marked in `closed` are exchanged already and end a span."""
    return _before_postcodes(shadow, closed) + _numbered_streets(shadow, closed)


def _before_postcodes(shadow: Shadow, closed: bytearray) -> list[Span]:
    """A postcode and the capital words, numbers and commas that lead up to it."""
    spans: list[Span] = []
    for start, end in find_postcodes(shadow.text):
        first = bisect_left(shadow.starts, start)
        if closed[first]:
            continue
        k = first
        while (
            k
            and first - k < _MOST
            and shadow.gaps[k] in _NEAR
            and not closed[k - 1]
            and _leads(shadow, k - 1)
        ):
            k -= 1
        while k < first and (_is_small(shadow, k) or _opens_sentence(shadow, k)):
            k += 1
        spans.append((min(shadow.starts[k], start), end, "address" if k < first else "postcode"))
    return spans


def _leads(shadow: Shadow, k: int) -> bool:
    """Whether token k may stand in an address before its postcode."""
    word = shadow.folds[k]
    if shadow.shapes[k] is Shape.DIGIT:
        return len(word) <= 4
    if word == "of" and k + 1 < len(shadow) and _begins(shadow, k + 1):
        return False
    if shadow.shapes[k] is Shape.LOWER:
        return (
            word in ("of", "the", "on", "s", "st")
            or (shadow.gaps[k] is Gap.HYPHEN and not lexicon.is_ordinary(word))
            or word in lexicon.words("premises", "structure.txt")
            or _is_street(word)
        )
    return word not in lexicon.words("function") or word in ("the",)


def _begins(shadow: Shadow, k: int) -> bool:
    """Whether an address begins at token k: a number or a flat. What stands before its 'of' is a person."""
    premises = lexicon.words("premises", "structure.txt")
    return shadow.shapes[k] is Shape.DIGIT or shadow.folds[k] in premises


def _opens_sentence(shadow: Shadow, k: int) -> bool:
    """'Visit 9 Mill Yard': the first word of the sentence is no part of the address."""
    word = shadow.folds[k]
    if shadow.shapes[k] is Shape.DIGIT or word in lexicon.words("premises", "structure.txt"):
        return False
    followed = k + 1 < len(shadow) and shadow.shapes[k + 1] is Shape.DIGIT
    return followed and context.is_initial(shadow, k) and lexicon.is_ordinary(word)


def _is_small(shadow: Shadow, k: int) -> bool:
    return shadow.shapes[k] is Shape.LOWER and not _is_street(shadow.folds[k])


def _is_street(word: str) -> bool:
    return word in lexicon.words("street-plain", "structure.txt")


def _numbered_streets(shadow: Shadow, closed: bytearray) -> list[Span]:
    """'9 Mill Yard', 'Flat 2, 14 the crescent': a number, one to four words and a street word."""
    spans: list[Span] = []
    for i, shape in enumerate(shadow.shapes):
        if shape is not Shape.DIGIT or closed[i] or len(shadow.folds[i]) > 4:
            continue
        last = _street_end(shadow, i + 1)
        if last and not any(closed[i:last]):
            first = _premises(shadow, i)
            spans.append((shadow.starts[first], shadow.ends[last - 1], "address"))
    return spans


def _street_end(shadow: Shadow, j: int) -> int:
    """The end of a street name that begins at token j, or 0."""
    if j < len(shadow) and shadow.gaps[j] is Gap.JOIN and len(shadow.folds[j]) == 1:
        j += 1
    first = j
    small = 0
    while (
        j < len(shadow)
        and j - first < 5
        and shadow.gaps[j] in (Gap.SPACE, Gap.LINE, Gap.HYPHEN, Gap.APOSTROPHE, Gap.COMMA)
    ):
        if shadow.gaps[j] is Gap.COMMA and j != first:
            return 0
        word = shadow.folds[j]
        capital = context.is_capital(shadow, j)
        streets = "street" if capital else "street-plain"
        if j > first and word in lexicon.words(streets, "structure.txt") and (capital or small == j - first):
            return j + 2 if capital and _is_plain_street(shadow, j + 1) else j + 1
        if not capital:
            small += 1
            if word in lexicon.words("function") or small > 2 or shadow.shapes[j] is Shape.DIGIT:
                return 0
        j += 1
    return 0


def _is_plain_street(shadow: Shadow, k: int) -> bool:
    """Whether token k is a street word of its own: 'Park' in 'Mill Park Road' was not the end."""
    if k >= len(shadow) or not context.is_capital(shadow, k) or shadow.gaps[k] is not Gap.SPACE:
        return False
    return _is_street(shadow.folds[k])


def _premises(shadow: Shadow, i: int) -> int:
    words = lexicon.words("premises", "structure.txt")
    k = bisect_right(shadow.starts, shadow.starts[i]) - 1
    if k >= 2 and shadow.folds[k - 2] in words and shadow.gaps[k] in _NEAR:
        return k - 2
    if k >= 1 and (shadow.folds[k - 1] in words or shadow.folds[k - 1] == "no") and shadow.gaps[k] in _NEAR:
        return k - 1
    return i
