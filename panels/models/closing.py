"""Closing an interview record without the person's agreement: reminders sent, and a second person's word."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from reviews.models import OfReview, Review
from scr_portal.access.roles import Role
from scr_portal.access.scope import ScopedQuerySet
from scr_portal.sealed.fields import EncryptedTextField

from ..enums import ClosingOutcome
from .commission import written_by
from .interview import InterviewRecord


class OfRecord(OfReview):
    """What hangs on an interview record takes its review from there."""

    class Meta:
        abstract = True

    record: Any

    @property
    def review(self) -> Review:
        review: Review = self.record.review
        return review


class InterviewReminderQuerySet(ScopedQuerySet["InterviewReminder"]):
    follows = "record"


class InterviewReminder(OfRecord):
    """One reminder to read the record, sent by its author. Written once and never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(InterviewRecord, models.CASCADE, related_name="reminders")
    sent_at = models.DateTimeField(auto_now_add=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = InterviewReminderQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["sent_at"]

    def __str__(self) -> str:
        return "Reminder to read an interview record"


class InterviewClosingQuerySet(ScopedQuerySet["InterviewClosing"]):
    board_path = "record__imr__commission__review__board"
    case_path = "record__imr__commission__review"

    def open(self) -> InterviewClosingQuerySet:
        """Return requests nobody has answered yet."""
        return self.filter(outcome="")

    def readable_by(self, user: Any) -> models.Q:
        """Open to the author of the record and the leads of the agency. The record itself is not shown to a lead."""
        led = user.agencies_as(Role.AGENCY_LEAD)
        return models.Q(record__imr__in=written_by(user).values("pk")) | models.Q(
            record__imr__commission__agency__in=led
        )


class InterviewClosing(OfRecord):
    """The author's request to close a record, with its reason, and what a lead of the agency answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(InterviewRecord, models.CASCADE, related_name="closings")
    reason = EncryptedTextField(help_text="Why the person did not or could not check the record.")
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8, choices=ClosingOutcome, blank=True, default="")
    answer = EncryptedTextField(blank=True, default="", help_text="Why the lead did not agree.")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = InterviewClosingQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_closing_a_record", fields=["record"], condition=models.Q(outcome="")
            ),
            models.CheckConstraint(
                name="closing_answered_by_somebody",
                condition=models.Q(answered_at__isnull=True, answered_by__isnull=True, outcome="")
                | (models.Q(answered_at__isnull=False, answered_by__isnull=False) & ~models.Q(outcome="")),
            ),
            models.CheckConstraint(
                name="closing_answered_by_another",
                condition=models.Q(answered_by__isnull=True) | ~models.Q(answered_by=models.F("asked_by")),
            ),
        ]

    def __str__(self) -> str:
        return "Closing an interview record"

    def get_absolute_url(self) -> str:
        return reverse("panels:interview_closing", args=[self.pk])
