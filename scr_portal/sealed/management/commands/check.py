"""Django's `check`, which asks the database too: whether the keys are those that it was made with."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import check
from django.db import DEFAULT_DB_ALIAS


class Command(check.Command):
    def handle(self, *app_labels: Any, **options: Any) -> None:
        options["databases"] = options["databases"] or [DEFAULT_DB_ALIAS]
        super().handle(*app_labels, **options)
