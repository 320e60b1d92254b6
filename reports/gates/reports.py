"""What has to be true before a report is agreed and signed, and before its review is published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.urls import reverse

from reviews import owners as of_case
from reviews.gates import names_settled, review_of
from reviews.models import OfReview, Review
from scr_portal.owners import board_chair
from scr_portal.workflow import Outstanding, gate

from ..enums import EditionStatus, ReportStatus, SigningCapacity
from ..models import OverviewReport

TEXTS = {"overview": "overview report", "summary": "executive summary"}


@gate("reports.texts_written", source="Portsmouth leaflet: ‘one Overview Report’ and ‘Executive Summary’")
def texts_written(report: OverviewReport) -> Iterator[Outstanding]:
    owner = of_case.overview_author(report.review)
    rule = report.review.procedure.outputs
    for name in rule.written:
        if not getattr(report, name):
            yield Outstanding(
                f"The {TEXTS[name]} is still empty.",
                rule.written_source,
                owner=owner,
                url=reverse("reports:report_edit", args=[report.review_id, name]),
                detail=True,
            )


@gate(
    "reports.panel_chair_signed_this_text",
    source="Portsmouth leaflet: the panel ‘will oversee the process’ and the board signs off the overview report",
)
def panel_chair_signed_this_text(report: OverviewReport) -> Iterator[Outstanding]:
    signed = report.signatures.filter(capacity=SigningCapacity.PANEL_CHAIR, digest=report.digest)
    if not signed.exists():
        yield agree_matter(report)


def agree_matter(report: OverviewReport) -> Outstanding:
    """Return the matter of the panel chair, who agrees the report or returns it to its author."""
    agreed = report.status == ReportStatus.AGREED
    form = "reports:report_return" if agreed else "reports:report_agree"
    return Outstanding(
        "The panel chair has not agreed exactly this text.",
        owner=of_case.panel_chair(report.review),
        url=report.get_absolute_url(),
        act="Return the report, whose text has changed"
        if agreed
        else "Agree the overview report for the panel",
        form=reverse(form, args=[report.review_id]),
        key=f"agree:{report.review_id}",
        watchers=of_case.those_at_work(report.review),
    )


@gate(
    "reports.report_signed",
    source="Portsmouth leaflet: ‘sign off of the Overview report by the PSCB’",
)
def report_signed(subject: Review | OfReview) -> Iterator[Outstanding]:
    review = review_of(subject)
    report = getattr(review, "report", None)
    if report is None or report.status != ReportStatus.SIGNED:
        agreed = report is not None and report.status == ReportStatus.AGREED
        yield replace(sign_matter(review), later=not agreed)
        return
    signed = set(report.signatures.filter(digest=report.digest).values_list("capacity", flat=True))
    if signed != set(SigningCapacity.values):
        yield Outstanding(
            "The signatures do not belong to the present text.",
            owner=board_chair(review.board_id),
            url=report.get_absolute_url(),
            act="Look at a report whose text is not the one that was signed",
            key=f"sign_off:{review.pk}",
            watchers=of_case.those_at_work(review),
        )


def sign_matter(review: Review) -> Outstanding:
    """Return the board chair's signature."""
    return Outstanding(
        "The board chair has not signed off the overview report.",
        owner=board_chair(review.board_id),
        url=reverse("reports:report", args=[review.pk]),
        act="Sign off the overview report",
        form=reverse("reports:report_sign", args=[review.pk]),
        key=f"sign_off:{review.pk}",
        watchers=of_case.those_at_work(review),
    )


@gate("reports.edition_public", source="Portsmouth leaflet, Will I be identified in the Report?")
def edition_public(review: Review) -> Iterator[Outstanding]:
    if not review.report.editions.published().exists():
        begun = review.report.editions.exclude(status=EditionStatus.WITHDRAWN).exists()
        yield Outstanding(
            "No edition of the report is public.",
            owner=of_case.manager(review),
            url=reverse("reports:report", args=[review.pk]),
            act="Make the public edition",
            form=reverse("reports:edition_prepare", args=[review.pk]),
            key=f"edition:{review.pk}",
            later=begun or any(names_settled(review.report)),
            watchers=of_case.those_at_work(review),
        )


@gate("reports.edition_withdrawn", source="Portsmouth leaflet, Will I be identified in the Report?")
def edition_withdrawn(review: Review) -> Iterator[Outstanding]:
    if review.report.editions.published().exists():
        yield Outstanding(
            "An edition of the report is still public.",
            owner=of_case.manager(review),
            url=reverse("reports:edition", args=[review.pk]),
            form=reverse("reports:withdraw", args=[review.pk]),
        )
