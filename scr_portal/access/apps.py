"""The access app and its start-up checks."""

from __future__ import annotations

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "scr_portal.access"
    label = "access"
    verbose_name = "Access"

    def ready(self) -> None:
        from . import checks  # noqa: F401  registering is the purpose
