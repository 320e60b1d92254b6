from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from scr_portal.access.scope import ReadingScope
from scr_portal.sealed.fields import EncryptedJSONField


class DraftQuerySet(ReadingScope, models.QuerySet["Draft"]):
    def readable_by(self, user: Any) -> Q:
        """Restrict to the person who typed the draft."""
        return Q(user=user)

    def unsent(self) -> DraftQuerySet:
        return self.filter(sent_at__isnull=True)


class Draft(models.Model):
    """The text that one person has typed into one opening of a form.

    The key is generated when the form is opened, so that two tabs with the same form keep two drafts. A
    submitted form leaves its row without content: a save still in transit is then refused, and the person is
    not offered text that they did submit. `sequence` counts the saves of one opening; an older save that
    arrives later does not overwrite a newer one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    form = models.CharField(max_length=200, help_text="Route name and the keys of the address. Never a name.")
    content = EncryptedJSONField(null=True, help_text="Field name to the list of typed values.")
    sequence = models.PositiveBigIntegerField(default=0)
    saved_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at"]
        indexes = [models.Index(fields=["user", "form"], name="draft_user_form")]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, content__isnull=False)
                | Q(sent_at__isnull=False, content__isnull=True),
                name="draft_sent_holds_no_text",
            )
        ]

    def __str__(self) -> str:
        return f"Draft {self.pk}"
