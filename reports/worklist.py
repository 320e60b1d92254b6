"""What the report asks of people: to write, agree, sign, clear and publish."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse

from reviews.enums import ReviewStatus
from reviews.models import Review
from scr_portal.access import grants
from scr_portal.access.roles import Role
from scr_portal.worklist import Task, work_of

from .enums import EditionStatus, ReportStatus
from .models import OverviewReport, PublicEdition


@work_of
def reports_to_write(user: Any) -> Iterator[Task]:
    mine = grants.objects(user, ["write_overview"], Review.objects.filter(status=ReviewStatus.REPORTING))
    waiting = mine.exclude(
        report__status__in=[ReportStatus.SUBMITTED, ReportStatus.AGREED, ReportStatus.SIGNED]
    )
    for review in waiting:
        yield Task("Write the overview report", reverse("reports:report", args=[review.pk]), review.code)


@work_of
def reports_to_agree_and_sign(user: Any) -> Iterator[Task]:
    chaired = grants.objects(user, ["chair_panel"], Review.objects.all())
    submitted = OverviewReport.objects.filter(status=ReportStatus.SUBMITTED, review__in=chaired.values("pk"))
    for report in submitted.select_related("review"):
        yield Task("Agree the overview report for the panel", report.get_absolute_url(), report.review.code)
    boards = user.boards_as(Role.BOARD_CHAIR)
    agreed = OverviewReport.objects.filter(status=ReportStatus.AGREED, review__board__in=boards)
    for report in agreed.select_related("review"):
        yield Task("Sign off the overview report", report.get_absolute_url(), report.review.code)


@work_of
def editions_to_clear(user: Any) -> Iterator[Task]:
    """The second look: once nothing is left to settle, for the chairs who did not prepare the edition."""
    chaired = grants.objects(user, ["chair_panel"], Review.objects.all())
    theirs = Q(report__review__in=chaired.values("pk")) | Q(
        report__review__board__in=user.boards_as(Role.BOARD_CHAIR)
    )
    waiting = PublicEdition.objects.filter(theirs, status=EditionStatus.PREPARED).exclude(flags__decision="")
    for edition in waiting.exclude(prepared_by=user).select_related("report__review"):
        yield Task("Read and clear the public edition", edition.get_absolute_url(), edition.review.code)


@work_of
def editions_in_hand(user: Any) -> Iterator[Task]:
    managed = user.boards_as(Role.BUSINESS_MANAGER)
    signed = OverviewReport.objects.filter(status=ReportStatus.SIGNED, review__board__in=managed)
    live = PublicEdition.objects.exclude(status=EditionStatus.WITHDRAWN).values("report")
    for report in signed.exclude(pk__in=live).select_related("review"):
        yield Task("Make the public edition", report.get_absolute_url(), report.review.code)
    sentences = {
        EditionStatus.PREPARED: "Settle what may identify somebody in the public edition",
        EditionStatus.RENDERED: "Publish the report when every rule is met",
    }
    waiting = PublicEdition.objects.filter(report__review__board__in=managed, status__in=list(sentences))
    for edition in waiting.select_related("report__review"):
        yield Task(sentences[EditionStatus(edition.status)], edition.get_absolute_url(), edition.review.code)
