"""Ages finer than years: of a child, at birth, or before it. A duration is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.wording import Place, first
from reports.wording.numbers import NUMBER, number

from ..model import Hit
from ..vocabulary import beginnings, in_small

KIND = "young_age"
_UNIT = r"(?P<unit{0}>day|week|month|year)s?"
_SPAN = (
    rf"(?:(?:only|just|about|nearly|almost)\s+)?(?P<n>{NUMBER})(?:-|\s+){_UNIT.format('')}"
    rf"(?:\s*,?\s*(?:and\s+)?(?P<m>{NUMBER})\s+{_UNIT.format('2')})?"
)
OLD = re.compile(rf"\b{_SPAN}(?:\s+old|\s+of\s+age)\b")
AT = re.compile(
    rf"\b(?P<at>at\s+the\s+age\s+of|aged|at\s+age|at|by|from\s+the\s+age\s+of)\s+{_SPAN}(?!\s+(?:later|before|after|ago|earlier|intervals?))\b(?!-)",
)
AS_ADJECTIVE = re.compile(
    rf"\b(?:(?:a|an|the|this)\s+)?(?P<n>{NUMBER})-(?P<unit>day|week|month)s?-old(?:\s+(?P<who>baby|child|boy|girl|infant|son|daughter))?\b",
)
EARLY = re.compile(rf"\b{NUMBER}\s+(?P<unit>weeks?|months?)\s+(?:early|premature(?:ly)?|preterm)\b")
GESTATION = re.compile(
    rf"\b(?:at\s+)?(?P<n>{NUMBER})\s+(?:weeks|months)(?:[’']|\s+of)?\s+(?:gestation|pregnant|pregnancy)\b"
)
BORN = re.compile(r"\bborn\b[^.;]{0,40}$|\bbirth\b[^.;]{0,20}$")
DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_ODD = frozenset({"old", "earl", "prem", "pret", "gest", "preg"})
_BEGIN = frozenset({"day", "days", "week", "mont"})


def find(text: str) -> Iterator[Hit]:
    """Yield each age in days, weeks or months, with years in its place."""
    if _BEGIN.isdisjoint(beginnings(text)):
        return
    small = in_small(text)
    for pattern in (OLD, AT) if "old" in small or "of age" in small else (AT,):
        for match in pattern.finditer(small):
            if match["unit"] != "year" or match["m"]:
                yield _age(match, text)
    if not _ODD.isdisjoint(beginnings(text)):
        yield from _beside_birth(small, text)


def _beside_birth(small: str, text: str) -> Iterator[Hit]:
    for match in AS_ADJECTIVE.finditer(small):
        yield _hit(match, text, f"{number(match['n']) * DAYS[match['unit']]} days")
    for match in EARLY.finditer(small):
        yield _hit(match, text, "early")
    for match in GESTATION.finditer(small):
        yield _hit(match, text, f"{number(match['n'])} weeks of pregnancy")


def _age(match: re.Match[str], text: str) -> Hit:
    days = number(match["n"]) * DAYS[match["unit"]]
    if match["m"]:
        days += number(match["m"]) * DAYS[match["unit2"]]
    at_birth = BORN.search(match.string[max(0, match.start() - 40) : match.start()])
    if match["unit"] == "week" and at_birth and match.groupdict().get("at") == "at":
        return _hit(match, text, "early")
    return _hit(match, text, f"{days} days")


def _hit(match: re.Match[str], text: str, value: str) -> Hit:
    """Return an age with years or less in its place, as its sentence needs it."""
    proposal = first("age_in_months", Place(text, *match.span()))
    if proposal is None:
        return Hit(KIND, *match.span(), value, "")
    return Hit(KIND, proposal.start, proposal.end, value, proposal.words)
