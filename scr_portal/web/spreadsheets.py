"""Lists for a spreadsheet: comma-separated text that Excel opens with its accents whole and its formulas dead."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell begins with that a spreadsheet would run (OWASP, CSV injection)."""


def as_csv(name: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """Return a download of `name`: UTF-8 with mark, dates as 2010-05-12, an empty cell for None."""
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(answer)
    writer.writerow(headings)
    for row in rows:
        writer.writerow([cell(value) for value in row])
    return answer


def cell(value: Any) -> str:
    """One cell. Text that would be run gets a leading apostrophe, so that it stays text."""
    if value is None or isinstance(value, datetime.date):
        return value.isoformat() if value else ""
    text = str(value)
    return f"'{text}" if text.lstrip(" ").startswith(RUNS) else text
