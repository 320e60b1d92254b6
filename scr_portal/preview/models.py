"""Previews: who looked as whom, why, and until when."""

from __future__ import annotations

import uuid

from django.db import models

from scr_portal.sealed.fields import EncryptedTextField


class Preview(models.Model):
    """One preview. Written once, and at most ended early. The pages read in it are in the audit record, with this id.

    No foreign keys: it is part of the record, and outlives account and membership. `supposed` is what the person does not
    hold and is shown as holding, if anything.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    opened_by_id = models.UUIDField()
    membership_id = models.UUIDField(help_text="By which the other person is on the board of whoever looks.")
    supposed = models.CharField(max_length=80, blank=True)
    reason = EncryptedTextField()
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(
                name="preview_ends_after_it_opens", condition=models.Q(ends_at__gt=models.F("opened_at"))
            )
        ]

    def __str__(self) -> str:
        return f"preview {self.pk}"
