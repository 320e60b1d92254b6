"""Record that a member of staff had the purpose of the interview and the terms of reference before it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from reviews.enums import TermsStatus
from reviews.models import TermsOfReference
from scr_portal import access, audit
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
    refuse_each,
)

from ..actions import PanelAction
from ..enums import ReceiptWay
from ..models import InterviewRecord, TermsReceipt
from .interviews import locked


class AlreadyGiven(Refused):
    """It is on record that this version was handed over."""

    sentence = "This version is recorded as given on paper already."


class TermsNotAgreed(Refused):
    """The review has no terms of reference in force."""

    sentence = "The terms of reference are not agreed yet."


@transaction.atomic
def confirm_read(record: InterviewRecord, *, by: User) -> TermsReceipt:
    """Record that the person interviewed has read the page; the version in force is kept with the time.

    A second click on the same version is not a second act. Raises Refused where no terms are agreed.
    """
    record = locked(record)
    access.require(PanelAction.CONFIRM_TERMS_READ, by, record)
    receipt, is_new = TermsReceipt.objects.get_or_create(
        record=record,
        terms=terms_in_force(record),
        way=ReceiptWay.READ,
        defaults={"received_on": timezone.localdate(), "recorded_by": by},
    )
    if is_new:
        audit.record("interview.terms_read", by=by, on=record, issue=receipt.terms.issue)
    return receipt


@transaction.atomic
def record_given(
    record: InterviewRecord, *, received_on: datetime.date, given_by: str, by: User
) -> TermsReceipt:
    """Record that the person was given the purpose and the terms on paper, by whom and when.

    Raises Refused for a day in the future or before these terms were agreed.
    """
    record = locked(record)
    access.require(PanelAction.RECORD_TERMS_GIVEN, by, record)
    terms = terms_in_force(record)
    refuse(checks_record_given(record, received_on=received_on, given_by=given_by))
    refuse_each(refusals_to_record_given(record))
    receipt = TermsReceipt.objects.create(
        record=record,
        terms=terms,
        way=ReceiptWay.PAPER,
        received_on=received_on,
        given_by=given_by,
        recorded_by=by,
    )
    audit.record("interview.terms_given", by=by, on=record, issue=terms.issue, received_on=received_on)
    return receipt


def refusals_to_record_given(record: InterviewRecord) -> Iterator[Refused]:
    """Yield that no terms are agreed, or that it is recorded that these were given on paper."""
    terms = agreed_terms(record)
    if terms is None:
        yield TermsNotAgreed()
    elif record.receipts.filter(terms=terms, way=ReceiptWay.PAPER).exists():
        yield AlreadyGiven()


def checks_record_given(
    record: InterviewRecord, *, received_on: datetime.date | None = None, given_by: str | None = None
) -> Checks:
    """Return what is refused of terms handed over on paper."""
    terms = agreed_terms(record)
    agreed_at = terms.agreed_at if terms else None
    checks: Checks = {}
    if is_blank(given_by):
        checks["given_by"] = missing("Enter who handed them over.")
    if is_future(received_on):
        checks["received_on"] = IN_THE_FUTURE
    elif received_on and agreed_at and received_on < timezone.localdate(agreed_at):
        checks["received_on"] = Sentence(
            "These terms of reference were agreed later than that. Check the day.", code="before_agreed"
        )
    return checks


def terms_in_force(record: InterviewRecord) -> TermsOfReference:
    """Return the agreed terms of the review. Raises Refused where there are none."""
    terms = agreed_terms(record)
    if terms is None:
        raise TermsNotAgreed
    return terms


def agreed_terms(record: InterviewRecord) -> TermsOfReference | None:
    terms: TermsOfReference | None = record.review.terms.filter(status=TermsStatus.AGREED).first()
    return terms
