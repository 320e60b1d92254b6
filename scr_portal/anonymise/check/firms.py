"""Firms whose name begins with a letter and a figure, 'A1 Cars', and firms of drivers in capitals: 'SWIFT CARS'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scr_portal.anonymise.text import lexicon
from scr_portal.anonymise.text.folding import fold

_TRADES = (
    "Cars|Cabs|Taxis?|Minicabs|Motors|Autos|Garage|Tyres|Plumbing|Heating|Roofing|Windows|Security|Removals|Cleaning|Cleaners|"
    "Builders|Construction|Scaffolding|Electrical|Recruitment|Catering|Fencing|Skips|Couriers|Logistics|Recycling|"
    "Fitness|Nails|Barbers|Kebabs?|Pizza|Tattoos?|Vapes?|Lettings|Properties|Flooring|Carpets|Joinery|Clearance|Haulage|Transport"
)
_FIRM = re.compile(
    rf"\b(?:[A-Z]\d{{1,2}}[A-Z]?)(?:[ ][A-Z][\w'’]+)?[ ](?:{_TRADES})(?:[ ](?:Ltd|Limited))?\b", re.IGNORECASE
)

_SHOUTED_TRADES = ("CARS", "TAXIS", "CABS", "COACHES")
_SHOUTED = re.compile(r"\b(?P<name>[A-Z]{3,})[ ](?:CARS|TAXIS|CABS|MINICABS|COACHES)\b")
_LISTS = ("function", "determiner", "role", "kin", "participle", "verb-human", "label")


def _may_name(word: str) -> bool:
    """Return whether a word in capitals before a trade may be the name of the firm: 'SWIFT CARS', but not 'POLICE CARS'."""
    known = any(word in lexicon.words(section) for section in _LISTS)
    return not (known or word in lexicon.explained_capitals() or word.endswith(("ed", "ing")))


def find_firms(text: str) -> Iterator[tuple[int, int]]:
    """Yield spans of firms called by a letter and a figure with a trade, each word with a capital."""
    for match in _SHOUTED.finditer(text) if any(trade in text for trade in _SHOUTED_TRADES) else ():
        if _may_name(fold(match["name"])):
            yield match.span()
    for match in _FIRM.finditer(text):
        if all(word[0].isupper() for word in match.group().split()):
            yield match.span()
