"""Recover jobs whose hint was lost or whose worker died, from the database."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from scr_portal import leases
from scr_portal.jobs.claims import MOST_ATTEMPTS
from scr_portal.jobs.enums import JobState
from scr_portal.jobs.models import Job

FIRST_HINT_IS_DUE_AFTER = timedelta(seconds=5)
HINT_AGAIN_AFTER = timedelta(seconds=30)
STOPPED_TOO_OFTEN = (
    "This work was stopped part-way several times and has been given up. You can ask for it again."
)


def requeue_stale() -> int:
    """Re-queue jobs whose lease has expired; fail those that have no attempts left.

    Returns how many were re-queued.
    """
    now = timezone.now()
    expired = Job.objects.filter(state=JobState.RUNNING, claimed_until__lt=now)
    expired.filter(attempts__gte=MOST_ATTEMPTS).update(
        state=JobState.FAILED, message=STOPPED_TOO_OFTEN, finished_at=now, **leases.RELEASED
    )
    return expired.filter(attempts__lt=MOST_ATTEMPTS).update(
        state=JobState.QUEUED, hinted_at=None, **leases.RELEASED
    )


@transaction.atomic
def take_waiting(limit: int = 100) -> list[uuid.UUID]:
    """Return ids of queued jobs without a recent hint, and mark them as hinted now."""
    now = timezone.now()
    unhinted = Q(hinted_at__isnull=True) | Q(hinted_at__lt=now - HINT_AGAIN_AFTER)
    waiting = (
        Job.objects.select_for_update(skip_locked=True)
        .filter(
            unhinted, leases.due(now), state=JobState.QUEUED, created_at__lt=now - FIRST_HINT_IS_DUE_AFTER
        )
        .order_by("created_at")[:limit]
    )
    job_ids = [job.pk for job in waiting]
    Job.objects.filter(pk__in=job_ids).update(hinted_at=now)
    return job_ids


def clear_hints(job_ids: list[uuid.UUID]) -> None:
    """Clear the hint mark of jobs that could not be published, so that the next sweep retries."""
    Job.objects.filter(pk__in=job_ids).update(hinted_at=None)
