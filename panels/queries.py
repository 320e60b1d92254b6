"""Lists of panels, each in a constant number of queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from reviews.models import Review

from .chronology.changing import COLUMN
from .chronology.events import may_accept
from .chronology.interchange import event_from_json, proposal_from_json
from .chronology.mending import HeldRow
from .chronology.model import Proposal
from .enums import TO_CHECK, ChronologyStatus, CommissionStatus, Contribution, InterviewStatus, RowOutcome
from .models import Chronology, ChronologyEvent, Commission, ManagementReview, RowProblem
from .models.interview import RESOLVED


def commissions_for(user: Any, review: Review) -> QuerySet[Commission]:
    """Agencies of a review as this person may see them, with counts of interviews and what is accepted."""
    commissions: QuerySet[Commission] = Commission.objects.visible_to(user)
    interviews = "management_review__interviews"
    return (
        commissions.filter(review=review)
        .select_related("agency", "management_review", "review")
        .annotate(
            interviews_confirmed=Count(
                interviews, filter=Q(**{f"{interviews}__status": InterviewStatus.CONFIRMED}), distinct=True
            ),
            interviews_closed=Count(
                interviews, filter=Q(**{f"{interviews}__status": InterviewStatus.LAPSED}), distinct=True
            ),
            interviews_waiting=Count(
                interviews, filter=~Q(**{f"{interviews}__status__in": RESOLVED}), distinct=True
            ),
            chronology_accepted=Count(
                "chronologies", filter=Q(chronologies__status=ChronologyStatus.ACCEPTED), distinct=True
            ),
            chronology_handed_in=Count(
                "chronologies", filter=Q(chronologies__status__in=TO_CHECK), distinct=True
            ),
        )
        .order_by("agency__sort_name", "agency__name")
    )


def chronology_words(commission: Any) -> str:
    """Say how far the chronology of a row of `commissions_for` is, in the same words to every reader."""
    if commission.chronology_accepted:
        return "Accepted"
    if commission.status == CommissionStatus.ENDED:
        return "None"
    if commission.status == CommissionStatus.PLANNED:
        return "Not asked for yet"
    procedure = commission.review.procedure
    if (
        commission.contribution == Contribution.INFORMATION_REPORT
        and not procedure.information_report.chronology
    ):
        return "Not asked for"
    return "Handed in, not accepted yet" if commission.chronology_handed_in else "Not handed in yet"


@dataclass(frozen=True, slots=True)
class InterviewCounts:
    """How an agency's interviews stand, each kind apart. Those that did not take place are not counted."""

    confirmed: int
    closed: int
    waiting: int

    @classmethod
    def annotated(cls, commission: Any) -> InterviewCounts:
        """From a row of `commissions_for`."""
        return cls(
            commission.interviews_confirmed, commission.interviews_closed, commission.interviews_waiting
        )

    def __str__(self) -> str:
        kinds = (
            (self.confirmed, "confirmed"),
            (self.closed, "closed without agreement"),
            (self.waiting, "not settled yet"),
        )
        return ", ".join(f"{number} {words}" for number, words in kinds if number) or "None"


def interview_counts(imr: ManagementReview) -> InterviewCounts:
    """Return the counts of one management review."""
    statuses = list(imr.interviews.values_list("status", flat=True))
    return InterviewCounts(
        statuses.count(InterviewStatus.CONFIRMED),
        statuses.count(InterviewStatus.LAPSED),
        sum(status not in RESOLVED for status in statuses),
    )


def integrated(visible: QuerySet[ChronologyEvent], review: Review) -> QuerySet[ChronologyEvent]:
    """Return the accepted events of all agencies in one order.

    The order is date, time (unknown last), agency, then the author's own order; not those of an agency that is no longer
    asked. A date known only to the month or year stands at the start of its range.
    """
    accepted = visible.filter(
        chronology__commission__review=review, chronology__status=ChronologyStatus.ACCEPTED
    ).exclude(chronology__commission__status=CommissionStatus.ENDED)
    return accepted.select_related("chronology__commission__agency", "added_by").order_by(
        "date_start",
        F("time").asc(nulls_last=True),
        "chronology__commission__agency__sort_name",
        "chronology__edition",
        "part",
        "place",
        "row",
    )


@dataclass(frozen=True, slots=True)
class RowCounts:
    """What became of the rows read from a file. Each row below the headings with something in it counts once."""

    read: int
    events: int
    no_event: int
    to_mend: int
    left_out: int
    added: int = 0
    mended: int = 0
    changed: int = 0

    def __str__(self) -> str:
        added = f" + {self.added} added" if self.added else ""
        row, event = "row" if self.read == 1 else "rows", "event" if self.events == 1 else "events"
        return (
            f"{self.read} {row} read{added} = {self.events} {event} + {self.no_event} without an event"
            f" + {self.to_mend} to mend + {self.left_out} left out"
        )

    @property
    def rows(self) -> int:
        """The rows of the file and those that were added by hand."""
        return self.read + self.added

    @property
    def add_up(self) -> bool:
        return self.rows == self.events + self.no_event + self.to_mend + self.left_out


def row_counts(chronology: Chronology) -> RowCounts:
    """Count the rows of a chronology that is read: events, notes and headings, to mend, left out; and what was done."""
    rows = chronology.problems.order_by().values_list("part", "row", "severity", "outcome", "code")
    gravest: dict[tuple[int, int], tuple[str, str, str]] = {}
    for part, row, severity, outcome, code in rows.distinct():
        if severity != "warning" or (part, row) not in gravest:
            gravest[part, row] = (severity, outcome, code)
    counted = Counter((severity, outcome) for severity, outcome, _ in gravest.values())
    mended = [code for severity, outcome, code in gravest.values() if outcome == RowOutcome.MENDED]
    return RowCounts(
        read=chronology.rows,
        events=chronology.events.count(),
        no_event=counted["info", RowOutcome.OPEN],
        to_mend=counted["held", RowOutcome.OPEN],
        left_out=sum(number for (_, outcome), number in counted.items() if outcome == RowOutcome.LEFT_OUT),
        added=sum(code == RowProblem.ADDED for _, _, code in gravest.values()),
        mended=sum(code not in (RowProblem.CHANGED, RowProblem.ADDED) for code in mended),
        changed=mended.count(RowProblem.CHANGED),
    )


@dataclass(frozen=True)
class ProblemRow:
    """One row with all that was said about it. `problem` is the first, by which the row is addressed."""

    chronology: Chronology
    problems: tuple[RowProblem, ...]

    @property
    def problem(self) -> RowProblem:
        return self.problems[0]

    @property
    def severity(self) -> str:
        """Return "held", "info" or "warning": the gravest of its problems."""
        return min((problem.severity for problem in self.problems), key=("held", "info", "warning").index)

    @property
    def outcome(self) -> str:
        return self.problem.outcome

    @cached_property
    def read(self) -> dict[str, str]:
        """Return what the file says, by field and further column (`changing.COLUMN`)."""
        further = {COLUMN + heading: text for heading, text in self.held.extra().items()}
        return self.held.typed() | further

    @cached_property
    def held(self) -> HeldRow:
        """Return the row as it was typed, in the form that mending takes."""
        kept = next((problem.event_kept for problem in self.problems if problem.event_kept), None)
        return HeldRow(
            row=self.problem.row,
            part=self.problem.part,
            cells=[(str(heading), str(text)) for heading, text in self.problem.cells],
            mapping=self.chronology.mapping.get(str(self.problem.part), {}),
            codes=frozenset((problem.code, problem.field or None) for problem in self.problems),
            event=event_from_json(kept, self.problem.part) if kept else None,
        )

    @property
    def readings(self) -> list[Proposal]:
        """Return what the reader proposed for the date; a person chooses."""
        return [proposal_of(reading) for problem in self.problems for reading in problem.proposals]

    @property
    def acceptable(self) -> bool:
        """Whether the row can be an event although something is wrong with it."""
        return self.severity == "held" and any(may_accept(*code) for code in self.held.codes)


def proposal_of(kept: Mapping[str, Any]) -> Proposal:
    """Return a reading as kept with its row; rows read before times were kept have other names for the days."""
    days = {"date_start": kept.get("start"), "date_end": kept.get("end")}
    return proposal_from_json(days | dict(kept))


def problem_rows(chronology: Chronology, problems: Iterable[RowProblem] | None = None) -> list[ProblemRow]:
    """Group the problems of a chronology by row, in the order of the file."""
    every = chronology.problems.select_related("settled_by") if problems is None else problems
    ordered = sorted(every, key=lambda each: (each.part, each.place, each.row, each.severity == "warning"))
    groups = groupby(ordered, key=lambda each: (each.part, each.row))
    return [ProblemRow(chronology, tuple(group)) for _, group in groups]
