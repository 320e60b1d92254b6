"""Start-up of the report room: its policies, gates and long work."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    label = "reports"
    verbose_name = "Reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import doors, gates, outstanding, policy, returns, work  # noqa: F401  registering is the purpose
