"""Word documents, read from their XML: tables with merged cells; insertions are read and deletions are not."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from panels.chronology.cells import Book, Merge, Table
from panels.chronology.limits import Limits
from panels.chronology.model import ReaderError
from panels.chronology.readers.package import Package, attribute, is_on, local
from panels.chronology.readers.word_text import WRAPPERS, Words, children, hidden_styles, shows_prompt

_TRACKED = frozenset(["ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel"])
_REMARKS = {
    "hidden_text": "The document has hidden text in its tables. It was not read. Show it if it belongs.",
    "struck_text": "The document has struck-out text in its tables. It was read and kept. Delete it if it does not belong.",
    "footnotes_not_read": "Footnotes and endnotes of the document were not read.",
    "comments_not_read": "Comments in the margin of the document were not read.",
    "text_boxes_not_read": "Text boxes outside the tables were not read.",
}


def read(data: bytes, limits: Limits) -> Book:
    """Read every table of a document, numbered in document order from 1."""
    package = Package(data)
    path = package.main_part("word/document.xml")
    document = package.parse(path)
    book = Book("docx")
    words = Words(hidden_styles(package, path))
    body = next((child for child in document if local(child) == "body"), document)
    for number, (element, goes_on) in enumerate(_tables(body), 1):
        table = _table(element, number, limits, words)
        table.goes_on = goes_on
        book.tables.append(table)
    if not book.tables:
        raise ReaderError(
            "no_table",
            "This document has no table in it. Put the chronology into a table with a heading row for date, "
            "source and details, and upload it again.",
        )
    names = {local(element) for element in document.iter()}
    book.tracked_changes = bool(names & _TRACKED)
    if "commentReference" in names:
        words.noted.add("comments_not_read")
    if "txbxContent" in names and _box_outside_tables(body):
        words.noted.add("text_boxes_not_read")
    book.remarks += [(code, None, sentence) for code, sentence in _REMARKS.items() if code in words.noted]
    return book


def _tables(body: etree._Element) -> Iterator[tuple[etree._Element, bool]]:
    """Yield the tables of a document, and whether only empty paragraphs part each from the one before."""
    parted = True
    for element in _top(body):
        if local(element) == "tbl":
            yield element, not parted
            parted = False
        elif local(element) == "p":
            parted = parted or any(_shows(each) for each in element.iter())


def _shows(element: etree._Element) -> bool:
    """Return whether a piece of a paragraph is text or a picture."""
    return local(element) in ("drawing", "pict") or (
        local(element) == "t" and bool((element.text or "").strip())
    )


def _top(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if local(child) in WRAPPERS:
            yield from _top(child)
        else:
            yield child


def _box_outside_tables(body: etree._Element) -> bool:
    return any(
        local(each) == "t"
        and (each.text or "").strip()
        and not any(local(up) == "tbl" for up in box.iterancestors())
        for box in body.iter()
        if local(box) == "txbxContent"
        for each in box.iter()
    )


def _property(element: etree._Element, group: str, name: str) -> etree._Element | None:
    for child in element:
        if local(child) == group:
            return next((item for item in child if local(item) == name), None)
    return None


def _number(element: etree._Element | None, default: int) -> int:
    value = attribute(element, "val") if element is not None else None
    return int(value) if value and value.isdigit() else default


def _table(element: etree._Element, number: int, limits: Limits, words: Words) -> Table:
    table = Table(number, f"Table {number}")
    open_merges: dict[int, tuple[int, int]] = {}
    for row, line in enumerate(children(element, "tr"), 1):
        if row > limits.rows:
            raise ReaderError("too_large", f"Table {number} has more than {limits.rows:,} rows. Split it.")
        if _property(line, "trPr", "del") is None:
            _row(table, row, line, open_merges, limits, words)
    table.fill_merges()
    return table


def _row(
    table: Table,
    row: int,
    line: etree._Element,
    open_merges: dict[int, tuple[int, int]],
    limits: Limits,
    words: Words,
) -> None:
    hidden = _property(line, "trPr", "hidden")
    if hidden is not None and is_on(attribute(hidden, "val") or "on"):
        table.hidden_rows.add(row)
    column = _number(_property(line, "trPr", "gridBefore"), 0)
    continued = set()
    for cell in children(line, "tc"):
        span = min(max(_number(_property(cell, "tcPr", "gridSpan"), 1), 1), limits.columns)
        merge = _property(cell, "tcPr", "vMerge")
        state = (attribute(merge, "val") or "continue") if merge is not None else None
        if state == "continue" and column in open_merges:
            index, _ = open_merges[column]
            block = table.merges[index]
            table.merges[index] = Merge(block.top, block.left, row, block.right)
            continued.add(column)
        else:
            _start_cell(table, row, column, cell, limits, words)
            if state is not None:
                open_merges[column] = (len(table.merges), span)
                table.merges.append(Merge(row, column, row, column + span - 1))
                continued.add(column)
            elif span > 1:
                table.merges.append(Merge(row, column, row, column + span - 1))
        column += span
    table.columns = max(table.columns, column)
    for ended in [start for start in open_merges if start not in continued]:
        del open_merges[ended]


def _start_cell(
    table: Table, row: int, column: int, cell: etree._Element, limits: Limits, words: Words
) -> None:
    text = "" if _is_prompt(cell) else words.blocks(cell)
    if len(text) > limits.cell_characters:
        raise ReaderError(
            "too_large", f"A cell in row {row} of {table.name} holds more text than a cell can."
        )
    if text and not text.isspace():
        table.rows.setdefault(row, {})[column] = text
    for nested in children(cell, "tbl"):
        table.nested.append(_table(nested, 0, limits, words))


def _is_prompt(cell: etree._Element) -> bool:
    """Return whether the whole cell is a content control that shows its prompt."""
    return any(local(each) == "sdt" and shows_prompt(each) for each in cell.iterancestors("{*}sdt"))
