"""The rows of a chronology: events, and rows that could not become one."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from reviews.models import OfReview, Review
from scr_portal.access.scope import ReadingScope, ScopedQuerySet
from scr_portal.sealed.fields import EncryptedJSONField, EncryptedTextField
from scr_portal.sealed.narrative import NarrativeField, NarrativeMapField
from scr_portal.sealed.querysets import NarrativeQuerySet
from scr_portal.web.words import long_date

from ..enums import RowOutcome
from .chronology import Chronology
from .commission import written_by

CLOCK_TIME = r"^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$"


ADDED_ROWS = 2_000_000
"""Rows that a person adds are numbered from here, beyond the rows of any sheet, so that a number means one row."""

PLACE = "The row of the file at which this one stands: its own, or of a row added by hand the one above it."


def name_of_row(part: int, row: int) -> str:
    """Name a row as its author knows it: "row 14", "row 14 of table 2", "added row 1"."""
    if row > ADDED_ROWS:
        return f"added row {row - ADDED_ROWS}"
    return f"row {row}" if part == 1 else f"row {row} of table {part}"


def stands_at_its_row(name: str) -> models.CheckConstraint:
    """Return the constraint that only a row added by hand stands at another place than its own."""
    own = models.Q(added_at__isnull=True, added_by__isnull=True, row__lte=ADDED_ROWS, place=models.F("row"))
    added = models.Q(added_at__isnull=False, added_by__isnull=False, row__gt=ADDED_ROWS)
    return models.CheckConstraint(name=name, condition=own | added)


class Placed(OfReview):
    """A row of a chronology: of the file, or added by hand at a place in it, with who did so and when."""

    row = models.PositiveIntegerField(help_text="The row as its author sees it, from 1.")
    part = models.PositiveSmallIntegerField(default=1)
    place = models.PositiveIntegerField(help_text=PLACE)
    added_at = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True

    @property
    def name(self) -> str:
        return name_of_row(self.part, self.row)

    @property
    def number(self) -> str:
        """Return what a person types to mean this row: "14", "14 of table 2", "added row 1"."""
        return self.name.removeprefix("row ")

    @property
    def added_words(self) -> str:
        """Say who added the row by hand and when; nothing of a row of the file."""
        return f"Added by hand by {self.added_by} on {long_date(self.added_at)}" if self.added_at else ""


CLOCK = "As 14:30. Text, because 24:00 is the end of the day and no time of Python."


class ChronologyEventQuerySet(ReadingScope, NarrativeQuerySet["ChronologyEvent"]):
    follows = "chronology"
    closed_singly = True


class ChronologyEvent(Placed):
    """One row of an agency's table.

    It never changes: a correction is a new edition, so the editions are its history. A row that its author changes before
    the edition is accepted is made anew under the key it had (`key_for`), so that what was sealed stays so; what the file
    says of it is kept in its `RowProblem`. Its coded forms follow the identity register.

    Every field that the reader knows is a column of its own; `columns` holds the author's further columns
    under the author's headings, and `as_typed` the dates and times as they were written. What somebody typed
    freely is narrative, because any cell may hold a name; what the reader drew from it is plain.
    """

    NAMED = ("ref", "contact_type", "staff", "who_seen", "child_voice", "action", "comment", "tor")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    chronology = models.ForeignKey(Chronology, models.CASCADE, related_name="events")
    date_start = models.DateField()
    date_end = models.DateField()
    precision = models.CharField(max_length=6)
    uncertain = models.BooleanField(default=False)
    time = models.CharField(max_length=5, null=True, blank=True, help_text=CLOCK)  # noqa: DJ001
    time_end = models.CharField(max_length=5, null=True, blank=True, help_text=CLOCK)  # noqa: DJ001
    time_precision = models.CharField(max_length=11, default="unknown")
    child_seen = models.CharField(max_length=5, blank=True)
    source = NarrativeField("Where it is recorded")
    detail = NarrativeField("What happened")
    ref = NarrativeField("Reference")
    contact_type = NarrativeField("Type of contact")
    staff = NarrativeField("Staff")
    who_seen = NarrativeField("Who was seen")
    child_voice = NarrativeField("Voice of the child")
    action = NarrativeField("Action taken")
    comment = NarrativeField("Comments")
    tor = NarrativeField("Terms of reference")
    accepted_because = NarrativeField("Accepted as it is, because")
    as_typed = NarrativeMapField("Dates and times as they were typed")
    columns = NarrativeMapField("The author’s further columns")

    objects = ChronologyEventQuerySet.as_manager()

    class Meta:
        ordering = ["date_start", models.F("time").asc(nulls_last=True), "part", "place", "row"]
        constraints = [
            stands_at_its_row("event_stands_at_its_row"),
            models.UniqueConstraint(name="one_event_a_row", fields=["chronology", "part", "row"]),
            *(
                models.CheckConstraint(
                    name=f"event_{name}_is_a_clock_time",
                    condition=models.Q(**{f"{name}__isnull": True})
                    | models.Q(**{f"{name}__regex": CLOCK_TIME}),
                )
                for name in ("time", "time_end")
            ),
            models.CheckConstraint(
                name="event_dates_in_order", condition=models.Q(date_end__gte=models.F("date_start"))
            ),
        ]
        indexes = [
            models.Index(fields=["chronology", "date_start"]),
            models.Index(fields=["chronology", "part", "place", "row"], name="events_by_place"),
        ]

    def __str__(self) -> str:
        return self.name.capitalize()

    @staticmethod
    def key_for(chronology: Chronology, part: int, row: int) -> uuid.UUID:
        """Return the key of the event of a row, the same however often the row is left out, mended and taken back."""
        return uuid.uuid5(chronology.pk, f"{part}:{row}")

    @property
    def review(self) -> Review:
        return self.chronology.review


def reads_whole(user: Any, chronology: Chronology) -> bool:
    """Whether no event of a chronology is closed to this person."""
    events = ChronologyEvent.objects.filter(chronology=chronology)
    return events.visible_to(user).count() == events.count()


class RowProblemQuerySet(ScopedQuerySet["RowProblem"]):
    follows = "chronology"
    closed_singly = True

    def readable_by(self, user: Any) -> models.Q:
        """Open to the agency's own author, who mends it: the cells stand as they were typed."""
        own = written_by(user).values("pk")
        return models.Q(chronology__commission__management_review__in=own)


class RowProblem(Placed):
    """Why a row could not become an event, or a remark on one; also what a person changed in a row, or added.

    A held row counts until somebody settles it: it is mended, accepted as it is with a reason, or left out with
    a reason. All its problems are settled at once.

    `cells` are the row as typed and stay so; `corrections` what a person typed instead, by field, and `still` what is
    wrong with that; `event_kept` the event of a row that was read and then left out or changed, so that it can be taken
    back whole. The history of these rows says who changed what.
    """

    CHANGED, OUT_BY_HAND, ADDED = "changed_by_hand", "left_out_by_hand", "added_by_hand"
    """Codes of rows that the reader had nothing to say of: a person changed them, left them out or added them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    chronology = models.ForeignKey(Chronology, models.CASCADE, related_name="problems")
    code = models.SlugField()
    field = models.CharField(max_length=200, blank=True)
    severity = models.CharField(max_length=7)
    message = EncryptedTextField()
    cells = EncryptedJSONField(default=list)
    proposals = EncryptedJSONField(default=list)
    outcome = models.CharField(max_length=8, choices=RowOutcome, blank=True, default=RowOutcome.OPEN)
    corrections = EncryptedJSONField(default=dict)
    still = EncryptedJSONField(default=dict, help_text="What is wrong with the corrections, by field.")
    event_kept = EncryptedJSONField(default=dict)
    accepted_because = EncryptedTextField(blank=True, default="")
    left_out_because = EncryptedTextField(blank=True, default="")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = RowProblemQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["part", "place", "row", "code"]
        indexes = [models.Index(fields=["chronology", "part", "place", "row"], name="problems_by_place")]
        constraints = [
            stands_at_its_row("problem_stands_at_its_row"),
            models.CheckConstraint(
                name="problem_settled_by_somebody",
                condition=models.Q(settled_at__isnull=True, settled_by__isnull=True)
                | models.Q(settled_at__isnull=False, settled_by__isnull=False),
            ),
            models.CheckConstraint(
                name="problem_has_outcome_when_settled",
                condition=models.Q(settled_at__isnull=True, outcome="")
                | models.Q(settled_at__isnull=False) & ~models.Q(outcome=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name.capitalize()}: {self.code}"

    @property
    def review(self) -> Review:
        return self.chronology.review
