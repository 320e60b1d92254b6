"""Ask an agency for its contribution, end or hand over what was asked, and let its author state independence."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from reviews.enums import TermsStatus
from reviews.models import Review
from reviews.services.reviews import locked as locked_review
from scr_portal import access, audit, deadlines, notices, workflow
from scr_portal.accounts.models import Agency, User
from scr_portal.accounts.services.invitations import OtherBoardsAgency
from scr_portal.deadlines.models import Deadline
from scr_portal.refusals import (
    Checks,
    Refused,
    Sentence,
    is_today_or_past,
    refuse,
)

from ..actions import PanelAction
from ..enums import CommissionStatus, Contribution
from ..models import Commission, ManagementReview
from .authors import checks_author, invited_author, let_write, stop_writing


class AlreadyInReview(Refused):
    """The agency is planned or asked in this review."""

    field = "agency"
    sentence = "This agency is in the review already."


@transaction.atomic
def plan(review: Review, *, agency: Agency, contribution: str = "management_review", by: User) -> Commission:
    """Put an agency in scope. Raises Refused where it is there already or belongs to another board."""
    review = locked_review(review)
    access.require(PanelAction.COMMISSION, by, review)
    if agency.board_id != review.board_id:
        raise OtherBoardsAgency().under({"": "agency"})
    if review.commissions.filter(agency=agency).exclude(status=CommissionStatus.ENDED).exists():
        raise AlreadyInReview
    commission = Commission.objects.create(
        review=review, agency=agency, contribution=Contribution(contribution)
    )
    ManagementReview.objects.create(commission=commission)
    audit.record("commission.planned", by=by, on=commission, agency=agency.pk)
    return commission


@transaction.atomic
def issue(
    commission: Commission,
    *,
    author_email: str,
    author_name: str,
    by: User,
    due_on: datetime.date | None = None,
) -> Commission:
    """Ask the agency: its author is invited to this case alone, the clock starts, the terms in force go along."""
    commission = locked(commission)
    access.require(PanelAction.COMMISSION, by, commission.review)
    workflow.move(commission, CommissionStatus.ISSUED)
    refuse(checks_issue(commission, author_email=author_email, due_on=due_on))
    commission.author = author = invited_author(commission, email=author_email, name=author_name, by=by)
    commission.terms = commission.review.terms.get(status=TermsStatus.AGREED)
    commission.issued_at, commission.issued_by = timezone.now(), by
    clock = start_clock(commission, due_on=due_on, by=by)
    commission.due_on = clock.due_on
    commission.save()
    let_write(commission)
    audit.record("commission.issued", by=by, on=commission, author=author.pk, due_on=commission.due_on)
    notices.send(
        "commission_issued", to=author, case_code=commission.case_code, path=commission.get_absolute_url()
    )
    return commission


def checks_issue(
    commission: Commission,
    *,
    author_email: str | None = None,
    due_on: datetime.date | None = None,
    **others: Any,
) -> Checks:
    """Return what is refused of a request: its author, and a day that is not ahead."""
    checks = checks_author(commission, author_email)
    if is_today_or_past(due_on):
        checks["due_on"] = Sentence("Choose a day in the future.", code="not_in_the_future")
    return checks


@transaction.atomic
def end(commission: Commission, *, reason: str, by: User) -> Commission:
    """Withdraw what was planned, or end what was asked for.

    The author's access ends now, the clock stops, and what was written stays sealed; the agency can be asked
    again by a new commission.

    Interviewed staff keep their own record, which nobody else reads any more; those whose record was not settled
    are told. Raises TransitionBlocked without a reason.
    """
    commission = locked(commission)
    access.require(PanelAction.COMMISSION, by, commission.review)
    was_issued = commission.status == CommissionStatus.ISSUED
    commission.ended_because = reason.strip()
    workflow.move(commission, CommissionStatus.ENDED)
    commission.ended_at, commission.ended_by = timezone.now(), by
    commission.save()
    if not was_issued:
        audit.record("commission.withdrawn", by=by, on=commission)
    else:
        audit.record("commission.ended", by=by, on=commission)
        stop_writing(commission, commission.author)
        if clock := running_clock(commission):
            deadlines.stop(clock, on=timezone.localdate(), by=by)
        waiting = commission.management_review.interviews.unresolved().select_related("interviewee")
        notices.send("commission_ended", to=commission.author, case_code=commission.case_code)
        for record in waiting:
            path = record.get_absolute_url()
            notices.send("commission_ended", to=record.interviewee, case_code=commission.case_code, path=path)
    return commission


def running_clock(commission: Commission) -> Deadline | None:
    """Return the agency's deadline, until it is met or stopped."""
    clock: Deadline | None = (
        Deadline.objects.about(commission).open().filter(kind="management_review").first()
    )
    return clock


def start_clock(commission: Commission, *, due_on: datetime.date | None, by: User) -> Deadline:
    """Return the agency's own deadline, from the procedure's clock unless the manager names a day."""
    rule = commission.review.procedure.clock("management_review")
    today = timezone.localdate()
    length = (due_on - today).days if due_on else rule.length
    clock: Deadline = deadlines.start(
        commission,
        kind=rule.code,
        label=f"{commission.noun.capitalize()} handed in",
        triggered_on=today,
        trigger_label="Asked for",
        length=length,
        unit="days" if due_on else rule.unit,
        source=rule.source,
        owner=commission.author if rule.owed_by == "author" else None,
        owner_role="" if rule.owed_by == "author" else rule.owed_by,
        path=commission.get_absolute_url(),
        by=by,
    )
    return clock


def locked(commission: Commission) -> Commission:
    """Return the row as it is now, held until the transaction ends."""
    rows = Commission.objects.select_for_update(of=("self",)).select_related("review__board", "agency")
    return rows.get(pk=commission.pk)
