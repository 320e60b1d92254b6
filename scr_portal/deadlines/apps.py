from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "scr_portal.deadlines"
    label = "deadlines"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the labels of acts."""
        from . import audit_labels  # noqa: F401
