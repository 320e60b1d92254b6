"""Firms whose name begins with a letter and a figure: 'A1 Cars', 'K9 Security'."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TRADES = (
    "Cars|Cabs|Taxis?|Minicabs|Motors|Autos|Garage|Tyres|Plumbing|Heating|Roofing|Windows|Security|Removals|Cleaning|Cleaners|"
    "Builders|Construction|Scaffolding|Electrical|Recruitment|Catering|Fencing|Skips|Couriers|Logistics|Recycling|"
    "Fitness|Nails|Barbers|Kebabs?|Pizza|Tattoos?|Vapes?|Lettings|Properties|Flooring|Carpets|Joinery|Clearance|Haulage|Transport"
)
_FIRM = re.compile(
    rf"\b(?:[A-Z]\d{{1,2}}[A-Z]?)(?:[ ][A-Z][\w'’]+)?[ ](?:{_TRADES})(?:[ ](?:Ltd|Limited))?\b", re.IGNORECASE
)


def find_firms(text: str) -> Iterator[tuple[int, int]]:
    """Yield spans of firms called by a letter and a figure with a trade, each word with a capital."""
    for match in _FIRM.finditer(text):
        if all(word[0].isupper() for word in match.group().split()):
            yield match.span()
