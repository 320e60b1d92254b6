"""Who wrote for an agency before, and why somebody else does now."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from reviews.models import OfReview
from scr_portal.access.scope import ScopedQuerySet
from scr_portal.sealed.fields import EncryptedTextField

from .commission import Commission


class AuthorReplacementQuerySet(ScopedQuerySet["AuthorReplacement"]):
    """Read by whoever reads the commission."""

    follows = "commission"


class AuthorReplacement(OfReview):
    """One change of the author of a commission. Access of the former author ended when it was recorded."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    commission = models.ForeignKey(Commission, models.CASCADE, related_name="replacements")
    former = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    successor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = EncryptedTextField()
    replaced_at = models.DateTimeField(auto_now_add=True)
    replaced_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = AuthorReplacementQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["replaced_at"]
        constraints = [
            models.CheckConstraint(
                name="author_replaced_by_another", condition=~models.Q(former=models.F("successor"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.successor} for {self.former}"

    @property
    def review(self) -> Any:
        return self.commission.review
