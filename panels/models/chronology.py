"""An agency's chronology: the file as it came, edition by edition."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from reviews.models import PANEL, OfReview, ReturnRound, Review, with_part
from scr_portal.access.roles import Role
from scr_portal.access.scope import ScopedQuerySet
from scr_portal.sealed.fields import EncryptedJSONField, EncryptedTextField

from ..enums import ChronologyStatus
from .commission import Commission
from .management_review import written_by


class OfCommission(OfReview):
    """What hangs on a commission takes everything from there."""

    class Meta:
        abstract = True

    commission: Any

    @property
    def review(self) -> Review:
        review: Review = self.commission.review
        return review

    @property
    def review_id(self) -> Any:
        return self.commission.review_id


class ChronologyQuerySet(ScopedQuerySet["Chronology"]):
    follows = "commission"
    closed_singly = True

    def readable_by(self, user: Any) -> models.Q:
        """Open the author's and the agency lead's own at any time; the panel's and the manager's once accepted."""
        accepted = models.Q(status=ChronologyStatus.ACCEPTED) & (
            models.Q(commission__review__in=with_part(user, *PANEL))
            | models.Q(commission__review__board__in=user.boards_as(Role.BUSINESS_MANAGER))
        )
        return (
            models.Q(commission__management_review__in=written_by(user).values("pk"))
            | models.Q(commission__agency__in=user.agencies_as(Role.AGENCY_LEAD))
            | accepted
        )


class Chronology(OfCommission):
    """One file of one agency, in one edition; a corrected file is a new edition beside the old one."""

    TRANSITIONS = {
        (ChronologyStatus.READING, ChronologyStatus.READ): (),
        (ChronologyStatus.READING, ChronologyStatus.REFUSED): (),
        (ChronologyStatus.READING, ChronologyStatus.ASKED): (),
        (ChronologyStatus.ASKED, ChronologyStatus.READING): (),
        (ChronologyStatus.ASKED, ChronologyStatus.REPLACED): (),
        (ChronologyStatus.ASKED, ChronologyStatus.WITHDRAWN): (),
        (ChronologyStatus.READ, ChronologyStatus.ACCEPTED): ("panels.problem_rows_settled",),
        (ChronologyStatus.READING, ChronologyStatus.REPLACED): (),
        (ChronologyStatus.READ, ChronologyStatus.REPLACED): (),
        (ChronologyStatus.ACCEPTED, ChronologyStatus.REPLACED): (),
        (ChronologyStatus.REFUSED, ChronologyStatus.REPLACED): (),
        (ChronologyStatus.READING, ChronologyStatus.WITHDRAWN): (),
        (ChronologyStatus.READ, ChronologyStatus.WITHDRAWN): (),
        (ChronologyStatus.ACCEPTED, ChronologyStatus.WITHDRAWN): (),
        (ChronologyStatus.REFUSED, ChronologyStatus.WITHDRAWN): (),
    }
    FORWARD = {ChronologyStatus.READ: ChronologyStatus.ACCEPTED}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    commission = models.ForeignKey(Commission, models.CASCADE, related_name="chronologies")
    edition = models.PositiveSmallIntegerField(default=1)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    status = models.CharField(max_length=9, choices=ChronologyStatus, default=ChronologyStatus.READING)
    rows = models.PositiveIntegerField(
        default=0, help_text="Rows with something in them, below the headings."
    )
    mapping = EncryptedJSONField(default=dict)
    layout = EncryptedJSONField(
        default=dict, help_text="For each table its headings and the date system of its bare numbers."
    )
    file_notices = EncryptedJSONField(default=list)
    asked = EncryptedJSONField(
        default=dict, help_text="What the reader could not tell about the columns, with their first cells."
    )
    answers = EncryptedJSONField(default=dict, help_text="The columns as the author named them, by field.")
    refusal_code = models.SlugField(blank=True)
    refusal = EncryptedTextField(blank=True, default="")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_because = EncryptedTextField(blank=True, default="")

    objects = ChronologyQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-edition"]
        constraints = [
            models.UniqueConstraint(name="one_chronology_an_edition", fields=["commission", "edition"]),
            models.UniqueConstraint(
                name="one_chronology_accepted",
                fields=["commission"],
                condition=models.Q(status=ChronologyStatus.ACCEPTED),
            ),
            models.CheckConstraint(
                name="chronology_accepted_by_somebody",
                condition=models.Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | models.Q(accepted_at__isnull=False, accepted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="chronology_withdrawn_by_somebody",
                condition=(
                    models.Q(
                        status=ChronologyStatus.WITHDRAWN,
                        withdrawn_at__isnull=False,
                        withdrawn_by__isnull=False,
                    )
                    | ~models.Q(status=ChronologyStatus.WITHDRAWN)
                    & models.Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Chronology of {self.commission.agency}, edition {self.edition}"

    def get_absolute_url(self) -> str:
        return reverse("panels:chronology", args=[self.review_id, self.pk])


def open_return(commission: Any) -> ReturnRound | None:
    """Return the points with which the chronology of an agency was returned, until they are settled."""
    rounds = ReturnRound.objects.of_kind(Chronology).open()
    return rounds.filter(subject_id__in=commission.chronologies.values("pk")).first()


def reviews_read_across(user: Any) -> models.QuerySet[Review]:
    """Reviews whose accepted chronologies this person reads in one order: the panel's and the manager's."""
    return Review.objects.visible_to(user).filter(
        models.Q(pk__in=with_part(user, *PANEL)) | models.Q(board__in=user.boards_as(Role.BUSINESS_MANAGER))
    )
