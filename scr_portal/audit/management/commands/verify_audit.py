from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from scr_portal.audit import chain


class Command(BaseCommand):
    help = "Walk the audit chain. Ends with 1 and the number of the first event that does not hold."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print how many events hold and the head, to be noted outside the database."""
        verdict = chain.verify()
        if not verdict.whole:
            raise CommandError(f"The audit chain is broken at event {verdict.broken_seq}: {verdict.reason}.")
        self.stdout.write(f"{verdict.count} audit events, chain whole. Head: {verdict.head_hash or 'none'}")
