"""The record of an interview: the person interviewed checks it before it is used."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from guardian.models import UserObjectPermissionBase
from simple_history.models import HistoricalRecords

from reviews.models import OfReview, Review
from scr_portal import sealed
from scr_portal.access import grants
from scr_portal.access.scope import ScopedQuerySet
from scr_portal.sealed.fields import EncryptedTextField
from scr_portal.sealed.narrative import NarrativeField

from ..enums import InterviewStatus
from .commission import written_by
from .management_review import ManagementReview

RESOLVED = (InterviewStatus.CONFIRMED, InterviewStatus.LAPSED, InterviewStatus.CANCELLED)
CLOSING = ("panels.waited_for_the_person", "panels.person_reminded", "panels.closing_agreed")


class InterviewRecordQuerySet(ScopedQuerySet["InterviewRecord"]):
    board_path = "imr__commission__review__board"
    case_path = "imr__commission__review"
    closed_singly = True

    def unresolved(self) -> InterviewRecordQuerySet:
        """Return records that hold the management review back."""
        return self.exclude(status__in=RESOLVED)

    def readable_by(self, user: Any) -> models.Q:
        """Open to the author who wrote it, and the person interviewed. Nobody else, whatever their office."""
        return models.Q(imr__in=written_by(user).values("pk")) | self._about(user)

    def text_read_by(self, user: Any) -> InterviewRecordQuerySet:
        """Return records whose text this person may read: the person interviewed once it has been shared."""
        own = models.Q(imr__in=written_by(user).values("pk"))
        shared = ~models.Q(status=InterviewStatus.ARRANGED)
        return self.visible_to(user).filter(own | (self._about(user) & shared))

    def _about(self, user: Any) -> models.Q:
        checked = grants.objects(user, ["check_record"], self.model._default_manager.all())
        return models.Q(pk__in=checked.values("pk"))


class InterviewRecord(OfReview):
    """Arranged, written by the author, shared, then confirmed or corrected by the person interviewed."""

    TRANSITIONS = {
        (InterviewStatus.ARRANGED, InterviewStatus.SHARED): (
            "reviews.terms_agreed",
            "panels.record_written",
            "panels.told_before_interview",
        ),
        (InterviewStatus.DISPUTED, InterviewStatus.SHARED): (
            "panels.record_written",
            "panels.told_before_interview",
        ),
        (InterviewStatus.SHARED, InterviewStatus.DISPUTED): (),
        (InterviewStatus.SHARED, InterviewStatus.CONFIRMED): (),
        (InterviewStatus.SHARED, InterviewStatus.LAPSED): CLOSING,
        (InterviewStatus.DISPUTED, InterviewStatus.LAPSED): CLOSING,
        (InterviewStatus.ARRANGED, InterviewStatus.CANCELLED): ("panels.nothing_written",),
    }
    FORWARD = {
        InterviewStatus.ARRANGED: InterviewStatus.SHARED,
        InterviewStatus.DISPUTED: InterviewStatus.SHARED,
        InterviewStatus.SHARED: InterviewStatus.CONFIRMED,
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    imr = models.ForeignKey(ManagementReview, models.CASCADE, related_name="interviews")
    interviewee = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="interviews")
    status = models.CharField(max_length=9, choices=InterviewStatus, default=InterviewStatus.ARRANGED)
    version = models.PositiveIntegerField(default=0, help_text="Counts saves.")
    held_on = models.DateField(null=True, blank=True)
    support = EncryptedTextField(
        blank=True, default="", help_text="Who supports the person, from their agency."
    )
    text = NarrativeField("Record of the interview")
    correction = NarrativeField("How it should read")
    shared_at = models.DateTimeField(null=True, blank=True)
    shared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True, help_text="Without the person’s agreement.")
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    cancelled_because = EncryptedTextField(
        blank=True, default="", help_text="Why the interview does not take place."
    )

    objects = InterviewRecordQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=sealed.coded_columns("text", "correction"))

    class Meta:
        ordering = ["held_on"]
        permissions = [("check_record", "Was interviewed, and checks this record")]
        constraints = [
            models.CheckConstraint(
                name="record_shared_by_somebody",
                condition=models.Q(shared_at__isnull=True, shared_by__isnull=True)
                | models.Q(shared_at__isnull=False, shared_by__isnull=False),
            ),
            models.CheckConstraint(
                name="record_confirmed_only_by_the_interviewee",
                condition=models.Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | models.Q(confirmed_at__isnull=False, confirmed_by=models.F("interviewee")),
            ),
            models.CheckConstraint(
                name="record_confirmed_when_it_says_so",
                condition=~models.Q(status=InterviewStatus.CONFIRMED) | models.Q(confirmed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="record_closed_by_another",
                condition=models.Q(closed_at__isnull=True, closed_by__isnull=True)
                | (
                    models.Q(closed_at__isnull=False, closed_by__isnull=False)
                    & ~models.Q(closed_by=models.F("shared_by"))
                ),
            ),
            models.CheckConstraint(
                name="record_closed_when_it_says_so",
                condition=~models.Q(status=InterviewStatus.LAPSED) | models.Q(closed_at__isnull=False),
            ),
            models.UniqueConstraint(name="one_record_a_person", fields=["imr", "interviewee"]),
        ]

    def __str__(self) -> str:
        return "Interview record"

    def get_absolute_url(self) -> str:
        return reverse("panels:interview", args=[self.pk])

    @property
    def told_on(self) -> datetime.date | None:
        """The first day on which the person had the purpose and the terms of reference, here or on paper."""
        first: datetime.date | None = self.receipts.aggregate(day=models.Min("received_on"))["day"]
        return first

    @property
    def review(self) -> Review:
        return self.imr.review


class InterviewRecordUserObjectPermission(UserObjectPermissionBase):
    """Who checks it. Direct foreign key: it goes when the record goes."""

    content_object = models.ForeignKey(InterviewRecord, models.CASCADE)
