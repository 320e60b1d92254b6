"""Stored uploads and generated documents: encrypted on disk, under neutral names, verified on every read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scr_portal.files.refusals import FileDamaged, FileRefused

if TYPE_CHECKING:
    from django.http import HttpResponse

    from scr_portal.files.models import StoredFile

__all__ = ["FileDamaged", "FileRefused", "read", "respond", "store"]


def store(upload: Any, *, name: str = "", kind: str, by: Any, made_here: bool = False) -> StoredFile:
    """Check, scan, encrypt and store an upload or bytes; see `files.storing.store`."""
    from scr_portal.files import storing  # inline: models need loaded apps

    return storing.store(upload, name=name, kind=kind, by=by, made_here=made_here)


def read(stored: StoredFile) -> bytes:
    """Return the content as stored, or raise `FileDamaged`; see `files.storing.read`."""
    from scr_portal.files import storing  # inline: models need loaded apps

    return storing.read(stored)


def respond(stored: StoredFile, *, filename: str, inline: bool = False) -> HttpResponse:
    """Return the content as an uncacheable download; see `files.serving.respond`."""
    from scr_portal.files import serving  # inline: models need loaded apps

    return serving.respond(stored, filename=filename, inline=inline)
