"""Tell the board what happened to a child: begin, write, send."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from scr_portal import access, audit, notices, workflow
from scr_portal.access.roles import Role
from scr_portal.accounts.models import Agency, Board, User
from scr_portal.refusals import IN_THE_FUTURE, Checks, Sentence, refuse
from scr_portal.web.stale import require_version

from ..actions import ReviewAction
from ..enums import IdentityKind, ReferralStatus
from ..models import SUBJECT_CHILD, Identity, IdentityRegister, Referral, ReturnRound
from . import identities, returns, spelling
from .returns import NewPoint

PLAIN = ("harm", "happened_on", "known_on", "child_name", "child_born_on")
NARRATIVE = ("account", "agencies_involved", "immediate_safety")


@transaction.atomic
def begin(*, board: Board, agency: Agency | None, by: User) -> Referral:
    """Open a draft that only its writer (and the agency's lead) sees, with the register that will code it."""
    access.require(ReviewAction.REFER, by, board)
    referral = Referral.objects.create(board=board, agency=agency, referred_by=by)
    IdentityRegister.objects.create(referral=referral)
    audit.record("referral.begun", by=by, on=referral)
    return referral


@transaction.atomic
def write(referral: Referral, *, version: int, by: User, **values: Any) -> Referral:
    """Save what has been typed so far; nothing is required until it is sent.

    `values` are fields of the referral. Raises StaleForm, Refused with one sentence a field.
    """
    referral = locked(referral)
    access.require(ReviewAction.EDIT_REFERRAL, by, referral)
    require_version(referral, version)
    for field in PLAIN:
        if field in values:
            setattr(referral, field, values[field] or (None if field != "harm" else ""))
    refuse(
        checks_write(
            referral,
            child_name=referral.child_name,
            happened_on=referral.happened_on,
            known_on=referral.known_on,
            child_born_on=referral.child_born_on,
        )
    )
    register_child(referral, by=by)
    for field in NARRATIVE:
        if field in values:
            getattr(referral, field).write(values[field])
    referral.version += 1
    referral.save()
    audit.record("referral.written", by=by, on=referral)
    return referral


@transaction.atomic
def submit(referral: Referral, *, by: User) -> Referral:
    """Send the referral to the board and tell its business manager; again, once the board's points are answered.

    Sending twice is sending once, and the day it was reported stays the first.
    """
    referral = locked(referral)
    written = (ReferralStatus.DRAFT, ReferralStatus.RETURNED)
    if referral.status not in written and referral.submitted_by_id == by.pk:
        return referral
    access.require(ReviewAction.SUBMIT_REFERRAL, by, referral)
    workflow.move(referral, ReferralStatus.SUBMITTED)
    if referral.submitted_at is None:
        referral.submitted_at, referral.submitted_by = timezone.now(), by
        referral.reported_on = timezone.localdate()
    referral.save()
    returns.hand_in_again(referral, by=by)
    audit.record("referral.submitted", by=by, on=referral)
    for manager in holding(referral.board, Role.BUSINESS_MANAGER):
        notices.send(
            "referral_received", to=manager, case_code=referral.code, path=referral.get_absolute_url()
        )
    return referral


@transaction.atomic
def send_back(referral: Referral, *, points: Sequence[NewPoint], by: User) -> ReturnRound:
    """Ask the referrer for more, point by point, for the manager.

    The board goes on reading what was sent, and the committee recommends once it has come again. Raises
    Refused, TransitionBlocked.
    """
    referral = locked(referral)
    access.require(ReviewAction.RETURN_REFERRAL, by, referral)
    workflow.move(referral, ReferralStatus.RETURNED)
    referral.save()
    returned = returns.return_with_points(referral, points, by=by)
    audit.record("referral.returned", by=by, on=referral, round=returned.number, points=len(points))
    path = returned.get_absolute_url()
    notices.send("referral_returned", to=referral.referred_by, case_code=referral.code, path=path)
    return returned


def locked(referral: Referral) -> Referral:
    """Return the row as it is now, held until the transaction ends."""
    return Referral.objects.select_for_update(of=("self",)).select_related("board").get(pk=referral.pk)


def holding(board: Board, *roles: Role) -> Any:
    """Active people who hold one of the roles on the board today."""
    current = board.memberships.current().filter(role__in=roles)
    return User.objects.filter(is_active=True, pk__in=current.values("user"))


def checks_write(
    referral: Referral,
    *,
    child_name: str | None = None,
    happened_on: datetime.date | None = None,
    known_on: datetime.date | None = None,
    child_born_on: str | None = None,
    **others: Any,
) -> Checks:
    """Return what is refused of a referral: a name that somebody else has, days in the future or out of order."""
    checks = checks_child(referral, child_name) if child_name else {}
    return checks | checks_days(happened_on, known_on, child_born_on)


def checks_child(referral: Referral, name: str) -> Checks:
    """Return what the identity register refuses of the child's name; the label is ours to draw, so it is not judged."""
    child = subject_child(referral) or Identity(register=referral.register, kind=IdentityKind.PERSON)
    refused = identities.checks_keep(child, **spelling.spelled(name), pseudonym="")
    return {"child_name": refused["canonical"]} if refused else {}


def checks_days(
    happened_on: datetime.date | None, known_on: datetime.date | None, child_born_on: str | None
) -> Checks:
    """Return what is refused of the days of a referral."""
    today = timezone.localdate()
    checks: Checks = {}
    for field, day in (("happened_on", happened_on), ("known_on", known_on)):
        if day and day > today:
            checks[field] = IN_THE_FUTURE
    if happened_on and known_on and known_on < happened_on:
        checks["known_on"] = Sentence("This must be on or after the day it happened.", code="before_incident")
    born = datetime.date.fromisoformat(child_born_on) if child_born_on else None
    if born and born > today:
        checks["child_born_on"] = Sentence("The date of birth must be in the past.", code="in_the_future")
    elif born and happened_on and happened_on < born:
        checks["happened_on"] = Sentence(
            "This must be on or after the child’s date of birth.", code="before_birth"
        )
    return checks


def born_on(referral: Referral) -> datetime.date | None:
    """Return the child's date of birth as a date."""
    return datetime.date.fromisoformat(referral.child_born_on) if referral.child_born_on else None


def subject_child(referral: Referral) -> Identity | None:
    """Return the child's entry in the identity register, once there is one."""
    people = referral.register.identities.filter(kind=IdentityKind.PERSON)
    return people.filter(role=SUBJECT_CHILD).first()


def register_child(referral: Referral, *, by: User) -> None:
    """Enter the child in the register at once, so that no text of the case ever shows the name."""
    if not referral.child_name:
        return
    register = referral.register
    child = subject_child(referral)
    label = child.pseudonym if child else ""
    if not label or spelling.label_holds(label, referral.child_name.split()):
        label = spelling.child_label(register, referral.child_name)
    child = identities.enter_person(
        register, name=referral.child_name, role=SUBJECT_CHILD, pseudonym=label, replacing=child, by=by
    )
    if referral.child_born_on:
        identities.enter_birth(child, born_on=datetime.date.fromisoformat(referral.child_born_on), by=by)
