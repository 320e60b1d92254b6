"""A referral: what happened to a child, told by the agency that knows."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from scr_portal import sealed
from scr_portal.access import grants
from scr_portal.access.roles import CASE_READERS, Role
from scr_portal.access.scope import ScopedQuerySet
from scr_portal.sealed.fields import EncryptedTextField
from scr_portal.sealed.narrative import NarrativeField

from ..enums import Harm, ReferralStatus
from ..procedures import Procedure, in_force
from .references import referral_reference

PANEL = ("chair_panel", "write_overview", "sit_on_panel")
"""The parts that make up the panel of a review (see `reviews.models.PARTS`)."""


class ReferralQuerySet(ScopedQuerySet["Referral"]):
    board_path = "board"
    case_path = "review"

    def readable_by(self, user: Any) -> models.Q:
        """One's own, one's agency's as its lead, and the board's once it has been sent."""
        sent = ~models.Q(status=ReferralStatus.DRAFT)
        return (
            models.Q(referred_by=user)
            | models.Q(agency_id__in=user.agencies_as(Role.AGENCY_LEAD))
            | models.Q(board__in=user.boards_as(Role.BUSINESS_MANAGER))
            | models.Q(sent, board__in=user.boards_as(*CASE_READERS))
            | models.Q(review__in=self.reviews_with_part(user, "chair_panel", "write_overview"))
        )

    def criteria_read_by(self, user: Any) -> ReferralQuerySet:
        """Referrals whose assessment against the criteria this person may read, begun or not."""
        return self.visible_to(user).filter(board__in=user.boards_as(*CASE_READERS))

    def reviews_with_part(self, user: Any, *parts: str) -> Any:
        """Keys of the reviews in which this person plays any of these parts, as a subquery.

        The review's own module cannot be imported from here: it builds on the referral.
        """
        review = self.model._meta.get_field("review").related_model
        return grants.objects(user, parts, review._default_manager.all()).values("pk")


class Referral(models.Model):
    """Three dates are kept apart: when it happened, when it became known, when it was reported."""

    TRANSITIONS = {
        (ReferralStatus.DRAFT, ReferralStatus.SUBMITTED): ("reviews.referral_complete",),
        (ReferralStatus.SUBMITTED, ReferralStatus.SCREENED): (
            "reviews.criteria_answered",
            "reviews.recommendation_reasoned",
            "reviews.points_on_recommendation_answered",
        ),
        (ReferralStatus.SUBMITTED, ReferralStatus.RETURNED): (),
        (ReferralStatus.RETURNED, ReferralStatus.SUBMITTED): (
            "reviews.referral_complete",
            "reviews.points_answered",
        ),
        (ReferralStatus.SCREENED, ReferralStatus.SUBMITTED): (),
        (ReferralStatus.SCREENED, ReferralStatus.DECIDED): (),
    }
    FORWARD = {
        ReferralStatus.DRAFT: ReferralStatus.SUBMITTED,
        ReferralStatus.RETURNED: ReferralStatus.SUBMITTED,
        ReferralStatus.SUBMITTED: ReferralStatus.SCREENED,
        ReferralStatus.SCREENED: ReferralStatus.DECIDED,
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=12, unique=True, default=referral_reference, editable=False)
    board = models.ForeignKey("accounts.Board", models.PROTECT, related_name="referrals")
    agency = models.ForeignKey(
        "accounts.Agency", models.PROTECT, null=True, blank=True, related_name="referrals"
    )
    referred_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="referrals")
    status = models.CharField(max_length=12, choices=ReferralStatus, default=ReferralStatus.DRAFT)
    version = models.PositiveIntegerField(
        default=0, help_text="Counts saves, so that two people at one page notice."
    )
    harm = models.CharField(max_length=20, choices=Harm, blank=True)
    happened_on = models.DateField(null=True, blank=True)
    known_on = models.DateField(null=True, blank=True)
    reported_on = models.DateField(null=True, blank=True)
    child_name = EncryptedTextField(null=True, blank=True)
    child_born_on = EncryptedTextField(null=True, blank=True)
    account = NarrativeField()
    agencies_involved = NarrativeField()
    immediate_safety = NarrativeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ReferralQuerySet.as_manager()
    history = HistoricalRecords(
        excluded_fields=sealed.coded_columns("account", "agencies_involved", "immediate_safety")
    )

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="referral_sent_by_somebody",
                condition=models.Q(submitted_at__isnull=True, submitted_by__isnull=True)
                | models.Q(submitted_at__isnull=False, submitted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="referral_sent_once_out_of_draft",
                condition=models.Q(status=ReferralStatus.DRAFT) | models.Q(submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="referral_known_after_it_happened",
                condition=models.Q(known_on__isnull=True)
                | models.Q(happened_on__isnull=True)
                | models.Q(known_on__gte=models.F("happened_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("reviews:referral", args=[self.pk])

    @property
    def case_code(self) -> str:
        """What the audit and the mails call this case."""
        return self.code

    @property
    def board_code(self) -> str:
        return self.board.code

    @property
    def began_on(self) -> datetime.date:
        """The day on which the case began for the board: it was told, or somebody began to tell it."""
        return self.reported_on or timezone.localdate(self.created_at)

    @property
    def usual_procedure(self) -> Procedure | None:
        """The one the board follows for cases that began on that day; None where it had none."""
        return in_force(self.board.procedure, self.began_on)

    @property
    def procedure(self) -> Procedure | None:
        """What the case is assessed under: fixed with its assessment, before that the board's; None: to be chosen."""
        assessment = getattr(self, "assessment", None)
        return assessment.procedure if assessment else self.usual_procedure

    @property
    def recommending_body(self) -> str:
        """What this board calls, within a sentence, the body that recommends."""
        procedure = self.procedure
        return procedure.terms.recommending_short if procedure else "committee"

    def identity_register(self) -> Any:
        """Return the register that codes this referral's narrative; it is opened with the referral."""
        return getattr(self, "register", None)
