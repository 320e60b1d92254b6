"""Arrange an interview, write its record, share it; the person interviewed confirms or corrects it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone

from reviews.policy import parts
from reviews.services import identities, spelling
from scr_portal import access, audit, notices, workflow
from scr_portal.access import grants
from scr_portal.access.roles import Role
from scr_portal.accounts.addresses import folded
from scr_portal.accounts.models import User
from scr_portal.accounts.services.invitations import invite
from scr_portal.refusals import (
    IN_THE_FUTURE,
    Checks,
    Missing,
    Refused,
    Sentence,
    is_blank,
    is_future,
    refuse,
    refuse_each,
    sentences_of,
)
from scr_portal.sealed.keys import keyed_index
from scr_portal.web.stale import require_version

from ..actions import PanelAction
from ..enums import ClosingOutcome, InterviewStatus
from ..gates import before_being_told
from ..models import InterviewClosing, InterviewRecord, ManagementReview


class AlreadyArranged(Refused):
    """The author has arranged an interview with this person."""

    field = "email"
    sentence = "An interview with this person is arranged already."


class AppointedInReview(Refused):
    """Who sits on the panel, or links the family with it, is not interviewed."""

    field = "email"
    sentence = "This person is appointed in this review, so is not interviewed in it."


class AlreadyShared(Refused):
    """The record is with the person interviewed, or agreed."""

    sentence = "This record has been shared and can no longer be changed."


@transaction.atomic
def arrange(
    imr: ManagementReview, *, email: str, name: str, job: str, support: str, by: User
) -> InterviewRecord:
    """Invite a member of staff.

    Who supports them is named from the beginning (Portsmouth leaflet); their name goes into the identity
    register at once, so that no text of the case shows it.
    """
    imr = ManagementReview.objects.select_for_update(of=("self",)).get(pk=imr.pk)
    access.require(PanelAction.ARRANGE_INTERVIEW, by, imr)
    refuse_each(refusals_to_arrange(imr, email=email, support=support))
    commission = imr.commission
    interviewee = invite(
        email, name, board=commission.review.board, role=Role.INTERVIEWEE, agency=commission.agency, by=by
    )
    record = InterviewRecord.objects.create(imr=imr, interviewee=interviewee, support=support)
    grants.grant(interviewee, "check_record", record)
    register_interviewee(record, name=name, job=job, by=by)
    audit.record("interview.arranged", by=by, on=record, interviewee=interviewee.pk)
    notices.send(
        "interview_arranged", to=interviewee, case_code=record.case_code, path=record.get_absolute_url()
    )
    return record


def checks_arrange(
    imr: ManagementReview, *, email: str | None = None, support: str | None = None, **others: Any
) -> Checks:
    """Return what is refused of an interview that is to be arranged."""
    return sentences_of(refusals_to_arrange(imr, email=email, support=support))


def refusals_to_arrange(
    imr: ManagementReview, *, email: str | None, support: str | None
) -> Iterator[Refused]:
    """Nobody named for support; somebody who is interviewed already, or is appointed in the review."""
    if is_blank(support):
        yield Missing({"support": "Name who in your agency supports this person."})
    person = User.objects.filter(email=folded(email)).first() if email else None
    if person is None:
        return
    if imr.interviews.filter(interviewee=person).exists():
        yield AlreadyArranged()
        return
    review = imr.commission.review
    if review.appointments.current().filter(user=person).exists() or "support_family" in parts(
        person, review
    ):
        yield AppointedInReview()


def refusals_to_write(record: InterviewRecord) -> Iterator[Refused]:
    """Yield that it is with the person interviewed, or settled."""
    if record.status not in (InterviewStatus.ARRANGED, InterviewStatus.DISPUTED):
        yield AlreadyShared()


@transaction.atomic
def write(
    record: InterviewRecord, *, text: str, held_on: datetime.date | None, version: int, by: User
) -> InterviewRecord:
    """Save the record as the author writes it.

    Raises StaleForm, and Refused for a day of interview before the person was told what it is for.
    """
    record = locked(record)
    access.require(PanelAction.WRITE_INTERVIEW, by, record)
    require_version(record, version)
    refuse_each(refusals_to_write(record))
    refuse(checks_write(record, held_on=held_on))
    record.text.write(text)
    record.held_on = held_on
    record.version += 1
    record.save()
    audit.record("interview.written", by=by, on=record)
    return record


def checks_write(record: InterviewRecord, *, held_on: datetime.date | None = None, **others: Any) -> Checks:
    """Return what is refused of the day of an interview."""
    if is_future(held_on):
        return {"held_on": IN_THE_FUTURE}
    if held_on and (refusal := before_being_told(record, held_on)):
        return {"held_on": Sentence(refusal, code="before_being_told")}
    return {}


@transaction.atomic
def share(record: InterviewRecord, *, by: User) -> InterviewRecord:
    """Show the record to the person interviewed and ask whether it is right."""
    record = locked(record)
    access.require(PanelAction.SHARE_INTERVIEW, by, record)
    workflow.move(record, InterviewStatus.SHARED)
    record.shared_at, record.shared_by = timezone.now(), by
    record.save()
    audit.record("interview.shared", by=by, on=record)
    notices.send(
        "interview_record_shared",
        to=record.interviewee,
        case_code=record.case_code,
        path=record.get_absolute_url(),
    )
    return record


@transaction.atomic
def confirm(record: InterviewRecord, *, by: User) -> InterviewRecord:
    """Confirm the record, for the person interviewed. A second click is not a second act."""
    record = locked(record)
    access.require(PanelAction.CONFIRM_INTERVIEW, by, record)
    if record.status == InterviewStatus.CONFIRMED:
        return record
    workflow.move(record, InterviewStatus.CONFIRMED)
    record.confirmed_at, record.confirmed_by = timezone.now(), by
    record.save()
    end_requests(record, by=by)
    audit.record("interview.confirmed", by=by, on=record)
    notices.send(
        "interview_confirmed",
        to=record.imr.author,
        case_code=record.case_code,
        path=record.imr.get_absolute_url(),
    )
    return record


@transaction.atomic
def ask_correction(record: InterviewRecord, *, correction: str, by: User) -> InterviewRecord:
    """Record how it should read, for the person interviewed; the author changes the record and shares it again."""
    record = locked(record)
    access.require(PanelAction.CONFIRM_INTERVIEW, by, record)
    if not correction.strip():
        raise Missing({"correction": "Write how it should read."})
    workflow.move(record, InterviewStatus.DISPUTED)
    record.correction.write(correction)
    record.save()
    end_requests(record, by=by)
    audit.record("interview.correction_asked", by=by, on=record)
    notices.send(
        "interview_corrected",
        to=record.imr.author,
        case_code=record.case_code,
        path=record.get_absolute_url(),
    )
    return record


def register_interviewee(record: InterviewRecord, *, name: str, job: str, by: User) -> None:
    """Enter the person in the identity register, under a label drawn for their job, unless they stand there."""
    register = record.identity_register()
    if register is None:
        return
    _, given, family = spelling.parse_name(name)
    canonical = " ".join(part for part in (given, family) if part)
    if not register.identities.filter(canonical_index=keyed_index(canonical)).exists():
        label = spelling.suggest_label_for(register, job, canonical.split())
        identities.enter_person(
            register, name=name, role=(job or "practitioner").lower(), pseudonym=label, by=by
        )


def locked(record: InterviewRecord) -> InterviewRecord:
    """Return the row as it is now, held until the transaction ends, with the review it belongs to."""
    rows = InterviewRecord.objects.select_for_update(of=("self",))
    return rows.select_related("imr__commission__review__board", "interviewee").get(pk=record.pk)


def end_requests(record: InterviewRecord, *, by: User) -> None:
    """End a request to close the record without the person, who has answered."""
    for closing in record.closings.open():
        answered(closing, ClosingOutcome.ANSWERED, by=by)


def answered(closing: InterviewClosing, outcome: ClosingOutcome, *, by: User) -> None:
    closing.outcome, closing.answered_at, closing.answered_by = outcome, timezone.now(), by
    closing.save()
