"""Grids as Excel and OpenDocument workbooks."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from tests.chronology.material.grid import Grid, Value
from tests.chronology.material.spellings import Broken, Shown


def write_xlsx(path: Path, grids: list[Grid], *, date1904: bool) -> None:
    """Write an Excel workbook, one sheet for each grid."""
    book = Workbook()
    book.remove(book.worksheets[0])
    if date1904:
        book.epoch = CALENDAR_MAC_1904
    for grid in grids:
        sheet = book.create_sheet(grid.name)
        sheet.sheet_state = "veryHidden" if grid.hidden else "visible"
        for (row, column), value in grid.cells.items():
            _write_cell(sheet, row, column + 1, value)
        for top, left, bottom, right in grid.merges:
            sheet.merge_cells(start_row=top, start_column=left + 1, end_row=bottom, end_column=right + 1)
        for row in grid.hidden_rows:
            sheet.row_dimensions[row].hidden = True
        for column in grid.hidden_columns:
            sheet.column_dimensions[sheet.cell(1, column + 1).column_letter].hidden = True
    book.save(path)


def _write_cell(sheet: Worksheet, row: int, column: int, value: Value) -> None:
    cell = sheet.cell(row, column)
    if isinstance(value, Shown):
        cell.value = value.value
        cell.number_format = value.format
    elif isinstance(value, Broken):
        cell.value = value.text or "=TODAY()-1"
    else:
        cell.value = value
        cell.data_type = "s"


_CONTENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" office:version="1.3">
<office:automatic-styles>
<number:date-style style:name="N1"><number:day/><number:text>/</number:text><number:month/><number:text>/</number:text><number:year/></number:date-style>
<number:date-style style:name="N2"><number:month number:textual="true"/><number:text>-</number:text><number:year/></number:date-style>
<style:style style:name="day" style:family="table-cell" style:data-style-name="N1"/>
<style:style style:name="month" style:family="table-cell" style:data-style-name="N2"/>
<style:style style:name="shown" style:family="table"><style:table-properties table:display="true"/></style:style>
<style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/></style:style>
</office:automatic-styles>
<office:body><office:spreadsheet>{settings}{tables}</office:spreadsheet></office:body></office:document-content>
"""
_NULL_DATE = '<table:calculation-settings><table:null-date table:date-value="1904-01-01"/></table:calculation-settings>'


def write_ods(path: Path, grids: list[Grid], *, date1904: bool) -> None:
    """Write an OpenDocument spreadsheet, with the million empty rows that LibreOffice declares."""
    content = _CONTENT.format(settings=_NULL_DATE if date1904 else "", tables="".join(map(_ods_table, grids)))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
    path.write_bytes(buffer.getvalue())


def _ods_table(grid: Grid) -> str:
    columns = "".join(
        f"<table:table-column{' table:visibility=' + quoteattr('collapse') if c in grid.hidden_columns else ''}/>"
        for c in range(grid.width)
    )
    rows = "".join(_ods_row(grid, row) for row in range(1, grid.last_row + 1))
    tail = f'<table:table-row table:number-rows-repeated="{1048576 - grid.last_row}"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    style = "hidden" if grid.hidden else "shown"
    return f'<table:table table:name={quoteattr(grid.name)} table:style-name="{style}">{columns}{rows}{tail}</table:table>'


def _ods_row(grid: Grid, row: int) -> str:
    hidden = ' table:visibility="collapse"' if row in grid.hidden_rows else ""
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in grid.merges}
    cells = "".join(_ods_cell(value, spans.get((row, column))) for column, value in enumerate(grid.row(row)))
    return f"<table:table-row{hidden}>{cells}</table:table-row>"


def _ods_cell(value: Value, span: tuple[int, int] | None) -> str:
    spanned = (
        f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"' if span else ""
    )
    if isinstance(value, Broken):
        text = f"<text:p>{value.text}</text:p>" if value.text else ""
        kind = ' office:value-type="string"' if value.text else ""
        return f'<table:table-cell table:formula="of:=[.#REF!]"{kind}{spanned}>{text}</table:table-cell>'
    if isinstance(value, Shown):
        return f"<table:table-cell{_ods_value(value)}{spanned}/>"
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in value.split("\n")) if value else ""
    kind = ' office:value-type="string"' if value else ""
    return f"<table:table-cell{kind}{spanned}>{lines}</table:table-cell>"


def _ods_value(value: Shown) -> str:
    if isinstance(value.value, datetime | date):
        month = "d" not in value.format.replace("[$-409]", "").lower()
        style = "month" if month else "day"
        return f' table:style-name="{style}" office:value-type="date" office:date-value="{value.value.isoformat()}"'
    if "h" in value.format:
        moment = timedelta(minutes=round(value.value * 1440))
        hours, minutes = divmod(moment.seconds // 60, 60)
        return f' office:value-type="time" office:time-value="PT{hours:02d}H{minutes:02d}M00S"'
    return f' office:value-type="float" office:value="{value.value!r}"'
