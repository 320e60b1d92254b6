"""What was handed back, with which points, and how each was answered. Every round stays."""

from __future__ import annotations

import uuid
from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from scr_portal import sealed
from scr_portal.access.scope import ScopedQuerySet
from scr_portal.sealed.narrative import NarrativeField

from .. import returnable, sealable
from ..enums import AnchorKind, PointAnswer
from .decision import OfReferral
from .referral import Referral
from .review import Review


class ReturnRoundQuerySet(ScopedQuerySet["ReturnRound"]):
    board_path = "referral__board"
    case_path = "referral__review"

    def closed_with(self, keys: Any) -> models.Q:
        """Close points, and the texts as they stood, with what they are about or hold a part of."""
        return sealable.kept_of(keys, "subject_id")

    def readable_by(self, user: Any) -> models.Q:
        """Open to whoever may read the subject.

        Also to the person who returned it, for as long as the case is open to them: the subject itself is with its
        author then.
        """
        mine = models.Q(referral__in=Referral.objects.visible_to(user)) | models.Q(
            referral__review__in=Review.objects.visible_to(user)
        )
        readable = models.Q(returned_by=user) & mine
        for kind in returnable.kinds():
            readable |= models.Q(
                subject_type=ContentType.objects.get_for_model(kind.model),
                subject_id__in=kind.read_by(user).values("pk"),
            )
        return readable

    def about(self, subject: Any) -> Self:
        """Return the rounds of one subject."""
        return self.filter(subject_type=ContentType.objects.get_for_model(subject), subject_id=subject.pk)

    def of_kind(self, model: type[models.Model]) -> Self:
        """Return the rounds of all subjects of one model."""
        return self.filter(subject_type=ContentType.objects.get_for_model(model))

    def with_unanswered(self) -> Self:
        """Each round with the number of its points that nobody has answered, as `unanswered`."""
        return self.annotate(
            unanswered=models.Count("points", filter=models.Q(points__answer=PointAnswer.OPEN))
        )

    def open(self) -> Self:
        """Return rounds whose subject has not been handed in again."""
        return self.filter(handed_in_again_at__isnull=True)


class ReturnRound(OfReferral):
    """One time that a subject was handed back.

    Its points, its texts as they stood that day (`texts`), and the digest of those texts as written.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, models.CASCADE, related_name="return_rounds")
    subject_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    subject_id = models.UUIDField()
    subject = GenericForeignKey("subject_type", "subject_id")
    number = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(help_text="The subject's count of saves when it was returned.")
    digest = models.CharField(max_length=64)
    returned_at = models.DateTimeField(auto_now_add=True)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    handed_in_again_at = models.DateTimeField(null=True, blank=True)
    handed_in_again_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ReturnRoundQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                name="one_return_round_a_number", fields=["subject_type", "subject_id", "number"]
            ),
            models.UniqueConstraint(
                name="one_open_return_round",
                fields=["subject_type", "subject_id"],
                condition=models.Q(handed_in_again_at__isnull=True),
            ),
            models.CheckConstraint(
                name="handed_in_again_by_somebody",
                condition=models.Q(handed_in_again_at__isnull=True, handed_in_again_by__isnull=True)
                | models.Q(handed_in_again_at__isnull=False, handed_in_again_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Return {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:return_round", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.handed_in_again_at is None


class ReturnedTextQuerySet(ScopedQuerySet["ReturnedText"]):
    follows = "round"


class ReturnedText(OfReferral):
    """One section of a subject as it stood when it was returned, sealed and coded like the subject's own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(ReturnRound, models.CASCADE, related_name="texts")
    key = models.CharField(max_length=60)
    text = NarrativeField()

    objects = ReturnedTextQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=sealed.coded_columns("text"))

    class Meta:
        constraints = [models.UniqueConstraint(name="one_returned_text_a_section", fields=["round", "key"])]

    def __str__(self) -> str:
        return self.key

    @property
    def _referral(self) -> Any:
        return self.round.referral


class ReturnPointQuerySet(ScopedQuerySet["ReturnPoint"]):
    follows = "round"

    def in_open_round(self, subject: Any) -> Self:
        """Return the points with which a subject came back, until it is handed in again."""
        return self.filter(round__in=ReturnRound.objects.about(subject).open())


class ReturnPoint(OfReferral):
    """One numbered point: what it is about, what is asked, and what the author did about it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(ReturnRound, models.CASCADE, related_name="points")
    number = models.PositiveSmallIntegerField()
    anchor_kind = models.CharField(max_length=7, choices=AnchorKind, default=AnchorKind.WHOLE)
    anchor_key = models.CharField(
        max_length=60, blank=True, help_text="The key of the section, if one is meant."
    )
    anchor_now = models.CharField(
        max_length=60,
        blank=True,
        help_text="Where that section stands in an edition that took the round over, if it moved.",
    )
    quoted = NarrativeField("Words quoted from the text")
    text = NarrativeField("Point")
    answer = models.CharField(max_length=11, choices=PointAnswer, blank=True, default=PointAnswer.OPEN)
    reason = NarrativeField("Reason")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ReturnPointQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=sealed.coded_columns("quoted", "text", "reason"))

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="one_point_a_number", fields=["round", "number"]),
            models.CheckConstraint(
                name="point_answered_by_somebody",
                condition=models.Q(answer="", answered_at__isnull=True, answered_by__isnull=True)
                | (~models.Q(answer="") & models.Q(answered_at__isnull=False, answered_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="point_not_changed_with_a_reason",
                condition=~models.Q(answer="not_changed") | ~models.Q(reason_coded=""),
            ),
            models.CheckConstraint(
                name="point_about_a_section_names_it",
                condition=~models.Q(anchor_kind="section") | ~models.Q(anchor_key=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Point {self.number}"

    @property
    def key_now(self) -> str:
        """The key under which the section stands in the subject today."""
        return self.anchor_now or self.anchor_key

    @property
    def _referral(self) -> Any:
        return self.round.referral
