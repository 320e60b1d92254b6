from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SealedConfig(AppConfig):
    """Encrypted columns, their keys, and narrative that is stored sealed and displayed coded."""

    name = "scr_portal.sealed"
    label = "sealed"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import checks  # noqa: F401

        post_migrate.connect(_bear_witness, sender=self)


def _bear_witness(using: str, **kwargs: Any) -> None:
    """Once all is migrated, have each key compared with its witness or with what is there; without tables there is nothing."""
    from django.db import connections

    from . import witnesses
    from .models import KeyWitness

    if KeyWitness._meta.db_table in connections[using].introspection.table_names():
        witnesses.bear()
