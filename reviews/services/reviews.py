"""Move the review on, hold what must wait, and keep out whoever has a conflict."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction

from scr_portal import access, audit, deadlines, workflow
from scr_portal.accounts.models import User
from scr_portal.deadlines.models import Deadline
from scr_portal.refusals import (
    NOT_IN_THE_FUTURE,
    Checks,
    Sentence,
    is_blank,
    is_today_or_past,
    missing,
    refuse,
)

from ..actions import ReviewAction
from ..enums import ProceedingKind, ReviewStatus
from ..models import ConflictOfInterest, Proceeding, Review
from .proceedings import ProceedingsOver


@transaction.atomic
def advance(review: Review, to: str, *, by: User) -> Review:
    """Open the next stage. Raises TransitionBlocked with everything still outstanding."""
    review = locked(review)
    access.require(ReviewAction.ADVANCE, by, review)
    return move(review, to, by=by)


def move(review: Review, to: str, *, by: User) -> Review:
    """Move a locked review inside the calling service's transaction (signing, publishing)."""
    workflow.move(review, ReviewStatus(to))
    review.save()
    audit.record("review.moved", by=by, on=review, to=to)
    return review


@transaction.atomic
def extend(
    review: Review, *, new_due_on: datetime.date, reason: str, by: User, kind: str = "sign_off"
) -> Deadline:
    """Agree a later date on a clock of the review, for a reason that is written down."""
    review = locked(review)
    access.require(ReviewAction.EXTEND_CLOCK, by, review)
    clock = Deadline.objects.about(review).get(kind=kind)
    refuse(checks_extend(clock, new_due_on=new_due_on, reason=reason))
    return deadlines.extend(clock, new_due_on=new_due_on, reason=reason, by=by)


def checks_extend(
    clock: Deadline, *, new_due_on: datetime.date | None = None, reason: str | None = None
) -> Checks:
    """Return what is refused of a later date."""
    checks: Checks = {}
    if is_blank(reason):
        checks["reason"] = missing("Write down what makes this exceptional.")
    if new_due_on and new_due_on <= clock.due_on:
        checks["new_due_on"] = Sentence("The new date must be later than the present one.", code="not_later")
    return checks


def sign_off_clock(review: Review) -> Deadline:
    """Return the deadline on which the board chair's signature is due."""
    clock: Deadline = Deadline.objects.get(subject_id=review.pk, kind="sign_off")
    return clock


@transaction.atomic
def record_proceeding(
    review: Review,
    *,
    kind: str,
    holds_publication: bool,
    holds_family_contact: bool,
    reason: str,
    look_again_on: datetime.date,
    by: User,
) -> Proceeding:
    """Record a trial, an inquest or the like, and what it holds. A hold without a date does not exist."""
    review = locked(review)
    access.require(ReviewAction.RECORD_PROCEEDING, by, review)
    refuse(checks_look_again(look_again_on=look_again_on))
    proceeding = Proceeding(
        review=review,
        kind=ProceedingKind(kind),
        holds_publication=holds_publication,
        holds_family_contact=holds_family_contact,
        look_again_on=look_again_on,
        owner=by,
    )
    proceeding.reason.write(reason)
    proceeding.save()
    audit.record("proceeding.recorded", by=by, on=proceeding, kind=kind, holds_publication=holds_publication)
    return proceeding


def checks_look_again(*, look_again_on: datetime.date | None = None, **others: Any) -> Checks:
    """Return what is refused of the day on which somebody looks at a hold again."""
    return {"look_again_on": NOT_IN_THE_FUTURE} if is_today_or_past(look_again_on) else {}


@transaction.atomic
def look_again(proceeding: Proceeding, *, look_again_on: datetime.date, by: User) -> Proceeding:
    """Somebody has looked: the proceedings go on, and what they hold stays held until the new day."""
    proceeding = Proceeding.objects.select_for_update(of=("self",)).get(pk=proceeding.pk)
    access.require(ReviewAction.RECORD_PROCEEDING, by, proceeding)
    if proceeding.ended_on is not None:
        raise ProceedingsOver("These proceedings are over.")
    refuse(checks_look_again(look_again_on=look_again_on))
    proceeding.look_again_on = look_again_on
    proceeding.save()
    audit.record("proceeding.looked_at", by=by, on=proceeding, look_again_on=look_again_on)
    return proceeding


@transaction.atomic
def declare_conflict(review: Review, *, of: User, reason: str, by: User) -> ConflictOfInterest:
    """Close the review to this person at once; what they did stays in its history."""
    review = locked(review)
    access.require(ReviewAction.DECLARE_CONFLICT if of == by else ReviewAction.RECORD_PROCEEDING, by, review)
    conflict, declared = ConflictOfInterest.objects.get_or_create(
        review=review, user=of, lifted_at=None, defaults={"reason": reason, "declared_by": by}
    )
    if declared:
        audit.record("conflict.declared", by=by, on=review, about=of.pk)
    return conflict


def locked(review: Review) -> Review:
    """Return the row as it is now, held until the transaction ends."""
    return (
        Review.objects.select_for_update(of=("self",)).select_related("board", "referral").get(pk=review.pk)
    )
