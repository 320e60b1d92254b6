"""Headings as agencies and their systems really write them: what each column is, and what is left to ask.

A set has its headings, the columns they are read as, and the fields that are asked for.
"""

from __future__ import annotations

Set = tuple[str, dict[str, str], tuple[str, ...]]

SETS: dict[str, Set] = {
    "significant event": (
        "Date or Period of Event, Review, Significant Event, Source, Impact, Action Taken",
        {"date": "Date or Period of Event", "detail": "Significant Event", "source": "Source", "action": "Action Taken"},
        (),
    ),
    "evidence": ("Date, Event, Evidence", {"date": "Date", "detail": "Event", "source": "Evidence"}, ()),
    "progress notes": (
        "Date & Time, Note Type, Author, Note Text",
        {"date": "Date & Time", "time": "Date & Time", "contact_type": "Note Type", "staff": "Author", "detail": "Note Text"},
        ("source",),
    ),
    "system": (
        "Date, Contact type, Notes, Officer, System",
        {"date": "Date", "contact_type": "Contact type", "detail": "Notes", "staff": "Officer", "source": "System"},
        (),
    ),
    "good practice": (
        "Event date & time, Event, Supplementary information, Good practice",
        {"date": "Event date & time", "time": "Event date & time", "detail": "Event", "comment": "Good practice"},
        ("source",),
    ),
    "run together": ("CaseNoteDate, NoteText, CreatedBy", {"date": "CaseNoteDate", "detail": "NoteText", "staff": "CreatedBy"}, ("source",)),
    "underlined": (
        "event_date, event_time, event_details, source_document",
        {"date": "event_date", "time": "event_time", "detail": "event_details", "source": "source_document"},
        (),
    ),
    "small and run together": ("eventdate, casenote, whererecorded", {"date": "eventdate", "detail": "casenote", "source": "whererecorded"}, ()),
    "event or contact": ("Date, Event/Contact, Where recorded", {"date": "Date", "detail": "Event/Contact", "source": "Where recorded"}, ()),
    "incident": ("Dated, Incident, Document", {"date": "Dated", "detail": "Incident", "source": "Document"}, ()),
    "occurred": ("Occurred on, Fact, Organisation", {"date": "Occurred on", "detail": "Fact", "source": "Organisation"}, ()),
    "from and to": ("From, To, Entry, Recorded in", {"date": "From", "end_date": "To", "detail": "Entry", "source": "Recorded in"}, ()),
    "key event": ("When, Key event, Taken from, Comment", {"date": "When", "detail": "Key event", "source": "Taken from", "comment": "Comment"}, ()),
    "case recording": (
        "Date of contact, Time, Worker, Case recording, File",
        {"date": "Date of contact", "time": "Time", "staff": "Worker", "detail": "Case recording", "source": "File"},
        (),
    ),
    "exported log": (
        "LogID, DateOccurred, DateCreated, LogType, LogEntry, SourceSystem",
        {"date": "DateOccurred", "contact_type": "LogType", "detail": "LogEntry", "source": "SourceSystem"},
        (),
    ),
    "general practice": (
        "Date, Consultation type, Clinician, Free text",
        {"date": "Date", "contact_type": "Consultation type", "staff": "Clinician", "detail": "Free text"},
        ("source",),
    ),
    "custody": ("Date / Time, Entry, Made by", {"date": "Date / Time", "time": "Date / Time", "detail": "Entry", "staff": "Made by"}, ("source",)),
    "school": (
        "Date of incident, Date reported, Concern, Reported by, Action, Record kept in",
        {"date": "Date of incident", "detail": "Concern", "action": "Action", "source": "Record kept in"},
        (),
    ),
    "information": (
        "Date, Agency, Information, Evidence base, Analysis and comment",
        {"date": "Date", "detail": "Information", "source": "Evidence base"},
        (),
    ),
    "what occurred": ("Day and date, What occurred, Where noted", {"date": "Day and date", "detail": "What occurred", "source": "Where noted"}, ()),
    "page": ("Date, Summary, Page no.", {"date": "Date", "detail": "Summary"}, ("source",)),
    "comments only": ("Date, Source, Comments", {"date": "Date", "source": "Source", "comment": "Comments"}, ("detail",)),
    "place": ("Date, Where, Narrative", {"date": "Date", "detail": "Narrative"}, ("source",)),
    "contact record": ("Contact date, Contact, With whom, Source", {"date": "Contact date", "detail": "Contact", "who_seen": "With whom", "source": "Source"}, ()),
    "Welsh board": ("Date of event, Nature of event, Origin, Voice of child", {"date": "Date of event", "source": "Origin"}, ("detail",)),
    "observation": ("Visit date, Observations, Health visitor, Record", {"date": "Visit date", "detail": "Observations", "source": "Record"}, ()),
}  # fmt: skip
"""`information`: "Agency" stays a further column, because the evidence base says where it was recorded."""
