"""Long work of the report room: the PDF of a public edition, searched for every name before it is kept."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string

from scr_portal import jobs
from scr_portal.files import pdf

from .text import as_html, headings


@jobs.work("reports.render_edition")
def render_edition(job: Any, *, report_progress: jobs.ReportProgress) -> dict[str, Any]:
    """Render, search the finished file, keep it. Safe to run twice; an error keeps nothing and says so."""
    from .models import PublicEdition
    from .services import editions

    edition = PublicEdition.objects.select_related("report__review__board").get(pk=job.arguments["edition"])
    digest = edition.digest
    report_progress(0, 3, "Setting the pages")
    content = made(edition)
    report_progress(1, 3, "Searching the finished file for names")
    clean = is_clean(content, edition)
    report_progress(2, 3, "Keeping the file")
    with transaction.atomic():
        jobs.still_mine(job)
        editions.keep_pdf(edition, content, digest=digest, clean=clean, by=job.asked_by)
    return {"clean": clean}


def made(edition: Any) -> bytes:
    """The PDF of the edition's text. Raises CannotFinish with the renderer's reason."""
    html = render_to_string("pdf/edition.html", context(edition))
    try:
        content: bytes = pdf.render(html, title=edition.title)
    except pdf.PdfFailed as failed:
        raise jobs.CannotFinish(str(failed)) from failed
    return content


def context(edition: Any) -> dict[str, Any]:
    """What page and PDF show of an edition: the same text, from the same function."""
    parts = [("Executive summary", edition.summary), ("Overview report", edition.overview)]
    return {
        "edition": edition,
        "board": edition.report.review.board,
        "parts": [
            {
                "title": title,
                "anchor": f"part-{number}",
                "html": as_html(text, anchors=f"part-{number}"),
                "headings": headings(text, anchors=f"part-{number}"),
            }
            for number, (title, text) in enumerate(((name, text) for name, text in parts if text), 1)
        ],
    }


def is_clean(content: bytes, edition: Any) -> bool:
    """Whether the finished file holds no registered identity, in its text or anywhere else. A scanner that
    fails is not a clean file: raises CannotFinish."""
    from scr_portal.anonymise.documents import ScanFailed, scan  # inline: heavy, and only the worker needs it

    register = edition.identity_register()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{edition.slug}.pdf"
        path.write_bytes(content)
        try:
            findings = scan(path, register.entries)
        except ScanFailed as failed:
            raise jobs.CannotFinish(
                "The finished file could not be searched, so it was not kept."
            ) from failed
    return not any(getattr(finding, "entry_id", None) for finding in findings)
