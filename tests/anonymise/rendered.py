"""Reports rendered by the portal's own renderer, and searched as it searches what it publishes."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from scr_portal.anonymise import RegisterEntry
from scr_portal.anonymise.documents import PdfSearch, search_pdf
from scr_portal.files.pdf import render

TITLE = "Overview report"
SHEET = '<link rel="stylesheet" href="https://portal.invalid/static/css/pdf.css">'


def person(given: str, family: str, *aliases: str, number: int = 1) -> RegisterEntry:
    """Build a person of the register."""
    return {
        "id": f"person-{number}",
        "kind": "person",
        "canonical": f"{given} {family}",
        "given": given,
        "family": family,
        "aliases": list(aliases),
        "pseudonym": f"Adult {number}",
    }


def number(kind: str, value: str) -> RegisterEntry:
    """Build a telephone or NHS number of the register."""
    return {"id": kind, "kind": kind, "canonical": value, "aliases": [], "pseudonym": "a number"}


def page_of(body: str) -> str:
    """Return a complete document around `body`."""
    return f"<html><head>{SHEET}</head><body>{body}</body></html>"


def report(*paragraphs: str) -> bytes:
    """Render a report of these paragraphs."""
    body = "".join(f"<p>{escape(each)}</p>" for each in paragraphs)
    return render(page_of(f"<h1>{TITLE}</h1>{body}"), title=TITLE)


def searched(register: Sequence[RegisterEntry], *paragraphs: str, **options: Any) -> PdfSearch:
    """Render and search a report of these paragraphs."""
    options = {"furniture": [TITLE], "grain": None} | options
    return search_pdf(report(*paragraphs), register, set_text=[TITLE, *paragraphs], **options)


def registered(search: PdfSearch) -> set[str]:
    """Return the entries of the register that were found."""
    return {hit.entry_id for hit in search.hits if hit.entry_id}
