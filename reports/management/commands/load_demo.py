"""Load the demonstration into an empty portal; a second call changes nothing."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from reports.demo import cases, people
from reviews.models import Referral


class Command(BaseCommand):
    """Refused outside the demonstration: its password is printed for everybody."""

    help = "Load five boards, a person for each role and four invented cases."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration is loaded only where DEMO is set.")
        with transaction.atomic():
            board = people.load_boards()
            everybody = people.load_people(board)
            if not Referral.objects.exists():
                cases.load(everybody)
        self.stdout.write("The demonstration is loaded.")
