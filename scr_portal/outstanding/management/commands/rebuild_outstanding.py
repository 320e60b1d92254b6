"""Compute the table of open matters again from the gates, or only say where the two differ."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from scr_portal.outstanding import comparing, keeping


class Command(BaseCommand):
    """`--check` changes nothing and exits with 1 where the table and the gates differ."""

    help = "Make the table of open matters equal to what gates and providers say, or report the differences."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only report")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["check"]:
            keeping.rebuild()
        differences = list(comparing.differences())
        for line in differences:
            self.stdout.write(line)
        if differences:
            raise CommandError(f"{len(differences)} rows differ from what the gates say")
        self.stdout.write("Open matters and gates agree.")
