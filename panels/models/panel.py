"""The panel: its independent chair, the independent overview author, and its members."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from reviews.models import OfReview, Review
from scr_portal.access.scope import ScopedQuerySet
from scr_portal.sealed.fields import EncryptedTextField

from ..enums import Capacity

PART = {
    Capacity.PANEL_CHAIR: "chair_panel",
    Capacity.OVERVIEW_AUTHOR: "write_overview",
    Capacity.PANEL_MEMBER: "sit_on_panel",
}
"""The grant on the review that each capacity carries."""


class AppointmentQuerySet(ScopedQuerySet["Appointment"]):
    follows = "review"

    def current(self) -> AppointmentQuerySet:
        return self.filter(ended_on__isnull=True)


class Appointment(OfReview):
    """A person in a capacity on one review, with the statement of independence it rests on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, models.CASCADE, related_name="appointments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="appointments")
    capacity = models.CharField(max_length=16, choices=Capacity)
    independence = EncryptedTextField(blank=True, default="")
    appointed_on = models.DateField(default=timezone.localdate)
    appointed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["capacity", "appointed_on"]
        constraints = [
            models.UniqueConstraint(
                name="one_live_chair_and_author",
                fields=["review", "capacity"],
                condition=models.Q(ended_on__isnull=True) & ~models.Q(capacity="panel_member"),
            ),
            models.UniqueConstraint(
                name="one_live_capacity_a_person",
                fields=["review", "user"],
                condition=models.Q(ended_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_capacity_display()} of {self.review}"
