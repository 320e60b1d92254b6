"""The safeguarding children boards the portal serves, and the agencies that work with them."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.db import models

from scr_portal.access.scope import ScopedRows
from scr_portal.web.sorting import sort_key

if TYPE_CHECKING:
    from .users import User


class SortedByName(models.Model):
    """Kept in the order in which people look for names, also where the database pages through a list."""

    name: str | models.CharField[str, str]
    sort_name = models.TextField(editable=False, default="", db_collation="C")

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Any = None, **kwargs: Any) -> None:
        """Keep the sort key with the name."""
        self.sort_name = sort_key(self.name)
        if update_fields is not None and "name" in update_fields:
            update_fields = {*update_fields, "sort_name"}
        super().save(*args, update_fields=update_fields, **kwargs)


class BoardQuerySet(ScopedRows["Board"]):
    board_path = "pk"

    def readable_by(self, user: User) -> models.Q:
        """Whoever holds a role on a board knows the board."""
        return models.Q()


class Board(SortedByName):
    """A safeguarding children board: the tenant. Nothing of one board is ever seen from another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    address = models.TextField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    procedure = models.SlugField("usual procedure", max_length=60, blank=True)

    objects = BoardQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def board_code(self) -> str:
        """The word by which audit rows say which board they belong to."""
        return self.code


class AgencyKind(models.TextChoices):
    CHILDRENS_SOCIAL_CARE = "childrens_social_care", "Children’s social care"
    HEALTH_PROVIDER = "health_provider", "Health provider"
    GP = "gp", "GP practice"
    POLICE = "police", "Police"
    SCHOOL = "school", "School or college"
    HOUSING = "housing", "Housing"
    PROBATION = "probation", "Probation"
    CAFCASS = "cafcass", "Cafcass"
    VOLUNTARY = "voluntary", "Voluntary organisation"
    OTHER = "other", "Other"


class AgencyQuerySet(ScopedRows["Agency"]):
    follows = "board"


class Agency(SortedByName):
    """An organisation that had, or may have had, contact with a family. A hospital may stand under its trust."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="agencies")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    kind = models.CharField(max_length=30, choices=AgencyKind)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")

    objects = AgencyQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "name"]
        verbose_name_plural = "agencies"
        constraints = [
            models.UniqueConstraint(fields=["board", "name"], name="agency_name_once_a_board"),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
                name="agency_is_not_its_own_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def board_code(self) -> str:
        """The word by which audit rows say which board they belong to."""
        return self.board.code
