"""The public edition: its own record with its own frozen text, never a masked live one."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from reviews.models import OfReview, Proceeding, Review, SealedPassage, with_part
from scr_portal.access.roles import Role
from scr_portal.access.scope import ScopedQuerySet
from scr_portal.sealed.fields import EncryptedTextField

from ..enums import EditionStatus, FlagDecision
from ..references import public_slug
from .report import REPORT, OverviewReport

if TYPE_CHECKING:
    from .search import EditionSearch


def holding_a_passage(keys: Any, report: str) -> models.Q:
    """Return the rows of a report (`report` leads to it) of which one of these sealed passages is a part.

    An edition is frozen as a plain text: it is closed as a whole to whom a passage of its report is closed (decision 57).
    """
    passages = SealedPassage.objects.filter(pk__in=keys, home=REPORT)
    return models.Q(**{f"{report}__in": passages.values("line")})


class PublicEditionQuerySet(ScopedQuerySet["PublicEdition"]):
    follows = "report__review"

    def published(self) -> PublicEditionQuerySet:
        """Return what has been published and not withdrawn, held back meanwhile or not."""
        return self.filter(status=EditionStatus.PUBLISHED)

    def closed_with(self, keys: Any) -> models.Q:
        """Close an edition with a passage of its report; not what everybody has read already."""
        return holding_a_passage(keys, "report") & ~models.Q(status=EditionStatus.PUBLISHED)

    def public(self) -> PublicEditionQuerySet:
        """Return what anybody may read."""
        return self.filter(self.public_rows())

    def public_rows(self) -> models.Q:
        """Open a published edition to anybody, but not while proceedings hold publication back."""
        holds = Proceeding.objects.holding_publication().values("review")
        return models.Q(status=EditionStatus.PUBLISHED) & ~models.Q(report__review__in=holds)

    def readable_by(self, user: Any) -> models.Q:
        """Before it is public: the manager, the chairs, the family’s contact."""
        board = user.boards_as(Role.BUSINESS_MANAGER, Role.BOARD_CHAIR)
        return models.Q(report__review__in=with_part(user, "chair_panel", "support_family")) | models.Q(
            report__review__board__in=board
        )


class PublicEdition(OfReview):
    """Frozen from the signed report. `digest` names its exact text; the PDF is made from it and searched."""

    TRANSITIONS = {
        (EditionStatus.PREPARED, EditionStatus.CLEARED): (
            "reviews.names_settled",
            "reports.flags_settled",
            "reports.combinations_settled",
            "reviews.points_answered",
            "reports.read_by_two",
            "reports.nothing_sealed",
            "reports.cleared_by_another",
        ),
        (EditionStatus.CLEARED, EditionStatus.RENDERED): ("reports.pdf_made_and_clean",),
        (EditionStatus.RENDERED, EditionStatus.PUBLISHED): (
            "reports.report_signed",
            "reports.estimate_on_record",
            "reports.pdf_made_and_clean",
            "reports.register_unchanged",
            "reports.nothing_sealed",
            "reports.family_told_the_result",
            "reports.family_has_a_copy",
            "reviews.no_hold_on_publication",
        ),
        (EditionStatus.PUBLISHED, EditionStatus.WITHDRAWN): (),
        (EditionStatus.PREPARED, EditionStatus.WITHDRAWN): (),
        (EditionStatus.CLEARED, EditionStatus.WITHDRAWN): (),
        (EditionStatus.RENDERED, EditionStatus.WITHDRAWN): (),
    }
    FORWARD = {
        EditionStatus.PREPARED: EditionStatus.CLEARED,
        EditionStatus.CLEARED: EditionStatus.RENDERED,
        EditionStatus.RENDERED: EditionStatus.PUBLISHED,
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(OverviewReport, models.PROTECT, related_name="editions")
    slug = models.SlugField(
        unique=True, default=public_slug, help_text="The public reference in small letters."
    )
    status = models.CharField(max_length=9, choices=EditionStatus, default=EditionStatus.PREPARED)
    title = models.CharField(max_length=200)
    overview = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    register_version = models.PositiveIntegerField()
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(auto_now_add=True)
    cleared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    cleared_at = models.DateTimeField(null=True, blank=True)
    pdf = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    pdf_digest = models.CharField(
        max_length=64, blank=True, help_text="Of the edition text the PDF was made from."
    )
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    public_note = models.CharField(max_length=300, blank=True)

    objects = PublicEditionQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["overview", "summary"])

    class Meta:
        ordering = ["-published_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_live_edition",
                fields=["report"],
                condition=~models.Q(status=EditionStatus.WITHDRAWN),
            ),
            models.CheckConstraint(
                name="edition_published_by_somebody",
                condition=models.Q(published_at__isnull=True, published_by__isnull=True)
                | models.Q(published_at__isnull=False, published_by__isnull=False),
            ),
            models.CheckConstraint(
                name="edition_public_only_with_pdf",
                condition=~models.Q(status=EditionStatus.PUBLISHED) | models.Q(pdf__isnull=False),
            ),
            models.CheckConstraint(
                name="edition_cleared_by_another",
                condition=models.Q(cleared_by__isnull=True) | ~models.Q(cleared_by=models.F("prepared_by")),
            ),
            models.CheckConstraint(
                name="edition_cleared_by_somebody",
                condition=models.Q(cleared_at__isnull=True, cleared_by__isnull=True)
                | models.Q(cleared_at__isnull=False, cleared_by__isnull=False),
            ),
            models.CheckConstraint(
                name="edition_withdrawn_by_somebody",
                condition=models.Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | models.Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_held(self) -> bool:
        """Whether proceedings hold it back, so that nobody outside reads it although it has been published."""
        published = self.status == EditionStatus.PUBLISHED
        return published and self.review.proceedings.holding_publication().exists()

    def get_absolute_url(self) -> str:
        return reverse("reports:edition", args=[self.review_id])

    @property
    def reference(self) -> str:
        """The reference on the cover and in the public address. It has nothing to do with the case code."""
        return self.slug.upper()

    def search(self) -> EditionSearch | None:
        """Return the search of the present PDF, if that PDF was made from the present text."""
        search: EditionSearch | None = self.searches.filter(pdf=self.pdf_id, digest=self.digest).first()
        return search

    @property
    def review(self) -> Review:
        return self.report.review

    @property
    def review_id(self) -> Any:
        return self.report.review_id


class ResidualFlagQuerySet(ScopedQuerySet["ResidualFlag"]):
    follows = "edition"

    def readable_by(self, user: Any) -> models.Q:
        """Open to those who settle them and who clear the edition, at every stage; not to the family’s contact."""
        board = user.boards_as(Role.BUSINESS_MANAGER, Role.BOARD_CHAIR)
        return models.Q(edition__report__review__in=with_part(user, "chair_panel")) | models.Q(
            edition__report__review__board__in=board
        )


class ResidualFlag(OfReview):
    """Something in the edition that may identify somebody and stands in no register. Somebody decides."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(PublicEdition, models.CASCADE, related_name="flags")
    place = models.CharField(
        max_length=8, choices=[("overview", "Overview report"), ("summary", "Executive summary")]
    )
    number = models.PositiveSmallIntegerField(help_text="Where it stands in the frozen text: [unsettled 3].")
    kind = models.CharField(max_length=40)
    text = EncryptedTextField()
    before = EncryptedTextField(blank=True, default="")
    after = EncryptedTextField(blank=True, default="")
    decision = models.CharField(max_length=7, choices=FlagDecision, blank=True)
    replacement = EncryptedTextField(blank=True, default="")
    reason = EncryptedTextField(blank=True, default="")
    reach_before = models.PositiveSmallIntegerField(
        default=0, help_text="How many characters before what was flagged were replaced with it."
    )
    reach_after = models.PositiveSmallIntegerField(default=0)
    begins = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Where its words begin in the public text, once the edition is cleared.",
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ResidualFlagQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["place", "number"]
        constraints = [
            models.UniqueConstraint(name="one_flag_a_number", fields=["edition", "place", "number"]),
            models.CheckConstraint(
                name="flag_decided_by_somebody",
                condition=models.Q(decided_at__isnull=True, decided_by__isnull=True, decision="")
                | (models.Q(decided_at__isnull=False, decided_by__isnull=False) & ~models.Q(decision="")),
            ),
        ]

    def __str__(self) -> str:
        return self.kind

    def get_absolute_url(self) -> str:
        return reverse("reports:flag", args=[self.edition.review_id, self.pk])

    @property
    def review(self) -> Review:
        return self.edition.review
