"""When somebody is away: what waits for them is with the next on the ladder until they are back."""

from __future__ import annotations

import datetime
import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from scr_portal.access.roles import OVERSEERS
from scr_portal.access.scope import ScopedRows

from .memberships import Membership

if TYPE_CHECKING:
    from .users import User


class AbsenceQuerySet(ScopedRows["Absence"]):
    def readable_by(self, user: User) -> Q:
        """One's own, and those of the people whose board one looks after."""
        overseen = Membership.objects.current().filter(board__in=user.boards_as(*OVERSEERS))
        return Q(user=user) | Q(user__in=overseen.values("user"))

    def standing(self) -> AbsenceQuerySet:
        """Those that nobody has called off."""
        return self.filter(cancelled_at__isnull=True)

    def on(self, day: datetime.date) -> AbsenceQuerySet:
        """Those that cover this day, the first and the last included."""
        return self.standing().filter(starts_on__lte=day, ends_on__gte=day)

    def not_over(self, day: datetime.date) -> AbsenceQuerySet:
        """Those that cover this day or a later one."""
        return self.standing().filter(ends_on__gte=day).order_by("starts_on")


class Absence(models.Model):
    """Days on which somebody is away, from the first to the last. Why is nobody's business here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="absences")
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="The last day away.")
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on"]
        indexes = [
            models.Index(
                fields=["ends_on"], name="accounts_absence_standing", condition=Q(cancelled_at__isnull=True)
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="absence_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancelled_by__isnull=True)
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False),
                name="absence_cancelled_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on.isoformat()} to {self.ends_on.isoformat()}"
