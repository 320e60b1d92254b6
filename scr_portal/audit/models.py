"""The record of who did what, as rows that can be added but not changed.

There are no foreign keys: an event outlives what it is about. There is no free text: an event holds ids,
counts, dates and codes, so that the record of an act never becomes a second place where a name is kept.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    """Questions asked of the record."""

    def for_case(self, *case_codes: str) -> AuditEventQuerySet:
        """Return the events of one case, oldest first."""
        return self.filter(case_code__in=case_codes).order_by("seq")


class AuditEvent(models.Model):
    """One act, one reading of a sensitive page, or one refusal.

    `seq` has no gaps: it is given under a lock, so a missing number is a removed row. `hash` is an
    HMAC-SHA256 over the row and the hash before it. The database refuses UPDATE, DELETE and TRUNCATE.
    """

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    actor_role = models.CharField(max_length=200, blank=True)
    verb = models.CharField(max_length=100)
    object_type = models.CharField(max_length=100, blank=True)
    object_id = models.CharField(max_length=64, blank=True)
    case_code = models.CharField(max_length=64, blank=True)
    board_code = models.CharField(max_length=64, blank=True)
    facts = models.JSONField(default=dict)
    request_id = models.CharField(max_length=64, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ["seq"]
        indexes = [
            models.Index(fields=["case_code", "seq"], name="audit_event_case"),
            models.Index(fields=["actor_id", "seq"], name="audit_event_actor"),
            models.Index(fields=["object_id", "seq"], name="audit_event_object"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.verb}"


class AuditHead(models.Model):
    """Where the chain ends: the last number and hash, under their own HMAC.

    It lets `verify_audit` see that rows were cut off the end. The limit: whoever can disable triggers
    and puts back an older head together with exactly its rows shows a chain that is whole, only shorter.
    Comparing the head with one noted elsewhere (the command prints it) is the answer to that.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="audit_head_is_one_row")]

    def __str__(self) -> str:
        return f"head at {self.seq}"
