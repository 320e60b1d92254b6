"""Start-up of the family room: its policies and gates."""

from django.apps import AppConfig


class FamiliesConfig(AppConfig):
    name = "families"
    label = "families"
    verbose_name = "Families"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import doors, facts, gates, outstanding, policy  # noqa: F401  registering is the purpose
