"""Places finer than the area of the board: by a name after "in" or "from", and kinds of place of which there are few."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reports.wording import Place, first

from ..model import Hit
from ..vocabulary import any_of, data, groups
from .spelling import MONTHS, as_begun, folded

KIND = "place"
_NAME = r"(?:(?:[A-Z][a-z’'-]{2,})(?:[\s-](?:upon|on|le|the|under|of|in|St)[\s-](?=[A-Z]))?[\s-]?){1,3}"
NAMED = re.compile(rf"\b(?:in|from|near|outside|around|to|at)\s+(?P<name>{_NAME})(?!\w)")
_NOT_PLACES = {
    *(name.lower() for name in MONTHS), "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "easter", "christmas",
    "year", "key", "reception", "england", "britain", "wales", "scotland", "english", "welsh", "working", "children", "child", "accident",
    "mental", "diwali", "eid", "ramadan", "stage", "section", "appendix", "chapter", "figure", "table", "part", "god", "facebook", "european",
}  # fmt: skip
_BODIES = re.compile(
    r"\b(?:Court|Act|Board|Council|Trust|Team|Service|Services|Department|Hospital|School|Panel|Review|Committee|Agency|Authority|Unit|Clinic|Worker|Visitor|Nurse|Midwife|Officer|Protection|Together|Conference|Order)\b"
)


@cache
def _labels() -> frozenset[str]:
    """Words that begin the label of a person."""
    people = data("words")["people"]
    return frozenset(word.split()[0].lower() for word in [*people["family"], *people["staff"]["words"]])


@cache
def _other_kinds() -> re.Pattern[str]:
    names = data("words")
    return any_of((*names["countries"]["words"], *names["peoples"]["words"]), exact=True)


def find(text: str) -> Iterator[Hit]:
    """Yield each place, with the area or the kind of home in its place."""
    for words, coarser in groups(KIND):
        for found in words.find(text):
            yield Hit(KIND, found.start, found.end, folded(found.words), as_begun(coarser, found.words))
    for match in NAMED.finditer(text):
        name = match["name"].strip(" -")
        after = text[match.start("name") + len(name) :][:14].split()
        if _is_place(name, after[0] if after else ""):
            start = match.start("name")
            proposal = first("place", Place(text, start, start + len(name)))
            if proposal:
                yield Hit(KIND, proposal.start, proposal.end, folded(name), proposal.words)


def _is_place(name: str, following: str) -> bool:
    """Whether a name in capitals after "in" is a place: no month, label, body, country, or the beginning of a longer title."""
    first = name.split()[0].lower().rstrip("’s")
    if first in _NOT_PLACES or name.split()[0].lower() in _NOT_PLACES or first in _labels():
        return False
    if (
        following.strip(".,;").isdigit()
        or _BODIES.search(name)
        or re.match(r"syndrome|disease|Court", following)
    ):
        return False
    return not _other_kinds().fullmatch(name)
