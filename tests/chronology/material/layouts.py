"""The layouts of the invented sets: which kind of file, which headings, what stands around the table."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Layout:
    """One file to invent. `headings` are field to heading in column order; a field called `+name` is kept as it is."""

    name: str
    headings: dict[str, str]
    rows: int = 60
    titles: tuple[str, ...] = ()
    groups: tuple[tuple[str, int], ...] = ()
    encoding: str = "utf-8"
    delimiter: str = ","
    line_end: str = "\r\n"
    date1904: bool = False
    before: tuple[str, ...] = ()
    hidden_sheet: str = ""
    hidden_column: str = ""
    first_column: int = 0
    second_table: bool = False
    tracked: bool = False
    odd: frozenset[str] = field(default_factory=frozenset)


_FULL = {
    "ref": "Entry no.",
    "date": "When",
    "time": "Time of contact",
    "source": "Source document",
    "contact_type": "Nature of contact",
    "staff": "Practitioner",
    "detail": "What happened",
    "who_seen": "Persons present",
    "child_seen": "YP seen (Y/N/Alone)",
    "action": "Decision and action",
    "comment": "Author's comment",
}

_WITHOUT_TIME = {name: heading for name, heading in _FULL.items() if name != "time"}

SETS: dict[str, tuple[Layout, ...]] = {
    "harbour": (
        Layout(
            "midwifery.xlsx",
            {**_FULL, "+entered": "Date entered", "+clinic": "Clinic"},
            titles=("Harbour Trust", "", "Chronology of contact"),
            groups=(("When", 3), ("Where from", 3), ("What happened", 5), ("Office use", 2)),
            hidden_sheet="Old version",
            odd=frozenset(("merged", "ditto", "errors", "repeated")),
        ),
        Layout(
            "probation.ods",
            {
                "date": "Date of contact",
                "end_date": "Until",
                "time": "Time",
                "source": "Recorded in",
                "detail": "Description of event",
                "staff": "Case worker",
                "action": "Response",
            },
            titles=("Probation chronology",),
            hidden_column="Risk band",
            before=("Notes",),
            odd=frozenset(("hidden_rows", "merged", "errors")),
        ),
        Layout(
            "school_nurse.tsv",
            {
                "date": "Date/Time",
                "source": "File",
                "detail": "Narrative",
                "child_seen": "Pupil seen?",
                "child_voice": "Child's voice",
                "tor": "ToR",
            },
            delimiter="\t",
            encoding="utf-16",
            odd=frozenset(("beside", "ditto")),
        ),
        Layout(
            "drugs_service.csv",
            {
                "ref": "Ref",
                "date": "DoE",
                "time": "Time",
                "detail": "Summary of what happened",
                "source": "Source of entry",
                "+birth": "Date of birth",
                "comment": "Analysis",
            },
            encoding="cp1252",
            delimiter=";",
            titles=("Drug and alcohol service",),
        ),
        Layout(
            "ambulance.docx",
            {
                "date": "Date",
                "time": "Time",
                "source": "Record",
                "detail": "Event",
                "staff": "Who",
                "action": "Outcome",
            },
            before=("Cover",),
            tracked=True,
            odd=frozenset(("merged", "ditto", "year_rows", "repeated")),
        ),
    ),
    "moorland": (
        Layout(
            "mental_health.xlsx",
            {**_FULL, "date": "Date of entry", "end_date": "End date", "detail": "Event details"},
            date1904=True,
            first_column=2,
            odd=frozenset(("hidden_rows", "merged", "errors")),
        ),
        Layout(
            "youth_offending.txt",
            {
                "date": "Event date",
                "time": "Time",
                "source": "File record",
                "detail": "Detail",
                "who_seen": "Spoken to",
            },
            delimiter="\t",
            line_end="\r",
            titles=("Youth offending", ""),
        ),
        Layout(
            "nursery.csv",
            {
                "date": "Date",
                "detail": "Events",
                "source": "Source (file)",
                "child_seen": "Children seen",
                "+updated": "Last updated",
                "contact_type": "Category",
            },
            encoding="utf-8-sig",
        ),
        Layout(
            "refuge.ods",
            {**_FULL, "date": "Date (event)", "+extra": "Room"},
            date1904=True,
            hidden_sheet="Workings",
            odd=frozenset(("merged", "ditto", "repeated")),
        ),
        Layout(
            "fostering.docx",
            {**_WITHOUT_TIME, "date": "Date and time", "detail": "Narrative of event"},
            second_table=True,
            odd=frozenset(("beside", "merged")),
        ),
    ),
}
