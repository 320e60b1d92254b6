"""Ask an agency for its contribution, end or hand over what was asked, and let its author state independence."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from reviews.enums import TermsStatus
from reviews.models import Review
from reviews.services.reviews import locked as locked_review
from scr_portal import access, audit, deadlines, notices, workflow
from scr_portal.access import grants
from scr_portal.access.roles import Role
from scr_portal.accounts.models import Agency, User
from scr_portal.accounts.services.invitations import invite
from scr_portal.deadlines.models import Deadline

from ..actions import PanelAction
from ..enums import CommissionStatus, Contribution
from ..models import AuthorReplacement, Commission, InterviewRecord, ManagementReview


@transaction.atomic
def plan(review: Review, *, agency: Agency, contribution: str = "management_review", by: User) -> Commission:
    """Put an agency in scope. Raises ValidationError where it is there already or belongs to another board."""
    review = locked_review(review)
    access.require(PanelAction.COMMISSION, by, review)
    if agency.board_id != review.board_id:
        raise ValidationError({"agency": "Choose an agency of this board."})
    if review.commissions.filter(agency=agency).exclude(status=CommissionStatus.ENDED).exists():
        raise ValidationError({"agency": "This agency is in the review already."})
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


@transaction.atomic
def end(commission: Commission, *, reason: str, by: User) -> Commission:
    """Withdraw what was planned, or end what was asked for. The author's access ends now, the clock stops, and
    what was written stays sealed; the agency can be asked again by a new commission.

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


@transaction.atomic
def replace_author(
    commission: Commission, *, author_email: str, author_name: str, reason: str, by: User
) -> Commission:
    """Let somebody else of the agency write: the work so far, the interviews and the deadline pass on at once,
    and the former author sees none of it any more. The new author states independence anew.

    Raises ValidationError beside the field.
    """
    commission = locked(commission)
    access.require(PanelAction.COMMISSION, by, commission.review)
    if commission.status != CommissionStatus.ISSUED:
        raise ValidationError("This agency is not being asked at present, so there is no author to replace.")
    if not reason.strip():
        raise ValidationError({"reason": "Say why somebody else writes from now on."})
    former: Any = commission.author
    author = invited_author(commission, email=author_email, name=author_name, by=by)
    if author == former:
        raise ValidationError({"author_email": "This person is the author already."})
    stop_writing(commission, former)
    commission.author = author
    commission.no_involvement = commission.no_line_management = False
    commission.independence_stated_at = commission.independence_stated_by = None
    commission.save()
    let_write(commission)
    if clock := running_clock(commission):
        deadlines.hand_over(clock, owner=author, by=by)
    AuthorReplacement.objects.create(
        commission=commission, former=former, successor=author, reason=reason.strip(), replaced_by=by
    )
    audit.record("commission.author_replaced", by=by, on=commission, former=former.pk, author=author.pk)
    path = commission.get_absolute_url()
    notices.send("commission_issued", to=author, case_code=commission.case_code, path=path)
    notices.send("commission_ended", to=former, case_code=commission.case_code)
    for record in commission.management_review.interviews.select_related("interviewee"):
        notices.send(
            "interview_author_changed",
            to=record.interviewee,
            case_code=commission.case_code,
            path=record.get_absolute_url(),
        )
    return commission


def invited_author(commission: Commission, *, email: str, name: str, by: User) -> User:
    """The account of the agency's author, invited where it is new. Raises ValidationError beside the field."""
    author = invite(
        email,
        name,
        board=commission.review.board,
        role=Role.IMR_AUTHOR,
        agency=commission.agency,
        by=by,
    )
    if sentence := refusal_to_write(commission.review, author):
        raise ValidationError({"author_email": sentence})
    return author


def refusal_to_write(review: Review, author: User) -> str | None:
    """The rule that stands against this person as an agency's author. Source: Portsmouth leaflet, an author who
    was not involved; standard format for a management review, 2010."""
    if review.appointments.current().filter(user=author).exists():
        return "This person sits on the panel, so cannot write for an agency."
    if review.conflicts.filter(user=author, lifted_at__isnull=True).exists():
        return "This person has declared a conflict of interest in this review."
    if InterviewRecord.objects.filter(imr__commission__review=review, interviewee=author).exists():
        return "This person is interviewed in this review, so cannot write for an agency."
    return None


def let_write(commission: Commission) -> None:
    """The grants that follow from being the author."""
    grants.grant(commission.author, "write_for_agency", commission.review)
    grants.grant(commission.author, "write_imr", commission.management_review)


def stop_writing(commission: Commission, author: Any) -> None:
    """End the author's grants; the one on the review stays where they write for another agency of it."""
    grants.end(author, "write_imr", commission.management_review)
    others = commission.review.commissions.filter(author=author, status=CommissionStatus.ISSUED)
    if not others.exclude(pk=commission.pk).exists():
        grants.end(author, "write_for_agency", commission.review)


def running_clock(commission: Commission) -> Deadline | None:
    """The agency's deadline, until it is met or stopped."""
    clock: Deadline | None = (
        Deadline.objects.about(commission).open().filter(kind="management_review").first()
    )
    return clock


def start_clock(commission: Commission, *, due_on: datetime.date | None, by: User) -> Deadline:
    """The agency's own deadline, from the procedure's clock unless the manager names a day."""
    rule = commission.review.procedure.clock("management_review")
    today = timezone.localdate()
    if due_on is not None and due_on <= today:
        raise ValidationError({"due_on": "Choose a day in the future."})
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


@transaction.atomic
def state_independence(
    commission: Commission,
    *,
    no_involvement: bool,
    no_line_management: bool,
    records_secured_on: datetime.date | None = None,
    by: User,
) -> Commission:
    """The author states both, or cannot go on. Raises ValidationError in words that say who can help."""
    commission = locked(commission)
    access.require(PanelAction.DECLARE_INDEPENDENCE, by, commission)
    if not (no_involvement and no_line_management):
        raise ValidationError(
            "You can only write this review if you had no part in the case and do not manage anyone who did. "
            "Tell the board’s business manager, who will ask your agency for another author."
        )
    if records_secured_on and records_secured_on > timezone.localdate():
        raise ValidationError({"records_secured_on": "The date must be today or in the past."})
    commission.no_involvement = commission.no_line_management = True
    commission.independence_stated_at, commission.independence_stated_by = timezone.now(), by
    commission.records_secured_on = records_secured_on or commission.records_secured_on
    commission.save()
    audit.record("commission.independence_stated", by=by, on=commission)
    return commission


def locked(commission: Commission) -> Commission:
    """The row as it is now, held until the transaction ends."""
    rows = Commission.objects.select_for_update(of=("self",)).select_related("review__board", "agency")
    return rows.get(pk=commission.pk)
