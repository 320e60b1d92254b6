from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models

from scr_portal.access.scope import ScopedRows
from scr_portal.sealed.fields import EncryptedTextField


class ScanState(models.TextChoices):
    NOT_SCANNED = "not_scanned", "Not scanned for viruses"
    CLEAN = "clean", "No virus found"
    REFUSED = "refused", "Refused by the virus scanner"
    MADE_HERE = "made_here", "Made by the portal"


class StoredFileQuerySet(ScopedRows["StoredFile"]):
    def readable_by(self, user: Any) -> models.Q:
        """Return the files that the person uploaded. All others are reached through their case."""
        return models.Q(stored_by=user)


class StoredFile(models.Model):
    """One file, never changed once stored. Its name can name a child, so it is sealed like its content."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.SlugField(max_length=60)
    name = EncryptedTextField(blank=True)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the content, before it is sealed.")
    size = models.PositiveBigIntegerField(help_text="Bytes, before sealing.")
    detected_type = models.CharField(max_length=20)
    stored_path = models.CharField(max_length=100, unique=True, editable=False)
    scan_state = models.CharField(max_length=12, choices=ScanState, default=ScanState.NOT_SCANNED)
    stored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="stored_files"
    )
    stored_at = models.DateTimeField(auto_now_add=True)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        ordering = ["-stored_at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
