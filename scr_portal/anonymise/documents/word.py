"""All text in a Word document: visible, hidden, deleted, in notes, and in its properties."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from scr_portal.anonymise.documents.archive import Package
from scr_portal.anonymise.documents.finding import Passage, Piece, across
from scr_portal.anonymise.documents.markup import attribute, attributes, inside, leaves, local, values
from scr_portal.anonymise.documents.office import other_part, outside_links

_PLACES = (
    ("word/document", "body"),
    ("word/header", "header"),
    ("word/footer", "footer"),
    ("word/footnotes", "footnotes"),
    ("word/endnotes", "endnotes"),
    ("word/comments", "comments"),
    ("word/settings", "document settings"),
    ("word/people", "list of commenters"),
    ("word/glossary", "building blocks"),
    ("word/styles", "styles"),
    ("word/numbering", "list numbering"),
)
_NOTES = {"comment": "comment {} by an author", "footnote": "footnote {}", "endnote": "endnote {}"}
_SETTINGS = {
    "docVar": "document variable",
    "alias": "label of a content control",
    "tag": "label of a content control",
    "listItem": "list of choices",
    "listEntry": "list of choices",
    "default": "form field",
    "statusText": "form field",
    "helpText": "form field",
    "bookmarkStart": "bookmark",
    "lvlText": "list numbering",
    "attachedTemplate": "template",
    "mailMerge": "mail merge",
    "query": "mail merge",
    "connectString": "mail merge",
}
_SPACES = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad", "ptab": "\t"}


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text of one paragraph and its formatting."""

    text: str
    deleted: bool
    inserted: bool
    hidden: bool
    code: bool


def pieces(package: Package) -> Iterator[Piece]:
    """Yield all passages and embedded files of a Word document."""
    for name in package.names:
        place = _place(name)
        if place is None:
            yield from other_part(package, name)
            continue
        root = package.xml(name)
        yield from _paragraphs(root, place)
        yield from _table_rows(root, place)
        yield from _settings(root, place)
        yield from attributes(root, place)
        yield from leaves(
            root, f"text outside paragraphs in {place}", authored=False, skip=("t", "delText", "instrText")
        )
        yield from outside_links(package, name, place)


def _place(name: str) -> str | None:
    for start, place in _PLACES:
        if name.startswith(start) and name.endswith(".xml"):
            number = re.search(r"(\d+)\.xml$", name)
            return f"{place} {number[1]}" if number else place
    return None


def _paragraphs(root: etree._Element, place: str) -> Iterator[Passage]:
    blocks = [element for element in root.iter() if local(element) == "p"]
    notes = _note_numbers(root)
    for number, block in enumerate(blocks, 1):
        runs = [_run(element) for element in block.iter() if _belongs(element, block)]
        where = _where(block, place, number, notes)
        yield from _views(runs, where)


def _table_rows(root: etree._Element, place: str) -> Iterator[Passage]:
    """Yield the cells of each row joined: a number or a date may be split over two of them."""
    rows = (element for element in root.iter() if local(element) == "tr")
    for number, row in enumerate(rows, 1):
        cells = (element for element in row if local(element) == "tc")
        texts = ["".join(each.text or "" for each in cell.iter() if local(each) == "t") for cell in cells]
        yield from across(f"{place}, row {number} of the tables", texts)


def _note_numbers(root: etree._Element) -> dict[etree._Element, int]:
    counts: dict[str, int] = {}
    numbers = {}
    for element in root.iter():
        name = local(element)
        if name in _NOTES:
            counts[name] = counts.get(name, 0) + 1
            numbers[element] = counts[name]
    return numbers


def _where(block: etree._Element, place: str, number: int, notes: dict[etree._Element, int]) -> str:
    note = inside(block, *_NOTES)
    if note is not None:
        return _NOTES[local(note)].format(notes[note])
    if inside(block, "txbxContent", "txBody") is not None:
        return f"text box in {place}, paragraph {number}"
    return f"{place}, paragraph {number}"


def _belongs(element: etree._Element, block: etree._Element) -> bool:
    if local(element) not in {"t", "delText", "instrText", "delInstrText", *_SPACES}:
        return False
    return inside(element, "p") is block


def _run(element: etree._Element) -> Run:
    name = local(element)
    run = inside(element, "r")
    hidden = run is not None and any(local(each) == "vanish" and _on(each) for each in run.iter())
    return Run(
        text=_SPACES.get(name, element.text or ""),
        deleted=name in {"delText", "delInstrText"} or inside(element, "del", "moveFrom") is not None,
        inserted=inside(element, "ins", "moveTo") is not None,
        hidden=hidden,
        code=name in {"instrText", "delInstrText"},
    )


def _on(switch: etree._Element) -> bool:
    return attribute(switch, "val") not in {"0", "false", "off"}


def _views(runs: list[Run], where: str) -> Iterator[Passage]:
    """Yield the paragraph with changes accepted, with changes rejected, and each kind of hidden text alone."""
    text = [run for run in runs if not run.code]
    yield from _joined(where, (run for run in text if not run.deleted))
    if any(run.hidden for run in text):
        yield from _joined(f"hidden text in {where}", (run for run in text if run.hidden))
        yield from _joined(where, (run for run in text if not run.hidden and not run.deleted))
    if any(run.deleted for run in text):
        yield from _joined(f"deleted text in {where}", (run for run in text if run.deleted))
        yield from _joined(f"earlier wording of {where}", (run for run in text if not run.inserted))
    yield from _joined(f"field code in {where}", (run for run in runs if run.code))


def _joined(where: str, runs: Iterator[Run]) -> Iterator[Passage]:
    text = "".join(run.text for run in runs)
    if text.strip():
        yield Passage(where, text)


def _settings(root: etree._Element, place: str) -> Iterator[Passage]:
    for element in root.iter():
        what = _SETTINGS.get(local(element))
        if what:
            yield Passage(f"{what} in {place}", values(element), authored=what == "document variable")
