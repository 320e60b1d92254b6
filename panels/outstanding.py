"""What is outstanding of agencies: asking them, their chronologies, interviews and management reviews."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.urls import reverse

from reviews.gates import unanswered_points
from reviews.models import Review
from reviews.returnable import answer_sentence, where_answered
from scr_portal import workflow
from scr_portal.jobs.models import Job
from scr_portal.outstanding.registry import always, open_matters, step
from scr_portal.owners import overseers
from scr_portal.workflow import Outstanding

from . import owners
from .enums import ChronologyStatus, CommissionStatus, ImrStatus
from .gates import (
    ask_matter,
    chronology_matter,
    hand_in_matter,
    judge_matter,
    newest_chronology,
    record_matter,
)
from .models.chronology import open_return

WRITING = (ImrStatus.DRAFT, ImrStatus.RETURNED)


@open_matters(Review)
def of_the_agencies(review: Review) -> Iterator[Outstanding]:
    standing = review.commissions.exclude(status=CommissionStatus.ENDED)
    for commission in standing.select_related("agency", "management_review"):
        commission.review = review
        commission.management_review.commission = commission
        if commission.status == CommissionStatus.PLANNED:
            yield from step(commission, always(ask_matter(commission, review)))
        elif commission.management_review.status in WRITING:
            yield from of_the_author(commission, commission.management_review)
        else:
            yield from step(commission.management_review, always(judge_matter(commission.management_review)))
            if open_return(commission) is not None:
                yield from chronology_at_work(commission)


def of_the_author(commission: Any, imr: Any) -> Iterator[Outstanding]:
    """Yield an author's whole work for one agency."""
    missing = workflow.missing(imr, ImrStatus.SUBMITTED)
    yield from (item for item in missing if not item.detail)
    yield to_hand_in(commission, imr, missing)
    yield from chronology_at_work(commission)
    for record in imr.interviews.unresolved().select_related("interviewee"):
        record.imr = imr
        yield from step(record, always(record_matter(record)))
        yield from closings_to_answer(commission, record)


def closings_to_answer(commission: Any, record: Any) -> Iterator[Outstanding]:
    """Yield requests to the agency's lead, who says whether a record is closed without the person's agreement."""
    for closing in record.closings.open():
        lead = replace(
            owners.lead(commission), without=(str(closing.asked_by_id), str(record.interviewee_id))
        )
        yield Outstanding(
            "A record of an interview is to be closed without the person’s agreement.",
            owner=lead.then(*overseers(commission.review.board_id)),
            url=closing.get_absolute_url(),
            act="Say whether an interview record may be closed",
            form=reverse("panels:interview_closing_answer", args=[closing.pk]),
            read_at=closing.get_absolute_url(),
            key=f"closing:{closing.pk}",
            watchers=(replace(owners.author(commission), above=()),),
        )


def to_hand_in(commission: Any, imr: Any, missing: list[Outstanding]) -> Outstanding:
    """Return the management review itself, under the same key as the gate of the case and the agency's clock."""
    matter = hand_in_matter(commission, commission.review)
    details = [item for item in missing if item.detail]
    if imr.status == ImrStatus.RETURNED:
        words = f"Change the {imr.noun} of {commission.agency} and hand it in again"
        matter = replace(matter, act=words)
        if points := unanswered_points(imr):
            url, form = where_answered(points)
            return replace(matter, act=answer_sentence(imr, points), url=url, form=form)
    if details:
        return replace(matter, form=details[0].url)
    if missing:
        return replace(matter, form=imr.get_absolute_url())
    return replace(
        matter,
        act=f"Hand in the {imr.noun} of {commission.agency}",
        form=reverse("panels:imr_submit", args=[imr.review_id, imr.pk]),
    )


def chronology_at_work(commission: Any) -> Iterator[Outstanding]:
    """Yield the newest file until it is accepted; a reading that failed on our side is the author's turn too."""
    newest = newest_chronology(commission)
    if newest is None or newest.status == ChronologyStatus.ACCEPTED:
        return
    newest.commission = commission
    matter = chronology_matter(commission, newest)
    if newest.status == ChronologyStatus.READING and not Job.objects.about(newest).unfinished().exists():
        matter = replace(
            matter,
            sentence="The chronology could not be read. Something went wrong on our side.",
            act="Hand in your chronology again",
            later=False,
        )
    yield matter
