"""All text in a workbook: cells of visible and hidden sheets, headers, links, rules and names."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from scr_portal.anonymise.documents.archive import Package
from scr_portal.anonymise.documents.cells import Cells, Sheet
from scr_portal.anonymise.documents.finding import Passage, Piece, ScanFailed
from scr_portal.anonymise.documents.markup import attribute, attributes, inside, leaves, local, values
from scr_portal.anonymise.documents.office import other_part, outside_links

_AROUND = {
    "oddHeader": "page header",
    "evenHeader": "page header",
    "firstHeader": "page header",
    "oddFooter": "page footer",
    "evenFooter": "page footer",
    "firstFooter": "page footer",
}
_ENTRY_RULES = ("prompt", "promptTitle", "error", "errorTitle")


def pieces(package: Package) -> Iterator[Piece]:
    """Yield all passages and embedded files of a workbook."""
    sheets = _sheets(package)
    cells = Cells(package)
    for name in package.names:
        if name in sheets:
            yield from _sheet(package, name, sheets[name], cells)
        elif name == "xl/workbook.xml":
            yield from _workbook(package.xml(name))
            yield from outside_links(package, name, "the workbook")
        elif name != "xl/sharedStrings.xml":
            yield from other_part(package, name)
    yield from cells.not_displayed()


def _sheets(package: Package) -> dict[str, Sheet]:
    if "xl/workbook.xml" not in package.names:
        raise ScanFailed("The workbook has no list of its sheets.")
    targets = package.links("xl/workbook.xml")
    sheets = {}
    elements = [each for each in package.xml("xl/workbook.xml").iter() if local(each) == "sheet"]
    for number, each in enumerate(elements, 1):
        target, _ = targets.get(attribute(each, "id"), ("", False))
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        sheets[path] = Sheet(number, hidden=each.get("state", "visible") != "visible")
    return sheets


def _workbook(root: etree._Element) -> Iterator[Passage]:
    sheets = [each for each in root.iter() if local(each) == "sheet"]
    for number, each in enumerate(sheets, 1):
        yield Passage(f"the name of sheet {number}", each.get("name", ""))
    names = [each for each in root.iter() if local(each) == "definedName"]
    for number, each in enumerate(names, 1):
        words = (
            each.text,
            each.get("name", "").replace("_", " "),
            each.get("comment"),
            each.get("description"),
        )
        yield Passage(f"defined name {number}", "\n".join(word for word in words if word), authored=False)
        yield Passage(f"defined name {number}", values(each), authored=False)
    yield from attributes(root, "the workbook")
    yield from leaves(root, "the workbook", authored=False)


def _sheet(package: Package, name: str, sheet: Sheet, cells: Cells) -> Iterator[Piece]:
    root = package.xml(name)
    yield from cells.passages(root, sheet)
    for element in root.iter():
        yield from _around(element, sheet)
    yield from attributes(root, str(sheet))
    yield from outside_links(package, name, str(sheet))


def _around(element: etree._Element, sheet: Sheet) -> Iterator[Passage]:
    name = local(element)
    if name in _AROUND:
        yield Passage(f"{_AROUND[name]} of {sheet}", _without_codes(element.text or ""))
    elif name == "dataValidation":
        authored = "\n".join(element.get(rule, "") for rule in _ENTRY_RULES)
        yield Passage(f"data validation of {sheet}", authored)
        yield Passage(f"data validation of {sheet}", " ".join(str(each) for each in element.itertext()))
    elif name == "hyperlink":
        yield Passage(f"link in {sheet}, cell {element.get('ref', '')}", values(element), authored=False)
    elif name in {"formula", "formula1", "formula2"} or (name == "f" and inside(element, "ext") is not None):
        yield Passage(f"a rule of {sheet}", element.text or "", authored=False)
    elif name == "cfRule" or name == "protectedRange":
        yield Passage(f"a rule of {sheet}", values(element), authored=False)


def _without_codes(text: str) -> str:
    """Remove "&L", "&C", "&R" and font codes from a page header, which would join on to the words."""
    for code in ("&L", "&C", "&R", "&P", "&N", "&D", "&T", "&F", "&A", "&B", "&I", "&U"):
        text = text.replace(code, " ")
    return text
