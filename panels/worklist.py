"""What the panel's room asks of people: reviews to write, rows to mend, records to check."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reviews.models import with_part
from scr_portal.access.roles import Role
from scr_portal.worklist import Task, work_of

from .enums import CommissionStatus, ImrStatus, InterviewStatus
from .models import HANDED_IN, Commission, InterviewClosing, InterviewRecord, ManagementReview


@work_of(ManagementReview)
def reviews_to_write(visible: Any, user: Any) -> Iterator[Task]:
    mine = visible.filter(commission__author=user, status__in=[ImrStatus.DRAFT, ImrStatus.RETURNED])
    for imr in mine.select_related("commission__review", "commission__agency"):
        yield Task(
            f"Write the management review of {imr.commission.agency}",
            imr.commission.get_absolute_url(),
            imr.review.code,
            imr.commission.due_on,
        )


@work_of(InterviewRecord)
def records_to_check(visible: Any, user: Any) -> Iterator[Task]:
    mine = visible.filter(interviewee=user).select_related("imr__commission__review")
    for record in mine.filter(status=InterviewStatus.SHARED):
        yield Task("Check the record of your interview", record.get_absolute_url(), record.review.code)
    for record in mine.filter(status=InterviewStatus.ARRANGED):
        yield Task("Read what your interview is for", record.get_absolute_url(), record.review.code)


@work_of(InterviewClosing)
def closings_to_answer(visible: Any, user: Any) -> Iterator[Task]:
    """What an agency's lead decides: whether a record is closed without the person's agreement."""
    waiting = (
        visible.open()
        .filter(record__imr__commission__agency_id__in=user.agencies_as(Role.AGENCY_LEAD))
        .exclude(asked_by=user)
        .exclude(record__interviewee=user)
    )
    for closing in waiting.select_related("record__imr__commission__review"):
        yield Task(
            "Say whether an interview record may be closed",
            closing.get_absolute_url(),
            closing.review.code,
        )


@work_of(InterviewRecord)
def records_out_to_be_checked(visible: Any, user: Any) -> Iterator[Task]:
    """What an author waits for: the people who have not yet said whether their record is right."""
    shared = visible.filter(imr__commission__author=user, status=InterviewStatus.SHARED).select_related(
        "imr__commission__review", "interviewee"
    )
    for record in shared:
        yield Task(
            "An interview record to be checked",
            record.get_absolute_url(),
            record.review.code,
            waiting_for=str(record.interviewee),
        )


@work_of(Commission)
def reviews_still_to_come(visible: Any, user: Any) -> Iterator[Task]:
    """What a business manager waits for: management reviews asked for and not handed in."""
    asked = visible.filter(
        review__board_id__in=user.boards_as(Role.BUSINESS_MANAGER), status=CommissionStatus.ISSUED
    )
    for one in asked.exclude(management_review__status__in=HANDED_IN).select_related("review", "agency"):
        yield Task(
            "A management review to be handed in",
            one.get_absolute_url(),
            one.review.code,
            one.due_on,
            waiting_for=str(one.agency),
        )


@work_of(ManagementReview)
def reviews_to_judge(visible: Any, user: Any) -> Iterator[Task]:
    waiting = visible.filter(
        status=ImrStatus.SUBMITTED, commission__review__in=with_part(user, "chair_panel")
    )
    for imr in waiting.select_related("commission__review", "commission__agency"):
        yield Task(
            f"Read the management review of {imr.commission.agency}", imr.get_absolute_url(), imr.review.code
        )
