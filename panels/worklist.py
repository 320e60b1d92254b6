"""What the panel's room asks of people: reviews to write, rows to mend, records to check."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reviews.models import Review
from scr_portal.access import grants
from scr_portal.worklist import Task, work_of

from .enums import ImrStatus, InterviewStatus
from .models import InterviewRecord, ManagementReview


@work_of
def reviews_to_write(user: Any) -> Iterator[Task]:
    mine = ManagementReview.objects.visible_to(user).filter(
        commission__author=user, status__in=[ImrStatus.DRAFT, ImrStatus.RETURNED]
    )
    for imr in mine.select_related("commission__review", "commission__agency"):
        yield Task(
            f"Write the management review of {imr.commission.agency}",
            imr.commission.get_absolute_url(),
            imr.review.code,
            imr.commission.due_on,
        )


@work_of
def records_to_check(user: Any) -> Iterator[Task]:
    mine = (
        InterviewRecord.objects.visible_to(user)
        .filter(interviewee=user)
        .select_related("imr__commission__review")
    )
    for record in mine.filter(status=InterviewStatus.SHARED):
        yield Task("Check the record of your interview", record.get_absolute_url(), record.review.code)
    for record in mine.filter(status=InterviewStatus.ARRANGED):
        yield Task("Read what your interview is for", record.get_absolute_url(), record.review.code)


@work_of
def reviews_to_judge(user: Any) -> Iterator[Task]:
    chaired = grants.objects(user, ["chair_panel"], Review.objects.all())
    waiting = ManagementReview.objects.visible_to(user).filter(
        status=ImrStatus.SUBMITTED, commission__review__in=chaired.values("pk")
    )
    for imr in waiting.select_related("commission__review", "commission__agency"):
        yield Task(
            f"Read the management review of {imr.commission.agency}", imr.get_absolute_url(), imr.review.code
        )
