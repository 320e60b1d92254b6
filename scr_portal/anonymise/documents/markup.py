"""Text and attributes of XML parts, whatever their vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from scr_portal.anonymise.documents.finding import Passage

_TECHNICAL = re.compile(
    r"[0-9A-Fa-f]{6,8}|rId\d+|[-+]?[\d.]+(?:pt|in|cm|mm|px|%)?|\{?[0-9A-Fa-f]{8}-[0-9A-Fa-f-]{27}\}?"
)
_SCHEMAS = ("http://schemas.", "http://www.w3.org/", "http://purl.org/", "urn:schemas-microsoft-com")
_DATED = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z?")

AUTHORED_ATTRIBUTES = {
    "descr": "alternative text",
    "alt": "alternative text",
    "title": "title of a picture or part",
    "author": "the name of an author",
    "initials": "the initials of an author",
    "userId": "the account of an author",
    "displayName": "the name of an author",
    "providerId": "the account of an author",
    "tooltip": "the tip of a link",
    "instr": "field code",
    "displayText": "list of choices",
}


def local(element: etree._Element) -> str:
    """Return the element's name without its namespace; empty for comments and instructions."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def inside(element: etree._Element, *names: str) -> etree._Element | None:
    """Return the nearest ancestor with one of these names, or None."""
    return next((each for each in element.iterancestors() if local(each) in names), None)


def attribute(element: etree._Element, name: str) -> str:
    """Return an attribute by its local name, or an empty text."""
    return next(
        (str(value) for key, value in element.attrib.items() if etree.QName(key).localname == name), ""
    )


def values(element: etree._Element) -> str:
    """Return all attribute values of an element, one a line."""
    return "\n".join(str(value) for value in element.attrib.values())


def attributes(root: etree._Element, place: str) -> Iterator[Passage]:
    """Yield attributes that people write, each with its location; all others as one passage written by software."""
    remaining: dict[str, None] = {}
    for element in root.iter():
        for key, value in element.attrib.items():
            name = etree.QName(key).localname
            if name in AUTHORED_ATTRIBUTES:
                yield Passage(f"{AUTHORED_ATTRIBUTES[name]} in {place}", str(value))
            elif _is_text(str(value)):
                remaining[str(value)] = None
    if remaining:
        yield Passage(f"a setting in {place}", "\n".join(remaining), authored=False)


def _is_text(value: str) -> bool:
    return len(value) > 1 and not _TECHNICAL.fullmatch(value) and not value.startswith(_SCHEMAS)


def leaves(
    root: etree._Element, place: str, *, authored: bool, skip: Iterable[str] = ()
) -> Iterator[Passage]:
    """Yield the text of elements, XML comments and instructions; `skip` names elements that are read elsewhere."""
    skipped = set(skip)
    for element in root.iter():
        if local(element) in skipped:
            continue
        for text in (element.text, element.tail if inside_text(element) else None):
            if text and text.strip():
                yield Passage(place, text, authored=authored and not _DATED.fullmatch(text.strip()))


def inside_text(element: etree._Element) -> bool:
    """Return whether text that follows the element belongs to mixed content."""
    return bool(element.tail and element.tail.strip())
