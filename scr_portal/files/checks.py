"""System check: whether this machine can render PDF."""

from __future__ import annotations

from ctypes.util import find_library
from typing import Any

from django.core.checks import CheckMessage, Warning, register

PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation fonts-noto-core fonts-droid-fallback"


@register()
def can_render(**_: Any) -> list[CheckMessage]:
    """Look for the libraries of WeasyPrint, without importing it, which takes seconds."""
    if find_library("pango-1.0") and find_library("pangoft2-1.0"):
        return []
    return [
        Warning(
            "PDF documents cannot be made on this machine: the Pango library is missing.",
            hint=f"On Debian or Ubuntu: sudo apt-get install {PACKAGES}. Everything but PDF works without it.",
            id="files.W001",
        )
    ]
