from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The append-only record of acts, sensitive reads and refusals."""

    name = "scr_portal.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import witness  # noqa: F401
