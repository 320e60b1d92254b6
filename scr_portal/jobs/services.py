from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from scr_portal.jobs import registry
from scr_portal.jobs.hints import hint_after_commit
from scr_portal.jobs.models import Job

if TYPE_CHECKING:
    from scr_portal.accounts.models import User


@transaction.atomic
def start(
    kind: str, *, by: User | None, subject: models.Model | None = None, next_url: str = "", **ids: Any
) -> Job:
    """Queue a registered job; the worker is notified when the caller's transaction commits.

    `ids` are UUIDs, whole numbers or short codes, and an object is replaced by its primary key: a job reads
    all else from the database when it runs. `by` may be `None` for the portal's own jobs. `next_url` is the
    path in the portal to continue to when the job is done; the job may return it instead, as {"next_url":
    ...}. Raises `ValueError` for a kind that no app has registered and for an argument that is not an id.
    """
    from scr_portal.jobs import tasks  # inline: tasks imports the runner, which imports the services

    if not registry.is_known(kind):
        raise ValueError(f"No app has registered the work {kind!r}.")
    registry.check_path(next_url)
    job = Job.objects.create(
        kind=kind,
        arguments={name: _as_id(name, value) for name, value in ids.items()},
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject_id=subject.pk if subject is not None else None,
        case_code=getattr(subject, "case_code", "") or "",
        next_url=next_url,
        asked_by=by,
    )
    hint_after_commit(tasks.run, job.pk)
    return job


def _as_id(name: str, value: Any) -> str | int | bool | None:
    if isinstance(value, models.Model):
        value = value.pk
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, str) and len(value) <= 80 and value.isascii() and " " not in value:
        return value
    raise ValueError(f"The argument {name!r} of a job must be an id, a number or a short code.")
