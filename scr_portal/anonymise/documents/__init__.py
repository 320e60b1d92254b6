"""Find identifiers in finished documents, in their visible text and in their hidden data.

    scan(file, register) -> list[Finding]

Reads Word documents, workbooks, PDF, pictures and plain text, with their properties, comments, tracked changes,
hidden parts, embedded files and earlier revisions. A part that cannot be read raises `ScanFailed`: a document
is clean only when all of it was read. Pure Python and free of Django.

    search_pdf(data, register, set_text=...) -> PdfSearch

Searches a PDF that the portal rendered, and measures how much of its text two independent readers returned.
"""

from scr_portal.anonymise.documents.finding import Finding, ScanFailed
from scr_portal.anonymise.documents.pdf_coverage import Unread
from scr_portal.anonymise.documents.pdf_search import Hit, Part, PdfSearch, search_pdf
from scr_portal.anonymise.documents.scanning import scan

__all__ = ["Finding", "Hit", "Part", "PdfSearch", "ScanFailed", "Unread", "scan", "search_pdf"]
