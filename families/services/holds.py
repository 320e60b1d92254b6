"""Decide that a relative is not told for now, agree it, look at it again, end it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from reviews.services.reviews import locked as locked_review
from scr_portal import access, audit
from scr_portal.accounts.models import User
from scr_portal.refusals import (
    NOT_IN_THE_FUTURE,
    Checks,
    Refused,
    is_blank,
    is_today_or_past,
    missing,
    refuse,
    refuse_each,
)

from ..actions import FamilyAction
from ..enums import AgreedWith
from ..models import NotToldHold, Relative


class RequestWaiting(Refused):
    """An earlier request of the same kind is not answered."""

    sentence = "A request waits for a second person already."


class TakenBack(Refused):
    """The request was ended before anybody agreed."""

    sentence = "This was taken back before anybody agreed."


class AgreementNotRecorded(Refused):
    """The request names neither police nor legal adviser."""

    sentence = "It is not recorded with whom this was agreed. Take it back, and record it again."


class DayPassed(Refused):
    """The day on which somebody looks at this again is over."""

    sentence = "The day to look at this again has passed. Take it back, and record it again."


@transaction.atomic
def place(
    relative: Relative, *, reason: str, agreed_with: str, look_again_on: datetime.date, by: User
) -> NotToldHold:
    """Ask that a relative is not told for now. It counts once a second person has agreed.

    Raises Refused without a reason, without the police or a legal adviser, without a day in the
    future, and while another request waits.
    """
    relative = locked(relative)
    access.require(FamilyAction.RECORD_CONTACT, by, relative)
    refuse(checks_place(reason=reason, agreed_with=agreed_with, look_again_on=look_again_on))
    refuse_each(refusals_to_place(relative))
    hold = NotToldHold(relative=relative, agreed_with=agreed_with, look_again_on=look_again_on, placed_by=by)
    hold.reason.write(reason)
    hold.save()
    audit.record("family.hold_placed", by=by, on=relative, agreed_with=agreed_with)
    return hold


def refusals_to_place(relative: Relative) -> Iterator[Refused]:
    """Yield that another request about this relative waits for a second person."""
    if relative.not_told_holds.open().filter(agreed_at__isnull=True).exists():
        yield RequestWaiting()


def refusals_to_agree(hold: NotToldHold) -> Iterator[Refused]:
    """Yield that it was taken back, says not with whom it was agreed, or that its day is over."""
    if hold.ended_at is not None:
        yield TakenBack()
    elif not hold.agreed_with:
        yield AgreementNotRecorded()
    elif hold.look_again_on <= timezone.localdate():
        yield DayPassed()


def checks_place(
    *, reason: str | None = None, agreed_with: str | None = None, look_again_on: datetime.date | None = None
) -> Checks:
    """Return what is refused of the request that a relative is not told for now."""
    checks: Checks = {}
    if is_blank(reason):
        checks["reason"] = missing("Write down why.")
    if agreed_with is not None and agreed_with not in AgreedWith.values:
        checks["agreed_with"] = missing("Choose with whom it was agreed.")
    if is_today_or_past(look_again_on):
        checks["look_again_on"] = NOT_IN_THE_FUTURE
    return checks


@transaction.atomic
def agree(hold: NotToldHold, *, by: User) -> NotToldHold:
    """Agree as the second person; an earlier decision on the same relative ends. Twice is once."""
    relative = locked(hold.relative)
    hold = NotToldHold.objects.select_for_update(of=("self",)).get(pk=hold.pk)
    access.require(FamilyAction.AGREE_HOLD, by, hold)
    if hold.agreed_at is not None and hold.ended_at is None:
        return hold
    refuse_each(refusals_to_agree(hold))
    for earlier in relative.not_told_holds.open().filter(agreed_at__isnull=False):
        ended(earlier, by=by)
    hold.agreed_at, hold.agreed_by = timezone.now(), by
    hold.save()
    audit.record("family.hold_agreed", by=by, on=relative)
    return hold


@transaction.atomic
def end(hold: NotToldHold, *, by: User) -> NotToldHold:
    """End the decision or the request: the relative may be told, and everything they are owed is owed again."""
    relative = locked(hold.relative)
    access.require(FamilyAction.RECORD_CONTACT, by, relative)
    hold = NotToldHold.objects.select_for_update(of=("self",)).get(pk=hold.pk)
    if hold.ended_at is None:
        ended(hold, by=by)
        audit.record("family.hold_ended", by=by, on=relative)
    return hold


def ended(hold: NotToldHold, *, by: User) -> None:
    hold.ended_at, hold.ended_by = timezone.now(), by
    hold.save()


def locked(relative: Relative) -> Relative:
    """Return the relative as they are now, held with their review until the transaction ends."""
    locked_review(relative.review)
    rows = Relative.objects.select_for_update(of=("self",)).select_related("review__board", "identity")
    return rows.get(pk=relative.pk)
