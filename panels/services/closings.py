"""Close an interview record without the person's agreement: wait, remind, ask a lead of the agency, say so."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from scr_portal import access, audit, notices, workflow
from scr_portal.access.roles import Role
from scr_portal.accounts.models import Membership, User
from scr_portal.refusals import Missing, Refused, refuse_each

from ..actions import PanelAction
from ..enums import ClosingOutcome, InterviewStatus
from ..models import InterviewClosing, InterviewRecord, InterviewReminder
from .interviews import answered, locked


class NothingToCheck(Refused):
    """The record does not wait for the person interviewed."""

    sentence = "There is nothing for this person to check at present."


class RemindedToday(Refused):
    """One reminder a day is enough."""

    sentence = "A reminder was sent today. You can send another tomorrow."


class LeadAlreadyAsked(Refused):
    """A request to close the record waits for an answer."""

    sentence = "A lead of your agency has been asked already."


class NoLeadToAsk(Refused):
    """The agency has no lead other than the author and the person interviewed."""

    sentence = (
        "Nobody else in your agency can agree to this here. Ask the board’s business manager to invite "
        "your agency’s lead."
    )


class AlreadyAnswered(Refused):
    """The request to close the record has been answered."""

    sentence = "This has been answered already."


@transaction.atomic
def remind(record: InterviewRecord, *, by: User) -> InterviewReminder:
    """Send the person a reminder to read the record; recorded, because closing it asks how many were sent.

    Raises Refused where nothing waits for the person, or one was sent today.
    """
    record = locked(record)
    access.require(PanelAction.REMIND_INTERVIEWEE, by, record)
    refuse_each(refusals_to_remind(record))
    reminder = InterviewReminder.objects.create(record=record, sent_by=by)
    audit.record("interview.reminded", by=by, on=record)
    notices.send(
        "interview_reminder",
        to=record.interviewee,
        case_code=record.case_code,
        path=record.get_absolute_url(),
    )
    return reminder


@transaction.atomic
def ask(record: InterviewRecord, *, reason: str, by: User) -> InterviewClosing:
    """Ask the agency's lead to agree that the record is closed without the person's agreement.

    Raises TransitionBlocked before the days of the procedure have passed and its reminders were sent, and
    Refused without a reason, with a request open already, or where the agency has no lead to ask.
    """
    record = locked(record)
    access.require(PanelAction.ASK_CLOSING, by, record)
    if outstanding := before_asking(record):
        raise workflow.TransitionBlocked(outstanding)
    if not reason.strip():
        raise Missing({"reason": "Say why."})
    refuse_each(refusals_to_ask(record))
    closing = InterviewClosing.objects.create(record=record, reason=reason, asked_by=by)
    audit.record("interview.closing_asked", by=by, on=record)
    for lead in leads_to_ask(record):
        notices.send(
            "interview_closing_asked", to=lead, case_code=record.case_code, path=closing.get_absolute_url()
        )
    return closing


@transaction.atomic
def agree(closing: InterviewClosing, *, by: User) -> InterviewRecord:
    """Record that the lead agrees: the record is closed and the person is told by mail. Raises TransitionBlocked."""
    closing = answerable(closing, by=by)
    record = locked(closing.record)
    answered(closing, ClosingOutcome.AGREED, by=by)
    workflow.move(record, InterviewStatus.LAPSED)
    record.closed_at, record.closed_by = timezone.now(), by
    record.save()
    audit.record("interview.lapsed", by=by, on=record)
    path = record.get_absolute_url()
    notices.send("interview_closed", to=record.interviewee, case_code=record.case_code, path=path)
    notices.send("interview_closing_answered", to=closing.asked_by, case_code=record.case_code, path=path)
    return record


@transaction.atomic
def decline(closing: InterviewClosing, *, answer: str, by: User) -> InterviewClosing:
    """Record that the lead does not agree, and why; the record stays with the person."""
    closing = answerable(closing, by=by)
    if not answer.strip():
        raise Missing({"answer": "Say why, so that the author knows what to do."})
    closing.answer = answer
    answered(closing, ClosingOutcome.DECLINED, by=by)
    audit.record("interview.closing_declined", by=by, on=closing.record)
    notices.send(
        "interview_closing_answered",
        to=closing.asked_by,
        case_code=closing.record.case_code,
        path=closing.record.get_absolute_url(),
    )
    return closing


@transaction.atomic
def call_off(record: InterviewRecord, *, reason: str, by: User) -> InterviewRecord:
    """Call off an interview for which nothing was written, so that nothing is used. The person is told."""
    record = locked(record)
    access.require(PanelAction.CALL_OFF_INTERVIEW, by, record)
    if not reason.strip():
        raise Missing({"reason": "Say why."})
    workflow.move(record, InterviewStatus.CANCELLED)
    record.cancelled_because = reason
    record.save()
    audit.record("interview.called_off", by=by, on=record)
    notices.send(
        "interview_called_off",
        to=record.interviewee,
        case_code=record.case_code,
        path=record.get_absolute_url(),
    )
    return record


def before_asking(record: InterviewRecord) -> list[workflow.Outstanding]:
    """Return what stands before a lead can be asked: days to wait and reminders to send. Raises NoSuchTransition."""
    missing = workflow.missing(record, InterviewStatus.LAPSED)
    return [item for item in missing if item.gate != "panels.closing_agreed"]


def leads_to_ask(record: InterviewRecord) -> list[User]:
    """Leads of the agency other than the author and the person interviewed."""
    current = Membership.objects.current().filter(
        role=Role.AGENCY_LEAD, agency_id=record.imr.commission.agency_id
    )
    apart = [record.interviewee_id, record.imr.commission.author_id]
    return list(User.objects.filter(is_active=True, pk__in=current.values("user")).exclude(pk__in=apart))


def answerable(closing: InterviewClosing, *, by: User) -> InterviewClosing:
    """Return the request as it is now, locked, for somebody who may answer it. Raises Refused once answered."""
    rows = InterviewClosing.objects.select_for_update(of=("self",)).select_related("asked_by")
    closing = rows.get(pk=closing.pk)
    access.require(PanelAction.ANSWER_CLOSING, by, closing)
    refuse_each(refusals_to_answer(closing))
    return closing


def refusals_to_remind(record: InterviewRecord) -> Iterator[Refused]:
    """Yield that nothing waits for the person, or that they were reminded today."""
    last = record.reminders.last()
    if record.status != InterviewStatus.SHARED:
        yield NothingToCheck()
    elif last is not None and timezone.localdate(last.sent_at) == timezone.localdate():
        yield RemindedToday()


def refusals_to_ask(record: InterviewRecord) -> Iterator[Refused]:
    """Yield that a lead has been asked, or that there is none."""
    if record.closings.open().exists():
        yield LeadAlreadyAsked()
    elif not leads_to_ask(record):
        yield NoLeadToAsk()


def refusals_to_answer(closing: InterviewClosing) -> Iterator[Refused]:
    """Yield that somebody has answered."""
    if closing.outcome:
        yield AlreadyAnswered()
