"""A letter to one relative, and what stands between any text for one relative and its reader."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from scr_portal import sealed
from scr_portal.access.scope import ScopedQuerySet
from scr_portal.sealed.fields import EncryptedJSONField, EncryptedTextField
from scr_portal.sealed.narrative import NarrativeField

from ..enums import LETTER_PURPOSES, ContactKind, LetterStatus, Outgoing
from .relative import OfRelative, Relative


class FamilyLetterQuerySet(ScopedQuerySet["FamilyLetter"]):
    follows = "relative"
    closed_singly = True


class FamilyLetter(OfRelative):
    """A letter to one relative. Whoever wrote it last sends it; what was sent stays as it was."""

    TRANSITIONS = {
        (LetterStatus.DRAFT, LetterStatus.SENT): (
            "families.may_be_told",
            "families.kept_apart",
            "families.nothing_sealed",
        ),
        (LetterStatus.DRAFT, LetterStatus.ASIDE): (),
    }
    FORWARD = {LetterStatus.DRAFT: LetterStatus.SENT}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    relative = models.ForeignKey(Relative, models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=7, choices=ContactKind, help_text="The contact it is recorded as.")
    status = models.CharField(max_length=5, choices=LetterStatus, default=LetterStatus.DRAFT)
    text = NarrativeField("What the letter says")
    digest = models.CharField(max_length=64, help_text="Of the text.")
    version = models.PositiveIntegerField(default=0, help_text="Counts saves.")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = FamilyLetterQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=sealed.coded_columns("text"))

    class Meta:
        ordering = ["written_at"]
        constraints = [
            models.CheckConstraint(
                name="letter_sent_by_its_writer",
                condition=(
                    ~models.Q(status=LetterStatus.SENT) & models.Q(sent_at__isnull=True, sent_by__isnull=True)
                )
                | models.Q(status=LetterStatus.SENT, sent_at__isnull=False, sent_by=models.F("written_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"Letter to {self.relative}"

    @property
    def purpose(self) -> str:
        """What the letter is for."""
        return LETTER_PURPOSES[ContactKind(self.kind)]

    def get_absolute_url(self) -> str:
        return reverse("families:letter", args=[self.relative.review_id, self.pk])


class OutgoingTextQuerySet(ScopedQuerySet["OutgoingText"]):
    follows = "relative"

    def closed_with(self, keys: Any) -> models.Q:
        """Close the sentences of a letter with the letter."""
        return models.Q(of__in=keys)


class OutgoingText(OfRelative):
    """A letter or copy for one relative, looked through for what it says of others.

    `of` is the letter or the edition, `digest` its exact text. `asked_by` gives it to the relative, so somebody else clears.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    relative = models.ForeignKey(Relative, models.CASCADE, related_name="outgoing_texts")
    kind = models.CharField(max_length=6, choices=Outgoing)
    of = models.UUIDField()
    digest = models.CharField(max_length=64)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    objects = OutgoingTextQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(name="one_outgoing_text_a_relative", fields=["relative", "of"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} for {self.relative}"

    def get_absolute_url(self) -> str:
        return reverse("families:clear_others", args=[self.relative.review_id, self.pk])


class AboutAnotherQuerySet(ScopedQuerySet["AboutAnother"]):
    follows = "outgoing"


class AboutAnother(OfRelative):
    """A sentence that may say something of another person: taken out by the writer, or cleared by somebody else.

    `found` is the keyed digest of the sentence, the one before it and the reasons: a clearing is bound to it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    outgoing = models.ForeignKey(OutgoingText, models.CASCADE, related_name="matters")
    found = models.CharField(max_length=64)
    sentence = EncryptedTextField()
    why = EncryptedJSONField(default=list)
    kinds = models.JSONField(default=list)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    listed_at = models.DateTimeField(auto_now_add=True)
    reason = EncryptedTextField(blank=True, default="")
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = AboutAnotherQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["listed_at"]
        constraints = [
            models.UniqueConstraint(name="one_matter_a_passage", fields=["outgoing", "found"]),
            models.CheckConstraint(
                name="matter_cleared_by_another",
                condition=models.Q(cleared_at__isnull=True, cleared_by__isnull=True)
                | (
                    models.Q(cleared_at__isnull=False, cleared_by__isnull=False)
                    & ~models.Q(cleared_by=models.F("asked_by"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return "A sentence about another person"

    @property
    def relative(self) -> Any:
        return self.outgoing.relative
