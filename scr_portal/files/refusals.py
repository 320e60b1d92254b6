"""Exceptions: a file was refused, or a stored file is damaged."""

from __future__ import annotations

from scr_portal.refusals import Refused


class FileRefused(Refused):
    """The file is not accepted. The sentence is for the person who chose it, and does not quote its name."""

    field = "file"


class FileDamaged(Exception):
    """The content on disk differs from what was stored, or is missing."""
