from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from simple_history.models import HistoricalRecords

from scr_portal.access.roles import Role
from scr_portal.access.scope import ScopedRows
from scr_portal.deadlines import arithmetic
from scr_portal.sealed.fields import EncryptedTextField


class DeadlineQuerySet(ScopedRows["Deadline"]):
    case_code_path = "case_code"

    def readable_by(self, user: Any) -> models.Q:
        """Return the deadlines that this person owns. A case's timetable is shown by the case."""
        return models.Q(owner=user)

    def about(self, subject: models.Model) -> DeadlineQuerySet:
        return self.filter(subject_type=ContentType.objects.get_for_model(subject), subject_id=subject.pk)

    def for_case(self, case_code: str) -> DeadlineQuerySet:
        """Return every deadline of a case, for its timetable. The caller has checked that the case is visible."""
        return self.filter(case_code=case_code).exclude(case_code="")

    def open(self) -> DeadlineQuerySet:
        return self.filter(met_on__isnull=True, stopped_on__isnull=True)


class Deadline(models.Model):
    """A due date and its reason: the event that started the clock, the rule, and every agreed extension."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    subject_id = models.UUIDField()
    subject = GenericForeignKey("subject_type", "subject_id")
    kind = models.SlugField(max_length=60)
    label = models.CharField(max_length=200)
    trigger_label = models.CharField(max_length=200)
    triggered_on = models.DateField()
    rule = models.JSONField(help_text='{"length": 6, "unit": "months"}')
    source = models.CharField(
        max_length=300, blank=True, help_text="The leaflet or regulation the rule is from."
    )
    due_on = models.DateField()
    met_on = models.DateField(null=True, blank=True)
    stopped_on = models.DateField(
        null=True, blank=True, help_text="Nobody owes this any more: what asked for it has ended."
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="deadlines"
    )
    owner_role = models.CharField(
        max_length=40,
        blank=True,
        choices=Role.choices,
        help_text="Whoever holds it on the board, where nobody is named.",
    )
    path = models.CharField(
        max_length=300, blank=True, help_text="Where the work is done: a path in the portal."
    )
    case_code = models.CharField(max_length=40, blank=True)
    board_code = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DeadlineQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["due_on", "label"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="deadlines_by_subject"),
            models.Index(
                fields=["due_on"],
                name="deadlines_open",
                condition=models.Q(met_on__isnull=True, stopped_on__isnull=True),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "kind"],
                condition=models.Q(met_on__isnull=True, stopped_on__isnull=True),
                name="deadlines_one_open_of_a_kind",
                violation_error_message="This clock is running already.",
            ),
            models.CheckConstraint(
                condition=models.Q(met_on__isnull=False)
                | models.Q(owner__isnull=False)
                | (~models.Q(owner_role="") & ~models.Q(board_code="")),
                name="deadlines_open_has_an_owner",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def days_left(self, today: date) -> int:
        """Return the calendar days from `today` to the due date; negative when it has passed."""
        return (self.due_on - today).days

    def arithmetic(self) -> list[str]:
        """Return the calculation of the due date, one sentence a step, so that people can check it."""
        return arithmetic.sentences(self)


class Extension(models.Model):
    """An agreed later date and its reason. The reason may mention a family, so it is sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    deadline = models.ForeignKey(Deadline, on_delete=models.PROTECT, related_name="extensions")
    previous_due_on = models.DateField()
    new_due_on = models.DateField()
    reason = EncryptedTextField()
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["agreed_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(new_due_on__gt=models.F("previous_due_on")),
                name="deadlines_extension_is_later",
            )
        ]

    def __str__(self) -> str:
        return f"to {self.new_due_on.isoformat()}"
