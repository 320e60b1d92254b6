"""Comma-separated text that Excel opens with its accents intact and without running formulas."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from typing import BinaryIO

from panels.chronology.export.columns import Value, columns_of, harmless, rows
from panels.chronology.merge import Entry


class _Line:
    """A text stream that encodes the csv writer's output to bytes."""

    def __init__(self, to: BinaryIO) -> None:
        self._to = to

    def write(self, text: str) -> int:
        return self._to.write(text.encode("utf-8"))


def write_csv(entries: Iterable[Entry], to: BinaryIO) -> None:
    """Write the entries in the order given: UTF-8 with byte order mark, CR LF line ends, dates as 2010-05-12.

    Every cell that begins with = + - @, a tab or a line end gets a leading apostrophe.
    """
    to.write(b"\xef\xbb\xbf")
    writer = csv.writer(_Line(to), lineterminator="\r\n")
    entries = list(entries)
    columns = columns_of(entries)
    writer.writerow([harmless(column.heading) for column in columns])
    for row in rows(entries, columns):
        writer.writerow([_text(value) for value in row])


def _text(value: Value) -> str:
    return value.isoformat() if isinstance(value, date) else harmless(str(value))
