"""What is outstanding of the report: to write, agree, sign, clear, make and publish."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from reviews import owners as of_case
from reviews.enums import ReviewStatus
from reviews.gates import names_settled, points_answered, unanswered_points
from reviews.models import ReturnRound, Review
from reviews.returnable import answer_sentence, where_answered
from scr_portal.outstanding.registry import open_matters, step
from scr_portal.workflow import Outstanding

from .enums import EditionStatus, ReportStatus
from .gates import agree_matter, family_has_a_copy, family_told_the_result, sign_matter


@open_matters(Review)
def of_the_report(review: Review) -> Iterator[Outstanding]:
    report = getattr(review, "report", None)
    if review.status == ReviewStatus.REPORTING:
        if report is None:
            yield to_write(review, [])
        else:
            report.review = review
            yield from step(report, lambda missing: report_matter(report, missing))
    elif review.status == ReviewStatus.SIGNED_OFF and report is not None:
        edition = report.editions.exclude(status=EditionStatus.WITHDRAWN).first()
        if edition is not None:
            edition.report = report
            yield from step(edition, lambda missing: to_publish(edition, missing))
            yield from points_to_answer(edition)
        else:
            yield from names_settled(report)
    elif review.status == ReviewStatus.PUBLISHED and report is not None:
        yield from still_owed(report)


def points_to_answer(edition: Any) -> Iterator[Outstanding]:
    """Yield what was objected to, for whoever prepared the edition."""
    if edition.status != EditionStatus.PREPARED or not any(points_answered(edition)):
        return
    points = unanswered_points(edition)
    current = ReturnRound.objects.about(edition).open().get()
    url, form = where_answered(points or list(current.points.all()))
    yield Outstanding(
        "Points have been raised on the public edition.",
        owner=of_case.manager(edition),
        url=url,
        act=answer_sentence(edition, points) if points else "Look again at the points on the public edition",
        form=form,
        key=f"points:{edition.pk}",
        since=current.returned_at,
        watchers=of_case.those_at_work(edition.review),
    )


def still_owed(report: Any) -> Iterator[Outstanding]:
    """Yield relatives recorded after publication, or whose decision not to be told has ended since.

    They are owed the result and a copy all the same.
    """
    edition = report.editions.filter(status=EditionStatus.PUBLISHED).first()
    if edition is not None:
        edition.report = report
        yield from family_told_the_result(edition)
        yield from family_has_a_copy(edition)


def report_matter(report: Any, missing: list[Outstanding]) -> Outstanding | None:
    """Return the next step of the report: write it, put it before the panel, agree it, sign it off."""
    if report.status in (ReportStatus.DRAFT, ReportStatus.RETURNED):
        return to_write(report.review, missing, begun=report)
    if report.status == ReportStatus.SUBMITTED:
        return agree_matter(report)
    return sign_matter(report.review)


def to_write(review: Review, missing: list[Outstanding], *, begun: Any = None) -> Outstanding:
    """Return the overview author's part, from the first word to the panel."""
    form, url = (
        reverse("reports:report_edit", args=[review.pk, "overview"]),
        reverse("reports:report", args=[review.pk]),
    )
    act = "Write the overview report"
    if begun is not None and not missing:
        form = reverse("reports:report_submit", args=[review.pk])
        act = "Put the overview report before the panel"
    elif missing:
        form = missing[0].url
    if begun is not None and begun.status == ReportStatus.RETURNED:
        act = "Change the overview report and put it before the panel again"
        if points := unanswered_points(begun):
            act = answer_sentence(begun, points)
            url, form = where_answered(points)
    return Outstanding(
        "The overview report is not before the panel yet.",
        owner=of_case.overview_author(review),
        url=url,
        act=act,
        form=form,
        key=f"write:{review.pk}",
        watchers=of_case.those_at_work(review),
    )


def to_publish(edition: Any, missing: list[Outstanding]) -> Outstanding | None:
    """Return the matter of publishing a report for which every rule is met.

    The steps before are the readers’, the chair’s and the worker’s.
    """
    if edition.status != EditionStatus.RENDERED or missing:
        return None
    return Outstanding(
        "The report is ready and not public.",
        owner=of_case.manager(edition.review),
        url=edition.get_absolute_url(),
        act="Publish the report",
        form=reverse("reports:publish", args=[edition.review_id]),
        key=f"publish:{edition.pk}",
        watchers=of_case.those_at_work(edition.review),
    )
