"""Years as they are spoken: 'twenty nineteen', 'nineteen eighty-four', 'two thousand and eight'."""

from __future__ import annotations

import re

_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBERS = {word: n for n, word in enumerate(_UNITS, 1)} | {word: n for n, word in enumerate(_TEENS, 10)}
_NUMBERS |= {word: n * 10 for n, word in enumerate(_TENS, 2)}
_PAIR = rf"(?:{'|'.join(_TEENS)}|(?:{'|'.join(_TENS)})(?:[\s-](?:{'|'.join(_UNITS)}))?)"
SPOKEN_YEAR = (
    rf"(?P<spoken>(?:nineteen|twenty)[\s-](?:{_PAIR}|(?:oh|o)[\s-](?:{'|'.join(_UNITS)}))\b"
    rf"|two\sthousand(?:\s(?:and\s)?(?:{_PAIR}|{'|'.join(_UNITS)})\b)?)"
)
_WORD = re.compile(r"[a-z]+")


def year_of(spoken: str) -> int:
    """Return the year that the words say."""
    words = _WORD.findall(spoken.lower())
    rest = sum(_NUMBERS.get(word, 0) for word in words[1:])
    return (2000 if words[0] == "two" else _NUMBERS[words[0]] * 100) + rest
