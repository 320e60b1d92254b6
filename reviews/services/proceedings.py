"""End proceedings: one person records the outcome, a second agrees, and until then what they hold is held."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from scr_portal import access, audit, notices
from scr_portal.access.roles import Role
from scr_portal.accounts.models import User
from scr_portal.refusals import (
    Checks,
    Missing,
    Refused,
    Sentence,
    is_blank,
    is_future,
    missing,
    refuse,
    refuse_each,
)

from ..actions import ReviewAction
from ..models import Proceeding
from .referrals import holding

AGREED_BY = (Role.BOARD_CHAIR, Role.BUSINESS_MANAGER)


class ProceedingsOver(Refused):
    """The end of the proceedings has been agreed."""

    sentence = "These proceedings are recorded as over already."


class EndNotProposed(Refused):
    """A second person answers, and nobody has recorded an end."""

    sentence = "Nobody has recorded how these proceedings ended."


@transaction.atomic
def propose_end(
    proceeding: Proceeding, *, outcome: str, over_on: datetime.date, reason: str, by: User
) -> Proceeding:
    """Record that the proceedings are over, for a second person to agree.

    It may be recorded again with other words until then. Raises Refused beside the field.
    """
    proceeding = locked(proceeding)
    access.require(ReviewAction.RECORD_PROCEEDING, by, proceeding)
    _still_running(proceeding)
    refuse(checks_propose_end(outcome=outcome, over_on=over_on, reason=reason))
    proceeding.over_on = over_on
    proceeding.outcome.write(outcome)
    proceeding.end_reason.write(reason)
    proceeding.end_objection.write("")
    proceeding.end_proposed_at, proceeding.end_proposed_by = timezone.now(), by
    proceeding.save()
    audit.record("proceeding.end_proposed", by=by, on=proceeding, over_on=over_on.isoformat())
    for person in holding(proceeding.review.board, *AGREED_BY):
        if person != by and access.allowed(ReviewAction.AGREE_END_OF_PROCEEDING, person, proceeding):
            _tell(person, proceeding)
    return proceeding


def checks_propose_end(
    *, outcome: str | None = None, over_on: datetime.date | None = None, reason: str | None = None
) -> Checks:
    """Return what is refused of the end of proceedings."""
    checks: Checks = {}
    if is_blank(outcome):
        checks["outcome"] = missing("Write down how they ended.")
    if is_blank(reason):
        checks["reason"] = missing("Say why nothing needs to be held any longer.")
    if is_future(over_on):
        checks["over_on"] = Sentence(
            "The day on which they ended must be today or in the past.", code="in_the_future"
        )
    return checks


@transaction.atomic
def agree_end(proceeding: Proceeding, *, by: User) -> Proceeding:
    """Agree as the second person: the hold ends now. Agreeing twice is agreeing once."""
    proceeding = locked(proceeding)
    access.require(ReviewAction.AGREE_END_OF_PROCEEDING, by, proceeding)
    if proceeding.ended_on is not None:
        return proceeding
    _is_proposed(proceeding)
    proceeding.ended_on = proceeding.over_on
    proceeding.end_agreed_at, proceeding.end_agreed_by = timezone.now(), by
    proceeding.save()
    audit.record("proceeding.ended", by=by, on=proceeding)
    return proceeding


@transaction.atomic
def object_to_end(proceeding: Proceeding, *, reason: str, by: User) -> Proceeding:
    """Record that the second person does not agree: the hold stands, and whoever keeps it reads why."""
    proceeding = locked(proceeding)
    access.require(ReviewAction.AGREE_END_OF_PROCEEDING, by, proceeding)
    _still_running(proceeding)
    _is_proposed(proceeding)
    if not reason.strip():
        raise Missing({"reason": "Say why you do not agree."})
    proposer = proceeding.end_proposed_by
    proceeding.over_on = proceeding.end_proposed_at = proceeding.end_proposed_by = None
    proceeding.end_objection.write(reason)
    proceeding.save()
    audit.record("proceeding.end_objected", by=by, on=proceeding)
    _tell(proposer, proceeding)
    return proceeding


def locked(proceeding: Proceeding) -> Proceeding:
    """Return the row as it is now, held until the transaction ends."""
    rows = Proceeding.objects.select_for_update(of=("self",))
    return rows.select_related("review__board", "review__referral", "end_proposed_by").get(pk=proceeding.pk)


def refusals_once_over(proceeding: Proceeding) -> Iterator[Refused]:
    """Yield that their end has been agreed."""
    if proceeding.ended_on is not None:
        yield ProceedingsOver()


def _still_running(proceeding: Proceeding) -> None:
    refuse_each(refusals_once_over(proceeding))


def _is_proposed(proceeding: Proceeding) -> None:
    if proceeding.end_proposed_at is None:
        raise EndNotProposed


def _tell(person: User | None, proceeding: Proceeding) -> None:
    notices.send(
        "proceedings_changed",
        to=person,
        case_code=proceeding.case_code,
        path=reverse("reviews:proceedings", args=[proceeding.review_id]),
    )
