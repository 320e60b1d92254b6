from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from scr_portal.sealed import witnesses


class Command(BaseCommand):
    help = (
        "Compare each key with its witness in the database, and make again the witness of a key that was rotated. "
        "A key that was changed on purpose, and can be, is accepted with --accept."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--accept", choices=sorted(witnesses.registered()), help="the key that was changed on purpose"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Say of each key that it is the right one; stop at the first that is not."""
        try:
            if options["accept"]:
                witnesses.accept(options["accept"])
            witnesses.bear()
        except witnesses.WrongKey as error:
            raise CommandError(str(error)) from None
        for setting in witnesses.registered():
            self.stdout.write(f"{setting}: the one this database was made with")
