"""What an agency is asked for, of whom, and until when."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from reviews.models import PANEL, OfReview, Review, TermsOfReference, opening, with_part
from scr_portal.access import grants
from scr_portal.access.roles import CASE_READERS, Role
from scr_portal.access.scope import ScopedQuerySet
from scr_portal.sealed.fields import EncryptedTextField

from ..enums import NOUN, CommissionStatus, Contribution


def written_by(user: Any) -> models.QuerySet[Any]:
    """Return the management reviews this person writes, while they work for the agency as its author.

    Their own module cannot be imported from here: it builds on the commission.
    """
    review: Any = Commission._meta.get_field("management_review").related_model
    granted: models.QuerySet[Any] = grants.objects(user, ["write_imr"], review._default_manager.all())
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
