"""Rule 1 and 2: which heading stands for which field, and which row is the heading row."""

from __future__ import annotations

import pytest

from panels.chronology.assigning import assign
from panels.chronology.fields import SYNONYMS, fields_of
from panels.chronology.model import FIELDS, ReaderError
from panels.chronology.parsing import parse
from panels.chronology.reading import read_chronology
from tests.chronology.bad_files import sheet_xml, table_xml, xlsx
from tests.chronology.reading_made import held, read_rows

FITS = {
    "date": ["Date", "Date of event", "Event date", "DoE", "Date from", "When", "DATE:", "Date/Time", "Date(s)", "Date of contact with child"],
    "end_date": ["Date to", "To", "Until", "End date", "To date", "Date until"],
    "time": ["Time", "Time of event", "Times"],
    "source": ["Source", "Source of information", "Sources", "Source record details"],
    "source_record": ["Record", "File", "Recorded in", "Case records"],
    "detail": ["Details", "Event", "Events", "Summary", "Description", "Descriptive account", "Narrative", "What happened", "Event details"],
    "ref": ["No.", "Ref", "Event ref", "Reference", "Ref. no.", "File ref", "No"],
    "contact_type": ["Type", "Type of contact", "Nature", "Category", "Type of record"],
    "staff": ["Staff", "Officer", "Worker", "Seen by", "Social worker", "Practitioner(s)", "Clinician", "Who"],
    "who_seen": ["Who was seen", "Contact with", "Patient / contact with", "Spoken to", "Persons present", "Attended by"],
    "child_seen": ["Child seen? Y/N/Alone", "Children seen", "YP seen", "Young person seen alone?", "Pupil seen", "Child seen yes/no"],
    "child_voice": ["Voice of the child", "Views of child", "Presentation / voice of child"],
    "action": ["Action taken", "Outcome", "Action / outcome", "Decision", "Response", "Results"],
    "comment": ["Comments", "Author analysis", "Author's comments", "Analysis"],
    "tor": ["ToR", "Terms of reference"],
    None: ["Date entered", "Date recorded on system", "Date input", "Date of birth", "Date last updated", "Date records secured",
           "Date/time entered", "Attendance %", "Referral", "Place", "", "Update", "Recorded by", "Entered on file", "x" * 200],
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "heading"), [(name, text) for name, texts in FITS.items() for text in texts]
)
def test_heading_stands_for_its_field(name: str | None, heading: str) -> None:
    assert fields_of(heading) == name


def test_every_field_has_its_words_to_show() -> None:
    assert set(SYNONYMS) == set(FIELDS)


def test_left_of_two_columns_is_taken_and_the_other_is_kept() -> None:
    result = read_rows(
        ["3/4/09", "one", "File", "Seen", "two"],
        headings=["Date", "Comments", "Source", "Details", "Analysis"],
    )

    assert result.mapping["comment"] == "Comments"
    assert result.events[0].extra == {"Analysis": "two"}


def test_heading_with_the_word_source_wins_over_one_with_record() -> None:
    columns = assign({0: "Record", 1: "Date", 2: "Source", 3: "Details"})

    assert columns.by_field["source"] == 2


def test_heading_with_both_words_serves_date_and_time_unless_there_is_a_time_column() -> None:
    assert assign({0: "Date/Time", 1: "Source", 2: "Event"}).by_field["time"] == 0
    assert assign({0: "Date and time", 1: "Time", 2: "Source", 3: "Event"}).by_field["time"] == 1


def test_titles_above_the_headings_are_not_rows() -> None:
    result = parse(b"Chronology\n\nDate of report: 1/1/11\nDate,Source,Details\n3/4/09,File,Seen\n", "a.csv")

    assert [event.row for event in result.events] == [5]
    assert held(result) == []


def test_heading_row_is_looked_for_in_thirty_rows_and_no_more() -> None:
    headings = "Date,Source,Details\n3/4/09,File,Seen\n"

    assert parse(("title\n" * 29 + headings).encode(), "a.csv").events[0].row == 31
    with pytest.raises(ReaderError, match="headings"):
        parse(("title\n" * 30 + headings).encode(), "a.csv")


def test_lower_of_two_heading_rows_counts() -> None:
    rows = (
        ("When", "", "Source", "What happened", ""),
        ("Date", "Time", "Source", "Details", "Action"),
        ("3/4/09", "9:05", "File", "Seen", "None"),
    )
    sheet = sheet_xml(
        table_xml(rows),
        after='<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="C1:C2"/><mergeCell ref="D1:E1"/></mergeCells>',
    )

    result = parse(xlsx(sheet), "a.xlsx")

    assert (result.parts[0].header_row, result.events[0].row, result.events[0].time) == (2, 3, "09:05")
    assert held(result) == []


def test_headings_merged_over_two_rows_are_one_heading_row() -> None:
    sheet = sheet_xml(
        table_xml((("Date", "Source", "Details"), ("", "", ""), ("3/4/09", "File", "Seen"))),
        after='<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:B2"/><mergeCell ref="C1:C2"/></mergeCells>',
    )

    assert held(parse(xlsx(sheet), "a.xlsx")) == []


def test_first_row_of_data_that_sounds_like_headings_is_data() -> None:
    result = read_rows(["date not recorded", "", "GP record", "Discharge summary received"])

    assert held(result) == [(2, "missing_date", "date")]


def test_headings_typed_again_below_are_told_apart() -> None:
    result = read_rows(
        ["3/4/09", "", "File", "Seen"], ["Date", "Time", "Origin", "What"], ["4/4/09", "", "File", "Left"]
    )

    assert held(result) == [(3, "repeated_header", None)]


def test_mapping_by_hand_overrides_the_synonyms() -> None:
    data = b"When noted,Where,Narrative,Text\n3/4/09,File,short,Long account\n"
    mapping = {"source": "Where", "detail": "Text"}

    event = read_chronology(data, "a.csv", mapping=mapping).events[0]

    assert (event.source, event.detail, event.extra) == ("File", "Long account", {"Narrative": "short"})


def test_mapping_by_hand_can_leave_a_field_without_a_column() -> None:
    result = read_rows(["3/4/09", "mid surgery", "File", "Seen"], mapping={"time": ""})

    assert "time" not in result.mapping
    assert result.events[0].extra == {"Time": "mid surgery"}


def test_mapping_that_names_no_field_is_an_error_of_the_caller() -> None:
    with pytest.raises(ValueError, match="no field called colour"):
        read_chronology(b"x", "a.csv", mapping={"colour": "Date"})
