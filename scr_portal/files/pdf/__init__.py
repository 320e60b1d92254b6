"""Render HTML to PDF in a child process with no secrets, no network and a time limit.

The child process gets the HTML on standard input and an empty environment; it may read only the portal's own
style sheets. Only the child imports WeasyPrint, which is large and slow to load.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[3]

REFUSED, NOT_LAID_OUT, NO_MEMORY, NO_PANGO = 3, 4, 5, 6
_TOO_LONG = "The document took too long to make, so it was stopped. A shorter document may work."
_TOO_LARGE = "The document needs more memory than the portal allows it, so it was stopped. A shorter document may work."
_REASONS = {
    REFUSED: "The document asks for a file or an address outside the portal, so it was not made.",
    NOT_LAID_OUT: "The document could not be laid out.",
    NO_MEMORY: _TOO_LARGE,
    NO_PANGO: "PDF documents cannot be made on this machine: the Pango library is missing.",
}


class PdfFailed(Exception):
    """No document was rendered. The reason is a sentence for the person who asked, without personal data."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def render(html: str, *, title: str, lang: str = "en-GB") -> bytes:
    """Render `html` to a PDF that is both PDF/A-3a and PDF/UA-1, with identical bytes for identical input.

    `title` becomes the document's only metadata; names of people and tools, dates and the HTML's own metadata
    are removed. Takes seconds to minutes: call it in a job. Raises `PdfFailed`.
    """
    seconds, memory_mb = getattr(settings, "PDF_SECONDS", 120), getattr(settings, "PDF_MEMORY_MB", 1536)
    request = json.dumps(
        {"html": html, "title": title, "lang": lang, "seconds": seconds, "memory_mb": memory_mb}
    )
    try:
        process = subprocess.run(
            [sys.executable, "-m", "scr_portal.files.pdf.child"],
            input=request.encode(),
            capture_output=True,
            cwd=ROOT,
            env=_bare_environment(),
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        log.error("a document was not made: more than %s seconds", seconds)
        raise PdfFailed(_TOO_LONG) from None
    if process.returncode != 0 or not process.stdout.startswith(b"%PDF-"):
        log.error("a document was not made: exit %s %s", process.returncode, _class_of_error(process.stderr))
        raise PdfFailed(_reason(process.returncode))
    return process.stdout


def _bare_environment() -> dict[str, str]:
    """Return the child's environment: the paths of programs and fonts. No key, no database, no broker."""
    paths = {
        name: os.environ[name]
        for name in ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
        if name in os.environ
    }
    return {
        **paths,
        "HOME": "/nonexistent",
        "LANG": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "SOURCE_DATE_EPOCH": "0",
    }


def _reason(returncode: int) -> str:
    if returncode < 0:
        return _TOO_LONG if -returncode in (9, 24) else _TOO_LARGE
    return _REASONS.get(returncode, _REASONS[NOT_LAID_OUT])


def _class_of_error(stderr: bytes) -> str:
    """Return the class of the child's error. Never the message, which may quote the document."""
    last = stderr.strip().rpartition(b"\n")[2][:60].decode("ascii", "replace")
    return last if last.isidentifier() else ""
