"""A workbook that only a passphrase opens, made in memory: nothing of it is ever on disk in clear.

Every cell is text, so a spreadsheet runs none of them and follows no link.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msoffcrypto.format.ooxml import OOXMLFile
from xlsxwriter import Workbook

Rows = Iterable[Sequence[Any]]

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SMALLEST = 4_096
"""msoffcrypto-tool 6.1 writes a package of no more bytes than these so that it cannot be opened again."""


def encrypted_workbook(sheets: Mapping[str, Rows], passphrase: str) -> bytes:
    """Return the sheets, by their names, as an .xlsx that Excel opens with the passphrase (ECMA-376 agile encryption)."""
    plain, sealed = workbook(sheets), io.BytesIO()
    if len(plain) <= SMALLEST:
        raise ValueError("The workbook is too small to be encrypted so that it opens again.")
    OOXMLFile(io.BytesIO(plain)).encrypt(passphrase, sealed)
    return sealed.getvalue()


def workbook(sheets: Mapping[str, Rows]) -> bytes:
    """Return the sheets as an .xlsx that is not encrypted."""
    to = io.BytesIO()
    with Workbook(to, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    write(sheet, number, column, value)
            sheet.autofit()
    return to.getvalue()


def write(sheet: Any, row: int, column: int, value: Any) -> None:
    """Write one cell of text; what XML cannot hold is a mark that something stood there.

    XlsxWriter takes a text between `<r>` and `</r>` for its own markup, unless it comes in three runs; and it cuts a text
    that is longer than a cell of Excel, which is refused here: nothing is left out in silence.
    """
    text = NOT_IN_XML.sub("\ufffd", "" if value is None else str(value))
    if text.startswith("<r>"):
        written = sheet.write_rich_string(row, column, text[0], text[1], text[2:])
    else:
        written = sheet.write_string(row, column, text)
    if written != 0:
        raise ValueError("A workbook cannot hold a text of this length, or so many rows.")
