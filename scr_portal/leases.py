"""Leases of rows by workers: taken by one conditional UPDATE, renewed during the job, expired without renewal.

Every later write filters on the lease (`claim`), so a worker whose lease was lost changes nothing. Jobs and
notices use them.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils import timezone

RELEASED: dict[str, Any] = {"claim": None, "claimed_until": None}
"""The values of a row without a lease."""


class Leased(models.Model):
    """A row that a worker can lease.

    `claim` identifies the lease, `claimed_until` is when it expires, `attempts` counts the leases taken, and
    no lease is taken before `not_before`.
    """

    claim = models.UUIDField(null=True, editable=False)
    claimed_until = models.DateTimeField(null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True


Row = TypeVar("Row", bound=Leased)


def due(now: datetime) -> Q:
    """Return the condition for rows whose next attempt is due."""
    return Q(not_before__isnull=True) | Q(not_before__lte=now)


def available(now: datetime) -> Q:
    """Return the condition for rows that are due and not leased, or whose lease has expired."""
    return due(now) & (Q(claimed_until__isnull=True) | Q(claimed_until__lt=now))


def take(rows: QuerySet[Row], pk: uuid.UUID | str, *, lease: timedelta, **values: Any) -> Row | None:
    """Lease the row and write `values`.

    Returns None when it is not among `rows`, not due or leased by another worker.
    """
    now, token = timezone.now(), uuid.uuid4()
    count = rows.filter(available(now), pk=pk).update(
        claim=token, claimed_until=now + lease, attempts=F("attempts") + 1, **values
    )
    return rows.model._default_manager.get(pk=pk, claim=token) if count else None


def held(row: Row) -> QuerySet[Row]:
    """Return the row as a queryset while the lease it was read with is current; else an empty queryset."""
    rows = type(row)._default_manager
    return rows.filter(pk=row.pk, claim=row.claim) if row.claim else rows.none()


def renew(row: Leased, *, lease: timedelta, **values: Any) -> bool:
    """Renew the lease from now; return False when it was lost."""
    return bool(held(row).update(claimed_until=timezone.now() + lease, **values))


def release(row: Leased, **values: Any) -> bool:
    """Write the outcome and release the lease; return False, with nothing written, when the lease was lost."""
    return bool(held(row).update(**RELEASED, **values))
