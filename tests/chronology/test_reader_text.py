"""Text files: encodings, delimiters, quotes and line ends."""

from __future__ import annotations

import pytest

from panels.chronology.model import ReadResult
from panels.chronology.parsing import parse
from tests.chronology.reading_made import held

_ROWS = [
    ["Date", "Time", "Source", "Details"],
    ["3/4/09", "", "File", "Cost £20 – “said”"],
    ["", "", "", ""],
    ["4/4/09", "", "File", "Left"],
]


def _text(delimiter: str = ",", line_end: str = "\r\n") -> str:
    return line_end.join(delimiter.join(row) for row in _ROWS)


def _details(result: ReadResult) -> list[tuple[int, str]]:
    return [(event.row, event.detail) for event in result.events]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize(
    ("delimiter", "name"), [(",", "a.csv"), (";", "a.CSV"), ("\t", "a.txt"), ("\t", "a.tsv"), (";", "a.tsv")]
)
def test_encoding_and_delimiter_are_found_and_text_is_not_damaged(
    encoding: str, delimiter: str, name: str
) -> None:
    result = parse(_text(delimiter).encode(encoding), name)

    assert _details(result) == [(2, "Cost £20 – “said”"), (4, "Left")]


@pytest.mark.parametrize("line_end", ["\n", "\r", "\r\n"])
def test_line_ends_of_every_kind_count_blank_lines(line_end: str) -> None:
    text = _text(line_end=line_end).replace(",,,", "")

    assert _details(parse(text.encode(), "a.csv")) == [(2, "Cost £20 – “said”"), (4, "Left")]


def test_line_break_in_quotes_does_not_start_a_row_and_becomes_a_line_feed() -> None:
    text = 'Date,Source,Details\r\n3/4/09,File,"One\r\ntwo, ""three"""\r\n4/4/09,File,Left\r\n'

    assert _details(parse(text.encode(), "a.csv")) == [(2, 'One\ntwo, "three"'), (3, "Left")]


@pytest.mark.parametrize("line_end", ["\n", "\r", "\r\n"])
def test_bare_quotation_marks_in_the_date_column_are_ditto_marks(line_end: str) -> None:
    rows = [
        "Date\tTime\tSource\tDetails",
        "3/4/09\t\tFile\tOne",
        '"\t0900\tFile\tTwo',
        '"\t1000\tFile\tThree',
        "4/4/09\t\tFile\tFour",
        '"\t\tFile\tFive',
    ]

    result = parse(line_end.join(rows).encode(), "a.txt")

    assert [str(event.date_start)[-2:] for event in result.events] == ["03", "03", "03", "04", "04"]


def test_byte_that_windows_1252_does_not_use_is_kept() -> None:
    assert _details(parse(b"Date,Source,Details\n3/4/09,File,caf\xe9\x81\n", "a.csv")) == [(2, "café\x81")]


def test_text_is_kept_whole_and_formulas_in_it_are_text() -> None:
    long = "=cmd|' /C calc'!A0 " + "word " * 5000

    assert _details(parse(f"Date,Source,Details\n3/4/09,File,{long}".encode(), "a.csv"))[0][1] == long.strip()


def test_no_break_spaces_are_not_text() -> None:
    result = parse("Date,Source,Details\n\u00a0, \u00a0,\u00a0\n3/4/09,\u00a0,Seen\n".encode(), "a.csv")

    assert held(result) == [(3, "missing_source", "source")]
