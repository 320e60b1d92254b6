"""Sentences of one text that are sealed: what they say, so that the seal follows the words wherever they stand."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords

from scr_portal import sealed
from scr_portal.access.scope import ScopedQuerySet
from scr_portal.sealed.narrative import NarrativeField

from ..passage_homes import homes
from .review import OfReview, Review
from .seals import Seal, SealedObject

PASSAGE = "passage"


class SealedPassageQuerySet(ScopedQuerySet["SealedPassage"]):
    board_path = "review__board"
    case_path = "review"
    closed_singly = True

    def readable_by(self, user: Any) -> models.Q:
        """Open to whoever reads both the seal and the document that the passage stands in."""
        sealed_objects = SealedObject.objects.filter(seal__in=Seal.objects.visible_to(user))
        read = models.Q(pk__in=[])
        for home in homes():
            subjects: Any = home.model._default_manager
            read |= models.Q(home=home.slug, line__in=home.lines(subjects.visible_to(user)))
        return models.Q(pk__in=sealed_objects.values("subject_id")) & read


class SealedPassage(OfReview):
    """The exact sentences, a line each, and the section they were sealed in (`reviews/passage_homes.py`).

    `line` is the key that all versions of the document share. `lost_at`: since when not every sentence is found in that
    section, so that the whole section is closed.
    """

    repeats_a_text = True
    """The words stand in another text of the case already, so nothing counts them here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, models.CASCADE, related_name="sealed_passages")
    home = models.SlugField(max_length=30)
    line = models.UUIDField(db_index=True)
    part = models.CharField(max_length=60)
    words = NarrativeField("Sealed words")
    lost_at = models.DateTimeField(null=True, blank=True)

    objects = SealedPassageQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=sealed.coded_columns("words"))

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return "Sealed passage"
