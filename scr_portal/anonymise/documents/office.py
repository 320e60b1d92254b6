"""Parts that Word documents and workbooks share: properties, links, custom XML, drawings, embedded files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from lxml import etree

from scr_portal.anonymise.documents.archive import Package
from scr_portal.anonymise.documents.finding import Embedded, Passage, Piece
from scr_portal.anonymise.documents.markup import attributes, inside, leaves, local

_PLACES = (
    ("docProps/core", "document properties"),
    ("docProps/app", "document properties"),
    ("docProps/custom", "custom properties"),
    ("docProps/", "document properties"),
    ("customXml/", "custom XML"),
    ("charts/", "chart"),
    ("diagrams/", "diagram"),
    ("drawings/", "drawing"),
    ("threadedComments/", "threaded comment"),
    ("persons/", "list of commenters"),
    ("comments", "comment by an author"),
    ("externalLinks/", "link to another workbook"),
    ("pivotCache/", "stored copy of a table's data"),
    ("tables/", "table heading"),
    ("theme/", "theme"),
)
_WRITTEN_BY_PROGRAM = frozenset(
    [
        "Application",
        "AppVersion",
        "Template",
        "DocSecurity",
        "TotalTime",
        "Pages",
        "Words",
        "Characters",
        "Lines",
        "Paragraphs",
        "CharactersWithSpaces",
        "ScaleCrop",
        "LinksUpToDate",
        "SharedDoc",
        "HyperlinksChanged",
        "revision",
        "created",
        "modified",
        "lastPrinted",
        "lpstr",
        "i4",
        "posOffset",
        "sizeRelH",
        "sizeRelV",
        "pctWidth",
        "pctHeight",
    ]
)
_AUTHORED = ("document properties", "custom", "comment", "chart", "diagram", "list of commenters", "drawing")
_MARKUP = (".xml", ".rels", ".vml")
_OBJECTS = (".bin", ".dat", ".ole")
_WRITTEN = " .,;:'/@_()&+-\t"
_MOSTLY = 0.85
_ZIP = b"PK\x03\x04"
_PRINTABLE = re.compile(rb"[\x20-\x7e\xa0-\xff]{5,}")
_PRINTABLE_WIDE = re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\x00){5,}")


def other_part(package: Package, name: str) -> Iterator[Piece]:
    """Yield the passages of a part that is neither a text page nor a sheet.

    Markup is read by its vocabulary; anything else becomes a file of its own.
    """
    if name.endswith(_MARKUP):
        yield from _markup(package, name)
    else:
        data = package.read(name)
        what = "an embedded object" if name.endswith(_OBJECTS) else "an embedded picture or file"
        yield Embedded(what, data, PurePosixPath(name.lower()).suffix)
        packed = data.find(_ZIP, 1)
        if packed > 0 and name.endswith(_OBJECTS):
            yield Embedded(what, data[packed:])


def outside_links(package: Package, name: str, place: str) -> Iterator[Passage]:
    """Yield the targets of the part's links outside the document, with paths of templates and linked pictures."""
    for target, external in package.links(name).values():
        if external:
            yield Passage(f"link target in {place}", target)


def package_names(package: Package) -> Passage:
    """Return the names of the parts and the comments of the archive."""
    return Passage("the name of a part", "\n".join(package.remarks()), authored=False)


def printable(data: bytes) -> str:
    """Return strings of five characters or more in a file of unknown or old format, also in UTF-16.

    Strings that are mostly signs are left out: compressed data is full of them.
    """
    narrow = [match.group().decode("latin-1") for match in _PRINTABLE.finditer(data)]
    wide = [match.group().decode("utf-16-le") for match in _PRINTABLE_WIDE.finditer(data)]
    return "\n".join(string for string in narrow + wide if _is_written(string))


def _is_written(string: str) -> bool:
    written = sum(c.isascii() and (c.isalnum() or c in _WRITTEN) for c in string)
    accented = sum(c.isalpha() and not c.isascii() for c in string)
    return written + accented >= _MOSTLY * len(string) and written >= accented


def place_of(name: str) -> str:
    """Return the plain English name of a part."""
    return next((place for part, place in _PLACES if part in name), "another part of the document")


def _markup(package: Package, name: str) -> Iterator[Piece]:
    place = place_of(name)
    root = package.xml(name)
    if name.endswith(".rels"):
        yield Passage(
            f"link target in {place}", "\n".join(target for target in _targets(root)), authored=False
        )
        return
    authored = place.startswith(_AUTHORED) and place != "theme"
    for element in root.iter():
        if local(element) in {"p", "text", "si", "is"}:
            yield from _joined(element, _on_cell(element, place), authored=authored)
    yield from leaves(root, place, authored=authored, skip=_WRITTEN_BY_PROGRAM)
    yield from leaves(root, place, authored=False)
    yield from attributes(root, place)
    yield from outside_links(package, name, place)


def _on_cell(element: etree._Element, place: str) -> str:
    note = element if element.get("ref") else inside(element, "comment", "threadedComment")
    return f"{place} on cell {note.get('ref')}" if note is not None and note.get("ref") else place


def _joined(element: etree._Element, place: str, *, authored: bool) -> Iterator[Passage]:
    text = "".join(each.text or "" for each in element.iter() if local(each) == "t") or (element.text or "")
    if text.strip():
        yield Passage(place, text, authored=authored)


def _targets(root: etree._Element) -> Iterator[str]:
    for each in root:
        yield each.get("Target", "")
