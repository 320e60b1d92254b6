"""Verify that every stored file is present and intact, and list files on disk without a record."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from scr_portal.files import integrity


class Command(BaseCommand):
    help = (
        "Open every stored file and compare it with its digest. Names those that are missing or changed by id, "
        "and ends with exit code 1. With --tidy, removes content that no record belongs to."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument(
            "--tidy", action="store_true", help="Remove content left behind by acts that failed."
        )

    def handle(self, *args: Any, tidy: bool = False, **options: Any) -> None:
        checked, damaged = integrity.check_all()
        orphaned = integrity.orphaned_files()
        for stored_id in damaged:
            self.stderr.write(f"{stored_id} is missing or is not what was stored")
        if tidy:
            integrity.remove(orphaned)
        self.stdout.write(
            f"{checked} files checked, {len(damaged)} damaged, {len(orphaned)} left behind"
            + (" and removed." if tidy and orphaned else ".")
        )
        if damaged:
            raise CommandError(f"{len(damaged)} of {checked} files are damaged.")
