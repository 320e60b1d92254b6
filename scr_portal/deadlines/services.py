from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models, transaction

from scr_portal import audit
from scr_portal.deadlines import calendar
from scr_portal.deadlines.models import Deadline, Extension
from scr_portal.refusals import Missing, Refused

if TYPE_CHECKING:
    from scr_portal.accounts.models import User


class AlreadyMet(Refused):
    """The deadline has been met."""

    sentence = "This has been done already, so its date cannot be extended."


class NotLater(Refused):
    """An extension ends later than the present date."""

    sentence = "The new date must be later than the date it is due now."


@transaction.atomic
def start(
    subject: models.Model,
    *,
    kind: str,
    label: str,
    triggered_on: date,
    trigger_label: str,
    length: int,
    unit: calendar.Unit,
    source: str,
    by: User,
    owner: User | None = None,
    owner_role: str = "",
    path: str = "",
    region: str = "england",
) -> Deadline:
    """Start one deadline on `subject`; one of a `kind` may run at a time, and a second start changes nothing.

    `length` and `unit` are the rule (6, "months"), `source` the leaflet or regulation with the rule, `owner`
    the person responsible, or `owner_role` the role on the board, `path` the page in the portal where the
    work is done. Returns the running deadline. Raises `ValueError` for an invalid length and for a deadline
    without an owner.
    """
    if length < 0 or unit not in calendar.UNITS:
        raise ValueError(f"{length} {unit} is not a length of time.")
    if owner is None and not (owner_role and getattr(subject, "board_code", "")):
        raise ValueError("A clock needs an owner: a person, or a role on the subject's board.")
    running = Deadline.objects.about(subject).open().filter(kind=kind).first()
    if running:
        return running
    deadline = Deadline.objects.create(
        subject=subject,
        kind=kind,
        label=label,
        trigger_label=trigger_label,
        triggered_on=triggered_on,
        rule={"length": length, "unit": unit, "region": region},
        source=source,
        due_on=calendar.add(triggered_on, length, unit, region),
        owner=owner,
        owner_role=owner_role,
        path=path,
        case_code=getattr(subject, "case_code", "") or "",
        board_code=getattr(subject, "board_code", "") or "",
    )
    audit.record("deadline.started", by=by, on=deadline, kind=kind, due_on=deadline.due_on.isoformat())
    return deadline


@transaction.atomic
def extend(deadline: Deadline, *, new_due_on: date, reason: str, by: User) -> Deadline:
    """Agree a later date. Reminders start again for it. Raises `Refused` with a plain sentence."""
    deadline = Deadline.objects.select_for_update(of=("self",)).get(pk=deadline.pk)
    if deadline.met_on:
        raise AlreadyMet
    if new_due_on <= deadline.due_on:
        raise NotLater
    if not reason.strip():
        raise Missing("Say why more time is needed.")
    Extension.objects.create(
        deadline=deadline,
        previous_due_on=deadline.due_on,
        new_due_on=new_due_on,
        reason=reason.strip(),
        agreed_by=by,
    )
    before, deadline.due_on = deadline.due_on, new_due_on
    deadline.save(update_fields=["due_on"])
    audit.record(
        "deadline.extended",
        by=by,
        on=deadline,
        was_due_on=before.isoformat(),
        due_on=new_due_on.isoformat(),
    )
    return deadline


@transaction.atomic
def meet(deadline: Deadline, *, on: date, by: User) -> Deadline:
    """Record that the deadline is met. A second call changes nothing."""
    deadline = Deadline.objects.select_for_update(of=("self",)).get(pk=deadline.pk)
    if deadline.met_on is None:
        deadline.met_on = on
        deadline.save(update_fields=["met_on"])
        audit.record("deadline.met", by=by, on=deadline, met_on=on.isoformat())
    return deadline


@transaction.atomic
def hand_over(deadline: Deadline, *, owner: User, by: User) -> Deadline:
    """Make `owner` the person responsible."""
    deadline = Deadline.objects.select_for_update(of=("self",)).get(pk=deadline.pk)
    if deadline.owner_id != getattr(owner, "pk", None):
        deadline.owner = owner
        deadline.save(update_fields=["owner"])
        audit.record("deadline.handed_over", by=by, on=deadline)
    return deadline


@transaction.atomic
def stop(deadline: Deadline, *, on: date, by: User) -> Deadline:
    """Stop a deadline that is no longer due. One that was met stays met, and a second call changes nothing."""
    deadline = Deadline.objects.select_for_update(of=("self",)).get(pk=deadline.pk)
    if deadline.met_on is None and deadline.stopped_on is None:
        deadline.stopped_on = on
        deadline.save(update_fields=["stopped_on"])
        audit.record("deadline.stopped", by=by, on=deadline, stopped_on=on.isoformat())
    return deadline
