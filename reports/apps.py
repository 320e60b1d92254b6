"""Start-up of reports: registers its policies, gates, navigation item, outstanding matters and jobs."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    label = "reports"
    verbose_name = "Reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from reviews.services.taken_back import register_published

        from . import (  # noqa: F401  registering is the purpose
            audit_labels,
            copy_texts,
            evidence,
            gates,
            jobs,
            mails,
            navigation_items,
            outstanding,
            policy,
            previewing,
            returns,
            sealables,
        )
        from .services import held, taken_back  # noqa: F401

        register_published(taken_back.PublishedEditions())
