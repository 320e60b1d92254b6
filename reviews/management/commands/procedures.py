"""`manage.py procedures`: how the boards differ, as a table or as JSON."""

from __future__ import annotations

import json
import textwrap
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reviews.procedures import newest_procedures
from reviews.procedures.printing import differences, values_of

KEY, VALUE = 38, 58


class Command(BaseCommand):
    """The newest version of each procedure, read from its file; nothing of a case and nothing of the database."""

    help = "Print where the procedures of the boards differ."
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="every value of every procedure, as JSON")
        parser.add_argument("--sources", action="store_true", help="also where each value comes from")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a row a value; equal values share one, with the procedures that have it."""
        procedures = newest_procedures()
        if options["json"]:
            every = {procedure.code: values_of(procedure) for procedure in procedures}
            self.stdout.write(json.dumps(every, ensure_ascii=False, indent=2))
            return
        self.stdout.write(f"{'what':<{KEY}}  {'value':<{VALUE}}  procedures")
        for key, values in differences(procedures, sources=options["sources"]):
            for number, (value, codes) in enumerate(values):
                lines = textwrap.wrap(value, VALUE) or [""]
                name = key if number == 0 else ""
                self.stdout.write(f"{name:<{KEY}}  {lines[0]:<{VALUE}}  {', '.join(codes)}")
                for line in lines[1:]:
                    self.stdout.write(f"{'':<{KEY}}  {line}")
