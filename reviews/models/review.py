"""A serious case review: from the chair's decision to the published report."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.urls import reverse
from guardian.models import UserObjectPermissionBase
from simple_history.models import HistoricalRecords

from scr_portal.access import grants
from scr_portal.access.roles import BOARD_WIDE, Role
from scr_portal.access.scope import ScopedQuerySet
from scr_portal.sealed.fields import EncryptedTextField

from ..enums import ReviewStatus
from ..procedures import Procedure, get
from .references import review_reference
from .referral import Referral

PARTS = ("chair_panel", "write_overview", "sit_on_panel", "write_for_agency", "support_family")
"""Facts about one review that open it to a person; each is a grant made by the service that records it."""


Opening = Callable[[Any], models.Q]
_openings: list[Opening] = []


def opening(function: Opening) -> Opening:
    """Register `(user) -> Q` for people whom a row of another app lets into a review without a part in it.

    The lead of an agency that was asked is one. It widens nothing beyond the person's own boards.
    """
    if function not in _openings:
        _openings.append(function)
    return function


def with_part(user: Any, *parts: str) -> Any:
    """Keys of the reviews in which this person plays any of these parts (see `PARTS`), as a subquery."""
    return grants.keys(user, parts, Review)


class ReviewQuerySet(ScopedQuerySet["Review"]):
    board_path = "board"
    case_path = "pk"

    def readable_by(self, user: Any) -> models.Q:
        """Open the board's reviews for its board-wide roles, and those in which one plays a part."""
        seen = models.Q(board__in=user.boards_as(*BOARD_WIDE)) | models.Q(pk__in=with_part(user, *PARTS))
        for opens in _openings:
            seen |= opens(user)
        return seen


def name_readers_told_to(user: Any) -> models.QuerySet[Review]:
    """Reviews of which this person may know who can see the real names: those of their board’s manager and chair."""
    told_to = user.boards_as(Role.BUSINESS_MANAGER, Role.BOARD_CHAIR)
    return Review.objects.visible_to(user).filter(board__in=told_to)


class Review(models.Model):
    """The case, under one procedure fixed by code and version on the day it was decided."""

    TRANSITIONS = {
        (ReviewStatus.SET_UP, ReviewStatus.GATHERING): (
            "reviews.terms_agreed",
            "panels.chair_and_author_appointed",
            "panels.core_agencies_on_panel",
            "families.told_of_review",
            "panels.agencies_commissioned",
        ),
        (ReviewStatus.GATHERING, ReviewStatus.REPORTING): ("panels.management_reviews_accepted",),
        (ReviewStatus.REPORTING, ReviewStatus.SIGNED_OFF): ("reports.report_signed",),
        (ReviewStatus.SIGNED_OFF, ReviewStatus.PUBLISHED): ("reports.edition_public",),
        (ReviewStatus.PUBLISHED, ReviewStatus.SIGNED_OFF): ("reports.edition_withdrawn",),
    }
    FORWARD = {
        ReviewStatus.SET_UP: ReviewStatus.GATHERING,
        ReviewStatus.GATHERING: ReviewStatus.REPORTING,
        ReviewStatus.REPORTING: ReviewStatus.SIGNED_OFF,
        ReviewStatus.SIGNED_OFF: ReviewStatus.PUBLISHED,
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=12, unique=True, default=review_reference, editable=False)
    board = models.ForeignKey("accounts.Board", models.PROTECT, related_name="reviews")
    referral = models.OneToOneField(Referral, models.PROTECT, related_name="review")
    procedure_code = models.SlugField()
    procedure_version = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=12, choices=ReviewStatus, default=ReviewStatus.SET_UP)
    decided_on = models.DateField(help_text="The clock of the procedure starts here.")
    opened_at = models.DateTimeField(auto_now_add=True)
    clocks = GenericRelation("deadlines.Deadline", "subject_id", "subject_type", related_query_name="review")

    objects = ReviewQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-opened_at"]
        permissions = [
            ("chair_panel", "Chairs the panel of this review"),
            ("write_overview", "Writes the overview report of this review"),
            ("sit_on_panel", "Sits on the panel of this review"),
            ("write_for_agency", "Writes for an agency in this review"),
            ("support_family", "Is the family's contact in this review"),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("reviews:review", args=[self.pk])

    @property
    def case_code(self) -> str:
        return self.code

    @property
    def board_code(self) -> str:
        return self.board.code

    @property
    def procedure(self) -> Procedure:
        """The rules of this case, whatever has been written since. LookupError if its file has gone."""
        return get(self.procedure_code, self.procedure_version)

    @property
    def is_signed_off(self) -> bool:
        """Whether the report has been signed off, so that what led to it no longer changes."""
        return self.status in (ReviewStatus.SIGNED_OFF, ReviewStatus.PUBLISHED)

    def identity_register(self) -> Any:
        return self.referral.identity_register()


class ReviewUserObjectPermission(UserObjectPermissionBase):
    """Who plays a part in a review. Direct foreign key: it goes when the review goes."""

    content_object = models.ForeignKey(Review, models.CASCADE)


class OfReview(models.Model):
    """What hangs on a review takes its case, its board and its register from there."""

    class Meta:
        abstract = True

    review: models.Field[Any, Any]

    def identity_register(self) -> Any:
        return self.review.identity_register()

    @property
    def case_code(self) -> str:
        return self.review.case_code

    @property
    def board_id(self) -> Any:
        return self.review.board_id

    @property
    def board_code(self) -> str:
        return self.review.board_code


class ConflictQuerySet(ScopedQuerySet["ConflictOfInterest"]):
    follows = "review"

    def readable_by(self, user: Any) -> models.Q:
        """Who keeps the case and who may lift a conflict. The reason may speak of a family."""
        return models.Q(review__board__in=user.boards_as(Role.BUSINESS_MANAGER, Role.BOARD_CHAIR))


class ConflictOfInterest(OfReview):
    """While it stands the person sees nothing of the review, whatever else they are."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, models.CASCADE, related_name="conflicts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="conflicts")
    reason = EncryptedTextField()
    declared_at = models.DateTimeField(auto_now_add=True)
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    lifted_because = EncryptedTextField(blank=True, default="")

    objects = ConflictQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_live_conflict",
                fields=["review", "user"],
                condition=models.Q(lifted_at__isnull=True),
            ),
            models.CheckConstraint(
                name="conflict_lifted_by_somebody",
                condition=models.Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | models.Q(lifted_at__isnull=False, lifted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="conflict_never_lifted_by_the_person",
                condition=models.Q(lifted_by__isnull=True) | ~models.Q(lifted_by=models.F("user")),
            ),
        ]

    def __str__(self) -> str:
        return f"Conflict of interest in {self.review}"
