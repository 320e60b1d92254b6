"""The search of a finished PDF: what was read, what was found, and who settled it."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from reviews.models import Identity, OfReview, Review, with_part
from scr_portal.access.roles import Role
from scr_portal.access.scope import ScopedQuerySet
from scr_portal.sealed.fields import EncryptedTextField

from ..enums import HitPart, HitSettlement
from .edition import PublicEdition

COMPLETE = Decimal(100)


class EditionSearchQuerySet(ScopedQuerySet["EditionSearch"]):
    """Whoever reads the edition before it is public learns how its PDF was searched."""

    follows = "edition"


class EditionSearch(OfReview):
    """One search of one PDF. It counts for exactly one text and one version of the identity register.

    Written once and never changed: another PDF has another search. A trigger on the edition reads this table,
    so that nothing becomes public without a complete search whose every hit two people have settled.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(PublicEdition, models.CASCADE, related_name="searches")
    digest = models.CharField(max_length=64, help_text="Of the edition text the PDF was made from.")
    pdf = models.OneToOneField("files.StoredFile", models.PROTECT, related_name="+")
    register_version = models.PositiveIntegerField(help_text="Of the identity register it searched for.")
    coverage = models.DecimalField(
        max_digits=5, decimal_places=2, help_text="Per cent of the letters and digits that every reader read."
    )
    unread = models.JSONField(
        default=list, help_text="Characters set and not read: character, name, count, page."
    )
    readers = models.JSONField(default=list, help_text="Names of the programs that read the PDF.")
    made_at = models.DateTimeField(auto_now_add=True)
    job = models.ForeignKey("jobs.Job", models.PROTECT, null=True, related_name="+")

    objects = EditionSearchQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                name="search_coverage_is_per_cent", condition=models.Q(coverage__gte=0, coverage__lte=100)
            ),
        ]

    def __str__(self) -> str:
        return f"Search of {self.edition}"

    def get_absolute_url(self) -> str:
        return reverse("reports:search", args=[self.edition.review_id])

    @property
    def review(self) -> Review:
        return self.edition.review

    @property
    def is_complete(self) -> bool:
        """Whether every character that was set was read back."""
        return self.coverage == COMPLETE and not self.unread

    @property
    def how_much(self) -> str:
        """How much was read of a PDF that was not read in full; a sign without a glyph is no letter."""
        if self.coverage == COMPLETE:
            return "every letter and digit, but not every character"
        return f"{self.coverage} per cent"

    def open_hits(self) -> Any:
        """Hits that two people have not settled yet."""
        return self.hits.filter(agreed_by__isnull=True)


class SearchHitQuerySet(ScopedQuerySet["SearchHit"]):
    follows = "search"

    def readable_by(self, user: Any) -> models.Q:
        """Open hits to those who settle them: the words may be a name."""
        board = user.boards_as(Role.BUSINESS_MANAGER, Role.BOARD_CHAIR)
        chaired = with_part(user, "chair_panel")
        return models.Q(search__edition__report__review__in=chaired) | models.Q(
            search__edition__report__review__board__in=board
        )


class SearchHit(OfReview):
    """Something in a PDF that may identify somebody. One person settles it, and another has to agree."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    search = models.ForeignKey(EditionSearch, models.CASCADE, related_name="hits")
    number = models.PositiveSmallIntegerField(help_text="In the order in which the search reports them.")
    part = models.CharField(max_length=10, choices=HitPart)
    where = models.CharField(max_length=100, help_text="In plain words, without what was found.")
    page = models.PositiveIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=40)
    identity = models.ForeignKey(
        Identity, models.PROTECT, null=True, related_name="+", help_text="Empty where nobody registered it."
    )
    surface = EncryptedTextField()
    before = EncryptedTextField(blank=True, default="")
    after = EncryptedTextField(blank=True, default="")
    settlement = models.CharField(max_length=10, choices=HitSettlement, blank=True)
    reason = EncryptedTextField(blank=True, default="")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    objection = EncryptedTextField(blank=True, default="")
    objected_at = models.DateTimeField(null=True, blank=True)
    objected_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = SearchHitQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="one_hit_a_number", fields=["search", "number"]),
            models.CheckConstraint(
                name="hit_settled_by_somebody",
                condition=models.Q(settled_at__isnull=True, settled_by__isnull=True, settlement="")
                | (models.Q(settled_at__isnull=False, settled_by__isnull=False) & ~models.Q(settlement="")),
            ),
            models.CheckConstraint(
                name="hit_agreed_by_somebody",
                condition=models.Q(agreed_at__isnull=True, agreed_by__isnull=True)
                | models.Q(agreed_at__isnull=False, agreed_by__isnull=False, settled_by__isnull=False),
            ),
            models.CheckConstraint(
                name="hit_agreed_by_another",
                condition=models.Q(agreed_by__isnull=True) | ~models.Q(agreed_by=models.F("settled_by")),
            ),
            models.CheckConstraint(
                name="hit_objected_by_somebody",
                condition=models.Q(objected_at__isnull=True, objected_by__isnull=True)
                | models.Q(objected_at__isnull=False, objected_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Passage {self.number} of {self.search}"

    @property
    def edition(self) -> PublicEdition:
        return self.search.edition

    @property
    def review(self) -> Review:
        return self.edition.review

    @property
    def standing(self) -> str:
        """Whether somebody registered it, and under which label, in sentences."""
        if self.identity is not None:
            return f"It is in the identity register, under the label “{self.identity.pseudonym}”."
        return f"It is not in the identity register. It was found as: {self.kind.replace('_', ' ')}."

    @property
    def place(self) -> tuple[Any, ...]:
        """What tells whether a hit of another search of the same text is this one."""
        return (
            self.part,
            self.where,
            self.page,
            self.kind,
            self.identity_id,
            self.surface,
            self.before,
            self.after,
        )
