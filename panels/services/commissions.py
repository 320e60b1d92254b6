"""Ask an agency for its management review, and let its author state independence."""

from __future__ import annotations

import datetime

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
from ..models import Commission, ManagementReview


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
    author = invite(
        author_email,
        author_name,
        board=commission.review.board,
        role=Role.IMR_AUTHOR,
        agency=commission.agency,
        by=by,
    )
    if commission.review.appointments.current().filter(user=author).exists():
        raise ValidationError(
            {"author_email": "This person sits on the panel, so cannot write for an agency."}
        )
    commission.author = author
    commission.terms = commission.review.terms.get(status=TermsStatus.AGREED)
    commission.issued_at, commission.issued_by = timezone.now(), by
    clock = start_clock(commission, due_on=due_on, by=by)
    commission.due_on = clock.due_on
    commission.save()
    grants.grant(author, "write_for_agency", commission.review)
    grants.grant(author, "write_imr", commission.management_review)
    audit.record("commission.issued", by=by, on=commission, author=author.pk, due_on=commission.due_on)
    notices.send(
        "commission_issued", to=author, case_code=commission.case_code, path=commission.get_absolute_url()
    )
    return commission


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
        label=rule.label,
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
