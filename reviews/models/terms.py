"""Terms of reference, versioned: what the review asks, over which years."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from scr_portal import sealed
from scr_portal.access.roles import CASE_READERS
from scr_portal.access.scope import ScopedQuerySet
from scr_portal.sealed.narrative import NarrativeField

from ..enums import TermsStatus
from .referral import PANEL
from .review import OfReview, Review, with_part


class TermsQuerySet(ScopedQuerySet["TermsOfReference"]):
    follows = "review"

    def readable_by(self, user: Any) -> models.Q:
        """Open to the board and the panel at any time; agencies, family and inspector once they are agreed."""
        return (
            models.Q(status=TermsStatus.AGREED)
            | models.Q(review__board__in=user.boards_as(*CASE_READERS))
            | models.Q(review__in=with_part(user, *PANEL))
        )


def reviews_with_terms_for(user: Any) -> models.QuerySet[Review]:
    """Return the reviews whose page of terms has something for this person.

    That is a version they may read, or their part in writing the first one.
    """
    return Review.objects.visible_to(user).filter(
        models.Q(pk__in=TermsOfReference.objects.visible_to(user).values("review"))
        | models.Q(board__in=user.boards_as(*CASE_READERS))
        | models.Q(pk__in=with_part(user, *PANEL))
    )


class TermsOfReference(OfReview):
    """A change after agreement is a new version; those who had the old one are told."""

    TRANSITIONS = {
        (TermsStatus.DRAFT, TermsStatus.PROPOSED): (
            "reviews.terms_complete",
            "reviews.points_answered",
            "reviews.names_settled",
        ),
        (TermsStatus.PROPOSED, TermsStatus.AGREED): ("reviews.terms_complete", "reviews.names_settled"),
        (TermsStatus.PROPOSED, TermsStatus.DRAFT): (),
        (TermsStatus.AGREED, TermsStatus.REPLACED): (),
    }
    FORWARD = {TermsStatus.DRAFT: TermsStatus.PROPOSED, TermsStatus.PROPOSED: TermsStatus.AGREED}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, models.CASCADE, related_name="terms")
    issue = models.PositiveSmallIntegerField(default=1)
    version = models.PositiveIntegerField(
        default=0, help_text="Counts saves, so that two people at one page notice."
    )
    status = models.CharField(max_length=8, choices=TermsStatus, default=TermsStatus.DRAFT)
    scope_start = models.DateField(null=True, blank=True)
    scope_end = models.DateField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = TermsQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-issue"]
        constraints = [
            models.UniqueConstraint(name="one_terms_an_issue", fields=["review", "issue"]),
            models.UniqueConstraint(
                name="one_terms_in_force", fields=["review"], condition=models.Q(status=TermsStatus.AGREED)
            ),
            models.CheckConstraint(
                name="terms_agreed_by_somebody",
                condition=models.Q(agreed_at__isnull=True, agreed_by__isnull=True)
                | models.Q(agreed_at__isnull=False, agreed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="terms_scope_in_order",
                condition=models.Q(scope_start__isnull=True)
                | models.Q(scope_end__isnull=True)
                | models.Q(scope_end__gte=models.F("scope_start")),
            ),
        ]

    def __str__(self) -> str:
        return f"Terms of reference, version {self.issue}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:terms", args=[self.review_id])


class QuestionQuerySet(ScopedQuerySet["Question"]):
    follows = "terms"


class Question(OfReview):
    """One numbered question (key line of enquiry) that every agency answers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    terms = models.ForeignKey(TermsOfReference, models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    text = NarrativeField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="Who reads these words as they were written; nobody where it was not kept.",
    )

    objects = QuestionQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=sealed.coded_columns("text"))

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(name="one_question_a_number", fields=["terms", "number"])]

    def __str__(self) -> str:
        return f"Question {self.number}"

    def shown_to(self, user: Any) -> str:
        """Return the text as this person changes it: their own words as they wrote them, those of others in labels."""
        mine = self.written_by_id is not None and self.written_by_id == user.pk
        return self.text.original if mine else self.text.coded

    @property
    def review(self) -> Review:
        return self.terms.review
