"""The board chair decides; a review opens under one procedure and its clock starts."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from scr_portal import access, audit, deadlines, notices, workflow
from scr_portal.access.roles import Role
from scr_portal.accounts.models import User
from scr_portal.refusals import Checks, Refused, Sentence, is_blank, is_future, missing, refuse

from ..actions import ReviewAction
from ..enums import Outcome, ReferralStatus
from ..models import Decision, Referral, Review
from ..procedures import Clock
from .referrals import holding, locked


class NothingDecided(Refused):
    """There is no decision to take again."""

    sentence = "Nothing has been decided yet."


@transaction.atomic
def decide(
    referral: Referral, *, outcome: str, reasons: str, by: User, decided_on: datetime.date | None = None
) -> Decision:
    """Record the chair's decision with its written reasons; a review opens with it.

    Raises TransitionBlocked where another decision came first, Refused for missing reasons or a day
    before the referral was made.
    """
    referral = locked(referral)
    access.require(ReviewAction.DECIDE, by, referral)
    decided_on = decided_on or timezone.localdate()
    refuse(checks_decide(referral, reasons=reasons, decided_on=decided_on))
    workflow.move(referral, ReferralStatus.DECIDED)
    referral.save()
    decision = Decision(referral=referral, outcome=Outcome(outcome), decided_on=decided_on, decided_by=by)
    decision.reasons.write(reasons)
    decision.save()
    audit.record("decision.recorded", by=by, on=decision, outcome=outcome)
    _follow(referral, decision, by=by)
    return decision


@transaction.atomic
def decide_again(
    referral: Referral,
    *,
    outcome: str,
    reasons: str,
    because: str,
    by: User,
    decided_on: datetime.date | None = None,
) -> Decision:
    """Take the decision again. The old one stays, readable, with why it was taken again beside the new one.

    A review that the earlier decision opened goes on, and its clock runs on from then. Raises Refused
    beside the field, also for any other outcome while a review is open.
    """
    referral = locked(referral)
    access.require(ReviewAction.DECIDE, by, referral)
    earlier = Decision.objects.select_for_update().filter(referral=referral, replaced=False).first()
    if earlier is None:
        raise NothingDecided
    decided_on = decided_on or timezone.localdate()
    refuse(
        checks_decide_again(
            referral, outcome=outcome, reasons=reasons, because=because, decided_on=decided_on
        )
    )
    earlier.replaced = True
    earlier.save()
    decision = Decision(referral=referral, outcome=Outcome(outcome), decided_on=decided_on, decided_by=by)
    decision.reasons.write(reasons)
    decision.again_because.write(because)
    decision.save()
    audit.record("decision.taken_again", by=by, on=decision, outcome=outcome, instead_of=earlier.outcome)
    _follow(referral, decision, by=by)
    return decision


def _follow(referral: Referral, decision: Decision, *, by: User) -> None:
    """Do what a decision sets off: open a review where there is none yet, and tell those who wait for it."""
    if decision.outcome == Outcome.REVIEW and not Review.objects.filter(referral=referral).exists():
        open_review(referral, decision, by=by)
    for person in {referral.referred_by, *holding(referral.board, Role.BUSINESS_MANAGER)}:
        notices.send(
            "decision_recorded", to=person, case_code=referral.code, path=referral.get_absolute_url()
        )


def open_review(referral: Referral, decision: Decision, *, by: User) -> Review:
    """Open the review under the procedure the criteria were tested by, fixed by code and version."""
    procedure = referral.assessment.procedure
    review = Review.objects.create(
        board=referral.board,
        referral=referral,
        procedure_code=procedure.code,
        procedure_version=procedure.version,
        decided_on=decision.decided_on,
    )
    for clock in procedure.clocks:
        start_clock(review, clock, by=by)
    audit.record("review.opened", by=by, on=review, procedure=procedure.code, version=procedure.version)
    return review


def start_clock(review: Review, clock: Clock, *, by: User) -> None:
    """Start a clock that runs from the decision or from the event; an agency's own starts when it is asked."""
    begins = {
        "decision": (review.decided_on, "Decision to carry out a review"),
        "event": (review.referral.happened_on, "The event that led to the review"),
    }
    if clock.starts not in begins:
        return
    day, label = begins[clock.starts]
    deadlines.start(
        review,
        kind=clock.code,
        label=clock.label,
        triggered_on=day,
        trigger_label=label,
        length=clock.length,
        unit=clock.unit,
        source=clock.source,
        owner_role=clock.owed_by,
        path=review.get_absolute_url(),
        by=by,
    )


def checks_decide(
    referral: Referral,
    *,
    reasons: str | None = None,
    decided_on: datetime.date | None = None,
    **others: Any,
) -> Checks:
    """Return what is refused of a decision."""
    checks: Checks = {}
    if is_blank(reasons):
        checks["reasons"] = missing("Write the reasons for the decision.")
    if is_future(decided_on):
        checks["decided_on"] = Sentence(
            "The date of the decision must be today or in the past.", code="in_the_future"
        )
    elif decided_on and referral.reported_on and decided_on < referral.reported_on:
        checks["decided_on"] = Sentence(
            "The decision cannot be earlier than the referral.", code="before_referral"
        )
    return checks


def checks_decide_again(
    referral: Referral,
    *,
    outcome: str | None = None,
    because: str | None = None,
    decided_on: datetime.date | None = None,
    **others: Any,
) -> Checks:
    """Return what is refused of a decision taken again.

    That is what is refused of any decision, also an earlier day than the decision it replaces, and any other
    outcome while a review is open.
    """
    checks = checks_decide(referral, decided_on=decided_on, **others)
    if is_blank(because):
        checks["because"] = missing("Say why the decision is taken again.")
    earlier = referral.decisions.filter(replaced=False).first()
    if earlier and decided_on and decided_on < earlier.decided_on:
        checks.setdefault(
            "decided_on",
            Sentence("This cannot be earlier than the decision it replaces.", code="before_earlier_decision"),
        )
    if outcome and outcome != Outcome.REVIEW and Review.objects.filter(referral=referral).exists():
        checks["outcome"] = Sentence(
            "A review is open since the earlier decision, so the outcome stays a serious case review.",
            code="review_open",
        )
    return checks
