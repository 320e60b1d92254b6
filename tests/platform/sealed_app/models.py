from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords

from scr_portal.access.scope import ScopedRows
from scr_portal.audit.history import HistoryAwareQuerySet
from scr_portal.sealed import coded_columns
from scr_portal.sealed.fields import EncryptedJSONField, EncryptedTextField, KeyedIndexField
from scr_portal.sealed.narrative import NarrativeField, NarrativeMapField


class CaseQuerySet(ScopedRows["Case"]):
    case_code_path = "case_code"

    def readable_by(self, user: Any) -> models.Q:
        return models.Q()


class Case(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case_code = models.CharField(max_length=20, default="SCR-2026-001")
    board_code = models.CharField(max_length=20, default="portsmouth")
    version = models.PositiveIntegerField(default=1)
    entries = EncryptedJSONField(default=list)
    decisions = models.JSONField(null=True)
    labels = models.JSONField(default=dict)

    objects = CaseQuerySet.as_manager()

    def labels_of(self, surfaces: Any) -> dict[str, str]:
        """Give numbers as surfaces come; a case of the portal draws its numbers."""
        for surface in surfaces:
            self.labels.setdefault(surface.key, f"[{surface.group} {len(self.labels) + 1}]")
        Case.objects.filter(pk=self.pk).update(labels=self.labels)
        return dict(self.labels)

    def answered_labels(self) -> dict[str, str]:
        """Return nothing: no label of this case is ever answered."""
        return {}

    def references_in(self, text: str) -> list[str]:
        return []


class Person(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = EncryptedTextField(null=True)
    name_index = KeyedIndexField(source="name")
    facts = EncryptedJSONField(null=True)


class TextBase(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    detail = NarrativeField("what happened")
    other_columns = NarrativeMapField()

    class Meta:
        abstract = True


class EventQuerySet(HistoryAwareQuerySet["Event"]):
    """A queryset of its own, as every model of the portal has."""


class Event(TextBase):
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="events")
    source = models.CharField(max_length=50, blank=True)
    source_index = KeyedIndexField(source="source")

    objects = EventQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=coded_columns("detail", "other_columns"))

    def identity_register(self) -> Any:
        return self.case
