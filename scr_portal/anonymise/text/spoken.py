"""Numbers that a transcript writes in words: 'oh seven seven double oh', 'B D nine nine, seven Q R', 'one one eight Mill Road'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from scr_portal.anonymise.text import lexicon

_FIGURES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_FIGURE = rf"(?:{'|'.join(_FIGURES)}|oh|nought|double|treble|triple)\b"
_PART = rf"(?:(?i:{_FIGURE}(?:[ ]hundred\b)?)|[A-Z]\b)"
_RUN = re.compile(rf"\b{_PART}(?:[ ,\-]{{1,2}}{_PART}){{2,}}")
_ANY = re.compile(
    r"(?:ero|ne|wo|hree|our|ive|ix|even|ight|oh)[ ,\-]{1,2}(?:[zotfsend]|[A-Z]\b)", re.IGNORECASE
)
_STREET = re.compile(r"[ ,]{1,2}[A-Z][\w'’]+")
_SMALL_STREET = re.compile(r"[ ](?P<words>[a-z'’]+[ ][a-z]+(?:[ ][a-z]+)?)\b")
_WORD = re.compile(r"\w+")
_FEWEST = 5
_TEENS = r"(?:ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)"
_TENS = r"(?:(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:[ \-](?:one|two|three|four|five|six|seven|eight|nine))?)"
_COUNT = rf"(?:{_TEENS}|{_TENS})\b"
COUNT = rf"(?:(?:(?:a|one|two) hundred(?: and)? )?(?:{_COUNT}|(?:{'|'.join(_FIGURES[1:])})\b))"
"""A number from one to two hundred and ninety-nine, in words."""
_TEEN_NUMBERS = {"ten": 10, "eleven": 11, "twelve": 12}
_STEMS = {"twen": 2, "thir": 3, "for": 4, "four": 4, "fif": 5, "six": 6, "seven": 7, "eigh": 8, "nine": 9}
_HOUSE = re.compile(
    rf"(?<!bus )(?<!route )\bnumber (?P<house>{_COUNT})(?! (?:of|out|per)\b| (?:on|in) (?:the|her|his|my|our) (?:list|agenda|queue))"
    rf"|\b(?P<street>(?:one hundred and )?{_COUNT}),? (?=(?:[A-Z][\w'’]+ ){{1,3}}(?P<word>[A-Z][a-z]+))",
    re.IGNORECASE,
)
_TEEN_OR_TEN = re.compile(r"een\b|ty\b|eleven|twelve|\bten\b", re.IGNORECASE)
_TIMES = {"double": 2, "treble": 3, "triple": 3}


def find_spoken(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield spans of spoken figures and letters with their kind: a number, or the number of a house before its street."""
    if _TEEN_OR_TEN.search(text):
        yield from _houses(text)
    if not _ANY.search(text):
        return
    for match in _RUN.finditer(text):
        words = _WORD.findall(match.group().lower())
        figures = [word for word in words if len(word) > 1]
        if len(figures) < 2 or _counts(words) or ("hundred" in words and not _is_dialled(words)):
            continue
        if len(words) >= _FEWEST:
            yield match.start(), match.end(), "reference"
        elif len(figures) == len(words) and (
            _STREET.match(text, match.end()) or _in_small(text, match.end())
        ):
            yield match.start(), match.end(), "address"


def _houses(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the numbers of houses in words: 'number forty two', 'forty two Lingfield Row'."""
    for match in _HOUSE.finditer(text):
        if match["house"]:
            yield *match.span("house"), "address"
        elif _named_street(text, match):
            yield *match.span("street"), "address"


def _named_street(text: str, match: re.Match[str]) -> bool:
    """Return whether a word for a street, with capitals as names have them, follows within three words."""
    words = _WORD.findall(text[match.end("street") : match.end("street") + 60])[:4]
    capital = [word for k, word in enumerate(words) if all(each[0].isupper() for each in words[: k + 1])]
    return any(word.lower() in lexicon.words("street", "structure.txt") for word in capital[1:])


def figures_of(spoken: str) -> str:
    """Return the figures that the words say, 'double oh' as two of them, or '' where a letter is among them."""
    figures, times = "", 1
    for word in _WORD.findall(spoken.lower()):
        if word in _TIMES:
            times = _TIMES[word]
            continue
        if word == "hundred":
            figures += "00"
            continue
        figure = _FIGURES.index(word) if word in _FIGURES else 0 if word in ("oh", "nought") else -1
        if figure < 0:
            return ""
        figures, times = figures + str(figure) * times, 1
    return figures


def number_in_words(words: str) -> int:
    """Return the number that COUNT matched."""
    total = 0
    for word in _WORD.findall(words.lower()):
        if word == "hundred":
            total = max(total, 1) * 100
        elif word in _FIGURES:
            total += _FIGURES.index(word)
        elif word in _TEEN_NUMBERS:
            total += _TEEN_NUMBERS[word]
        elif word.endswith("teen"):
            total += 10 + _STEMS[word[:-4]]
        elif word.endswith("ty"):
            total += 10 * _STEMS[word[:-2]]
    return total


def _is_dialled(words: list[str]) -> bool:
    """Return whether figures with hundreds among them are a number: one that begins as telephones do, or has few hundreds."""
    hundreds = words.count("hundred")
    opens = words[0] in ("oh", "zero", "nought")
    return len(words) >= _FEWEST and (opens or hundreds * 4 <= len(words))


def _in_small(text: str, at: int) -> bool:
    """Return whether one or two words in small letters and a word for a street follow: 'two oh three brock street'."""
    street = _SMALL_STREET.match(text, at)
    if street is None:
        return False
    return any(word in lexicon.words("street", "structure.txt") for word in street["words"].split()[1:])


def _counts(words: list[str]) -> bool:
    """Return whether somebody counts upwards: 'one, two, three, four, five'."""
    numbers = [_FIGURES.index(word) for word in words if word in _FIGURES]
    return len(numbers) == len(words) and all(b == a + 1 for a, b in pairwise(numbers))
