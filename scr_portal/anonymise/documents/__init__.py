"""Find identifiers in finished documents: in what they show, and in what they carry along unseen.

    scan(file, register) -> list[Finding]

Reads Word documents, workbooks, PDF, pictures and plain text, their properties, comments, tracked changes,
hidden parts, embedded files and earlier revisions. A part that cannot be read raises `ScanFailed`: a document
is clean only when all of it was read. Pure Python and free of Django.
"""

from scr_portal.anonymise.documents.finding import Finding, ScanFailed
from scr_portal.anonymise.documents.scanning import scan

__all__ = ["Finding", "ScanFailed", "scan"]
