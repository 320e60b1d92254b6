"""Small tables read in this process, for tests of one rule at a time."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from panels.chronology.model import ReadResult
from panels.chronology.parsing import parse

HEADINGS = ("Date", "Time", "Source", "Details")
SCOPE = date(2000, 1, 1), date(2010, 12, 31)


def read_rows(
    *rows: Sequence[str],
    headings: Sequence[str] = HEADINGS,
    scope: tuple[date, date] | None = SCOPE,
    mapping: Mapping[str, Any] | None = None,
) -> ReadResult:
    """Read the rows below the headings as CSV; the first is row 2."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([headings, *rows])
    return parse(buffer.getvalue().encode(), "made.csv", scope=scope, mapping=mapping)


def held(result: ReadResult) -> list[tuple[int, str, str | None]]:
    """Return row, code and field of each problem that is not a remark."""
    return [(p.row, p.code, p.field) for p in result.problems if p.severity != "warning"]


def notices(result: ReadResult) -> list[tuple[str, str | None]]:
    """Return code and field of each notice."""
    return [(n.code, n.field) for n in result.notices]
