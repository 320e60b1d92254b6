"""Load the demonstration into an empty portal; a second call changes nothing."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from reports.demo import days, loading, people
from reviews.models import Referral


class Command(BaseCommand):
    """Refused outside the demonstration: its password is printed for everybody."""

    help = "Load six boards, a person for each role and eight invented cases."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--without-pdf", action="store_true", help="leave the last case unpublished; quicker"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration is loaded only where DEMO is set.")
        with transaction.atomic():
            with days.ago(60):
                board = people.load_boards()
                everybody = people.load_people(board)
            if not Referral.objects.exists():
                loading.load(everybody, with_pdf=not options["without_pdf"])
        self.stdout.write("The demonstration is loaded.")
