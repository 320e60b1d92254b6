"""A registered house by its number and the street's own word, '14b Larch', and a neighbour's letter: 'below at 14a'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scr_portal.anonymise.register.addresses import Address
from scr_portal.anonymise.text import lexicon

_WITH_TYPE = 2
_LETTERED = re.compile(
    r"\b(?:at|from|to|of|in|and|no|number|outside|below|above|opposite|flat|neighbour)[.,]?\s(?P<house>(?P<number>\d{1,4})\s?[a-h])\b"
    r"(?!\s?(?:\)|of\b))",
    re.IGNORECASE,
)


def find_short_streets(text: str, addresses: Sequence[Address]) -> Iterator[tuple[int, int]]:
    """Yield spans of a registered number before the first word of its street, which has a capital and no type after it."""
    for pattern in map(_pattern, addresses):
        for match in pattern.finditer(text) if pattern else ():
            following = re.match(r"\s(\w+)", text[match.end() :])
            word = following[1].lower() if following else ""
            if match["street"][0].isupper() and word not in lexicon.words("street", "structure.txt"):
                yield match.span()


def find_neighbours(text: str, addresses: Sequence[Address]) -> Iterator[tuple[int, int]]:
    """Yield spans of the registered number of a house with a letter: '14a' where 14b is registered."""
    numbers = {
        parts[0] for address in addresses for parts in (address.number, address.unit) if _is_lettered(parts)
    }
    for match in _LETTERED.finditer(text) if numbers else ():
        if match["number"] in numbers:
            yield match.span("house")


def _is_lettered(parts: tuple[str, ...]) -> bool:
    return len(parts) == _WITH_TYPE and parts[0].isdigit() and parts[1].isalpha()


def _pattern(address: Address) -> re.Pattern[str] | None:
    """Return the pattern of the number or the unit with the streets' first words, or None where a street has none of its own."""
    types = lexicon.words("street", "structure.txt")
    words = [s[0] for s in address.streets if len(s) == _WITH_TYPE and s[1] in types and s[0] not in types]
    numbers = [r"\s?".join(parts) for parts in (address.number, address.unit) if parts and parts[0].isdigit()]
    if not words or not numbers:
        return None
    return re.compile(
        rf"(?<![\w/.:])(?:{'|'.join(numbers)})\s(?P<street>{'|'.join(map(re.escape, words))})(?![\w'’])",
        re.IGNORECASE,
    )
