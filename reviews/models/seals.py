"""One document, or one row of a chronology, closed to everybody but named people, for a reason and until an end."""

from __future__ import annotations

import datetime
import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from scr_portal.access.roles import Role
from scr_portal.access.scope import ScopedQuerySet
from scr_portal.sealed.fields import EncryptedTextField
from scr_portal.web.words import long_date

from ..enums import SealCategory, SealEnd
from .review import OfReview, Review

ASK = "Ask the business manager."


class SealQuerySet(ScopedQuerySet["Seal"]):
    board_path = "review__board"
    case_path = "review"

    def readable_by(self, user: Any) -> models.Q:
        """Open to the people it names, whoever placed it, and the manager, who can lift it.

        The review itself need not be open to them: an interviewee may be named for their own record.
        """
        named = SealReader.objects.filter(user=user).values("seal")
        manager = models.Q(review__board__in=user.boards_as(Role.BUSINESS_MANAGER))
        return models.Q(pk__in=named) | models.Q(sealed_by=user) | manager

    def in_force(self, on: datetime.date | None = None) -> Self:
        """Neither lifted nor past its last day."""
        today = on or timezone.localdate()
        return self.filter(lifted_at__isnull=True).exclude(ends=SealEnd.ON_DAY, day__lte=today)

    def against(self, user: Any) -> Self:
        """In force, and closing what it is on to this person.

        The manager of the board is never closed out: somebody has to answer for what is sealed and be able to lift
        it (decision 55). A manager in conflict reads nothing of the case as it is.
        """
        named = SealReader.objects.filter(user=user).values("seal")
        return (
            self.in_force()
            .exclude(pk__in=named)
            .exclude(review__board__in=user.boards_as(Role.BUSINESS_MANAGER))
        )


class Seal(OfReview):
    """A seal narrows who reads; it never gives anybody what they could not read without it.

    `day` is the day on which it opens by itself, or on which whoever placed it looks at it again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, models.CASCADE, related_name="seals")
    kind = models.SlugField(max_length=30, help_text="What kind of thing is sealed (reviews/sealable.py).")
    version = models.PositiveIntegerField(default=0, help_text="Counts saves.")
    category = models.CharField(max_length=12, choices=SealCategory)
    reason = EncryptedTextField()
    ends = models.CharField(max_length=12, choices=SealEnd)
    day = models.DateField()
    sealed_at = models.DateTimeField(auto_now_add=True)
    sealed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    lifted_because = EncryptedTextField(blank=True, default="")

    objects = SealQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["sealed_at"]
        constraints = [
            models.CheckConstraint(
                name="seal_lifted_by_somebody",
                condition=models.Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | models.Q(lifted_at__isnull=False, lifted_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return "Seal"

    def get_absolute_url(self) -> str:
        return reverse("reviews:seal", args=[self.pk])

    @property
    def is_in_force(self) -> bool:
        """Whether it closes anything today."""
        opened = self.ends == SealEnd.ON_DAY and self.day <= timezone.localdate()
        return self.lifted_at is None and not opened

    def closes_more(self) -> bool:
        """Whether it has come to close more than was sealed: a whole file where a row was not found again."""
        return self.objects_sealed.filter(carried=True).exclude(kind__startswith=self.kind).exists()

    @property
    def words(self) -> str:
        """Until when and why, as everybody may read it: "sealed until 3 March 2027 (legal proceedings)"."""
        until = long_date(self.day) if self.ends == SealEnd.ON_DAY else "somebody lifts it"
        return f"sealed until {until} ({SealCategory(self.category).label})"


class SealReaderQuerySet(ScopedQuerySet["SealReader"]):
    follows = "seal"


class SealReader(OfReview):
    """A person who reads what is sealed; a person and never a role, so that nobody comes to it by an appointment."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seal = models.ForeignKey(Seal, models.CASCADE, related_name="readers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = SealReaderQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(name="one_reader_a_seal", fields=["seal", "user"])]

    def __str__(self) -> str:
        return "Named reader"

    @property
    def review(self) -> Review:
        return self.seal.review


class SealedObjectQuerySet(ScopedQuerySet["SealedObject"]):
    follows = "seal"


class SealedObject(OfReview):
    """The key of something that a seal closes. `carried`: a later edition of it, to which the seal went on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seal = models.ForeignKey(Seal, models.CASCADE, related_name="objects_sealed")
    kind = models.SlugField(max_length=30)
    subject_id = models.UUIDField(db_index=True)
    carried = models.BooleanField(default=False)
    number = models.PositiveIntegerField(help_text="The order in which the seal came to close them.")

    objects = SealedObjectQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(name="sealed_once_a_seal", fields=["seal", "subject_id"])]

    def __str__(self) -> str:
        return "Something sealed"

    @property
    def review(self) -> Review:
        return self.seal.review
