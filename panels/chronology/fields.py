"""Map headings to fields: the words of rule 1 and what they must not mean, and the labels of the fields.

`SYNONYMS` is shown to authors on the mapping page; a mapping given by a person overrides it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from panels.chronology.heading_words import LONGEST, parted

SYNONYMS: dict[str, str] = {
    "end_date": "to, until, end date",
    "ref": "ref, no.",
    "tor": "tor",
    "date": "date, doe, when (not: entered, recorded on, input, secured, updated, birth, review, target, due, planned)",
    "child_seen": "child, children, YP, young person or pupil, with seen (not: not seen)",
    "child_voice": "voice, views, presentation",
    "who_seen": "who was seen, contact with, spoken to, persons, present, attended by",
    "contact_type": "type, nature, category",
    "time": "time (not: time spent, duration, response time, number of times)",
    "staff": "staff, officer, worker, seen by, practitioner, clinician, author (alone), who (alone)",
    "action": "action, outcome, decision, response, result",
    "comment": "comment, analysis, author",
    "source": "source, where recorded, evidence, document, system; otherwise record, file, recorded in",
    "detail": "detail, summary, descri…, narrative, what happened, event, incident, note, entry, fact",
}

LABELS: dict[str, str] = {
    "date": "Date",
    "end_date": "End date",
    "time": "Time",
    "ref": "Reference",
    "source": "Source",
    "contact_type": "Type of contact",
    "staff": "Staff",
    "who_seen": "Who was seen",
    "child_seen": "Child seen",
    "detail": "Details",
    "child_voice": "Voice of the child",
    "action": "Action taken",
    "comment": "Comments",
    "tor": "ToR",
}
"""The label of each field on pages and in exports. The import reads each of them back as its field."""

_DATE_WORD = re.compile(r"\b(dates?|datetime|doe|when)\b|\bdate(?=\(s\))")
_CLOCK_WORD = re.compile(r"\b(times?|datetime)\b")
_NEVER = re.compile(
    r"\b(birth|born|dob|review|target|due|planned?|plans?|expir\w*|deadline|next|dates? for|by when|completion)\b"
)
_ENTERED = re.compile(
    r"\b(entered|entry made|recorded on|input|inputted|secured|updated?|modified|printed|uploaded|exported)\b"
)
_LATER = re.compile(
    r"\b(recorded|recording|created|creation|received|receipt|logged|reported|report|referral|referred|notified|notification"
    r"|closed|completed|authorised|signed|filed|sent|allocated|added)\b"
)
_OF_EVENT = re.compile(
    r"\b(event|incident|contact|occur\w*|happen\w*|visit|actual|start|started|from|seen|session|attendance)\b"
)
_AMOUNT = re.compile(
    r"\b(spent|taken|duration|length|response|waiting|travel\w*|number|no\. of|count|how many|total|mins?|minutes|full|part"
    r"|off|since|allocated|lost|per|first|last|end|ended|finish\w*|left|out|departure|zone|limit|scales?|frame|line|table|sheet"
    r"|period|absent|seen|missing|served|worked|units?)\b"
)
_OF_THE_EVENT = frozenset(
    [
        "date",
        "to",
        "dates",
        "until",
        "end",
        "of",
        "event",
        "the",
        "period",
        "incident",
        "contact",
        "episode",
        "finish",
        "finished",
        "ended",
        "last",
        "day",
        "if",
        "applicable",
        "different",
        "and",
        "time",
        "s",
        "stop",
        "ends",
        "ending",
        "closing",
        "visit",
    ]
)

_EVENT_TOO = re.compile(
    r"^(?:event|incident|what happened|details?|summary|significant event)\s?(?:/|&|and|\+)\s?"
)
"""What opens the heading of a column that holds the event with its source: "Event / Evidence / Source"."""
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        (
            "end_date",
            r"^(date )?to$|\bdates? to\b|^to date|\bto \(date\)|\buntil\b|\bend dates?\b|\bdate \(to\)|^date ended$"
            r"|\bdate ?(?:/|&|and|\+)? ?time (?:ended|ends?|finish(?:ed)?|to|stop(?:ped)?)\b|^(?:finish|stop) date\b",
        ),
        (
            "ref",
            r"\bref\b|\breference\b(?<!terms of reference)|\bno\.(?! of)|^no$|^(event|entry|item|row|line) no$"
            r"|^(?:case ?notes?|event|entry|item|incident|record|log|note|contact|activity|occurrence) (?:id|number|no)$",
        ),
        ("tor", r"\btors?\b|\bterms? of reference\b"),
        ("date", _DATE_WORD.pattern),
        (
            "child_seen",
            r"^(?!.*(?:\bnumber\b|\bno\. of\b|\bhow many\b))(?=.*\b(child|children|yp|yps|young (person|people)|pupils?)\b)"
            r"(?=.*(?<!not )(?<!never )\bseen\b)",
        ),
        ("child_voice", r"\b(voice|views?|presentation)\b"),
        (
            "who_seen",
            r"\bwho was seen\b|\bcontacts? with\b|\bspoken to\b|\bpersons?\b|\bpresent\b|\battended by\b"
            r"|\bwho was present\b",
        ),
        ("contact_type", r"\b(types?|nature|categor(?:y|ies))\b"),
        ("time", _CLOCK_WORD.pattern),
        (
            "staff",
            r"\b(staff|officers?|workers?|seen by|practitioners?|clinicians?)\b|^who$|^authors?$|^authors? of (note|entry)s?$",
        ),
        ("action", r"\b(actions?|outcomes?|decisions?|responses?|results?)\b"),
        ("comment", r"\b(comments?|analysis|author|authors)\b"),
        ("source", r"(?<!referral )\bsources?\b(?! of (?:referral|income|funding))"),
        (
            "detail",
            r"\bdetails?\b|\bdetailed\b|\bsummary\b|\bdescri|\bnarrative\b|\bwhat happened\b|^events?$",
        ),
        ("source_record", r"\brecords?\b|\bfiles?\b(?! notes?)|\brecorded in\b"),
    )
)


@lru_cache(maxsize=4096)
def fields_of(heading: str) -> str | None:
    """Return the field that a heading has by the words of rule 1, or None.

    `source_record` means source, if no heading says "source".
    """
    folded = parted(heading)
    if not folded or len(folded) > LONGEST:
        return None
    if rank_of_date(heading) is not None and rank_of_date(heading) in (_NOT_TAKEN, _NO_EVENT):
        return None
    for name, pattern in _PATTERNS:
        if pattern.search(folded):
            if name == "source" and _EVENT_TOO.search(folded):
                return "detail"
            return name if _is_meant(name, folded) else None
    return None


def _is_meant(name: str, folded: str) -> bool:
    """Return whether a heading with the word of a field means the field (rule 11.10)."""
    if name == "end_date":
        return set(re.findall(r"[^\W_]+", folded)) <= _OF_THE_EVENT
    if name == "time":
        return not _AMOUNT.search(folded)
    if name == "action":
        return not re.search(r"\btimes?\b", folded)
    if name == "source_record":
        return not _ENTERED.search(folded)
    return True


_EVENT, _PLAIN, _AFTERWARDS, _NOT_TAKEN, _NO_EVENT = range(5)


@lru_cache(maxsize=4096)
def rank_of_date(heading: str) -> int | None:
    """Return how near a date column is to the event, 0 the nearest; None for a heading that is no date.

    The date of the event, a date, a date of recording or reporting, one of entry or change, and the dates of
    something else: of birth, of a review, of what is due.
    """
    folded = parted(heading)
    if not _DATE_WORD.search(folded):
        return None
    if _NEVER.search(folded):
        return _NO_EVENT
    if _ENTERED.search(folded):
        return _NOT_TAKEN
    if _LATER.search(folded) and not re.search(r"\bevent\b", folded):
        return _AFTERWARDS
    return _EVENT if _OF_EVENT.search(folded) else _PLAIN


def is_of_recording(heading: str) -> bool:
    """Return whether a heading names the date on which something was recorded or reported, not that of the event."""
    return rank_of_date(heading) == _AFTERWARDS


def says_time(heading: str) -> bool:
    """Return whether a date heading promises a time too ("Date/Time")."""
    return bool(_CLOCK_WORD.search(parted(heading)))
