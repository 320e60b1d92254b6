"""What an agency is asked for, and the management review it hands in."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from guardian.models import UserObjectPermissionBase
from simple_history.models import HistoricalRecords

from reviews.models import PANEL, OfReview, Review, TermsOfReference, opening, with_part
from scr_portal import sealed
from scr_portal.access import grants
from scr_portal.access.roles import CASE_READERS, Role
from scr_portal.access.scope import ScopedQuerySet
from scr_portal.sealed.fields import EncryptedTextField
from scr_portal.sealed.narrative import NarrativeField

from ..enums import NOUN, CommissionStatus, Contribution, ImrStatus

HANDED_IN = (ImrStatus.SUBMITTED, ImrStatus.ACCEPTED)


def written_by(user: Any) -> models.QuerySet[ManagementReview]:
    """Reviews this person writes: by grant, and for as long as they work for the agency as its author."""
    granted: models.QuerySet[ManagementReview] = grants.objects(
        user, ["write_imr"], ManagementReview._default_manager.all()
    )
    return granted.filter(commission__agency_id__in=user.agencies_as(Role.IMR_AUTHOR))


@opening
def to_leads_of_agencies_asked(user: Any) -> models.Q:
    """Open a review to the lead of an agency once that agency has been asked."""
    return models.Q(pk__in=Commission.objects.led_by(user).values("review"))


class CommissionQuerySet(ScopedQuerySet["Commission"]):
    follows = "review"

    def readable_by(self, user: Any) -> models.Q:
        """All of a review for its board, chair, author and panel; an agency's author sees the own one."""
        return (
            models.Q(management_review__in=written_by(user).values("pk"))
            | models.Q(review__in=with_part(user, *PANEL))
            | models.Q(review__board__in=user.boards_as(*CASE_READERS))
            | models.Q(agency__in=user.agencies_as(Role.AGENCY_LEAD))
        )

    def led_by(self, user: Any) -> CommissionQuerySet:
        """Commissions issued to an agency this person leads, for as long as it is asked."""
        return self.filter(agency_id__in=user.agencies_as(Role.AGENCY_LEAD), status=CommissionStatus.ISSUED)


class Commission(OfReview):
    """One agency's part in a review, under one version of the terms of reference, by one author."""

    TRANSITIONS = {
        (CommissionStatus.PLANNED, CommissionStatus.ISSUED): ("reviews.terms_agreed",),
        (CommissionStatus.PLANNED, CommissionStatus.ENDED): ("panels.end_reasoned",),
        (CommissionStatus.ISSUED, CommissionStatus.ENDED): ("panels.end_reasoned",),
    }
    FORWARD = {CommissionStatus.PLANNED: CommissionStatus.ISSUED}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, models.CASCADE, related_name="commissions")
    agency = models.ForeignKey("accounts.Agency", models.PROTECT, related_name="commissions")
    contribution = models.CharField(
        max_length=18, choices=Contribution, default=Contribution.MANAGEMENT_REVIEW
    )
    terms = models.ForeignKey(TermsOfReference, models.PROTECT, null=True, related_name="commissions")
    status = models.CharField(max_length=8, choices=CommissionStatus, default=CommissionStatus.PLANNED)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="commissions"
    )
    due_on = models.DateField(null=True, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    records_secured_on = models.DateField(null=True, blank=True)
    no_involvement = models.BooleanField(default=False)
    no_line_management = models.BooleanField(default=False)
    independence_stated_at = models.DateTimeField(null=True, blank=True)
    independence_stated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_because = EncryptedTextField(blank=True, default="")

    objects = CommissionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["agency__sort_name", "agency__name"]
        constraints = [
            models.UniqueConstraint(
                name="one_live_commission_an_agency",
                fields=["review", "agency"],
                condition=~models.Q(status=CommissionStatus.ENDED),
            ),
            models.CheckConstraint(
                name="commission_issued_by_somebody",
                condition=models.Q(issued_at__isnull=True, issued_by__isnull=True)
                | models.Q(issued_at__isnull=False, issued_by__isnull=False),
            ),
            models.CheckConstraint(
                name="commission_ended_by_somebody",
                condition=models.Q(ended_at__isnull=True, ended_by__isnull=True)
                & ~models.Q(status=CommissionStatus.ENDED)
                | models.Q(ended_at__isnull=False, ended_by__isnull=False, status=CommissionStatus.ENDED),
            ),
            models.CheckConstraint(
                name="independence_stated_by_the_author",
                condition=models.Q(independence_stated_at__isnull=True, independence_stated_by__isnull=True)
                | models.Q(
                    independence_stated_at__isnull=False,
                    independence_stated_by=models.F("author"),
                    no_involvement=True,
                    no_line_management=True,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} in {self.review}"

    @property
    def noun(self) -> str:
        """What the agency is asked for, as it is called within a sentence."""
        return NOUN[Contribution(self.contribution)]

    def get_absolute_url(self) -> str:
        return reverse("panels:commission", args=[self.review_id, self.pk])


class ManagementReviewQuerySet(ScopedQuerySet["ManagementReview"]):
    follows = "commission__review"

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
        ),
        (ImrStatus.RETURNED, ImrStatus.SUBMITTED): (
            "panels.independence_stated",
            "panels.chronology_accepted",
            "panels.interview_records_checked",
            "panels.sections_written",
            "panels.chronology_points_answered",
            "reviews.points_answered",
        ),
        (ImrStatus.SUBMITTED, ImrStatus.RETURNED): (),
        (ImrStatus.SUBMITTED, ImrStatus.ACCEPTED): ("panels.chronology_points_answered",),
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

    def get_absolute_url(self) -> str:
        return reverse("panels:imr", args=[self.review_id, self.pk])

    @classmethod
    def section_title(cls, name: str) -> str:
        """Return the section's heading as the reader sees it."""
        field: Any = cls._meta.get_field(f"{name}_sealed")
        return str(field.verbose_name)

    @property
    def _review(self) -> Review:
        return self.commission.review

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
