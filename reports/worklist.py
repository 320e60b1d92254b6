"""What the report asks of people: to write, agree, sign, clear and publish."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.lookups import Exact
from django.urls import reverse

from reviews.enums import ReviewStatus
from reviews.models import Review, with_part
from scr_portal.access.roles import Role
from scr_portal.jobs.enums import JobState
from scr_portal.jobs.models import Job
from scr_portal.worklist import Task, work_of

from .enums import EditionStatus, ReportStatus
from .models import EditionSearch, OverviewReport, PublicEdition, SearchHit
from .models.search import COMPLETE


@work_of(Review)
def reports_to_write(visible: Any, user: Any) -> Iterator[Task]:
    mine = visible.filter(status=ReviewStatus.REPORTING, pk__in=with_part(user, "write_overview"))
    waiting = mine.exclude(
        report__status__in=[ReportStatus.SUBMITTED, ReportStatus.AGREED, ReportStatus.SIGNED]
    )
    for review in waiting:
        yield Task("Write the overview report", reverse("reports:report", args=[review.pk]), review.code)


@work_of(OverviewReport)
def reports_to_agree_and_sign(visible: Any, user: Any) -> Iterator[Task]:
    submitted = visible.filter(status=ReportStatus.SUBMITTED, review__in=with_part(user, "chair_panel"))
    for report in submitted.select_related("review"):
        yield Task("Agree the overview report for the panel", report.get_absolute_url(), report.review.code)
    boards = user.boards_as(Role.BOARD_CHAIR)
    agreed = visible.filter(status=ReportStatus.AGREED, review__board__in=boards)
    for report in agreed.select_related("review"):
        yield Task("Sign off the overview report", report.get_absolute_url(), report.review.code)


@work_of(PublicEdition)
def editions_to_clear(visible: Any, user: Any) -> Iterator[Task]:
    """The second look: once nothing is left to settle, for the chairs who did not prepare the edition."""
    theirs = Q(report__review__in=with_part(user, "chair_panel")) | Q(
        report__review__board__in=user.boards_as(Role.BOARD_CHAIR)
    )
    waiting = visible.filter(theirs, status=EditionStatus.PREPARED).exclude(flags__decision="")
    for edition in waiting.exclude(prepared_by=user).select_related("report__review"):
        yield Task("Read and clear the public edition", edition.get_absolute_url(), edition.review.code)


@work_of(OverviewReport)
def editions_to_make(visible: Any, user: Any) -> Iterator[Task]:
    managed = user.boards_as(Role.BUSINESS_MANAGER)
    signed = visible.filter(status=ReportStatus.SIGNED, review__board__in=managed)
    live = PublicEdition.objects.exclude(status=EditionStatus.WITHDRAWN).values("report")
    for report in signed.exclude(pk__in=live).select_related("review"):
        yield Task("Make the public edition", report.get_absolute_url(), report.review.code)


@work_of(PublicEdition)
def editions_in_hand(visible: Any, user: Any) -> Iterator[Task]:
    managed = user.boards_as(Role.BUSINESS_MANAGER)
    sentences = {
        EditionStatus.PREPARED: "Settle what may identify somebody in the public edition",
        EditionStatus.RENDERED: "Publish the report when every rule is met",
    }
    waiting = visible.filter(report__review__board__in=managed, status__in=list(sentences))
    for edition in waiting.select_related("report__review"):
        yield Task(sentences[EditionStatus(edition.status)], edition.get_absolute_url(), edition.review.code)


@work_of(PublicEdition)
def finished_pdfs(visible: Any, user: Any) -> Iterator[Task]:
    """Of each edition with a PDF to come: what waits for the manager, and what for a second person."""
    to_come = visible.filter(status__in=[EditionStatus.CLEARED, EditionStatus.RENDERED])
    editions = with_search(to_come, user).select_related("report__review")
    mine = Q(report__review__board__in=user.boards_as(Role.BUSINESS_MANAGER))
    chaired = Q(report__review__board__in=user.boards_as(Role.BOARD_CHAIR))
    seconds = mine | chaired | Q(report__review__in=with_part(user, "chair_panel"))
    for edition in editions.filter(mine):
        search, code = reverse("reports:search", args=[edition.review_id]), edition.review.code
        if edition.failed:
            url = reverse("reports:edition_pdf", args=[edition.review_id])
            yield Task("Try again to make the PDF of the public edition", url, code)
        if edition.incomplete:
            yield Task("See what could not be read in the PDF of the public edition", search, code)
        if edition.unsettled:
            yield Task("Settle what the search of the PDF found", search, code)
    for edition in editions.filter(seconds, not_agreed=True):
        url = reverse("reports:search", args=[edition.review_id])
        yield Task(
            "Agree, or not, that what the search of the PDF found is no name", url, edition.review.code
        )


def with_search(editions: Any, user: Any) -> Any:
    """Editions with what the search of their present PDF left to do; `not_agreed` counts what others settled."""
    present = EditionSearch.objects.filter(pdf=OuterRef("pdf"), digest=OuterRef("digest"))
    hits = SearchHit.objects.filter(
        search__pdf=OuterRef("pdf"), search__digest=OuterRef("digest"), agreed_by__isnull=True
    )
    jobs = Job.objects.filter(subject_type=PublicEdition._meta.label_lower, subject_id=OuterRef("pk"))
    latest = Subquery(jobs.order_by("-created_at").values("state")[:1])
    return editions.annotate(
        failed=Q(~Exists(present), Exact(latest, Value(JobState.FAILED))),
        incomplete=Exists(present.exclude(coverage=COMPLETE, unread=[])),
        unsettled=Exists(hits.filter(settlement="")),
        not_agreed=Exists(hits.exclude(settlement="").exclude(settled_by=user)),
    )
