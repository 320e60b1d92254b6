"""Plain small letters, one character at a time, with the offset of each in the original."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_SPECIAL = {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
_SPECIAL |= {"ħ": "h", "ŧ": "t", "ŋ": "n", "ə": "e", "ɓ": "b", "ɗ": "d", "ƙ": "k"}


def fold_with_offsets(text: str) -> tuple[str, Sequence[int]]:
    """Return the text in plain small letters and, for each of its characters, its offset in the original."""
    if text.isascii():
        return text.lower(), range(len(text))
    letters: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        plain = fold_character(character)
        letters.append(plain)
        offsets.extend([offset] * len(plain))
    return "".join(letters), offsets


def fold(name: str) -> str:
    """Return a name in plain small letters."""
    return fold_with_offsets(name)[0]


@lru_cache(maxsize=4096)
def fold_character(character: str) -> str:
    """Return a character in plain small letters: marks and characters that are not seen are dropped."""
    if character.isascii():
        return character.lower()
    if unicodedata.category(character) in ("Mn", "Cf"):
        return ""
    folded = unicodedata.normalize("NFKD", character.casefold())
    letters = "".join(c for c in folded if not unicodedata.combining(c))
    return "".join(_SPECIAL.get(c, c) for c in letters)
