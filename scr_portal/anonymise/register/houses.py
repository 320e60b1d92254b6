"""House and flat numbers: '3/1', 'Flat 12, 7', '12b', 'Apartment 6C', 'Top Floor', parsed alike on both sides."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scr_portal.anonymise.text import lexicon
from scr_portal.anonymise.text.spoken import COUNT, number_in_words

_DESIGNATOR = r"\d{1,4}(?:\s?[a-z](?![a-z\d]))?(?:\s?[/\-]\s?\d{1,3}[a-z]?)?(?![\w/])"
_PREMISES = "|".join(sorted(lexicon.words("premises", "structure.txt"), key=len, reverse=True))
_FLOOR = r"(?:(?:top|ground|first|second|third|upper|lower|garden|basement)\s)(?:floor|flat)(?:\sflat)?"
_NUMBERED = rf"(?:{_PREMISES})\.?\s+(?:no\.?\s*|number\s)?(?:{_DESIGNATOR}|[a-z](?!\w))"
_UNIT = rf"(?:{_NUMBERED}|(?:\d{{1,3}}\s)?{_FLOOR})"
_UNIT_START = re.compile(_UNIT, re.IGNORECASE)
_NUMBER_START = re.compile(rf"(?:(?:no|number)\.?\s*|#\s?)?({_DESIGNATOR})", re.IGNORECASE)
_BEFORE = re.compile(
    rf"(?<![\w/.:£])(?:(?P<unit>{_UNIT})\s*,?\s*|(?P<bare>{_DESIGNATOR})\s*,\s*)?"
    rf"(?:(?:\b(?:no|number)\b\.?\s*|\#\s?)?(?P<number>{_DESIGNATOR})\s{{0,2}}[,\-–]?\s{{0,2}})?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"\s?,\s?(?:(?P<unit>{_UNIT})|(?:no|number)\b\.?\s?(?P<number>{_DESIGNATOR}))", re.IGNORECASE
)
_SPOKEN = re.compile(
    rf"\b(?:(?:{_PREMISES}|number|no)\s)?(?P<count>{COUNT})(?:\s(?P<letter>[a-h]))?\s$", re.IGNORECASE
)
_WORD = re.compile(r"[a-z]+|\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATED = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s?$|[\d][:./]\s?$|\d\s$", re.IGNORECASE
)
_REACH = 44

Designator = tuple[str, ...]
"""The words of a number in small letters: '12 B' and '12b' are ('12', 'b'), '3/1' is ('3', '1')."""


@dataclass(frozen=True, slots=True)
class House:
    """What stands before or after a street: its offset, the unit within the house and the number of the house."""

    at: int
    unit: Designator = ()
    number: Designator = ()


def designator(written: str) -> Designator:
    """Return the words of a unit or a number, without the word for the premises."""
    words = _WORD.findall(written.lower())
    known = lexicon.words("premises", "structure.txt") - {"floor"} | {"no", "number"}
    return tuple(word for word in words if word not in known) if len(words) > 1 else tuple(words)


def leading_unit(part: str) -> tuple[Designator, str]:
    """Split a part of a written address into its unit and the rest."""
    match = _UNIT_START.match(part.strip())
    return (designator(match.group()), part.strip()[match.end() :].strip()) if match else ((), part.strip())


def leading_number(part: str) -> tuple[Designator, str]:
    """Split a part of a written address into its number and the rest."""
    match = _NUMBER_START.match(part.strip())
    return (designator(match[1]), part.strip()[match.end() :].strip()) if match else ((), part.strip())


def house_before(text: str, at: int, unit: Designator, number: Designator) -> House:
    """Return what stands before the street at `at`.

    A figure alone before a comma counts only where it is the registered `unit`; one that ends a date or a time does
    not count, unless it is the registered `number`.
    """
    window = text[max(0, at - _REACH) : at]
    match = _BEFORE.search(window)
    if match is None or not match.group().strip():
        return _spoken_before(window, at, unit, number)
    begin, base = match.start(), at - len(window)
    inner = designator(match["unit"] or match["bare"] or "")
    outer = designator(match["number"] or "")
    if match["bare"] and inner != unit:
        if not outer and inner == number:
            return House(base + begin, (), number)
        inner, begin = (), match.start("number") if match["number"] else len(window)
    registered = (outer == number and bool(outer)) or (outer and inner + outer == unit + number)
    if outer and not inner and not registered and _is_date_end(window, match):
        return House(at)
    return House(base + begin, inner, outer)


def _spoken_before(window: str, at: int, unit: Designator, number: Designator) -> House:
    """Return the registered number or unit where it stands in words before the street: 'flat forty two (amber house)'."""
    match = _SPOKEN.search(window) if window[-2:-1].isalpha() else None
    if match is None:
        return House(at)
    said = (str(number_in_words(match["count"])), *((match["letter"].lower(),) if match["letter"] else ()))
    if said not in (unit, number):
        return House(at)
    begin = at - len(window) + match.start()
    return House(begin, said, ()) if said == unit else House(begin, (), said)


def _is_date_end(window: str, match: re.Match[str]) -> bool:
    """Return whether the number before a street ends a date, a time or another number."""
    written = match["number"].strip()
    return bool(_YEAR.fullmatch(written) or _DATED.search(window[: match.start("number")]))


def house_after(text: str, at: int) -> House:
    """Return the unit or number that follows a street: ', Apartment 6C', ', No 14'."""
    match = _AFTER.match(text, at)
    if match is None:
        return House(at)
    return House(match.end(), designator(match["unit"] or ""), designator(match["number"] or ""))
