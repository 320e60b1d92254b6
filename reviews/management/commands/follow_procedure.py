"""`manage.py follow_procedure`: which procedure a board follows from now on."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reviews.procedures import newest_procedures
from reviews.services.boards import follow_procedure
from scr_portal.accounts.models import Board
from scr_portal.refusals import Refused


class Command(BaseCommand):
    help = "Let a board follow a procedure, for cases that are not assessed yet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("board", help="short code of the board")
        parser.add_argument("procedure", help="code of the procedure, such as hampshire-2006")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 1 with the codes there are."""
        board = Board.objects.filter(code=options["board"]).first()
        if board is None:
            raise CommandError(f"There is no board {options['board']}.")
        try:
            board = follow_procedure(board, options["procedure"])
        except Refused as error:
            codes = ", ".join(procedure.code for procedure in newest_procedures())
            raise CommandError(f"{error} There are: {codes}.") from error
        self.stdout.write(f"{board.name} follows {board.procedure}.")
