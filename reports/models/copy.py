"""The file of the exact edition that is given to a relative before publication."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from families.models import Relative
from reviews.models import OfReview, Review
from scr_portal.access.scope import ScopedQuerySet

from .edition import PublicEdition


class FamilyCopyQuerySet(ScopedQuerySet["FamilyCopy"]):
    follows = "relative"


class FamilyCopy(OfReview):
    """A PDF of one exact text, marked on each page as a confidential copy for one relative. Written once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(PublicEdition, models.CASCADE, related_name="family_copies")
    relative = models.ForeignKey(Relative, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, help_text="Of the edition text the copy was made from.")
    pdf = models.OneToOneField("files.StoredFile", models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = FamilyCopyQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"Confidential copy for {self.relative}"

    @property
    def review(self) -> Review:
        return self.edition.review
