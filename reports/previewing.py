"""What a preview is told of reports: what is counted when it is left out, and the reports and PDFs somebody could open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from families.models import Relative
from reviews.models import Review
from scr_portal import access
from scr_portal.preview import counting, openable
from scr_portal.preview.openable import Openable
from scr_portal.refusals import Refused

from .actions import ReportAction
from .enums import EditionStatus
from .models import OverviewReport, PublicEdition
from .services import copies

counting.count(OverviewReport, "overview report,overview reports")
counting.count(PublicEdition, "public edition,public editions")


@openable.offers
def published(person: Any, case: Any) -> Iterator[Openable]:
    """Yield what everybody reads, with its PDF where the board puts it online."""
    if case is not None:
        return
    for edition in PublicEdition.objects.public().select_related("report__review__board", "pdf"):
        yield Openable(
            edition.title, reverse("reports:published_report", args=[edition.slug]), "Published report"
        )
        if edition.pdf_id and handed_out(person, edition):
            yield Openable(
                f"{edition.title} (PDF)", reverse("reports:published_pdf", args=[edition.slug]), is_file=True
            )


def handed_out(person: Any, edition: PublicEdition) -> bool:
    """Whether this person takes the PDF of a published report: everybody online, otherwise whoever publishes it."""
    online = edition.report.review.procedure.outputs.how == "online"
    return online or access.allowed(ReportAction.PUBLISH, person, edition)


@openable.offers
def of_reports(person: Any, case: Any) -> Iterator[Openable]:
    """Yield the overview report, the edition in preparation, and the marked copies that are made and may be given."""
    if not isinstance(case, Review):
        return
    for report in OverviewReport.objects.visible_to(person).filter(review=case):
        yield Openable(str(report), report.get_absolute_url(), report.get_status_display())
    editions = PublicEdition.objects.visible_to(person).filter(report__review=case)
    for edition in editions.exclude(status=EditionStatus.WITHDRAWN).select_related("report__review"):
        if edition.status != EditionStatus.PUBLISHED:
            yield Openable("Public edition in preparation", note=openable.LEFT_OUT)
        yield from marked_copies(person, edition)


def marked_copies(person: Any, edition: PublicEdition) -> Iterator[Openable]:
    """Yield each copy that is made and that this person may hand to its relative."""
    for relative in Relative.objects.visible_to(person).filter(review=edition.review):
        if not access.allowed(ReportAction.GIVE_COPY, person.previewed_by, edition):
            continue
        try:
            copies.copy_to_give(edition, relative, by=person)
        except (Refused, access.Denied):
            continue
        url = reverse("reports:copy_download", args=[edition.review.pk, relative.pk])
        yield Openable(f"Copy marked for {relative} (PDF)", url, is_file=True)
