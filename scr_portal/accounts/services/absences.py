"""Record that somebody is away, and that they are back sooner than they thought.

Rows of `outstanding` pass to the next on the ladder for those days and come back by themselves: the act marks
everything of the person's boards, and each new day everything is computed anew.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from scr_portal import access, audit
from scr_portal.accounts.models import Absence, Membership, User
from scr_portal.refusals import Checks, Sentence, refuse

from ..actions import AccountAction

LONGEST = datetime.timedelta(days=366)


@transaction.atomic
def record(user: User, *, starts_on: datetime.date, ends_on: datetime.date, by: User) -> Absence:
    """Record that the person is away from `starts_on` to `ends_on`, both included.

    Raises Refused for days that are over, that end before they begin, that are more than a year, or that
    another absence covers.
    """
    User.objects.select_for_update().get(pk=user.pk)
    absence = Absence(user=user, starts_on=starts_on, ends_on=ends_on, recorded_by=by)
    access.require(AccountAction.RECORD_ABSENCE, by, absence)
    refuse(checks_record(user, starts_on=starts_on, ends_on=ends_on))
    absence.save()
    for membership in _membership_on_each_board(absence):
        audit.record("accounts.absence_recorded", by=by, on=membership, **_facts(absence))
    return absence


@transaction.atomic
def call_off(absence: Absence, *, by: User) -> Absence:
    """Record that the person is back, or does not go. Calling it off twice is calling it off once."""
    absence = Absence.objects.select_for_update(of=("self",)).get(pk=absence.pk)
    access.require(AccountAction.RECORD_ABSENCE, by, absence)
    if absence.cancelled_at is None:
        absence.cancelled_at, absence.cancelled_by = timezone.now(), by
        absence.save(update_fields=["cancelled_at", "cancelled_by"])
        for membership in _membership_on_each_board(absence):
            audit.record("accounts.absence_called_off", by=by, on=membership, **_facts(absence))
    return absence


def checks_record(
    user: User, *, starts_on: datetime.date | None = None, ends_on: datetime.date | None = None
) -> Checks:
    """Return what is refused of days away."""
    if ends_on is None:
        return {}
    if ends_on < timezone.localdate():
        return {"ends_on": Sentence("The last day away must be today or later.", code="over")}
    if starts_on is None:
        return {}
    if ends_on < starts_on:
        return {
            "ends_on": Sentence("The last day away cannot be before the first.", code="ends_before_start")
        }
    if ends_on - starts_on > LONGEST:
        return {
            "ends_on": Sentence(
                "An absence lasts a year at most. The access of somebody who has left can be ended.",
                code="too_long",
            )
        }
    covered = Absence.objects.standing().filter(user=user, starts_on__lte=ends_on, ends_on__gte=starts_on)
    if covered.exists():
        return {
            "starts_on": Sentence(
                "These days overlap with days away that are recorded already.", code="overlaps"
            )
        }
    return {}


def _membership_on_each_board(absence: Absence) -> list[Membership]:
    """One for each board the person works on: each keeps its own record, and its rows may pass on."""
    current = Membership.objects.current().filter(user=absence.user_id).select_related("board")
    return list({membership.board_id: membership for membership in current}.values())


def _facts(absence: Absence) -> dict[str, Any]:
    return {"absence": absence.pk, "starts_on": absence.starts_on, "ends_on": absence.ends_on}
