"""A worker's lease of a row: taken by one conditional UPDATE, renewed while the work runs, lost by silence.

Every later write names the lease (`claim`), so a worker whose row has gone to another changes nothing. Jobs and
notices are rows of this kind.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils import timezone

RELEASED: dict[str, Any] = {"claim": None, "claimed_until": None}
"""The values of a row that nobody holds."""


class Leased(models.Model):
    """`claim` names a worker's lease of the row, `claimed_until` is when it lapses, `attempts` counts the
    leases taken, and no lease is given out before `not_before`."""

    claim = models.UUIDField(null=True, editable=False)
    claimed_until = models.DateTimeField(null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True


Row = TypeVar("Row", bound=Leased)


def due(now: datetime) -> Q:
    """Rows whose time for the next attempt has come."""
    return Q(not_before__isnull=True) | Q(not_before__lte=now)


def available(now: datetime) -> Q:
    """Rows that are due and that nobody holds, or whose holder has been silent for a whole lease."""
    return due(now) & (Q(claimed_until__isnull=True) | Q(claimed_until__lt=now))


def take(rows: QuerySet[Row], pk: uuid.UUID | str, *, lease: timedelta, **values: Any) -> Row | None:
    """Take the row for one lease, with `values` written along; None when it is not among `rows`, not due or
    in other hands."""
    now, token = timezone.now(), uuid.uuid4()
    count = rows.filter(available(now), pk=pk).update(
        claim=token, claimed_until=now + lease, attempts=F("attempts") + 1, **values
    )
    return rows.model._default_manager.get(pk=pk, claim=token) if count else None


def held(row: Row) -> QuerySet[Row]:
    """The row, as long as the lease with which it was read is the current one; else no row."""
    rows = type(row)._default_manager
    return rows.filter(pk=row.pk, claim=row.claim) if row.claim else rows.none()


def renew(row: Leased, *, lease: timedelta, **values: Any) -> bool:
    """Let the lease run on from now; False when it has gone to another worker."""
    return bool(held(row).update(claimed_until=timezone.now() + lease, **values))


def release(row: Leased, **values: Any) -> bool:
    """Write the outcome and hold the row no longer; False, and nothing written, when the lease is lost."""
    return bool(held(row).update(**RELEASED, **values))
