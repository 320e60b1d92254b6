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
MONTH = (
    rf"(?:{'|'.join(MONTHS)}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:\.(?=\s+[a-z\d]))?)(?![\w])"
)
ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
ORDINALS_OF_A_MONTH = [
    *ORDINALS, "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth", "twentieth", "thirtieth",
]  # fmt: skip
ORDINAL = rf"(?:{'|'.join(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"


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
