"""Who is kin to whom in a case, between people of the identity register: what a genogram is drawn from."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Greatest, Least
from simple_history.models import HistoricalRecords

from scr_portal.access.roles import Role
from scr_portal.access.scope import ScopedQuerySet

from ..enums import COUPLE_KINDS, PARENT_KINDS, KinshipKind
from .decision import OfReferral
from .identities import Identity, IdentityRegister
from .review import Review, with_part

PHRASES = {
    KinshipKind.BIRTH: "is a birth parent of",
    KinshipKind.ADOPTIVE: "is an adoptive parent of",
    KinshipKind.STEP: "is a step-parent of",
    KinshipKind.FOSTER: "is a foster or kinship carer of",
    KinshipKind.MARRIED: "is married to",
    KinshipKind.PARTNER: "is the partner of",
    KinshipKind.SEPARATED: "is separated from",
    KinshipKind.DIVORCED: "is divorced from",
}
ENDED = {
    KinshipKind.ADOPTIVE: "was an adoptive parent of",
    KinshipKind.STEP: "was a step-parent of",
    KinshipKind.FOSTER: "was a foster or kinship carer of",
    KinshipKind.MARRIED: "was married to",
    KinshipKind.PARTNER: "was the partner of",
    KinshipKind.SEPARATED: "was separated from",
    KinshipKind.DIVORCED: "was divorced from",
}


GENOGRAM_PARTS = ("chair_panel", "write_overview", "sit_on_panel", "support_family")
"""Who works with the genogram beside the business manager. It shows labels, as every text of the case does."""


def genograms_read_by(user: Any) -> models.QuerySet[Review]:
    """Reviews whose genogram this person may read."""
    return Review.objects.visible_to(user).filter(
        models.Q(pk__in=with_part(user, *GENOGRAM_PARTS))
        | models.Q(board__in=user.boards_as(Role.BUSINESS_MANAGER))
    )


class KinshipQuerySet(ScopedQuerySet["Kinship"]):
    board_path = "register__referral__board"
    case_path = "register__referral__review"

    def readable_by(self, user: Any) -> models.Q:
        """Open to the panel, the overview author, the family’s contact and the manager, who alone reads the register."""
        return models.Q(register__referral__review__in=genograms_read_by(user))


class Kinship(OfReferral):
    """What one person is to another: `person` is the parent of `relative`, or both are a couple.

    Of a couple `person` is the one with the lower key, so that each is written in one way only. `since` and
    `until` are the first day of their month.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    register = models.ForeignKey(IdentityRegister, models.CASCADE, related_name="kinships")
    person = models.ForeignKey(Identity, models.PROTECT, related_name="kin_below")
    relative = models.ForeignKey(Identity, models.PROTECT, related_name="kin_above")
    kind = models.CharField(max_length=9, choices=KinshipKind)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0, help_text="Counts saves.")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = KinshipQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "relationship"
        constraints = [
            models.CheckConstraint(
                name="nobody_is_their_own_kin", condition=~models.Q(person=models.F("relative"))
            ),
            models.CheckConstraint(
                name="kinship_of_a_known_kind",
                condition=models.Q(kind__in=PARENT_KINDS)
                | models.Q(kind__in=COUPLE_KINDS, person__lt=models.F("relative")),
            ),
            models.CheckConstraint(
                name="kinship_ends_after_it_began",
                condition=models.Q(since__isnull=True)
                | models.Q(until__isnull=True)
                | models.Q(until__gte=models.F("since")),
            ),
            models.UniqueConstraint(
                Least("person", "relative"),
                Greatest("person", "relative"),
                name="one_kinship_a_pair_at_a_time",
                condition=models.Q(until__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def _referral(self) -> Any:
        return self.register.referral

    @property
    def words(self) -> str:
        """Return the relationship as a sentence, in labels."""
        return in_a_sentence(self.kind, self.person, self.relative, ended=bool(self.until))

    @property
    def is_of_a_couple(self) -> bool:
        return self.kind in COUPLE_KINDS


def phrase(kind: str, *, ended: bool = False) -> str:
    """Return what one is to the other, to stand between the two."""
    known = KinshipKind(kind)
    return ENDED.get(known, PHRASES[known]) if ended else PHRASES[known]


def in_a_sentence(kind: str, person: Identity, relative: Identity, *, ended: bool = False) -> str:
    """Return what two people are to each other, in labels: "Mother is a birth parent of Child K."."""
    return f"{person} {phrase(kind, ended=ended)} {relative}."
