"""Word documents, read from their XML: tables with merged cells; insertions are read and deletions are not."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from panels.chronology.cells import Book, Merge, Table
from panels.chronology.limits import Limits
from panels.chronology.model import ReaderError
from panels.chronology.readers.package import Package, attribute, local

_SKIP = frozenset(
    [
        "del",
        "moveFrom",
        "rPr",
        "pPr",
        "tcPr",
        "trPr",
        "tblPr",
        "sectPr",
        "Fallback",
        "footnoteReference",
        "endnoteReference",
        "commentReference",
        "annotationRef",
        "rt",
        "proofErr",
        "sdtPr",
        "sdtEndPr",
    ]
)
_TRACKED = frozenset(["ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel"])
_SINGLE = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "‑", "softHyphen": ""}


def read(data: bytes, limits: Limits) -> Book:
    """Read every table of a document, numbered in document order from 1."""
    package = Package(data)
    document = package.parse(package.main_part("word/document.xml"))
    book = Book("docx")
    body = next((child for child in document if local(child) == "body"), document)
    for number, element in enumerate(_children(body, "tbl"), 1):
        book.tables.append(_table(element, number, limits))
    if not book.tables:
        raise ReaderError(
            "no_table",
            "This document has no table in it. Put the chronology into a table with a heading row for date, "
            "source and details, and upload it again.",
        )
    book.tracked_changes = any(local(element) in _TRACKED for element in document.iter())
    if any(local(element) == "commentReference" for element in document.iter()):
        book.remarks.append(
            ("comments_not_read", None, "Comments in the margin of the document were not read.")
        )
    return book


def _children(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield children by tag, through content controls, insertions and other wrappers, not into other structures."""
    for child in element:
        name = local(child)
        if name == tag:
            yield child
        elif name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
            yield from _children(child, tag)


def _property(element: etree._Element, group: str, name: str) -> etree._Element | None:
    for child in element:
        if local(child) == group:
            return next((item for item in child if local(item) == name), None)
    return None


def _number(element: etree._Element | None, default: int) -> int:
    value = attribute(element, "val") if element is not None else None
    return int(value) if value and value.isdigit() else default


def _table(element: etree._Element, number: int, limits: Limits) -> Table:
    table = Table(number, f"Table {number}")
    open_merges: dict[int, tuple[int, int]] = {}
    for row, line in enumerate(_children(element, "tr"), 1):
        if row > limits.rows:
            raise ReaderError("too_large", f"Table {number} has more than {limits.rows:,} rows. Split it.")
        if _property(line, "trPr", "del") is None:
            _row(table, row, line, open_merges, limits)
    table.fill_merges()
    return table


def _row(
    table: Table, row: int, line: etree._Element, open_merges: dict[int, tuple[int, int]], limits: Limits
) -> None:
    column = _number(_property(line, "trPr", "gridBefore"), 0)
    continued = set()
    for cell in _children(line, "tc"):
        span = min(max(_number(_property(cell, "tcPr", "gridSpan"), 1), 1), limits.columns)
        merge = _property(cell, "tcPr", "vMerge")
        state = (attribute(merge, "val") or "continue") if merge is not None else None
        if state == "continue" and column in open_merges:
            index, _ = open_merges[column]
            block = table.merges[index]
            table.merges[index] = Merge(block.top, block.left, row, block.right)
            continued.add(column)
        else:
            _start_cell(table, row, column, span, cell, limits)
            if state is not None:
                open_merges[column] = (len(table.merges), span)
                table.merges.append(Merge(row, column, row, column + span - 1))
                continued.add(column)
            elif span > 1:
                table.merges.append(Merge(row, column, row, column + span - 1))
        column += span
    for ended in [start for start in open_merges if start not in continued]:
        del open_merges[ended]


def _start_cell(table: Table, row: int, column: int, span: int, cell: etree._Element, limits: Limits) -> None:
    text = _blocks(cell)
    if len(text) > limits.cell_characters:
        raise ReaderError(
            "too_large", f"A cell in row {row} of {table.name} holds more text than a cell can."
        )
    if text and not text.isspace():
        table.rows.setdefault(row, {})[column] = text
    for nested in _children(cell, "tbl"):
        table.nested.append(_table(nested, 0, limits))


def _blocks(element: etree._Element) -> str:
    """Return the paragraphs of a cell, one line each; a nested table gives a line for each of its rows."""
    lines: list[str] = []
    for child in element:
        name = local(child)
        if name == "p":
            lines.append(_text(child))
        elif name == "tbl":
            lines.extend(
                "\t".join(_blocks(cell) for cell in _children(row, "tc")) for row in _children(child, "tr")
            )
        elif name in ("sdt", "sdtContent", "ins", "moveTo", "customXml"):
            inner = _blocks(child)
            if inner:
                lines.append(inner)
    return "\n".join(lines)


def _text(element: etree._Element) -> str:
    pieces: list[str] = []
    for child in element:
        name = local(child)
        if name in _SKIP:
            continue
        if name == "t":
            pieces.append(child.text or "")
        elif name in _SINGLE:
            pieces.append(_SINGLE[name])
        elif name == "sym":
            pieces.append(_symbol(child))
        elif name == "txbxContent":
            pieces.append("\n" + _blocks(child))
        elif len(child):
            pieces.append(_text(child))
    return "".join(pieces)


def _symbol(element: etree._Element) -> str:
    code = attribute(element, "char") or ""
    try:
        return chr(int(code, 16))
    except ValueError:
        return ""
