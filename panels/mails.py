"""The mails about what agencies are asked for and hand in, and about interviews."""

from __future__ import annotations

from typing import Any

from reviews.mails import either, has_part, holds
from reviews.models import Review
from scr_portal.access.roles import Role
from scr_portal.notices import mails

from .models import Commission, InterviewRecord

writes = has_part("write_for_agency")


def leads(person: Any, case: Any) -> bool:
    """Whether an agency that was asked in this review is led by this person."""
    return bool(Commission.objects.led_by(person).filter(review=case).exists())


def interviewed(person: Any, case: Any) -> bool:
    return bool(InterviewRecord.objects.filter(interviewee=person, imr__commission__review=case).exists())


mails.register("commission_issued", "they are asked to write for an agency", writes, of=Review)
mails.register(
    "commission_ended",
    "their agency is no longer asked, or somebody else writes for it",
    either(writes, interviewed),
    of=Review,
)
mails.register(
    "chronology_problems", "something in a chronology they uploaded needs their answer", writes, of=Review
)
mails.register("chronology_returned", "their chronology is returned with points", writes, of=Review)
mails.register(
    "imr_submitted",
    "an agency hands in what it was asked for",
    either(has_part("chair_panel"), holds(Role.BUSINESS_MANAGER)),
    of=Review,
)
mails.register("imr_returned", "what they handed in is returned with points", writes, of=Review)
mails.register("interview_confirmed", "somebody they interviewed agrees the record", writes, of=Review)
mails.register(
    "interview_corrected", "somebody they interviewed says how the record should read", writes, of=Review
)
mails.register(
    "interview_closing_asked",
    "an author asks to close a record without the agreement of the person interviewed",
    leads,
    of=Review,
)
mails.register("interview_closing_answered", "their request to close a record is answered", writes, of=Review)
for template, when in {
    "interview_arranged": "they are asked to take part in an interview",
    "interview_author_changed": "somebody else keeps the record of their interview",
    "interview_called_off": "their interview does not take place",
    "interview_record_shared": "the record of their interview is ready to check",
    "interview_reminder": "they are reminded of the record",
    "interview_closed": "the record of their interview is closed without their agreement",
}.items():
    mails.register(template, when, interviewed, of=Review)
