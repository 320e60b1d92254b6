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


class Proceeding(OfReview):
    """A hold has an owner, a reason and a date on which it turns into a question."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, models.CASCADE, related_name="proceedings")
    kind = models.CharField(max_length=12, choices=ProceedingKind)
    holds_publication = models.BooleanField(default=False)
    holds_family_contact = models.BooleanField(default=False)
    reason = NarrativeField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    look_again_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = ProceedingQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=sealed.coded_columns("reason"))

    class Meta:
        ordering = ["look_again_on"]

    def __str__(self) -> str:
        return self.get_kind_display()
