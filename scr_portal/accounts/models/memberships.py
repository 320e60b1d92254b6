"""Who works for which board and agency, in which role, from when to when."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

from scr_portal.access.roles import OVERSEERS, WITHOUT_SECOND_FACTOR, Role
from scr_portal.access.scope import ScopedRows

from .organisations import Agency, Board

if TYPE_CHECKING:
    from .users import User


class MembershipQuerySet(ScopedRows["Membership"]):
    board_path = "board"

    def current(self) -> MembershipQuerySet:
        """Begun and not ended today.

        The end date is the first day without access, so that ending a membership today takes effect at once.
        """
        today = timezone.localdate()
        begun = models.Q(started_on__lte=today)
        not_ended = models.Q(ended_on__isnull=True) | models.Q(ended_on__gt=today)
        return self.filter(begun & not_ended)

    def working(self) -> MembershipQuerySet:
        """Keep those of people who work here.

        Somebody interviewed and a relative come for one thing, and somebody they know tells them of it.
        """
        return self.current().exclude(role__in=WITHOUT_SECOND_FACTOR)

    def readable_by(self, user: User) -> models.Q:
        """One's own; all of a board for its business manager and system administrator."""
        return models.Q(user=user) | models.Q(board__in=user.boards_as(*OVERSEERS))


class Membership(models.Model):
    """A role somebody holds for a board, for an agency of it or for the board itself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    role = models.CharField(max_length=40, choices=Role.choices)
    started_on = models.DateField(default=timezone.localdate)
    ended_on = models.DateField(null=True, blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["started_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "board", "agency", "role"],
                condition=models.Q(ended_on__isnull=True),
                nulls_distinct=False,
                name="membership_one_live",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("started_on")),
                name="membership_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.agency or self.board}"

    @property
    def is_current(self) -> bool:
        """Whether the membership counts today (see `MembershipQuerySet.current`)."""
        today = timezone.localdate()
        return self.started_on <= today and (self.ended_on is None or self.ended_on > today)

    @property
    def board_code(self) -> str:
        """The word by which audit rows say which board they belong to."""
        return self.board.code
