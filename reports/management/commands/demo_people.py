"""Print who can sign in to the demonstration, and with which password."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reports.demo.people import PASSWORD, PEOPLE


class Command(BaseCommand):
    help = "Print the people of the demonstration with their password."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("There are demonstration people only where DEMO is set.")
        self.stdout.write(f"Everybody’s password: {PASSWORD}\n")
        width = max(len(person.email) for person in PEOPLE)
        for person in PEOPLE:
            self.stdout.write(f"  {person.email:<{width}}  {person.role.label:<38}  {person.look_at}")
