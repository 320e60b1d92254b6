"""Facts of an edition that identify together and stay: why, and what a second person says of it."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from reviews.models import OfReview, Review
from scr_portal.access.scope import ScopedQuerySet
from scr_portal.sealed.fields import EncryptedTextField

from ..enums import CombinationAnswer
from .edition import PublicEdition, holding_a_passage
from .reading import read_blind_by, those_who_clear


class KeptCombinationQuerySet(ScopedQuerySet["KeptCombination"]):
    board_path = "edition__report__review__board"
    case_path = "edition__report__review"

    def closed_with(self, keys: Any) -> models.Q:
        """Close it with the edition."""
        return holding_a_passage(keys, "edition__report")

    def readable_by(self, user: Any) -> models.Q:
        """Open to the manager and the chairs, and to none of them while they read the edition blind."""
        return those_who_clear(user, "edition") & ~models.Q(edition__in=read_blind_by(user))

    def opens(self, user: Any, edition: PublicEdition) -> bool:
        """Whether this person may see which facts of an edition identify together: who may read these rows of it."""
        clears = PublicEdition.objects.filter(those_who_clear(user, ""), pk=edition.pk)
        return clears.exists() and not read_blind_by(user).filter(edition=edition.pk).exists()


class KeptCombination(OfReview):
    """Facts about one person, or in the whole text, that stay together although they pass the limit of the board.

    `facts` are those that stood there when the reason was given. What is left of them needs no new reason; what is added does.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(PublicEdition, models.CASCADE, related_name="kept_combinations")
    subject = models.CharField(
        max_length=80, blank=True, help_text="The label of the person; empty for the whole text."
    )
    score = models.PositiveSmallIntegerField(help_text="When the reason was given.")
    facts = EncryptedTextField(help_text="One a line: the kind, and what is said.")
    reason = EncryptedTextField()
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=8, choices=CombinationAnswer, blank=True)
    answer_reason = EncryptedTextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = KeptCombinationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["subject"]
        constraints = [
            models.UniqueConstraint(name="one_reason_a_combination", fields=["edition", "subject"]),
            models.CheckConstraint(
                name="combination_answered_by_another",
                condition=models.Q(answered_by__isnull=True) | ~models.Q(answered_by=models.F("kept_by")),
            ),
            models.CheckConstraint(
                name="combination_answered_by_somebody",
                condition=models.Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
                | (models.Q(answered_at__isnull=False, answered_by__isnull=False) & ~models.Q(answer="")),
            ),
        ]

    def __str__(self) -> str:
        return self.subject or "The whole text"

    def get_absolute_url(self) -> str:
        return reverse("reports:combinations", args=[self.edition.review_id])

    @property
    def review(self) -> Review:
        return self.edition.review

    @property
    def names(self) -> set[tuple[str, str]]:
        """Kind and value of each fact the reason was given for."""
        return {
            (kind, value) for kind, _, value in (row.partition("\t") for row in str(self.facts).split("\n"))
        }
