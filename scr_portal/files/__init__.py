"""Stored uploads and produced documents: sealed on disk, named by nobody, checked when read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scr_portal.files.refusals import FileDamaged, FileRefused

if TYPE_CHECKING:
    from django.http import HttpResponse

    from scr_portal.files.models import StoredFile

__all__ = ["FileDamaged", "FileRefused", "read", "respond", "store"]


def store(upload: Any, *, name: str = "", kind: str, by: Any, made_here: bool = False) -> StoredFile:
    """Check, scan, seal and keep an upload or bytes; see `files.storing.store`."""
    from scr_portal.files import storing  # models load late

    return storing.store(upload, name=name, kind=kind, by=by, made_here=made_here)


def read(stored: StoredFile) -> bytes:
    """The content as it was stored, or `FileDamaged`; see `files.storing.read`."""
    from scr_portal.files import storing  # models load late

    return storing.read(stored)


def respond(stored: StoredFile, *, filename: str, inline: bool = False) -> HttpResponse:
    """The content as a download that no cache keeps; see `files.serving.respond`."""
    from scr_portal.files import serving  # models load late

    return serving.respond(stored, filename=filename, inline=inline)
