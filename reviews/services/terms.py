"""Terms of reference: written by the manager or committee, agreed by the panel chair, then fixed."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from scr_portal import access, audit, notices, sealed, workflow
from scr_portal.access import grants
from scr_portal.access.roles import Role
from scr_portal.accounts.models import User
from scr_portal.refusals import Checks, Refused, Sentence, refuse
from scr_portal.web.stale import require_version
from scr_portal.workflow import NoSuchTransition, Outstanding

from ..actions import ReviewAction
from ..enums import TermsStatus
from ..models import Question, ReturnRound, Review, TermsOfReference
from . import returns
from .referrals import holding
from .returns import NewPoint


class AlreadyInForce(Refused):
    """Terms of reference that were agreed do not change."""

    sentence = "This version is in force. Begin a new version to change it."


@transaction.atomic
def draft(review: Review, *, by: User) -> TermsOfReference:
    """Return the version being written; a new one takes over from the one in force, which stays until replaced."""
    review = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    access.require(ReviewAction.DRAFT_TERMS, by, review)
    newest = review.terms.first()
    if newest is not None and newest.status in (TermsStatus.DRAFT, TermsStatus.PROPOSED):
        return newest
    terms = TermsOfReference.objects.create(
        review=review,
        issue=newest.issue + 1 if newest else 1,
        scope_start=newest.scope_start if newest else None,
        scope_end=newest.scope_end if newest else None,
    )
    for question in newest.questions.all() if newest else ():
        _ask(terms, question.number, question.text.original, by=question.written_by)
    audit.record("terms.begun", by=by, on=terms, issue=terms.issue)
    return terms


@transaction.atomic
def write(
    terms: TermsOfReference,
    *,
    version: int,
    scope_start: datetime.date | None,
    scope_end: datetime.date | None,
    questions: Sequence[str],
    by: User,
) -> TermsOfReference:
    """Save scope and questions; empty questions are left out.

    A question that comes back as this person was shown it stays as its writer wrote it: who reads labels does not put
    labels in the place of names.
    What was before the panel chair is taken back, so that nobody agrees to another text than the one they read.
    Raises StaleForm, Refused.
    """
    terms = locked(terms)
    access.require(ReviewAction.DRAFT_TERMS, by, terms)
    require_version(terms, version)
    if terms.status not in (TermsStatus.DRAFT, TermsStatus.PROPOSED):
        raise AlreadyInForce
    refuse(checks_write(scope_start=scope_start, scope_end=scope_end))
    if terms.status == TermsStatus.PROPOSED:
        workflow.move(terms, TermsStatus.DRAFT)
    terms.scope_start, terms.scope_end = scope_start, scope_end
    terms.version += 1
    terms.save()
    earlier = questions_as_they_are(terms)
    terms.questions.all().delete()
    for number, text in enumerate([text for text in questions if text.strip()], 1):
        same = next((question for question in earlier if question.shown_to(by) == text), None)
        if same is not None:
            earlier.remove(same)
        _ask(terms, number, same.text.original if same else text, by=same.written_by if same else by)
    audit.record("terms.written", by=by, on=terms, issue=terms.issue, questions=terms.questions.count())
    return terms


def questions_as_they_are(terms: TermsOfReference) -> list[Question]:
    """Return the questions of a version, coded with the register of today."""
    questions = list(terms.questions.select_related("written_by"))
    refreshed: list[Question] = sealed.refresh(questions, terms.review.identity_register())
    return refreshed


def checks_write(
    *, scope_start: datetime.date | None = None, scope_end: datetime.date | None = None, **others: Any
) -> Checks:
    """Return what is refused of the period under review."""
    if scope_start and scope_end and scope_end < scope_start:
        return {
            "scope_end": Sentence(
                "The last day of the scope must not be before the first.", code="ends_before_start"
            )
        }
    return {}


@transaction.atomic
def propose(terms: TermsOfReference, *, by: User) -> TermsOfReference:
    """Put the draft before the panel chair."""
    terms = locked(terms)
    access.require(ReviewAction.DRAFT_TERMS, by, terms)
    workflow.move(terms, TermsStatus.PROPOSED)
    terms.save()
    returns.hand_in_again(terms, by=by)
    audit.record("terms.proposed", by=by, on=terms, issue=terms.issue)
    for chair in grants.holders("chair_panel", terms.review):
        notices.send("terms_proposed", to=chair, case_code=terms.case_code, path=terms.get_absolute_url())
    return terms


@transaction.atomic
def send_back(terms: TermsOfReference, *, points: Sequence[NewPoint], by: User) -> ReturnRound:
    """Return what was put before the panel chair, with numbered points, for the chair or a member.

    Raises Refused, and TransitionBlocked for what is not before the chair.
    """
    terms = locked(terms)
    access.require(ReviewAction.RETURN_TERMS, by, terms)
    if terms.status != TermsStatus.PROPOSED:
        raise NoSuchTransition([Outstanding("These terms of reference are not before the panel chair now.")])
    workflow.move(terms, TermsStatus.DRAFT)
    terms.save()
    returned = returns.return_with_points(terms, points, by=by)
    audit.record("terms.returned", by=by, on=terms, round=returned.number, points=len(points))
    for person in holding(terms.review.board, Role.BUSINESS_MANAGER, Role.SUB_GROUP):
        path = returned.get_absolute_url()
        notices.send("terms_returned", to=person, case_code=terms.case_code, path=path)
    return returned


@transaction.atomic
def agree(terms: TermsOfReference, *, by: User) -> TermsOfReference:
    """Put this version in force, for the panel chair; everyone who had the older one is told of the new."""
    terms = locked(terms)
    access.require(ReviewAction.APPROVE_TERMS, by, terms)
    for older in terms.review.terms.select_for_update().filter(status=TermsStatus.AGREED):
        workflow.move(older, TermsStatus.REPLACED)
        older.save()
    workflow.move(terms, TermsStatus.AGREED)
    terms.agreed_at, terms.agreed_by = timezone.now(), by
    terms.save()
    audit.record("terms.agreed", by=by, on=terms, issue=terms.issue)
    for reader in readers(terms.review):
        notices.send(
            "terms_of_reference_issued", to=reader, case_code=terms.case_code, path=terms.get_absolute_url()
        )
    return terms


def readers(review: Review) -> set[User]:
    """Everyone who works from the terms of reference of this review."""
    parts = ("write_overview", "sit_on_panel", "write_for_agency")
    return {person for part in parts for person in grants.holders(part, review)}


def locked(terms: TermsOfReference) -> TermsOfReference:
    """Return the row as it is now, held until the transaction ends."""
    return TermsOfReference.objects.select_for_update(of=("self",)).select_related("review").get(pk=terms.pk)


def _ask(terms: TermsOfReference, number: int, text: str, *, by: User | None) -> Question:
    question = Question(terms=terms, number=number, written_by=by)
    question.text.write(text)
    question.save()
    return question
