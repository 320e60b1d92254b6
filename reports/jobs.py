"""The jobs of reports: the PDF of a public edition, searched before it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from scr_portal import jobs
from scr_portal.files import pdf

from . import document

if TYPE_CHECKING:
    from scr_portal.anonymise.documents import PdfSearch

NOT_SEARCHED = "The finished file could not be searched, so it was not kept."


@jobs.work("reports.render_edition")
def render_edition(job: Any, *, report_progress: jobs.ReportProgress) -> dict[str, Any]:
    """Render, search the finished file, keep both. Safe to run twice; an error keeps nothing and says so."""
    from .models import PublicEdition
    from .services import searches

    edition = PublicEdition.objects.select_related("report__review__board").get(pk=job.arguments["edition"])
    digest = edition.digest
    report_progress(0, 3, "Setting the pages")
    content, blocks = rendered(edition)
    report_progress(1, 3, "Searching the finished file")
    version = edition.identity_register().version
    search = searched(content, edition, blocks)
    report_progress(2, 3, "Keeping the file and what the search found")
    with transaction.atomic():
        jobs.require_claim(job)
        searches.keep_pdf(
            edition, content, search, digest=digest, register_version=version, by=job.asked_by, job=job
        )
    return {"hits": len(search.hits), "complete": search.is_complete}


@jobs.work("reports.render_copy")
def render_copy(job: Any, *, report_progress: jobs.ReportProgress) -> dict[str, Any]:
    """Render the copy of the exact edition for one relative, marked on each page. Safe to run twice."""
    from families.models import Relative
    from families.services.others import ClearedByGiver, NotCleared

    from .models import PublicEdition
    from .services import copies

    edition = PublicEdition.objects.select_related("report__review__board").get(pk=job.arguments["edition"])
    relative = Relative.objects.select_related("identity").get(pk=job.arguments["relative"])
    digest = edition.digest
    report_progress(0, 2, "Setting the pages")
    content, _ = rendered(edition, copy_for=str(relative))
    report_progress(1, 2, "Keeping the file")
    with transaction.atomic():
        jobs.require_claim(job)
        try:
            copy = copies.keep(edition, relative, content, digest=digest, by=job.asked_by)
        except (NotCleared, ClearedByGiver) as refused:
            raise jobs.CannotFinish(str(refused)) from refused
    return {"kept": copy is not None}


def rendered(edition: Any, *, copy_for: str = "") -> tuple[bytes, list[str]]:
    """Return the PDF of the edition's text, and that very text block by block.

    Raises CannotFinish with the renderer's reason.
    """
    html = document.html_of(edition, copy_for=copy_for)
    try:
        content: bytes = pdf.render(html, title=edition.title)
    except pdf.PdfFailed as failed:
        raise jobs.CannotFinish(str(failed)) from failed
    return content, document.text_blocks(html)


def searched(content: bytes, edition: Any, blocks: list[str]) -> PdfSearch:
    """Return what the search of the finished file found.

    A search that fails is not a clean file: raises CannotFinish.
    """
    from scr_portal.anonymise.documents import (  # inline: heavy, only the worker needs it
        ScanFailed,
        search_pdf,
    )

    from .services import searches

    register = edition.identity_register()
    try:
        return search_pdf(
            content,
            register.entries,
            set_text=blocks,
            furniture=document.furniture(edition),
            name=f"{edition.slug}.pdf",
            decisions=[
                *register.decisions,
                *searches.settled_flags(edition),
                *document.settled_by_itself(edition),
            ],
            allow=document.kept_on_purpose(edition),
        )
    except ScanFailed as failed:
        raise jobs.CannotFinish(NOT_SEARCHED) from failed
