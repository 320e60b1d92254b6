"""Start-up of families: registers its policies, gates, grants, navigation items and outstanding matters."""

from django.apps import AppConfig


class FamiliesConfig(AppConfig):
    name = "families"
    label = "families"
    verbose_name = "Families"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import (  # noqa: F401  registering is the purpose
            audit_labels,
            derived_grants,
            gates,
            name_readers,
            navigation_items,
            outstanding,
            policy,
            sealables,
        )
