"""Layouts as record systems export them: which column is what, as uploaded and when a person has named the source."""

from __future__ import annotations

import pytest

from panels.chronology.fields import fields_of
from panels.chronology.heading_words import scores
from panels.chronology.model import ReaderError, ReadResult
from tests.chronology.reading_made import notices, read_rows

Layout = tuple[list[str], list[list[str]], dict[str, str], list[tuple[str, str | None, str]]]
LAYOUTS: dict[str, Layout] = {
    "case notes": (
        ["Case Note ID", "Date/Time Started", "Date/Time Ended", "Date Recorded", "Case Note Type", "Child seen alone?", "Case Note Text", "Recorded By"],
        [
            ["88121", "04/03/2009 10:30", "04/03/2009 11:15", "06/03/2009", "Home visit", "Yes", "Mother at home.", "Worker A"],
            ["88122", "05/03/2009 23:40", "06/03/2009 00:20", "06/03/2009", "Telephone", "N/A", "Call from neighbour.", "Duty"],
        ],
        {"ref": "Case Note ID", "date": "Date/Time Started", "end_date": "Date/Time Ended", "time": "Date/Time Started", "detail": "Case Note Text",
         "contact_type": "Case Note Type", "staff": "Recorded By", "child_seen": "Child seen alone?"},
        [("2009-03-04", "10:30", "Mother at home."), ("2009-03-05", "23:40", "Call from neighbour.")],
    ),
    "progress notes": (
        ["Date and Time", "Originator", "HCP", "Note Type", "Significant", "Progress Note"],
        [["12 May 2009 14:05", "North", "Nurse", "Clinical", "N", "Seen in clinic.\nSettled."], ["Wed 20 May 2009 9:30", "North", "Nurse", "Clinical", "Y", "No reply."]],
        {"date": "Date and Time", "time": "Date and Time", "detail": "Progress Note", "contact_type": "Note Type"},
        [("2009-05-12", "14:05", "Seen in clinic.\nSettled."), ("2009-05-20", "09:30", "No reply.")],
    ),
    "enquiry log": (
        ["Entry No", "Entry Time", "Entered By", "Entry Type", "Entry"],
        [["1", "19/03/2010 01:12:44", "4471", "Initial", "Call received."], ["2", "20/03/2010 0905hrs", "3308", "Review", "No further action."]],
        {"ref": "Entry No", "date": "Entry Time", "time": "Entry Time", "staff": "Entered By", "contact_type": "Entry Type", "detail": "Entry"},
        [("2010-03-19", "01:12", "Call received."), ("2010-03-20", "09:05", "No further action.")],
    ),
    "incidents of a school": (
        ["Incident Date/Time", "Student", "Reported By", "Categories", "Incident", "Initial Action", "Action Date/Time"],
        [["07/09/2010 08:55", "Child 1", "Teacher", "Attendance", "No coat again.", "Rang home", "07/09/2010 10:00"]],
        {"date": "Incident Date/Time", "time": "Incident Date/Time", "contact_type": "Categories", "detail": "Incident", "action": "Initial Action"},
        [("2010-09-07", "08:55", "No coat again.")],
    ),
    "consultations": (
        ["Date", "Consultation Text", "Consulter", "Location", "Entry Date"],
        [["22-Jan-2008", "Itchy ear.", "Dr A", "Surgery", "23-Jan-2008"]],
        {"date": "Date", "detail": "Consultation Text"},
        [("2008-01-22", None, "Itchy ear.")],
    ),
    "visits": (
        ["Visit Date", "Start Time", "End Time", "Was the child seen?", "Was the child seen alone?", "Summary of visit", "Visit recorded on"],
        [["04/05/2010", "10:30", "11:15", "Yes", "No", "All well.", "06/05/2010"]],
        {"date": "Visit Date", "time": "Start Time", "child_seen": "Was the child seen?", "detail": "Summary of visit"},
        [("2010-05-04", "10:30", "All well.")],
    ),
    "housing diary": (
        ["Diary Date", "Time", "Diary Code", "Officer", "Text"],
        [["03/04/2008", "10:15", "ASB", "TB", "Call about noise."]],
        {"date": "Diary Date", "time": "Time", "staff": "Officer", "detail": "Text"},
        [("2008-04-03", "10:15", "Call about noise.")],
    ),
    "midwifery": (
        ["Date", "Gest", "Event", "By", "Place of contact", "Next appt"],
        [["12.03.09", "12+3", "Booking", "Midwife", "Clinic", "09.04.09"]],
        {"date": "Date", "detail": "Event"},
        [("2009-03-12", None, "Booking")],
    ),
}  # fmt: skip
COMPLETE: dict[str, Layout] = {
    "offending service": (
        ["ContactDateTime", "ContactType", "AttendanceStatus", "PlannedDate", "WorkerName", "ContactNotes", "CaseSystem"],
        [["2009-11-19T14:00:00", "Office", "Attended", "2009-11-19T14:00:00", "Worker", "Came with mother.", "Case system"]],
        {"date": "ContactDateTime", "detail": "ContactNotes", "source": "CaseSystem", "staff": "WorkerName"},
        [("2009-11-19", "14:00", "Came with mother.")],
    ),
    "significant events": (
        ["From", "To", "Significant event", "Impact on child/family", "Worker", "Where is this recorded?"],
        [["06/03/2009", "20/03/2009", "Assessment", "Medium", "Worker", "Contact 551"]],
        {"date": "From", "end_date": "To", "detail": "Significant event", "source": "Where is this recorded?"},
        [("2009-03-06", None, "Assessment")],
    ),
}  # fmt: skip


def _events(result: ReadResult) -> list[tuple[str, str | None, str]]:
    return [(str(event.date_start), event.time, event.detail) for event in result.events]


@pytest.mark.parametrize("name", LAYOUTS)
def test_layout_of_a_system_asks_for_the_source_alone(name: str) -> None:
    headings, rows, mapping, _ = LAYOUTS[name]
    result = read_rows(*rows, headings=headings)

    assert [question.field for question in result.questions] == ["source"]
    assert {field: result.mapping.get(field) for field in mapping} == mapping


@pytest.mark.parametrize("name", LAYOUTS)
def test_layout_of_a_system_is_read_when_its_source_is_named(name: str) -> None:
    headings, rows, _, events = LAYOUTS[name]
    result = read_rows(*rows, headings=headings, mapping={"source": {"constant": "Export of the system"}})

    assert _events(result) == events
    assert {event.source for event in result.events} == {"Export of the system"}


@pytest.mark.parametrize("name", COMPLETE)
def test_layout_with_a_source_is_read_as_uploaded(name: str) -> None:
    headings, rows, mapping, events = COMPLETE[name]
    result = read_rows(*rows, headings=headings)

    assert {field: result.mapping.get(field) for field in mapping} == mapping
    assert _events(result) == events


@pytest.mark.parametrize(
    "heading",
    ["Date/Time Ended", "Date/Time End", "Date & Time Ended", "Date and time finished", "DateTimeEnded", "Date/Time To", "Finish Date/Time"],
)  # fmt: skip
def test_end_of_an_event_with_its_time_is_no_second_start(heading: str) -> None:
    rows = [["04/03/2009 23:40", "05/03/2009 00:20", "Log", "Visit"]]
    result = read_rows(*rows, headings=["Date/Time Started", heading, "Source", "Details"])

    assert (result.mapping["date"], result.mapping["end_date"]) == ("Date/Time Started", heading)
    assert (str(result.events[0].date_end), result.events[0].time) == ("2009-03-05", "23:40")


@pytest.mark.parametrize(
    "heading",
    [
        "Case Note ID",
        "Entry Date",
        "Case Note Type",
        "Note status",
        "Incident Number",
        "Notes by",
        "Progress note category",
    ],
)
def test_heading_about_the_note_is_not_its_text(heading: str) -> None:
    assert fields_of(heading) != "detail" and "detail" not in scores(heading)


@pytest.mark.parametrize(
    "heading",
    ["Where is this recorded?", "Where was it found?", "Where it is recorded", "Where it was recorded", "Where this was noted", "Where was this recorded"],
)  # fmt: skip
def test_small_words_in_a_heading_do_not_hide_what_it_asks(heading: str) -> None:
    result = read_rows(["4/3/09", "Visit", "Contact 551"], headings=["Date", "Event", heading])

    assert result.mapping["source"] == heading


def test_time_column_with_times_alone_is_no_date() -> None:
    with pytest.raises(ReaderError) as refused:
        read_rows(["10:15", "Log", "Visit"], headings=["Entry Time", "Source", "Details"])

    assert refused.value.code == "missing_columns"


def test_planned_date_is_named_beside_the_date_of_the_contact() -> None:
    headings, rows, _, _ = COMPLETE["offending service"]

    assert notices(read_rows(*rows, headings=headings)) == [("other_date_column", "PlannedDate")]
