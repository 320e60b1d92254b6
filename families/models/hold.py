"""Why a relative is not told for now: agreed outside, agreed by a second person, and looked at again on a day."""

from __future__ import annotations

import datetime
import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from scr_portal import sealed
from scr_portal.access.scope import ScopedQuerySet
from scr_portal.sealed.narrative import NarrativeField

from ..enums import AgreedWith
from .relative import OfRelative, Relative


class NotToldHoldQuerySet(ScopedQuerySet["NotToldHold"]):
    follows = "relative"

    def open(self) -> NotToldHoldQuerySet:
        """Not ended, whether a second person has agreed or not."""
        return self.filter(ended_at__isnull=True)

    def current(self, on: datetime.date | None = None) -> NotToldHoldQuerySet:
        """In force: agreed by a second person, not ended, and its day to look again has not passed."""
        return self.open().filter(agreed_at__isnull=False, look_again_on__gte=on or timezone.localdate())

    def reviewed_since(self, moment: datetime.datetime) -> NotToldHoldQuerySet:
        """In force, and agreed or looked at again since `moment`."""
        return self.current().filter(agreed_at__gte=moment)


class NotToldHold(OfRelative):
    """One decision that a relative is not told for now. It postpones what they are owed and never waives it.

    Looking at it again is a new row: the new one takes the place of the old one when a second person agrees.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    relative = models.ForeignKey(Relative, models.CASCADE, related_name="not_told_holds")
    reason = NarrativeField("Why this relative is not told for now")
    agreed_with = models.CharField(
        max_length=6, choices=AgreedWith, blank=True, help_text="Outside the board. Empty in records of old."
    )
    look_again_on = models.DateField()
    placed_at = models.DateTimeField(auto_now_add=True)
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = NotToldHoldQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=sealed.coded_columns("reason"))

    class Meta:
        ordering = ["placed_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_hold_waiting_a_relative",
                fields=["relative"],
                condition=models.Q(agreed_at__isnull=True, ended_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="one_hold_agreed_a_relative",
                fields=["relative"],
                condition=models.Q(agreed_at__isnull=False, ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="hold_agreed_by_another",
                condition=models.Q(agreed_at__isnull=True, agreed_by__isnull=True)
                | (
                    models.Q(agreed_at__isnull=False, agreed_by__isnull=False)
                    & ~models.Q(agreed_by=models.F("placed_by"))
                    & ~models.Q(agreed_with="")
                ),
            ),
            models.CheckConstraint(
                name="hold_ended_by_somebody",
                condition=models.Q(ended_at__isnull=True, ended_by__isnull=True)
                | models.Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return "Not told for now"

    @property
    def is_current(self) -> bool:
        """Whether it postpones what the relative is owed today."""
        return (
            self.agreed_at is not None
            and self.ended_at is None
            and self.look_again_on >= timezone.localdate()
        )
