"""Numbers and units of time as they are written in words and figures."""

from __future__ import annotations

_ONES = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
NUMBERS = {word: number for number, word in enumerate(_ONES, 1)} | _TENS
NUMBERS |= {f"{ten}-{one}": tens + NUMBERS[one] for ten, tens in _TENS.items() for one in _ONES[:9]}
NUMBER = rf"(?:\d{{1,3}}|{'|'.join(word.replace('-', '[-‑ ]') for word in sorted(NUMBERS, key=len, reverse=True))})"
IN_WORDS = 9
"""Numbers up to nine are written in words, as everywhere in the portal."""


def number(words: str) -> int:
    """Return the number that figures or words say; 0 for "a few"."""
    return (
        int(words) if words.isdigit() else NUMBERS.get(words.lower().replace("‑", "-").replace(" ", "-"), 0)
    )


def in_words(value: int) -> str:
    """Return a number as it is written in a sentence."""
    return _ONES[value - 1] if 1 <= value <= IN_WORDS else str(value)


def with_article(words: str) -> str:
    """Return words after "a" or "an"."""
    vowel = words[:1].lower() in "aeiou" and not words.startswith("one")
    return f"{'an' if vowel or words[:2] in ('8-', '11', '18') else 'a'} {words}"
