"""The author of a commission: replaced by another of the agency, and independent of the case."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from scr_portal import access, audit, deadlines, notices
from scr_portal.accounts.addresses import folded
from scr_portal.accounts.models import User
from scr_portal.refusals import (
    IN_THE_FUTURE,
    Checks,
    Refused,
    Sentence,
    is_blank,
    is_future,
    missing,
    refuse,
)

from ..actions import PanelAction
from ..enums import CommissionStatus
from ..models import AuthorReplacement, Commission
from .authors import checks_author, invited_author, let_write, stop_writing
from .commissions import locked, running_clock


class NotBeingAsked(Refused):
    """The agency is planned only, or its request has ended."""

    sentence = "This agency is not being asked at present, so there is no author to replace."


@transaction.atomic
def replace_author(
    commission: Commission, *, author_email: str, author_name: str, reason: str, by: User
) -> Commission:
    """Let somebody else of the agency write.

    The work so far, the interviews and the deadline pass on at once, and the former author sees none of it any
    more. The new author states independence anew.

    Raises Refused beside the field.
    """
    commission = locked(commission)
    access.require(PanelAction.COMMISSION, by, commission.review)
    if commission.status != CommissionStatus.ISSUED:
        raise NotBeingAsked
    refuse(checks_replace_author(commission, author_email=author_email, reason=reason))
    former: Any = commission.author
    author = invited_author(commission, email=author_email, name=author_name, by=by)
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
    tell_of_new_author(commission, former=former)
    return commission


def tell_of_new_author(commission: Commission, *, former: User) -> None:
    """Tell both authors, and each person interviewed whose record now has another author."""
    path = commission.get_absolute_url()
    notices.send("commission_issued", to=commission.author, case_code=commission.case_code, path=path)
    notices.send("commission_ended", to=former, case_code=commission.case_code)
    for record in commission.management_review.interviews.select_related("interviewee"):
        notices.send(
            "interview_author_changed",
            to=record.interviewee,
            case_code=commission.case_code,
            path=record.get_absolute_url(),
        )


def checks_replace_author(
    commission: Commission, *, author_email: str | None = None, reason: str | None = None, **others: Any
) -> Checks:
    """Return what is refused of another author."""
    checks = checks_author(commission, author_email)
    if commission.author and author_email is not None and folded(author_email) == commission.author.email:
        checks["author_email"] = Sentence("This person is the author already.", code="already_author")
    if is_blank(reason):
        checks["reason"] = missing("Say why somebody else writes from now on.")
    return checks


@transaction.atomic
def state_independence(
    commission: Commission,
    *,
    no_involvement: bool,
    no_line_management: bool,
    records_secured_on: datetime.date | None = None,
    by: User,
) -> Commission:
    """Record that the author states both, or cannot go on. Raises Refused in words that say who can help."""
    commission = locked(commission)
    access.require(PanelAction.DECLARE_INDEPENDENCE, by, commission)
    both = no_involvement and no_line_management
    refuse(checks_state_independence(is_independent=both, records_secured_on=records_secured_on))
    commission.no_involvement = commission.no_line_management = True
    commission.independence_stated_at, commission.independence_stated_by = timezone.now(), by
    commission.records_secured_on = records_secured_on or commission.records_secured_on
    commission.save()
    audit.record("commission.independence_stated", by=by, on=commission)
    return commission


def checks_state_independence(
    *, is_independent: bool | None = None, records_secured_on: datetime.date | None = None
) -> Checks:
    """Return what is refused of an author's statement: to state it only in part, and a day to come."""
    checks: Checks = {}
    if is_independent is False:
        checks["statements"] = Sentence(
            "You can only write this review if you had no part in the case and do not manage anyone who did. "
            "Tell the board’s business manager, who will ask your agency for another author.",
            code="not_independent",
        )
    if is_future(records_secured_on):
        checks["records_secured_on"] = IN_THE_FUTURE
    return checks
