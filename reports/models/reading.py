"""Two blind readers of a public edition: who reads, when each finished, and what each marked."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from reviews.models import OfReview, Review, with_part
from scr_portal.access.roles import Role
from scr_portal.access.scope import ScopedQuerySet
from scr_portal.sealed.fields import EncryptedTextField

from ..enums import CouldTell, HowTold, MarkKind, ReaderPart
from .edition import PublicEdition, holding_a_passage

BLIND_PARTS = models.Q(part__in=[ReaderPart.FIRST, ReaderPart.SECOND])


def those_who_clear(user: Any, edition: str) -> models.Q:
    """Open rows below an edition to the manager and the chairs of its case; with "" the editions themselves."""
    board = user.boards_as(Role.BUSINESS_MANAGER, Role.BOARD_CHAIR)
    review = f"{edition}__report__review" if edition else "report__review"
    return models.Q(**{f"{review}__in": with_part(user, "chair_panel")}) | models.Q(
        **{f"{review}__board__in": board}
    )


def read_third_by(user: Any) -> Any:
    """Keys of the editions whose differences this person decides."""
    third = EditionReader.objects.current().filter(reader=user, part=ReaderPart.THIRD)
    return third.values("edition")


def read_blind_by(user: Any) -> Any:
    """Keys of the editions that this person reads blind and has not been shown the marks of.

    What anybody else found, a program included, would lead them.
    """
    blind = EditionReader.objects.current().filter(BLIND_PARTS, reader=user)
    return blind.exclude(readings__shown_at__isnull=False).values("edition")


class EditionReaderQuerySet(ScopedQuerySet["EditionReader"]):
    board_path = "edition__report__review__board"
    case_path = "edition__report__review"

    def closed_with(self, keys: Any) -> models.Q:
        """Close it with the edition."""
        return holding_a_passage(keys, "edition__report")

    def current(self) -> EditionReaderQuerySet:
        """Return the readers whose appointment has not ended."""
        return self.filter(ended_at__isnull=True)

    def readable_by(self, user: Any) -> models.Q:
        """Open to the reader while appointed, the manager and the chairs: who reads is no secret, what they mark is."""
        return models.Q(reader=user, ended_at__isnull=True) | those_who_clear(user, "edition")


class EditionReader(OfReview):
    """The appointment of one reader of one edition. It opens the text of that edition and nothing of the case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(PublicEdition, models.CASCADE, related_name="readers")
    part = models.CharField(max_length=6, choices=ReaderPart)
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agency = models.ForeignKey(
        "accounts.Agency", models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Where the reader worked when appointed; empty for somebody of no agency.",
    )  # fmt: skip
    appointed_at = models.DateTimeField(auto_now_add=True)
    appointed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    due_on = models.DateField(help_text="The day by which they are asked to have read it.")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_because = EncryptedTextField(blank=True, default="")

    objects = EditionReaderQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["part", "appointed_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_reader_a_part",
                fields=["edition", "part"],
                condition=models.Q(ended_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="nobody_reads_twice",
                fields=["edition", "reader"],
                condition=models.Q(ended_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="blind_readers_of_two_agencies",
                fields=["edition", "agency"],
                condition=models.Q(ended_at__isnull=True) & BLIND_PARTS,
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="reader_ended_by_somebody",
                condition=models.Q(ended_at__isnull=True, ended_by__isnull=True)
                | models.Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.get_part_display()

    def get_absolute_url(self) -> str:
        return reverse("reports:reader", args=[self.pk])

    @property
    def review(self) -> Review:
        return self.edition.review


class EditionReadingQuerySet(ScopedQuerySet["EditionReading"]):
    board_path = "reader__edition__report__review__board"
    case_path = "reader__edition__report__review"

    def closed_with(self, keys: Any) -> models.Q:
        """Close it with the edition."""
        return holding_a_passage(keys, "reader__edition__report")

    def readable_by(self, user: Any) -> models.Q:
        """Open to the reader; to the manager and the chairs once both have finished."""
        seen = those_who_clear(user, "reader__edition") & models.Q(shown_at__isnull=False)
        return models.Q(reader__reader=user, reader__ended_at__isnull=True) | seen


class EditionReading(OfReview):
    """That one reader has finished with exactly one text, and whether they could tell who the family is.

    Written once: another text has another reading. `shown_at` is when both had finished, and others may read it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reader = models.ForeignKey(EditionReader, models.CASCADE, related_name="readings")
    digest = models.CharField(max_length=64, help_text="Of the text as it was read.")
    could_tell = models.CharField(max_length=3, choices=CouldTell)
    how = models.CharField(max_length=9, choices=HowTold, blank=True)
    words = EncryptedTextField(blank=True, default="", help_text="What told them, in their own words.")
    finished_at = models.DateTimeField(auto_now_add=True)
    shown_at = models.DateTimeField(null=True, blank=True)

    objects = EditionReadingQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["finished_at"]
        constraints = [
            models.UniqueConstraint(name="one_reading_a_text", fields=["reader", "digest"]),
            models.CheckConstraint(
                name="reading_says_how_they_could_tell",
                condition=models.Q(could_tell=CouldTell.NO, how="")
                | (models.Q(could_tell=CouldTell.YES) & ~models.Q(how="")),
            ),
        ]

    def __str__(self) -> str:
        return f"Reading of {self.reader.edition}"

    @property
    def review(self) -> Review:
        return self.reader.review


class ReaderMarkQuerySet(ScopedQuerySet["ReaderMark"]):
    board_path = "reader__edition__report__review__board"
    case_path = "reader__edition__report__review"

    def closed_with(self, keys: Any) -> models.Q:
        """Close it with the edition."""
        return holding_a_passage(keys, "reader__edition__report")

    def readable_by(self, user: Any) -> models.Q:
        """Open to whoever made it; to manager, chairs and third reader once both have finished and it is matched."""
        through: Any = ReaderMark.findings.rel.through
        matched = models.Q(pk__in=through.objects.values("readermark"))
        shown = those_who_clear(user, "reader__edition") | models.Q(reader__edition__in=read_third_by(user))
        return models.Q(reader__reader=user, reader__ended_at__isnull=True) | (shown & matched)


class ReaderMark(OfReview):
    """Words of the text that one reader would recognise somebody by. It is theirs alone until both have finished."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reader = models.ForeignKey(EditionReader, models.CASCADE, related_name="marks")
    reading = models.ForeignKey(
        EditionReading, models.CASCADE, null=True, blank=True, related_name="marks",
        help_text="The reading it was handed over with; empty while the reader is at work.",
    )  # fmt: skip
    words = EncryptedTextField(help_text="As they stand in the text.")
    kind = models.CharField(max_length=11, choices=MarkKind)
    note = EncryptedTextField(help_text="How somebody may be recognised by it, in the reader’s own words.")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = ReaderMarkQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["made_at"]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def review(self) -> Review:
        return self.reader.review
