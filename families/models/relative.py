"""Relatives, each a person apart: own wishes, own contacts, own copies. The most restricted app."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from reviews.models import Identity, OfReview, Review, with_part
from scr_portal import sealed
from scr_portal.access.roles import Role
from scr_portal.access.scope import ScopedQuerySet
from scr_portal.sealed.fields import EncryptedTextField
from scr_portal.sealed.narrative import NarrativeField

from ..enums import ContactKind, Means, Relationship

READING_PARTS = ("support_family", "write_overview", "chair_panel")


def reviews_open_to(user: Any) -> models.QuerySet[Review]:
    """Reviews whose family this person may read about: the manager's, and those of chair, author, contact."""
    return Review.objects.visible_to(user).filter(
        models.Q(pk__in=with_part(user, *READING_PARTS))
        | models.Q(board__in=user.boards_as(Role.BUSINESS_MANAGER))
    )


class RelativeQuerySet(ScopedQuerySet["Relative"]):
    follows = "review"

    def readable_by(self, user: Any) -> models.Q:
        """Open to the family’s contact, the manager, the panel chair and the overview author."""
        return models.Q(review__in=reviews_open_to(user))


class Relative(OfReview):
    """One relative. Name and contact details are sealed; the label comes from the identity register."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, models.CASCADE, related_name="relatives")
    identity = models.OneToOneField(Identity, models.PROTECT, related_name="relative")
    relationship = models.CharField(max_length=12, choices=Relationship)
    contact_details = EncryptedTextField(blank=True, default="")
    safe_contact = NarrativeField("How it is safe to reach them, and how it is not")
    wishes = NarrativeField("How and when they wish to be spoken to")
    version = models.PositiveIntegerField(default=0, help_text="Counts saves.")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = RelativeQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=sealed.coded_columns("safe_contact", "wishes"))

    class Meta:
        ordering = ["relationship"]

    def __str__(self) -> str:
        return self.identity.pseudonym

    def get_absolute_url(self) -> str:
        return reverse("families:relative", args=[self.review_id, self.pk])


class OfRelative(OfReview):
    """What hangs on a relative takes everything from there."""

    class Meta:
        abstract = True

    relative: Any

    @property
    def review(self) -> Review:
        review: Review = self.relative.review
        return review


class FamilyContactQuerySet(ScopedQuerySet["FamilyContact"]):
    follows = "relative"


class FamilyContact(OfRelative):
    """Something said, asked or heard: what, when, how, and by whom."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    relative = models.ForeignKey(Relative, models.CASCADE, related_name="contacts")
    kind = models.CharField(max_length=7, choices=ContactKind)
    means = models.CharField(max_length=9, choices=Means)
    on = models.DateField()
    note = NarrativeField("What was said")
    despite_hold = NarrativeField("Why it took place while proceedings held contact")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = FamilyContactQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=sealed.coded_columns("note", "despite_hold"))

    class Meta:
        ordering = ["on", "recorded_at"]

    def __str__(self) -> str:
        return self.get_kind_display()


class CopyGivenQuerySet(ScopedQuerySet["CopyGiven"]):
    follows = "relative"


class CopyGiven(OfRelative):
    """A copy of one exact text, or the relative's wish not to have one. `digest` says which text (SHA-256)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    relative = models.ForeignKey(Relative, models.CASCADE, related_name="copies")
    digest = models.CharField(max_length=64)
    given_on = models.DateField()
    means = models.CharField(max_length=9, choices=Means, blank=True, default="")
    declined = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = CopyGivenQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["given_on"]
        constraints = [
            models.UniqueConstraint(name="one_copy_a_text", fields=["relative", "digest"]),
            models.CheckConstraint(
                name="copy_given_says_how",
                condition=models.Q(declined=True) | ~models.Q(means=""),
            ),
        ]

    def __str__(self) -> str:
        return "Copy declined" if self.declined else "Copy given"


class PersonalContactQuerySet(ScopedQuerySet["PersonalContact"]):
    follows = "review"

    def readable_by(self, user: Any) -> models.Q:
        """Whoever reads about the family knows who speaks with it."""
        return models.Q(review__in=reviews_open_to(user))


class PersonalContact(OfReview):
    """Who links the family with the board (Hampshire leaflet: "your personal contact")."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, models.CASCADE, related_name="personal_contacts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    named_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PersonalContactQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_live_personal_contact",
                fields=["review", "user"],
                condition=models.Q(ended_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"Personal contact in {self.review}"
