"""What several rules share: months, numbers in words, and how a proposal takes the place of words."""

from __future__ import annotations

import re

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
MONTH = rf"(?:{'|'.join(MONTHS)}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
_ONES = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
]
_ONES += ["seventeen", "eighteen", "nineteen"]
NUMBERS = {word: number for number, word in enumerate(_ONES, 1)}
NUMBERS |= {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
NUMBERS |= {
    f"{ten}-{one}": NUMBERS[ten] + NUMBERS[one] for ten in ("twenty", "thirty", "forty") for one in _ONES[:9]
}
NUMBER = rf"(?:\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
ORDINAL = rf"(?:{'|'.join(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"


def number(words: str) -> int:
    """Return the number that digits or words say; 0 for "a few"."""
    return int(words) if words.isdigit() else NUMBERS.get(words.lower(), 0)


def month(words: str) -> str:
    """Return the full name of a month from any spelling."""
    begins = words[:3].lower()
    return next(name for name in MONTHS if name.lower().startswith(begins))


def as_begun(proposal: str, words: str) -> str:
    """Return a proposal with a capital where the words it stands for have one and begin a sentence."""
    return proposal[:1].upper() + proposal[1:] if words[:1].isupper() else proposal


def folded(words: str) -> str:
    """Return words in one form, whatever their case, white space and apostrophes."""
    return re.sub(r"\s+", " ", words).strip().lower().replace("'", "’")
