"""Cells of a file as read, before they are interpreted as dates or times.

Text stays plain `str`; every other cell keeps what the author saw (a date cell that displays only month and year
records that). A `Table` is sparse: a sheet that declares a million rows and uses three stores three.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal

Shows = Literal["day", "month", "year", "time", "elapsed"]

ERROR_TEXTS = frozenset(
    [
        "#REF!",
        "#N/A",
        "#VALUE!",
        "#NAME?",
        "#DIV/0!",
        "#NULL!",
        "#NUM!",
        "#SPILL!",
        "#CALC!",
        "#GETTING_DATA",
        "#FIELD!",
        "#BLOCKED!",
    ]
)
NO_RESULT_TEXT = "(formula without a saved result)"
_ERROR_CODE = re.compile(r"Err:\d{3}")
_LINE_ENDS = re.compile(r"\r\n?")
_MARKS = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Direction marks, joiners, soft hyphens and byte order marks, which no author sees (rule 11.19)."""
_SCRIPTS = re.compile(
    "[\u0590-\u1cff\ua800-\uabff\ufb1d-\ufdff\ufe70-\ufefc\U0001f000-\U0001faff\u2640\u2642\u2695\u26f9]"
)
"""Letters and pictures of scripts in which such marks belong to the text."""
_SYMBOL_FONTS = {
    "wingdings": {0x6F: "☐", 0x71: "☐", 0xA8: "☐", 0x78: "☒", 0xFD: "☒", 0xFE: "☑", 0xFC: "✓", 0xFB: "✗"},
    "wingdings 2": {0x2A: "☐", 0x30: "☐", 0xA3: "☐", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x50: "✓", 0x4F: "✗"},
    "webdings": {0x63: "☐", 0x61: "✓", 0x72: "✗"},
}
_PROMPT = re.compile(
    r"(?:click|tap|click or tap)(?: or tap)?(?: here)? to enter (?:text|a date)\.?|choose an item\.?|choose a building block\.?",
    re.I,
)


@dataclass(frozen=True, slots=True)
class NumberCell:
    """A number without a date format. `shown` is its displayed text, where the file records it."""

    value: float
    shown: str = ""

    def __str__(self) -> str:
        return self.shown or plain_number(self.value)


@dataclass(frozen=True, slots=True)
class DateCell:
    """A date or time cell. `day` is None for a time alone or an invalid serial; `clock` is None at midnight."""

    day: date | None
    clock: time | None
    shows: Shows

    def __str__(self) -> str:
        clock = f"{self.clock.hour:02d}:{self.clock.minute:02d}" if self.clock else ""
        if self.day is None or self.shows == "time":
            return clock or ("00:00" if self.shows == "time" else "")
        if self.shows in ("month", "year"):
            return f"{self.day.strftime('%B %Y' if self.shows == 'month' else '%Y')} {clock}".strip()
        day = f"{self.day.day:02d}/{self.day.month:02d}/{self.day.year:04d}"
        return f"{day} {clock}" if clock else day


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """An error value such as #REF!, or a formula that was saved without its result."""

    shown: str

    def __str__(self) -> str:
        return self.shown


Cell = str | NumberCell | DateCell | ErrorCell


def plain_number(value: float) -> str:
    """Return the shortest text of the number: 12.0 as "12", 0.1 as "0.1"."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def clean(text: str) -> str:
    """Return text as typed, with LF line ends and without outer white space, no-break spaces included.

    Marks that no author sees are left out, except in a text of a script to which they belong.
    """
    if "\r" in text:
        text = _LINE_ENDS.sub("\n", text)
    text = text.strip()
    if not text.isascii():
        return _without_marks(text)
    return "" if text[:2] in ("Cl", "Ch", "Ta") and _PROMPT.fullmatch(text) else text


def _without_marks(text: str) -> str:
    if not _MARKS.search(text):
        return text
    bare = _MARKS.sub("", text).strip()
    return text if bare and _SCRIPTS.search(bare) else bare


def ticks(text: str, font: str) -> str:
    """Return the text with the boxes and ticks of a symbol font as the characters that they show."""
    shown = _SYMBOL_FONTS.get(font.casefold().strip())
    if not shown:
        return text
    return "".join(
        shown.get(ord(character) & 0xFF, character) if ord(character) < 0xF100 else character
        for character in text
    )


def elapsed(hours: int, minutes: int) -> Cell:
    """Return hours and minutes shown as a sum: a time of day below 24 hours, else the text "26:30" as it is seen."""
    return DateCell(None, time(hours, minutes), "time") if hours < 24 else f"{hours}:{minutes:02d}"


def is_error_text(text: str) -> bool:
    """Return whether a text is a spreadsheet error value or stands for a formula saved without its result."""
    if text[:1] not in ("#", "E", "("):
        return False
    return text == NO_RESULT_TEXT or text.upper() in ERROR_TEXTS or _ERROR_CODE.fullmatch(text) is not None


def column_letter(index: int) -> str:
    """Return the spreadsheet letter of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, remainder = divmod(index - 1, 26)
        letters = chr(65 + remainder) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged block: first and last row (from 1), first and last column (from 0), all inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Table:
    """One sheet, Word table or text file: rows by the number the author sees, cells by column from 0.

    `goes_on` says that only empty paragraphs part it from the table before; `columns` is its declared width, 0 if none.
    """

    number: int
    name: str
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    date1904: bool = False
    nested: list[Table] = field(default_factory=list)
    goes_on: bool = False
    columns: int = 0

    def visible(self, row: int) -> dict[int, Cell]:
        """Return the cells of a row that are in visible columns."""
        cells = self.rows.get(row, {})
        if not self.hidden_columns:
            return cells
        return {column: cell for column, cell in cells.items() if column not in self.hidden_columns}

    def numbered(self) -> Iterator[tuple[int, dict[int, Cell]]]:
        """Yield the rows with content in visible columns, from the top."""
        for row in sorted(self.rows):
            cells = self.visible(row)
            if cells:
                yield row, cells

    def cut(self, column: int) -> None:
        """Take out the cells from a column on."""
        for row, cells in self.rows.items():
            self.rows[row] = {c: cell for c, cell in cells.items() if c < column}

    def fill_merges(self) -> None:
        """Copy a merged block's value to each row it covers, once, in its leftmost visible column (rule 2.6)."""
        last = max(self.rows, default=0)
        for block in self.merges:
            value = self.rows.get(block.top, {}).get(block.left)
            bottom = block.bottom if block.bottom - block.top < 1000 else min(block.bottom, last)
            column = self._leftmost_visible(block)
            for row in range(block.top, bottom + 1):
                self._write_block_row(row, block, column, value)

    def _leftmost_visible(self, block: Merge) -> int:
        columns = range(block.left, min(block.right, block.left + 500) + 1)
        return next((column for column in columns if column not in self.hidden_columns), block.left)

    def _write_block_row(self, row: int, block: Merge, column: int, value: Cell | None) -> None:
        cells = self.rows.get(row)
        if cells:
            for covered in [c for c in cells if block.left <= c <= block.right]:
                del cells[covered]
        if value is not None:
            self.rows.setdefault(row, {})[column] = value


@dataclass(slots=True)
class Book:
    """A parsed file: its visible tables, the names of hidden sheets, and remarks on the file."""

    kind: str
    tables: list[Table] = field(default_factory=list)
    hidden_sheets: list[str] = field(default_factory=list)
    tracked_changes: bool = False
    remarks: list[tuple[str, str | None, str]] = field(default_factory=list)

    def not_read(self, notes: list[str], boxes: list[str]) -> None:
        """Remark on the sheets whose notes on cells or text boxes were not read."""
        for code, what, sheets in (
            ("comments_not_read", "Notes on cells", notes),
            ("text_boxes_not_read", "Text boxes", boxes),
        ):
            if sheets:
                named = ", ".join(f"“{name}”" for name in dict.fromkeys(sheets))
                self.remarks.append(
                    (
                        code,
                        None,
                        f"{what} were not read ({named}). Put into a cell what belongs to the chronology.",
                    )
                )
