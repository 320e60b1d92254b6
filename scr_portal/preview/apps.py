"""Start-up of the preview: registers its acts, and what its pages leave out."""

from __future__ import annotations

from django.apps import AppConfig


class PreviewConfig(AppConfig):
    name = "scr_portal.preview"
    label = "preview"
    verbose_name = "Preview"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import audit_labels, counting  # noqa: F401  registering is the purpose
