"""Map headings to fields: the synonym table of rule 1, and the precedence of headings.

`SYNONYMS` is shown to authors on the mapping page; a mapping given by a person overrides it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from panels.chronology.mapping import Chosen
from panels.chronology.model import REQUIRED_FIELDS, Mapping

SYNONYMS: dict[str, str] = {
    "end_date": "to, until, end date",
    "ref": "ref, no.",
    "tor": "tor",
    "date": "date, doe, when (not: entered, recorded on, input, secured, updated, birth)",
    "child_seen": "child, children, YP, young person or pupil, with seen",
    "child_voice": "voice, views, presentation",
    "who_seen": "who was seen, contact with, spoken to, persons, present, attended by",
    "contact_type": "type, nature, category",
    "time": "time",
    "staff": "staff, officer, worker, seen by, practitioner, clinician, who (alone)",
    "action": "action, outcome, decision, response, result",
    "comment": "comment, analysis, author",
    "source": "source; otherwise record, file, recorded in",
    "detail": "detail, summary, descri…, narrative, what happened, event (alone)",
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
_OTHER_DATE = re.compile(r"\b(entered|recorded on|input|inputted|secured|updated?|birth)\b")

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        (
            "end_date",
            r"^(date )?to$|\bdates? to\b|^to date|\bto \(date\)|\buntil\b|\bend dates?\b|\bdate \(to\)",
        ),
        (
            "ref",
            r"\bref\b|\breference\b(?<!terms of reference)|\bno\.(?! of)|^no$|^(event|entry|item|row|line) no$",
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
        ("contact_type", r"\b(types?|nature|category)\b"),
        ("time", r"\b(times?|datetime)\b"),
        ("staff", r"\b(staff|officers?|workers?|seen by|practitioners?|clinicians?)\b|^who$"),
        ("action", r"\b(actions?|outcomes?|decisions?|responses?|results?)\b"),
        ("comment", r"\b(comments?|analysis|author|authors)\b"),
        ("source", r"\bsources?\b"),
        (
            "detail",
            r"\bdetails?\b|\bdetailed\b|\bsummary\b|\bdescri|\bnarrative\b|\bwhat happened\b|^events?$",
        ),
        ("source_record", r"\brecords?\b|\bfiles?\b|\brecorded in\b"),
    )
)


@dataclass(frozen=True, slots=True)
class Columns:
    """The column of each field, and the headings."""

    by_field: dict[str, int]
    headings: dict[int, str]

    @property
    def complete(self) -> bool:
        """Whether date, source and detail all have a column."""
        return all(name in self.by_field for name in REQUIRED_FIELDS)

    @property
    def mapping(self) -> Mapping:
        """Field name to the author's heading."""
        return {name: self.headings[column] for name, column in self.by_field.items()}


@lru_cache(maxsize=4096)
def fold(heading: str) -> str:
    """Fold a heading for comparison: lower case, single spaces, no full stop, colon or asterisk at the ends."""
    text = unicodedata.normalize("NFKC", heading).casefold().replace("’", "'").replace("_", " ")
    text = re.sub(r"\s+", " ", text).strip(" \t:*?-–—'\"")
    return text


def fields_of(heading: str) -> str | None:
    """Return the field of a heading, or None.

    `source_record` means source, if no heading says "source".
    """
    folded = fold(heading)
    if not folded or len(folded) > 150:
        return None
    other_date = bool(_DATE_WORD.search(folded) and _OTHER_DATE.search(folded))
    for name, pattern in _PATTERNS:
        if pattern.search(folded):
            return None if other_date or (name == "source_record" and _OTHER_DATE.search(folded)) else name
    return None


def assign(headings: dict[int, str], choice: Chosen | None = None) -> Columns:
    """Assign a column to each field: a person's mapping first, then the synonyms; of two columns the left one.

    `headings` are by column from 0. In `mapping` an empty heading means "this field has no column". A heading
    with both words ("Date/Time") serves both fields unless another column is the time (rule 1).
    """
    wanted = choice.headings if choice else {}
    chosen = _chosen_by_hand(headings, wanted)
    taken = set(chosen.values())
    unmapped = {name for name, heading in wanted.items() if not heading}
    matched: dict[str, int] = {}
    for column in sorted(headings):
        name = fields_of(headings[column]) if column not in taken else None
        if name:
            matched.setdefault(name, column)
    record_column = matched.pop("source_record", None)
    if record_column is not None:
        matched.setdefault("source", record_column)
    by_field = {
        name: column for name, column in matched.items() if name not in chosen and name not in unmapped
    }
    by_field.update(chosen)
    _share_date_and_time(by_field, headings, unmapped)
    return Columns(by_field, headings)


def _chosen_by_hand(headings: dict[int, str], wanted: Mapping) -> dict[str, int]:
    by_heading = {fold(text): column for column, text in sorted(headings.items(), reverse=True)}
    return {
        name: by_heading[fold(heading)]
        for name, heading in wanted.items()
        if heading and fold(heading) in by_heading
    }


def _share_date_and_time(by_field: dict[str, int], headings: dict[int, str], unmapped: set[str]) -> None:
    column = by_field.get("date")
    if column is None or "time" in by_field or "time" in unmapped:
        return
    if re.search(r"\b(times?|datetime)\b", fold(headings[column])):
        by_field["time"] = column
