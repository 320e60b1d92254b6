"""Names that ISO 32000 (PDF) gives to keys, types and structure elements: syntax, not text.

A name listed here says nothing about a case where the standard puts it, although Lang, Root, Part and Title are
surnames and TD, TH and TR somebody's initials. Where people choose the names themselves (`CHOSEN`: targets,
roles, states of a button) the list does not count, and a name that it does not hold is always searched.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from scr_portal.anonymise.text.lexicon import names

CHOSEN = frozenset({"/Dests", "/RoleMap", "/ClassMap", "/Colorants", "/AP/N", "/AP/R", "/AP/D"})
"""Places whose dictionaries have keys of the author's own choice. "/AP/N" is the key N of a dictionary under AP."""

KEYS = names("names", "pdf_names.txt")
"""Case counts: /Lang is a key, /lang is not."""

_RESOURCES = frozenset(
    {"/Font", "/ExtGState", "/XObject", "/Pattern", "/ColorSpace", "/Shading", "/Properties"}
)
_RESOURCE = re.compile(r"[A-Z]{6}|[A-Za-z]{1,3}\d[\d.]*")
"""Names of resources, which the program that writes a file numbers or makes from letters drawn by lot."""


def is_resource(name: str, places: Collection[str]) -> bool:
    """Whether `name` is a key that a program gave to a font, a picture or another resource."""
    return bool(places) and all(place in _RESOURCES for place in places) and bool(_RESOURCE.fullmatch(name))


def is_syntax(name: str, places: Collection[str]) -> bool:
    """Whether a key, or a name that stands as a value, is part of the language of PDF and not text.

    `places` are the keys under which its dictionary or array stands in the file; "" where it stands by itself.
    """
    if any(place in CHOSEN for place in places):
        return False
    if is_resource(name, places):
        return True
    return name in KEYS and all(not place or place.rpartition("/")[2] in KEYS for place in places)
