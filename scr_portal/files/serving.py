from __future__ import annotations

from django.http import HttpResponse

from scr_portal.files import storing
from scr_portal.files.detection import MEDIA_TYPES
from scr_portal.files.models import StoredFile

_INLINE = frozenset({"pdf", "txt"})


def respond(stored: StoredFile, *, filename: str, inline: bool = False) -> HttpResponse:
    """Return the content as an uncacheable download, named `filename` with the extension of its detected type.

    The calling view has checked the permission and recorded the access. `filename` is a code such as
    "SCR-2026-001-edition-2": the original name of a file may name a child and is not sent.
    """
    response = HttpResponse(
        storing.read(stored), content_type=MEDIA_TYPES.get(stored.detected_type, "application/octet-stream")
    )
    shown = inline and stored.detected_type in _INLINE
    response["Content-Disposition"] = (
        f'{"inline" if shown else "attachment"}; filename="{_safe(filename)}.{stored.detected_type}"'
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private, max-age=0"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _safe(filename: str) -> str:
    stem = storing.plain_name(filename)
    safe_letters = "".join(
        letter if letter.isascii() and (letter.isalnum() or letter in "-_") else "-" for letter in stem
    )
    return safe_letters.strip("-") or "document"
