from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from scr_portal.access.scope import ScopedRows
from scr_portal.jobs.enums import JobState
from scr_portal.leases import Leased


class JobQuerySet(ScopedRows["Job"]):
    case_code_path = "case_code"

    def readable_by(self, user: Any) -> models.Q:
        """Restrict to the person who asked for the job."""
        return models.Q(asked_by=user)

    def about(self, subject: models.Model) -> JobQuerySet:
        return self.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)

    def unfinished(self) -> JobQuerySet:
        return self.filter(state__in=[JobState.QUEUED, JobState.RUNNING])


class Job(Leased):
    """A long-running job, done by the worker that holds its lease."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=80)
    arguments = models.JSONField(default=dict, help_text="Ids only: never names, never text from a case.")
    subject_type = models.CharField(max_length=80, blank=True)
    subject_id = models.UUIDField(null=True, blank=True)
    case_code = models.CharField(max_length=40, blank=True)
    next_url = models.CharField(
        max_length=300, blank=True, help_text="Where the person goes when it is done."
    )

    state = models.CharField(max_length=8, choices=JobState.choices, default=JobState.QUEUED)
    done_units = models.PositiveIntegerField(default=0)
    total_units = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    result = models.JSONField(default=dict, help_text="Ids and counts only.")

    heartbeat_at = models.DateTimeField(null=True, editable=False)
    hinted_at = models.DateTimeField(null=True, editable=False)

    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="jobs_asked_for"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["state", "claimed_until"], name="jobs_by_state"),
            models.Index(fields=["subject_type", "subject_id"], name="jobs_by_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=JobState.RUNNING, claim__isnull=False, claimed_until__isnull=False)
                | (~models.Q(state=JobState.RUNNING) & models.Q(claim__isnull=True)),
                name="jobs_running_is_claimed",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[JobState.DONE, JobState.FAILED], finished_at__isnull=False)
                | models.Q(state__in=[JobState.QUEUED, JobState.RUNNING], finished_at__isnull=True),
                name="jobs_finished_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("jobs:progress", args=[self.pk])

    @property
    def is_finished(self) -> bool:
        return self.state in (JobState.DONE, JobState.FAILED)

    @property
    def percent(self) -> int | None:
        """The progress, 0 to 100; `None` while the size of the job is unknown."""
        if not self.total_units:
            return None
        return min(100, self.done_units * 100 // self.total_units)
