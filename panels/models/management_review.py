"""What an agency writes: a management review or an information report, section by section."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from guardian.models import UserObjectPermissionBase
from simple_history.models import HistoricalRecords

from reviews.models import PANEL, OfReview, Review, with_part
from scr_portal import sealed
from scr_portal.access.roles import Role
from scr_portal.access.scope import ScopedQuerySet
from scr_portal.sealed.narrative import NarrativeField

from ..enums import Contribution, ImrStatus
from .commission import Commission, written_by

HANDED_IN = (ImrStatus.SUBMITTED, ImrStatus.ACCEPTED)


class ManagementReviewQuerySet(ScopedQuerySet["ManagementReview"]):
    follows = "commission__review"
    closed_singly = True

    def readable_by(self, user: Any) -> models.Q:
        """Open the author's own at any time.

        The panel's, the chairs' and the manager's once it is handed in, the board chair's and the inspector's
        once it is accepted.
        """
        handed_in = models.Q(status__in=HANDED_IN) & (
            models.Q(commission__review__in=with_part(user, *PANEL))
            | models.Q(commission__review__board__in=user.boards_as(Role.BUSINESS_MANAGER))
        )
        accepted = models.Q(status=ImrStatus.ACCEPTED) & models.Q(
            commission__review__board__in=user.boards_as(Role.BOARD_CHAIR, Role.INSPECTOR)
        )
        lead = models.Q(commission__agency__in=user.agencies_as(Role.AGENCY_LEAD))
        return models.Q(pk__in=written_by(user).values("pk")) | handed_in | accepted | lead


class ManagementReview(OfReview):
    """What an agency hands in: its individual management review (IMR), or the shorter information report.

    Sealed as its author wrote it, read coded.
    """

    SECTIONS = {
        Contribution.MANAGEMENT_REVIEW: (
            "summary",
            "analysis",
            "good_practice",
            "lessons",
            "recommendations",
        ),
        Contribution.INFORMATION_REPORT: ("knowledge", "contacts", "further"),
    }
    MAY_STAY_EMPTY = ("further",)
    TRANSITIONS = {
        (ImrStatus.DRAFT, ImrStatus.SUBMITTED): (
            "panels.independence_stated",
            "panels.chronology_accepted",
            "panels.interview_records_checked",
            "panels.sections_written",
            "panels.chronology_points_answered",
            "reviews.names_settled",
        ),
        (ImrStatus.RETURNED, ImrStatus.SUBMITTED): (
            "panels.independence_stated",
            "panels.chronology_accepted",
            "panels.interview_records_checked",
            "panels.sections_written",
            "panels.chronology_points_answered",
            "reviews.points_answered",
            "reviews.names_settled",
        ),
        (ImrStatus.SUBMITTED, ImrStatus.RETURNED): (),
        (ImrStatus.SUBMITTED, ImrStatus.ACCEPTED): (
            "panels.chronology_points_answered",
            "reviews.names_settled",
        ),
    }
    FORWARD = {
        ImrStatus.DRAFT: ImrStatus.SUBMITTED,
        ImrStatus.RETURNED: ImrStatus.SUBMITTED,
        ImrStatus.SUBMITTED: ImrStatus.ACCEPTED,
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    commission = models.OneToOneField(Commission, models.CASCADE, related_name="management_review")
    status = models.CharField(max_length=9, choices=ImrStatus, default=ImrStatus.DRAFT)
    version = models.PositiveIntegerField(default=0, help_text="Counts saves.")
    section_versions = models.JSONField(
        default=dict, editable=False, help_text="Counts the saves of each section: they are edited apart."
    )
    summary = NarrativeField("Summary of involvement")
    analysis = NarrativeField("Analysis of decisions and practice")
    good_practice = NarrativeField("Good practice")
    lessons = NarrativeField("Lessons learned")
    recommendations = NarrativeField("Recommendations for action")
    knowledge = NarrativeField("What your agency knew of the child and the family")
    contacts = NarrativeField("Summary of your agency’s contacts")
    further = NarrativeField("Anything else the panel should know")
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ManagementReviewQuerySet.as_manager()
    history = HistoricalRecords(
        excluded_fields=sealed.coded_columns(
            *("summary", "analysis", "good_practice", "lessons", "recommendations"),
            *("knowledge", "contacts", "further"),
        )
    )

    class Meta:
        ordering = ["commission__agency__sort_name", "commission__agency__name"]
        permissions = [("write_imr", "Writes this management review")]
        constraints = [
            models.CheckConstraint(
                name="imr_submitted_by_somebody",
                condition=models.Q(submitted_at__isnull=True, submitted_by__isnull=True)
                | models.Q(submitted_at__isnull=False, submitted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="imr_handed_in_when_submitted",
                condition=models.Q(status__in=[ImrStatus.DRAFT, ImrStatus.RETURNED])
                | models.Q(submitted_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.noun.capitalize()}: {self.commission.agency}"

    @property
    def progress(self) -> ImrStatus | str:
        """The status as a reader sees it: nothing is being written before a section has been saved."""
        return ImrStatus(self.status) if self.version or self.status != ImrStatus.DRAFT else "Not started"

    def get_absolute_url(self) -> str:
        return reverse("panels:imr", args=[self.review_id, self.pk])

    @property
    def is_handed_in(self) -> bool:
        """Whether it is with the panel, or accepted."""
        return self.status in HANDED_IN

    @classmethod
    def section_title(cls, name: str) -> str:
        """Return the section's heading as the reader sees it."""
        field: Any = cls._meta.get_field(f"{name}_sealed")
        return str(field.verbose_name)

    @property
    def review(self) -> Review:
        return self.commission.review

    @property
    def review_id(self) -> Any:
        return self.commission.review_id

    @property
    def author(self) -> Any:
        return self.commission.author

    @property
    def noun(self) -> str:
        """“management review” or “information report”."""
        return self.commission.noun

    @property
    def sections(self) -> tuple[str, ...]:
        """The sections this contribution has, in order."""
        return self.SECTIONS[Contribution(self.commission.contribution)]


class ManagementReviewUserObjectPermission(UserObjectPermissionBase):
    """Who writes it. Direct foreign key: it goes when the review goes."""

    content_object = models.ForeignKey(ManagementReview, models.CASCADE)
