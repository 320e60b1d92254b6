"""The overview report with its executive summary, and the signatures that bind to its exact text."""

from __future__ import annotations

import hashlib
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from panels.models import Commission
from reviews.models import OfReview, Review, with_part
from scr_portal import sealed
from scr_portal.access.roles import Role
from scr_portal.access.scope import ScopedQuerySet
from scr_portal.sealed.narrative import NarrativeField

from ..enums import ReportStatus, SigningCapacity

REPORT = "report"
"""What the report is called as a text of which passages are sealed (`reports/sealables.py`)."""
READ_AT_ONCE = ("write_overview", "chair_panel")
READ_ONCE_SUBMITTED = (ReportStatus.SUBMITTED, ReportStatus.AGREED, ReportStatus.SIGNED)
READ_ONCE_AGREED = (ReportStatus.AGREED, ReportStatus.SIGNED)


class OverviewReportQuerySet(ScopedQuerySet["OverviewReport"]):
    follows = "review"

    def readable_by(self, user: Any) -> models.Q:
        """Open to author and panel chair always.

        Manager and panel once sent; board chair and committee once agreed; agencies' leads once agreed, their
        authors and the family’s contact once signed (Hampshire, Kingston, Cambridgeshire). What was returned to
        its author is read by the author and the chair alone.
        """
        submitted = models.Q(status__in=READ_ONCE_SUBMITTED)
        agreed = models.Q(status__in=READ_ONCE_AGREED)
        signed = models.Q(status=ReportStatus.SIGNED)
        board = user.boards_as(Role.BOARD_CHAIR, Role.SUB_GROUP)
        led = Commission.objects.led_by(user).values("review")
        return (
            models.Q(review__in=with_part(user, *READ_AT_ONCE))
            | (submitted & models.Q(review__in=with_part(user, "sit_on_panel")))
            | (submitted & models.Q(review__board__in=user.boards_as(Role.BUSINESS_MANAGER)))
            | (agreed & (models.Q(review__board__in=board) | models.Q(review__in=led)))
            | (signed & models.Q(review__in=with_part(user, "support_family", "write_for_agency")))
            | (signed & models.Q(review__board__in=user.boards_as(Role.INSPECTOR)))
        )


class OverviewReport(OfReview):
    """One a review. Sealed as written; read coded. A change after a signature takes the signature away."""

    TRANSITIONS = {
        (ReportStatus.DRAFT, ReportStatus.SUBMITTED): ("reports.texts_written", "reviews.names_settled"),
        (ReportStatus.RETURNED, ReportStatus.SUBMITTED): (
            "reports.texts_written",
            "reviews.points_answered",
            "reviews.names_settled",
        ),
        (ReportStatus.SUBMITTED, ReportStatus.RETURNED): (),
        (ReportStatus.SUBMITTED, ReportStatus.AGREED): ("reports.texts_written", "reviews.names_settled"),
        (ReportStatus.AGREED, ReportStatus.SIGNED): (
            "reports.panel_chair_signed_this_text",
            "reviews.names_settled",
        ),
        (ReportStatus.AGREED, ReportStatus.RETURNED): (),
    }
    FORWARD = {
        ReportStatus.DRAFT: ReportStatus.SUBMITTED,
        ReportStatus.RETURNED: ReportStatus.SUBMITTED,
        ReportStatus.SUBMITTED: ReportStatus.AGREED,
        ReportStatus.AGREED: ReportStatus.SIGNED,
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.OneToOneField(Review, models.CASCADE, related_name="report")
    status = models.CharField(max_length=9, choices=ReportStatus, default=ReportStatus.DRAFT)
    version = models.PositiveIntegerField(default=0, help_text="Counts saves.")
    section_versions = models.JSONField(
        default=dict, editable=False, help_text="Counts the saves of each part: they are edited apart."
    )
    overview = NarrativeField("Overview report")
    summary = NarrativeField("Executive summary")
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = OverviewReportQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=sealed.coded_columns("overview", "summary"))

    def __str__(self) -> str:
        return f"Overview report of {self.review}"

    def get_absolute_url(self) -> str:
        return reverse("reports:report", args=[self.review_id])

    @property
    def progress(self) -> ReportStatus | str:
        """The status as a reader sees it: nothing is being written before a part has been saved."""
        return (
            ReportStatus(self.status) if self.version or self.status != ReportStatus.DRAFT else "Not started"
        )

    @property
    def digest(self) -> str:
        """SHA-256 of the exact text as written; what a signature is bound to."""
        text = f"{self.overview.original}\x1f{self.summary.original}"
        return hashlib.sha256(text.encode()).hexdigest()


class SignOffQuerySet(ScopedQuerySet["SignOff"]):
    follows = "report"


class SignOff(OfReview):
    """A signature: who, in which capacity, on which exact text."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(OverviewReport, models.CASCADE, related_name="signatures")
    capacity = models.CharField(max_length=11, choices=SigningCapacity)
    digest = models.CharField(max_length=64)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(auto_now_add=True)

    objects = SignOffQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["signed_at"]
        constraints = [
            models.UniqueConstraint(name="one_signature_a_capacity", fields=["report", "capacity", "digest"]),
            models.UniqueConstraint(name="nobody_signs_twice", fields=["report", "signed_by", "digest"]),
        ]

    def __str__(self) -> str:
        return self.get_capacity_display()

    @property
    def review(self) -> Review:
        return self.report.review
