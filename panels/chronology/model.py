"""The data types of the chronology reader: what was read, and what could not be read.

Pure data, no Django. `interchange` writes a `ReadResult` as the JSON that the command prints and the child process
returns, and reads it again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, Literal

Precision = Literal["day", "month", "year", "season", "range"]
TimePrecision = Literal["exact", "approx", "part_of_day", "unknown"]
ChildSeen = Literal["yes", "no", "alone"]
Severity = Literal["held", "info", "warning"]

FIELDS: tuple[str, ...] = (
    "date",
    "end_date",
    "time",
    "source",
    "detail",
    "ref",
    "contact_type",
    "staff",
    "who_seen",
    "child_seen",
    "child_voice",
    "action",
    "comment",
    "tor",
)
REQUIRED_FIELDS: tuple[str, ...] = ("date", "source", "detail")

Clock = time

Mapping = dict[str, str]
"""Field name to the author's heading, for one table: `{"date": "Date of event"}`."""


class ReaderError(Exception):
    """The file is refused as a whole; nothing was imported.

    `code` is one of the codes in docs/chronology.md, `message` the sentence for the author, and `headings` the
    texts found where a heading row was expected (so that a person can map the columns by hand).
    """

    def __init__(self, code: str, message: str, *, headings: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.headings = headings

    def as_json(self) -> dict[str, Any]:
        """Return the refusal as the command prints it."""
        refusal: dict[str, Any] = {"status": "rejected", "code": self.code, "message": self.message}
        if self.headings:
            refusal["headings"] = list(self.headings)
        return refusal


@dataclass(frozen=True, slots=True)
class Interval:
    """A date as stated: first and last day, its precision, and whether the author was uncertain."""

    start: date
    end: date
    precision: Precision = "day"
    uncertain: bool = False


@dataclass(frozen=True, slots=True)
class TimeResult:
    """A time of day. `code` is `invalid_time` when it could not be read; then all else is empty.

    `ends_day` and `span_ends_day` stand for 24:00, the end of that day, which no clock value can hold.
    """

    time: Clock | None = None
    precision: TimePrecision = "unknown"
    end: Clock | None = None
    code: str | None = None
    ends_day: bool = False
    span_ends_day: bool = False

    @property
    def shown(self) -> str | None:
        """The time as "14:30", or None."""
        return "24:00" if self.ends_day else _hhmm(self.time)

    @property
    def shown_end(self) -> str | None:
        """The end of a span as "15:15", or None."""
        return "24:00" if self.span_ends_day else _hhmm(self.end)


def _hhmm(value: Clock | None) -> str | None:
    return f"{value.hour:02d}:{value.minute:02d}" if value else None


@dataclass(frozen=True, slots=True)
class DateResult:
    """The content of a date cell: an interval, or the code that holds the row back.

    `time` is set when the cell has a clock time after the date. `ditto` means "the date above".
    """

    interval: Interval | None = None
    code: str | None = None
    time: TimeResult | None = None
    ditto: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """A possible reading of a held date, which the author may choose. The reader itself never chooses.

    `time` is "14:30" where the reading has one. `group` names the readings that one act may choose in every row:
    those below one year heading, or those with the day (or the month) first.
    """

    label: str
    interval: Interval
    time: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One row that became an event. Times are "HH:MM" or None; text is as typed, outer white space trimmed.

    `extra` maps the author's further headings to texts. `accepted_because` is the reason given where a person
    accepted the row although a rule held it back, `added` who added a row by hand and when; nothing for a row of a file.
    """

    row: int
    part: int
    date_start: date
    date_end: date
    precision: Precision
    uncertain: bool
    time: str | None
    time_precision: TimePrecision
    time_end: str | None
    source: str
    detail: str
    ref: str = ""
    contact_type: str = ""
    staff: str = ""
    who_seen: str = ""
    child_seen: ChildSeen | None = None
    child_voice: str = ""
    action: str = ""
    comment: str = ""
    tor: str = ""
    date_typed: str = ""
    end_date_typed: str = ""
    time_typed: str = ""
    accepted_because: str = ""
    added: str = ""
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def interval(self) -> Interval:
        """The event's dates as one value."""
        return Interval(self.date_start, self.date_end, self.precision, self.uncertain)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why one row is not an event (or, with severity "warning", a remark on one), and how to correct it.

    `cells` are the headings and texts of the row as typed, so that they can be shown and corrected.
    """

    row: int
    part: int
    code: str
    field: str | None
    message: str
    severity: Severity = "held"
    cells: tuple[tuple[str, str], ...] = ()
    proposals: tuple[Proposal, ...] = ()


@dataclass(frozen=True, slots=True)
class FileNotice:
    """A message for the author that belongs to no row: a hidden sheet, a table left out."""

    code: str
    field: str | None
    message: str


@dataclass(frozen=True, slots=True)
class Part:
    """One table that was imported: a sheet, a Word table, or the whole text file.

    `headings` are the author's, in column order, each once; `mapping` is field to heading; `header_row` counts
    from 1; `date1904` is the date system of bare numbers in this table.
    """

    number: int
    name: str
    header_row: int
    headings: tuple[str, ...]
    mapping: Mapping
    unmapped_columns: tuple[str, ...]
    rows_non_empty: int
    date1904: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A column that may answer a question: its heading and letter, how likely it is, and its first cells."""

    heading: str
    column: str
    score: float
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What the reader cannot decide about a table, with the columns that may be meant, the likeliest first."""

    code: str
    field: str
    part: int
    message: str
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadResult:
    """The content of a file. Every non-empty row is one event, or has at least one held or info problem.

    With `questions` about columns nothing has been read yet: `parts` says what is known of the table, and `columns`
    has each of its columns with the first cells.
    """

    filename: str
    kind: str
    parts: tuple[Part, ...]
    events: tuple[Event, ...]
    problems: tuple[Problem, ...]
    notices: tuple[FileNotice, ...]
    questions: tuple[Question, ...] = ()
    columns: tuple[Candidate, ...] = ()

    @property
    def mapping(self) -> Mapping:
        """The mapping of the first table; further tables have theirs in `parts`."""
        return dict(self.parts[0].mapping) if self.parts else {}

    @property
    def unmapped_columns(self) -> tuple[str, ...]:
        """Headings kept as extra columns, over all tables, each once."""
        return tuple(dict.fromkeys(name for part in self.parts for name in part.unmapped_columns))

    @property
    def rows_non_empty(self) -> int:
        """Rows with content below the headings, over all tables: events plus rows with problems."""
        return sum(part.rows_non_empty for part in self.parts)

    @property
    def problem_rows(self) -> int:
        """Rows that did not become an event."""
        return len({(p.part, p.row) for p in self.problems if p.severity != "warning"})
