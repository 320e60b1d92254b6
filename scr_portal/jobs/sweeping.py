"""What the broker lost and what dead workers held, found again in the database."""

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


def put_back_stale() -> int:
    """Re-queue jobs whose worker has gone silent; give up those that have been tried often enough.

    Returns how many were put back.
    """
    now = timezone.now()
    silent = Job.objects.filter(state=JobState.RUNNING, claimed_until__lt=now)
    silent.filter(attempts__gte=MOST_ATTEMPTS).update(
        state=JobState.FAILED, message=STOPPED_TOO_OFTEN, finished_at=now, **leases.RELEASED
    )
    return silent.filter(attempts__lt=MOST_ATTEMPTS).update(
        state=JobState.QUEUED, hinted_at=None, **leases.RELEASED
    )


@transaction.atomic
def take_waiting(limit: int = 100) -> list[uuid.UUID]:
    """Ids of queued jobs of which no worker has been told for a while, marked as told now."""
    now = timezone.now()
    untold = Q(hinted_at__isnull=True) | Q(hinted_at__lt=now - HINT_AGAIN_AFTER)
    waiting = (
        Job.objects.select_for_update(skip_locked=True)
        .filter(untold, leases.due(now), state=JobState.QUEUED, created_at__lt=now - FIRST_HINT_IS_DUE_AFTER)
        .order_by("created_at")[:limit]
    )
    found = [job.pk for job in waiting]
    Job.objects.filter(pk__in=found).update(hinted_at=now)
    return found


def put_back_untold(job_ids: list[uuid.UUID]) -> None:
    """The broker did not take the word about these; the next sweep tries again."""
    Job.objects.filter(pk__in=job_ids).update(hinted_at=None)
