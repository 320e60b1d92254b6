"""`manage.py open_board`: the first thing done on a new portal."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from scr_portal.accounts.services import boards
from scr_portal.refusals import Refused


class Command(BaseCommand):
    help = "Open a board and invite its business manager, who can invite everybody else."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="short code of the board, such as eastmere")
        parser.add_argument("--name", required=True)
        parser.add_argument("--short-name", required=True)
        parser.add_argument("--phone", default="", help="shown to people who cannot sign in")
        parser.add_argument("--manager-email", required=True)
        parser.add_argument("--manager-name", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 1 with the sentence of what was wrong."""
        try:
            board = boards.open_board(
                options["code"],
                options["name"],
                short_name=options["short_name"],
                phone=options["phone"],
                manager_email=options["manager_email"],
                manager_name=options["manager_name"],
            )
        except Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{board.name} is open. The invitation is on its way to its business manager.")
