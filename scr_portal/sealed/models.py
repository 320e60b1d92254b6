"""Openings of the named view: who opened the originals of a review, why, and until when."""

from __future__ import annotations

import uuid

from django.db import models

from .fields import EncryptedTextField


class NamedView(models.Model):
    """One opening of the originals. The reason is free text, so it is sealed.

    Written once, and at most ended early. The pages read meanwhile are in the audit record, with this id. No
    foreign keys: it is part of the record, and outlives the account and the review.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review_id = models.UUIDField(db_index=True)
    opened_by_id = models.UUIDField()
    reason = EncryptedTextField()
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-opened_at"]

    def __str__(self) -> str:
        return f"named view {self.pk}"


class KeyWitness(models.Model):
    """What proves that a key is the one this database was made with (`witnesses.py`). Tells nothing of the key."""

    setting = models.CharField(primary_key=True, max_length=20)
    proof = models.TextField()

    def __str__(self) -> str:
        return f"witness of {self.setting}"
