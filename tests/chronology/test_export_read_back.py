from __future__ import annotations

import io

import pytest

from panels.chronology.export import write_csv, write_docx, write_xlsx
from panels.chronology.model import Event
from panels.chronology.reading import read_chronology
from tests.chronology.entries import entry

ENTRIES = [
    entry(
        "Housing",
        7,
        "2010-04-01",
        "Arrears £120 – “letter 2”.\nSecond line.",
        until="2010-04-30",
        child_seen="alone",
    ),
    entry("Police", 9, "2010-05-12", "=1+1", time="14:30", time_end="15:15", uncertain=True),
    entry("School", 3, "2009-12-01", "Cold classroom.", until="2010-02-28", precision="season"),
    entry("School", 4, "2009-09-01", "Late most days.", until="2009-12-31", precision="season"),
    entry("GP", 5, "2009-01-01", "Registered.", until="2009-12-31", precision="year"),
    entry("GP", 6, "2010-05-12", "In hospital.", until="2010-05-15", precision="range"),
    entry("GP", 8, "2010-05-16", "Rang.", time="09:05", time_precision="approx"),
]


def told(event: Event) -> tuple[object, ...]:
    return (event.interval, event.time, event.time_end, event.time_precision, event.source, event.detail)


@pytest.mark.parametrize(
    ("write", "name"), [(write_xlsx, "merged.xlsx"), (write_csv, "merged.csv"), (write_docx, "merged.docx")]
)
def test_export_read_back_by_the_import_gives_the_same_dates_times_and_text(write, name):
    file = io.BytesIO()
    write(ENTRIES, file)

    reading = read_chronology(file.getvalue(), name)

    assert not [problem for problem in reading.problems if problem.severity == "held"]
    expected = [told(each.event) for each in ENTRIES]
    if write is not write_xlsx:
        expected = [tuple(f"'{v}" if v == "=1+1" else v for v in event) for event in expected]
    assert [told(event) for event in reading.events] == expected
