from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models

from scr_portal.access.scope import ScopedRows
from scr_portal.leases import Leased


class NoticeQuerySet(ScopedRows["Notice"]):
    case_code_path = "case_code"

    def readable_by(self, user: Any) -> models.Q:
        """Open a notice to the person it is for."""
        return models.Q(to=user)

    def unsent(self) -> NoticeQuerySet:
        return self.filter(sent_at__isnull=True, given_up_at__isnull=True)


class Notice(Leased):
    """One mail to one person. `given_up_at` is set when it can no longer be sent, and says why in a code."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices")
    template = models.SlugField(max_length=60)
    case_code = models.CharField(max_length=40, blank=True)
    path = models.CharField(max_length=300, blank=True, help_text="A path in the portal, without a query.")
    figures = models.JSONField(default=dict, blank=True, help_text="Counts that the mail prints.")
    dedupe_key = models.CharField(max_length=200, unique=True, null=True, blank=True)

    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    given_up_why = models.SlugField(max_length=40, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(
                fields=["created_at"],
                name="notices_unsent",
                condition=models.Q(sent_at__isnull=True, given_up_at__isnull=True),
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True) | models.Q(given_up_at__isnull=True),
                name="notices_sent_or_given_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.pk}"
