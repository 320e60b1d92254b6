"""What a member of staff had in hand before the interview: the purpose and the terms of reference."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from reviews.models import OfReview, Review, TermsOfReference
from scr_portal.access.scope import ScopedQuerySet
from scr_portal.sealed.fields import EncryptedTextField

from ..enums import ReceiptWay
from .interview import InterviewRecord


class TermsReceiptQuerySet(ScopedQuerySet["TermsReceipt"]):
    follows = "record"


class TermsReceipt(OfReview):
    """One version of the terms of reference, received once: read here by the person, or given on paper.

    `received_on` is a local day. Rows are added and never changed; the first of a record is the day on which
    the person was told (Portsmouth leaflet: "shared with you prior to interview").
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(InterviewRecord, models.CASCADE, related_name="receipts")
    terms = models.ForeignKey(TermsOfReference, models.PROTECT, related_name="+")
    way = models.CharField(max_length=5, choices=ReceiptWay)
    received_on = models.DateField()
    given_by = EncryptedTextField(blank=True, default="", help_text="Who handed the paper over.")
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = TermsReceiptQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["received_on", "recorded_at"]
        constraints = [
            models.UniqueConstraint(name="one_receipt_a_version_and_way", fields=["record", "terms", "way"])
        ]

    def __str__(self) -> str:
        return f"{self.get_way_display()}: {self.terms}"

    @property
    def review(self) -> Review:
        return self.record.review
