"""What a document cites: the thread from a sentence of a report to the evidence on which it rests."""

from __future__ import annotations

import uuid
from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from simple_history.models import HistoricalRecords

from scr_portal.access.scope import ScopedQuerySet

from .. import desks, sealable
from .review import OfReview, Review


class CitationQuerySet(ScopedQuerySet["Citation"]):
    follows = "review"

    def closed_with(self, keys: Any) -> models.Q:
        """Close what a document cites with the document. What a sealed source says stands nowhere in a citation."""
        return sealable.kept_of(keys, "document_id")

    def readable_by(self, user: Any) -> models.Q:
        """Open to whoever may read the document."""
        readable = models.Q(pk__in=[])
        for desk in desks.desks():
            manager: Any = desk.model._default_manager
            readable |= models.Q(
                document_type=ContentType.objects.get_for_model(desk.model),
                document_id__in=manager.visible_to(user).values("pk"),
            )
        return readable

    def about(self, document: Any) -> Self:
        """Return what one document cites, in the order in which it was first cited."""
        return self.filter(
            document_type=ContentType.objects.get_for_model(document), document_id=document.pk
        ).order_by("cited_at", "written")


class Citation(OfReview):
    """One reference in one section of a document, and what it leads to.

    `written` is the reference as it stands in the text; it names a row, a passage or a section, at most with its agency,
    and nobody of the case. `key` is the key of the source and stays when another edition takes the place of the source.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, models.CASCADE, related_name="citations")
    document_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    document_id = models.UUIDField()
    document = GenericForeignKey("document_type", "document_id")
    section = models.SlugField(max_length=60)
    kind = models.SlugField(max_length=30, help_text="The source of evidence (reviews/evidence_kinds.py).")
    key = models.CharField(max_length=100)
    written = models.CharField(max_length=200)
    cited_at = models.DateTimeField(auto_now_add=True)
    cited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = CitationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["cited_at", "written"]
        constraints = [
            models.UniqueConstraint(
                name="one_citation_a_reference",
                fields=["document_type", "document_id", "section", "written"],
            )
        ]

    def __str__(self) -> str:
        return self.written
