"""Start-up of panels: registers its policies, gates, grants, navigation items, outstanding matters and jobs."""

from django.apps import AppConfig


class PanelsConfig(AppConfig):
    name = "panels"
    label = "panels"
    verbose_name = "Panels"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import (  # noqa: F401  registering is the purpose
            audit_labels,
            derived_grants,
            evidence,
            gates,
            jobs,
            mails,
            name_readers,
            navigation_items,
            outstanding,
            policy,
            previewing,
            returns,
            sealables,
        )
