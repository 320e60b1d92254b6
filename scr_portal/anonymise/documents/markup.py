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

TOLD_ATTRIBUTES = {
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
    """The element's name without its namespace; empty for comments and instructions."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def inside(element: etree._Element, *names: str) -> etree._Element | None:
    """The nearest ancestor with one of these names."""
    return next((each for each in element.iterancestors() if local(each) in names), None)


def attribute(element: etree._Element, name: str) -> str:
    """An attribute by its local name."""
    return next(
        (str(value) for key, value in element.attrib.items() if etree.QName(key).localname == name), ""
    )


def values(element: etree._Element) -> str:
    """All attribute values of an element, one a line."""
    return "\n".join(str(value) for value in element.attrib.values())


def attributes(root: etree._Element, place: str) -> Iterator[Passage]:
    """What people wrote into attributes, each in its place; all others together, as written by the program."""
    rest: dict[str, None] = {}
    for element in root.iter():
        for key, value in element.attrib.items():
            name = etree.QName(key).localname
            if name in TOLD_ATTRIBUTES:
                yield Passage(f"{TOLD_ATTRIBUTES[name]} in {place}", str(value))
            elif _says_something(str(value)):
                rest[str(value)] = None
    if rest:
        yield Passage(f"a setting in {place}", "\n".join(rest), told=False)


def _says_something(value: str) -> bool:
    return len(value) > 1 and not _TECHNICAL.fullmatch(value) and not value.startswith(_SCHEMAS)


def leaves(root: etree._Element, place: str, *, told: bool, skip: Iterable[str] = ()) -> Iterator[Passage]:
    """Text that stands in elements by itself, XML comments and instructions; `skip` names elements read elsewhere."""
    without = set(skip)
    for element in root.iter():
        if local(element) in without:
            continue
        for text in (element.text, element.tail if inside_text(element) else None):
            if text and text.strip():
                yield Passage(place, text, told=told and not _DATED.fullmatch(text.strip()))


def inside_text(element: etree._Element) -> bool:
    """Whether text that follows the element belongs to mixed text."""
    return bool(element.tail and element.tail.strip())
