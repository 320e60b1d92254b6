"""Start-up of the panel's room: its policies, gates, facts and long work."""

from django.apps import AppConfig


class PanelsConfig(AppConfig):
    name = "panels"
    label = "panels"
    verbose_name = "Panels"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import doors, facts, gates, outstanding, policy, returns, work  # noqa: F401  registering is the purpose
