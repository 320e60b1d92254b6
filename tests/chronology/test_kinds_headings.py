"""Rules 11.9 to 11.12, 11.16, 11.18 and 11.21: headings people use, what they do not mean, and what is asked."""

from __future__ import annotations

import pytest

from panels.chronology.fields import fields_of
from panels.chronology.heading_words import parted
from panels.chronology.interchange import result_from_json, result_to_json
from panels.chronology.mapping import chosen
from panels.chronology.model import ReaderError, ReadResult
from panels.chronology.parsing import parse
from tests.chronology.bad_files import sheet_xml, table_xml, xlsx
from tests.chronology.heading_sets import SETS
from tests.chronology.reading_made import notices, read_rows
from tests.chronology.word_parts import paragraph, read, row, table

SHORT = ("Date", "Source", "Details")


def _sample(heading: str, day: int) -> str:
    words = parted(heading)
    if fields_of(heading) in ("date", "end_date") or words in (
        "dated",
        "from",
        "to",
        "occurred on",
        "day and date",
    ):
        return f"{day:02d}/06/2010"
    if "time" in words:
        return "14:30"
    return f"{heading} {day}"


def _read_set(name: str) -> ReadResult:
    headings = [heading.strip() for heading in SETS[name][0].split(",")]
    return read_rows(
        *([_sample(heading, day) for heading in headings] for day in (5, 6, 7)), headings=headings
    )


@pytest.mark.parametrize("name", SETS)
def test_headings_people_use_are_known_or_asked_about(name: str) -> None:
    _, mapping, asked = SETS[name]
    result = _read_set(name)

    assert tuple(question.field for question in result.questions) == asked
    assert {field: result.mapping.get(field) for field in mapping} == mapping
    assert len(result.events) == (0 if asked else 3)


def test_question_has_every_free_column_with_what_stands_in_it_the_likeliest_first() -> None:
    result = read_rows(
        [
            "5/6/10",
            "Clinic",
            "Came with her mother, who said that she sleeps badly and asked for a second visit.",
            "HV",
        ],
        headings=["Date", "Blue", "Green", "Red"],
    )

    detail = next(question for question in result.questions if question.field == "detail")
    assert [candidate.heading for candidate in detail.candidates] == ["Green", "Blue", "Red"]
    assert detail.candidates[0].samples[0].startswith("Came with her mother")
    assert [question.field for question in result.questions] == ["source", "detail"]
    assert result_from_json(result_to_json(result)) == result


def test_answers_to_the_questions_read_the_file() -> None:
    rows = ["5/6/10", "Clinic", "Came with her mother"], ["6/6/10", "School", "Absent"]
    result = read_rows(
        *rows, headings=["Blue", "Green", "Red"], mapping={"date": "Blue", "source": "Green", "detail": "Red"}
    )

    assert [(event.source, event.detail) for event in result.events] == [
        ("Clinic", "Came with her mother"),
        ("School", "Absent"),
    ]


@pytest.mark.parametrize(
    "headings",
    [("Date", "Event"), ("Date", "Event", "Officer"), ("When", "Note"), ("CaseNoteDate", "NoteText")],
)
def test_one_source_may_be_given_for_the_whole_file(headings: tuple[str, ...]) -> None:
    rows = [
        ["5/6/10", "Visit", "x"][: len(headings)],
        ["", "", "x"][: len(headings)],
        ["6/6", "Call", "x"][: len(headings)],
    ]
    result = read_rows(*rows, headings=headings, mapping={"source": {"constant": "RiO progress notes"}})

    assert [event.source for event in result.events] == ["RiO progress notes"]
    assert [problem.code for problem in result.problems if problem.code != "not_an_event"] == [
        "incomplete_date"
    ]
    assert ("Source of every row", "RiO progress notes") in result.problems[-1].cells


def test_source_for_the_whole_file_fills_only_rows_that_have_none() -> None:
    result = read_rows(
        ["5/6/10", "File 2", "a"],
        ["6/6/10", "", "b"],
        ["Total", "", ""],
        headings=SHORT,
        mapping={"source": {"constant": "RiO"}},
    )

    assert [event.source for event in result.events] == ["File 2", "RiO"]
    assert [problem.code for problem in result.problems] == ["not_an_event"]


def test_mapping_bars_nothing_in_a_file_without_its_heading() -> None:
    assert (
        read_rows(["5/6/10", "File", "a"], headings=SHORT, mapping={"source": "Where noted"}).events[0].source
        == "File"
    )


@pytest.mark.parametrize(
    "mapping",
    [
        {"colour": "x"},
        {"detail": {"constant": "x"}},
        {"date": {"order": "year"}},
        {"source": {"text": "x"}},
        {"source": ["a"]},
        {"source": {"order": "day"}},
    ],
)
def test_mapping_that_cannot_be_one_is_an_error_of_the_caller(mapping: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\."):
        chosen(mapping)


DATES = [
    (("Date recorded", "Date of event"), "Date of event", ["Date recorded"]),
    (("Created date", "Incident date"), "Incident date", ["Created date"]),
    (("Date logged", "Date"), "Date", ["Date logged"]),
    (("Referral date", "Contact date", "Review date"), "Contact date", ["Referral date", "Review date"]),
    (("Date received", "When"), "When", ["Date received"]),
    (("Target date", "Date due", "Date"), "Date", ["Target date", "Date due"]),
    (("Date of birth", "Date"), "Date", []),
    (("DateReported", "DateOccurred"), "DateOccurred", ["DateReported"]),
    (("Date entered", "Event date"), "Event date", ["Date entered"]),
]


@pytest.mark.parametrize(("headings", "taken", "others"), DATES)
def test_date_of_the_event_wins_over_other_dates_which_are_named(
    headings: tuple[str, ...], taken: str, others: list[str]
) -> None:
    days = [f"0{number}/06/2010" for number in range(1, len(headings) + 1)]
    result = read_rows([*days, "Log", "Visit"], headings=[*headings, "Source", "Details"])

    assert result.mapping["date"] == taken
    assert notices(result) == [("other_date_column", other) for other in others]


def test_date_of_recording_is_taken_with_a_notice_where_it_is_the_only_one() -> None:
    result = read_rows(["5/6/10", "Log", "Visit"], headings=["Date recorded", "Source", "Details"])

    assert (result.mapping["date"], notices(result)) == (
        "Date recorded",
        [("other_date_column", "Date recorded")],
    )


@pytest.mark.parametrize(
    "heading", ["Review date", "Date due", "Target date", "Planned date", "Date of birth", "Date entered"]
)
def test_date_of_something_else_is_asked_about_and_not_taken(heading: str) -> None:
    result = read_rows(["5/6/10", "Log", "Visit"], headings=[heading, "Source", "Details"])

    assert [question.field for question in result.questions] == ["date"]


@pytest.mark.parametrize(
    "heading",
    ["Plan end date", "End date of order", "Placement end date", "Review end date", "Date plan ends", "Date to be reviewed", "Time spent (mins)",
     "Time taken", "Duration", "Response time", "Number of times", "No. of times seen", "Travel time", "Full time / part time", "Time off",
     "Waiting time", "End time", "Lunch time duration"],
)  # fmt: skip
def test_heading_that_only_sounds_like_a_field_is_kept_as_it_is(heading: str) -> None:
    result = read_rows(["5/6/10", "Log", "Visit", "15"], headings=[*SHORT, heading])

    event = result.events[0]
    assert (str(event.date_end), event.time, event.action, event.extra) == (
        "2010-06-05",
        None,
        "",
        {heading: "15"},
    )


@pytest.mark.parametrize(
    ("headings", "cells", "end"),
    [
        (("Date", "From", "To"), ("5/6/10", "SW A", "HV B"), "2010-06-05"),
        (("Date", "To"), ("5/6/10", "HV B"), "2010-06-05"),
        (("Date", "To"), ("5/6/10", "7/6/10"), "2010-06-07"),
        (("From", "To"), ("5/6/10", "7/6/10"), "2010-06-07"),
        (("From", "To"), ("5/6/10", "ongoing"), None),
        (("Date from", "Date to"), ("5/6/10", "7/6/10"), "2010-06-07"),
        (("Date", "To", "Cc"), ("5/6/10", "HV B", "SW"), "2010-06-05"),
    ],
)
def test_to_is_an_end_date_only_where_dates_stand(
    headings: tuple[str, ...], cells: tuple[str, ...], end: str | None
) -> None:
    result = read_rows([*cells, "Log", "Visit"], headings=[*headings, "Source", "Details"])

    assert [str(event.date_end) for event in result.events] == ([end] if end else [])


@pytest.mark.parametrize(
    "rows",
    [
        ["Report of the agency", "", "Name,Address,Notes", "A,B,C"],
        [
            "Name,Address,Notes",
            "This is a long narrative about what happened on the day in question and what followed from it,x,y",
        ],
        ["Contact list", "Name,Address,Notes", "A. Person,1 Road,none"],
        ["a,1,2", "Name,Address,Notes", "b,3,4"],
        [
            "Prepared by the manager of the service for the board and for nobody else,,",
            "Name,Address,Notes",
            "A,B,C",
        ],
        ["12,13,14", "Name,Address,Notes", "15,16,17"],
    ],
)
def test_refusal_lists_the_row_that_looks_like_headings(rows: list[str]) -> None:
    with pytest.raises(ReaderError) as refusal:
        parse("\n".join(rows).encode(), "a.csv")

    assert (refusal.value.code, refusal.value.headings) == ("missing_columns", ("Name", "Address", "Notes"))


def test_second_table_beside_the_first_is_named_and_not_mixed_in() -> None:
    rows = (
        (*SHORT, "", "Date", "Source", "Details"),
        ("5/6/10", "Log", "Visit", "", "1/1/05", "Other", "Call"),
        ("", "", "", "", "2/1/05", "Other", "x"),
    )
    result = parse(xlsx(sheet_xml(table_xml(rows))), "a.xlsx")

    assert [(event.detail, event.extra) for event in result.events] == [("Visit", {})]
    assert [code for code, _ in notices(result)] == ["part_ignored"]
    assert result.rows_non_empty == 1


def test_further_columns_after_an_empty_one_stay_further_columns() -> None:
    rows = ((*SHORT, "", "Date of next visit", "Room"), ("5/6/10", "Log", "Visit", "", "1/1/05", "2"))

    assert parse(xlsx(sheet_xml(table_xml(rows))), "a.xlsx").events[0].extra["Room"] == "2"


FIRST = table(row("5/6/10", "Log", "Visit"))
ON = table(row("6/6/10", "Log", "Call"), row("7/6/10", "Log", "Letter"), headings=())


@pytest.mark.parametrize(
    "between", ["", paragraph(), "<w:p><w:r><w:br w:type='page'/></w:r></w:p>", paragraph() + paragraph(" ")]
)
def test_table_that_goes_on_has_the_headings_of_the_one_before(between: str) -> None:
    result = read(FIRST, between, ON)

    assert [(event.part, event.row) for event in result.events] == [(1, 2), (2, 1), (2, 2)]
    assert notices(result) == [("continued_table", "Table 2")]


def test_table_may_go_on_more_than_once() -> None:
    assert [event.part for event in read(FIRST, ON, paragraph(), ON).events] == [1, 2, 2, 3, 3]


@pytest.mark.parametrize(
    "parts",
    [
        (FIRST, paragraph("Contacts of the team"), ON),
        (FIRST, table(row("6/6/10", "Log"), headings=())),
        (ON, FIRST),
        (FIRST, table(row("a", "b", "c", "d"), headings=())),
    ],
)
def test_table_after_words_or_of_another_width_does_not_go_on(parts: tuple[str, ...]) -> None:
    result = read(*parts)

    assert len(result.events) == 1
    assert [code for code, _ in notices(result)] == ["part_ignored"]
