"""Names that ISO 32000 (PDF) gives to keys, types and structure elements: syntax, not text.

A name listed here identifies nobody where the standard uses it, although Lang, Root, Part and Title are surnames
and TD, TH and TR may be initials. Where authors choose the names (`CHOSEN`: targets, roles, states of a button)
the list does not apply, and a name that is not in the list is always searched.
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
"""Names of resources, which software numbers or makes from random letters."""


def is_resource(name: str, places: Collection[str]) -> bool:
    """Return whether `name` is a key that software gave to a font, a picture or another resource."""
    return bool(places) and all(place in _RESOURCES for place in places) and bool(_RESOURCE.fullmatch(name))


def is_syntax(name: str, places: Collection[str]) -> bool:
    """Return whether a key, or a name used as a value, is part of the PDF syntax and not text.

    `places` are the keys under which its dictionary or array is stored; "" where it has none.
    """
    if any(place in CHOSEN for place in places):
        return False
    if is_resource(name, places):
        return True
    return name in KEYS and all(not place or place.rpartition("/")[2] in KEYS for place in places)
