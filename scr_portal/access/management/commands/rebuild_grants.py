"""Derive every grant from the facts again, or only report the differences."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from scr_portal.access import grants


class Command(BaseCommand):
    """The command. `--check` changes nothing and exits with 1 where grants and facts differ."""

    help = "Make access grants equal to the recorded facts, or report the differences."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only report")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        missing, surplus = grants.differences()
        for word, differences in (("missing", missing), ("without a fact", surplus)):
            for label, item in differences:
                self.stdout.write(f"{word}: {label} {item.object_id} {item.codename} user {item.user_id}")
        if options["check"]:
            if missing or surplus:
                raise CommandError(f"{len(missing)} grants missing, {len(surplus)} without a fact")
        else:
            grants.rebuild()
        self.stdout.write("Grants and facts agree.")
