"""When a register left the portal as an encrypted file, who took it, and why."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from scr_portal.access.scope import ScopedQuerySet
from scr_portal.sealed.fields import EncryptedTextField

from .decision import OfReferral
from .identities import IdentityRegister


class RegisterExportQuerySet(ScopedQuerySet["RegisterExport"]):
    follows = "register"


class RegisterExport(OfReferral):
    """One file. Neither it nor its passphrase is kept; `version` says which state of the register it holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    register = models.ForeignKey(IdentityRegister, models.CASCADE, related_name="exports")
    reason = EncryptedTextField()
    version = models.PositiveIntegerField(help_text="The version of the register that was taken out.")
    entries = models.PositiveIntegerField()
    exported_at = models.DateTimeField(auto_now_add=True)
    exported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = RegisterExportQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "export of the register"
        ordering = ["-exported_at"]

    def __str__(self) -> str:
        return f"Export of version {self.version}"

    @property
    def _referral(self) -> Any:
        return self.register.referral
