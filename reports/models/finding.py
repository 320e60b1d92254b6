"""How the marks of two readers fit together, what is decided of them, and what both may have missed."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from reviews.models import OfReview, ReturnPoint, Review
from scr_portal.access.scope import ScopedQuerySet
from scr_portal.sealed.fields import EncryptedTextField

from ..enums import FindingDecision, FindingState
from .edition import PublicEdition, holding_a_passage
from .reading import ReaderMark, read_third_by, those_who_clear


class FindingQuerySet(ScopedQuerySet["Finding"]):
    board_path = "edition__report__review__board"
    case_path = "edition__report__review"

    def closed_with(self, keys: Any) -> models.Q:
        """Close it with the edition."""
        return holding_a_passage(keys, "edition__report")

    def readable_by(self, user: Any) -> models.Q:
        """Open to manager, chairs and third reader. It is made when both have finished, never before."""
        return those_who_clear(user, "edition") | models.Q(edition__in=read_third_by(user))


class Finding(OfReview):
    """One passage that one or both readers marked in one text, and what the third reader decided of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(PublicEdition, models.CASCADE, related_name="findings")
    digest = models.CharField(max_length=64, help_text="Of the text in which it was found.")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=7, choices=FindingState)
    marks = models.ManyToManyField(ReaderMark, related_name="findings")
    decision = models.CharField(max_length=10, choices=FindingDecision, blank=True)
    reason = EncryptedTextField(blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    point = models.ForeignKey(
        ReturnPoint, models.SET_NULL, null=True, blank=True, related_name="+",
        help_text="The point with which it was handed to the business manager.",
    )  # fmt: skip

    objects = FindingQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="one_finding_a_number", fields=["edition", "number"]),
            models.CheckConstraint(
                name="finding_decided_by_somebody",
                condition=models.Q(decided_at__isnull=True, decided_by__isnull=True, decision="")
                | (models.Q(decided_at__isnull=False, decided_by__isnull=False) & ~models.Q(decision="")),
            ),
        ]

    def __str__(self) -> str:
        return f"Passage {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("reports:finding", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether the third reader has still to decide it."""
        return self.state == FindingState.UNCLEAR or (self.state == FindingState.ONE and not self.decision)

    @property
    def is_upheld(self) -> bool:
        """Whether it may identify somebody: found by both, or by one with whom the third reader agrees."""
        return self.state == FindingState.BOTH or self.decision == FindingDecision.IDENTIFIES

    @property
    def found_by(self) -> set[str]:
        """The parts of the readers who marked it."""
        return {mark.reader.part for mark in self.marks.all()}

    @property
    def review(self) -> Review:
        return self.edition.review


class EditionEstimateQuerySet(ScopedQuerySet["EditionEstimate"]):
    follows = "edition"


class EditionEstimate(OfReview):
    """What two readers found in the text that was cleared, from which it follows how much both may have missed.

    Written once, when the edition is cleared. The estimate itself is worked out from the three counts.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.OneToOneField(PublicEdition, models.CASCADE, related_name="estimate")
    digest = models.CharField(max_length=64, help_text="Of the text that was cleared.")
    first = models.PositiveSmallIntegerField(help_text="Passages the first reader found.")
    second = models.PositiveSmallIntegerField(help_text="Passages the second reader found.")
    both = models.PositiveSmallIntegerField(help_text="Passages both found.")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = EditionEstimateQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="both_found_no_more_than_either",
                condition=models.Q(both__lte=models.F("first")) & models.Q(both__lte=models.F("second")),
            ),
        ]

    def __str__(self) -> str:
        return f"Estimate for {self.edition}"

    @property
    def review(self) -> Review:
        return self.edition.review
