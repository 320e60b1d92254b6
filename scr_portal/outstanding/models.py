from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from scr_portal.access.scope import ScopedRows
from scr_portal.owners import Owner, from_json
from scr_portal.sealed.fields import EncryptedTextField


class OpenMatterQuerySet(ScopedRows["OpenMatter"]):
    board_path = "board"
    case_code_path = "case_code"

    def readable_by(self, user: Any) -> Q:
        """Open what waits for this person, and what they see waiting for others."""
        return Q(holders__contains=[user.pk]) | Q(watchers__contains=[user.pk])


class OpenMatter(models.Model):
    """One thing that is outstanding in a case, kept from the gates and providers so that lists are one query.

    Nothing is decided from this table: whether a step is open is asked of the gates. `scope` is the code of
    the case, or "board:" and the board's code for what belongs to no case. `ladder` holds the owner and the
    rungs above; `rung` is where it stands, because nobody holds those below. `holders` are the people who owe
    it now, `watchers` those who see that it waits for them; nobody else finds it in a list.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    scope = models.CharField(max_length=64)
    key = models.CharField(max_length=120)
    board = models.ForeignKey("accounts.Board", models.CASCADE, related_name="+")
    case_code = models.CharField(max_length=40, blank=True)
    case_url = models.CharField(max_length=300, blank=True)
    sentence = EncryptedTextField()
    act = EncryptedTextField()
    url = models.CharField(max_length=300, help_text="Where the owner does it.")
    read_url = models.CharField(max_length=300, help_text="Where those who look on see it.")
    source = models.CharField(max_length=500, blank=True)
    gate = models.CharField(max_length=100, blank=True)
    ladder = models.JSONField()
    rung = models.PositiveSmallIntegerField(default=0)
    next_rung = models.PositiveSmallIntegerField(
        null=True, help_text="The next rung that somebody else holds: told first when it is late."
    )
    covering = models.BooleanField(
        default=False, help_text="Whoever it is with by rights is away, and it comes back to them."
    )
    holders = ArrayField(models.UUIDField(), default=list)
    watchers = ArrayField(models.UUIDField(), default=list)
    since = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)

    objects = OpenMatterQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "case_code", "since", "key"]
        indexes = [
            GinIndex(fields=["holders"], name="outstanding_holders"),
            GinIndex(fields=["watchers"], name="outstanding_watchers"),
            models.Index(fields=["due_on"], name="outstanding_due", condition=Q(due_on__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["scope", "key"], name="outstanding_one_row_a_matter"),
            models.CheckConstraint(condition=~Q(ladder=[]), name="outstanding_has_an_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.key}"

    @property
    def owners(self) -> tuple[Owner, ...]:
        """The rungs of the ladder, lowest first."""
        return from_json(self.ladder)

    @property
    def owner(self) -> Owner:
        """The rung it stands on."""
        return self.owners[self.rung]

    @property
    def link(self) -> str:
        """Where the owner goes: to the act, or to the case for somebody who only sees to it."""
        return self.url if self.owner.able or not self.case_url else self.case_url

    @property
    def words(self) -> str:
        """What the owner is asked to do."""
        if self.owner.able:
            return str(self.act)
        why = "Whoever does this is away." if self.covering else "Nobody can do this now."
        return f"{why} See to it: {self.sentence}"


class StaleScope(models.Model):
    """An act has happened in this scope and its rows have not been computed again yet.

    Written in the transaction of the act, removed when the rows are right: a crash in between loses nothing.
    """

    id = models.BigAutoField(primary_key=True)
    scope = models.CharField(max_length=64, db_index=True)
    marked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.scope


class Reminder(models.Model):
    """The claim to one reminder of one matter: who writes this row sends the notices, nobody else does.

    The due date is part of the claim, so a matter whose date has moved is reminded of afresh.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    scope = models.CharField(max_length=64)
    key = models.CharField(max_length=120)
    due_on = models.DateField()
    rung = models.SmallIntegerField(help_text="Days before the due date; negative once it has passed.")
    claimed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["claimed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "key", "due_on", "rung"], name="outstanding_one_reminder_a_rung"
            )
        ]

    def __str__(self) -> str:
        return f"{self.rung} days"


class ComputedDay(models.Model):
    """The day for which every case was last marked to be computed again.

    What comes with a day comes with the first reader or minute of it. The row is deleted by each migration, so that an
    upgrade computes everything anew.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    day = models.DateField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="outstanding_one_computed_day")]

    def __str__(self) -> str:
        return self.day.isoformat()


class WeeklySummary(models.Model):
    """The claim to the summaries of one week, in one transaction with their notices: all of them or none."""

    week = models.DateField(primary_key=True, help_text="Its Monday.")
    claimed_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.week.isoformat()


def days_between(since: datetime.datetime, due_on: datetime.date) -> int:
    """How many days were allowed, for a matter that began at `since`."""
    return (due_on - since.date()).days
