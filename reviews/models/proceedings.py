"""Proceedings that run beside a review, and what each of them holds back."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from scr_portal import sealed
from scr_portal.access.scope import ScopedQuerySet
from scr_portal.sealed.narrative import NarrativeField

from ..enums import ProceedingKind
from .review import OfReview, Review


class ProceedingQuerySet(ScopedQuerySet["Proceeding"]):
    follows = "review"

    def holding_publication(self) -> ProceedingQuerySet:
        """Return those because of which nothing of their review is or stays public, until two people agree that they are over."""
        return self.filter(holds_publication=True, ended_on__isnull=True)


class Proceeding(OfReview):
    """A hold has an owner, a reason and a date on which it turns into a question.

    It ends when one person has recorded the outcome and a second person has agreed: a report published or a
    relative approached while a trial runs cannot be taken back. `ended_on` is empty, and the hold stands, until then.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, models.CASCADE, related_name="proceedings")
    kind = models.CharField(max_length=12, choices=ProceedingKind)
    holds_publication = models.BooleanField(default=False)
    holds_family_contact = models.BooleanField(default=False)
    reason = NarrativeField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    look_again_on = models.DateField()
    over_on = models.DateField(
        null=True, blank=True, help_text="The day on which they are said to have ended."
    )
    outcome = NarrativeField("Outcome")
    end_reason = NarrativeField("Why nothing needs to be held any longer")
    end_proposed_at = models.DateTimeField(null=True, blank=True)
    end_proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    end_objection = NarrativeField("Why it was not agreed")
    end_agreed_at = models.DateTimeField(null=True, blank=True)
    end_agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_on = models.DateField(null=True, blank=True)

    objects = ProceedingQuerySet.as_manager()
    history = HistoricalRecords(
        excluded_fields=sealed.coded_columns("reason", "outcome", "end_reason", "end_objection")
    )

    class Meta:
        ordering = ["look_again_on"]
        constraints = [
            models.CheckConstraint(
                name="end_of_proceeding_proposed_by_somebody",
                condition=models.Q(end_proposed_at__isnull=True, end_proposed_by__isnull=True)
                | models.Q(
                    end_proposed_at__isnull=False, end_proposed_by__isnull=False, over_on__isnull=False
                ),
            ),
            models.CheckConstraint(
                name="end_of_proceeding_agreed_by_a_second_person",
                condition=models.Q(
                    ended_on__isnull=True, end_agreed_at__isnull=True, end_agreed_by__isnull=True
                )
                | models.Q(
                    ended_on=models.F("over_on"),
                    end_agreed_at__isnull=False,
                    end_agreed_by__isnull=False,
                    end_proposed_by__isnull=False,
                )
                & ~models.Q(end_agreed_by=models.F("end_proposed_by")),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
