"""Replace the identifiers of a text file by their pseudonyms and list the residuals."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from scr_portal.anonymise import AnonymisationFailed, Result, anonymise
from scr_portal.anonymise.management.register_file import read_register


class Command(BaseCommand):
    """The command. Exit code 0: nothing is left to settle. 1: there are residuals, or the text was refused."""

    help = "Print a text with its identifiers exchanged for pseudonyms, and list what is left for a person to settle."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="a text file (.txt) in UTF-8")
        parser.add_argument("--register", required=True, help="the identity register as JSON")
        parser.add_argument(
            "--glossary", help="a text file with a board's own abbreviations and terms, one a line"
        )
        parser.add_argument("--json", action="store_true", help="print the whole result as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        register = read_register(options["register"])
        text = _text(options["file"])
        try:
            result = anonymise(text, register, glossary=_glossary(options["glossary"]))
        except AnonymisationFailed as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(result, ensure_ascii=False, indent=1))
        else:
            self._report(result)
        if result["residuals"]:
            sys.exit(1)

    def _report(self, result: Result) -> None:
        text, residuals = result["text"], result["residuals"]
        self.stdout.write(text, ending="" if text.endswith("\n") else "\n")
        if not residuals:
            self.stderr.write(f"{len(result['replacements'])} exchanged. Nothing is left to settle.")
            return
        self.stderr.write(f"{len(result['replacements'])} exchanged. {len(residuals)} left to settle:")
        for residual in residuals:
            line = text.count("\n", 0, residual["start"]) + 1
            words = " ".join(text[residual["start"] : residual["end"]].split())
            self.stderr.write(f"  line {line}, {residual['kind'].replace('_', ' ')}: {words}")


def _glossary(path: str | None) -> list[str]:
    """Return the terms of a glossary file; blank lines and lines that begin with # are left out."""
    lines = [line.strip() for line in _text(path).splitlines()] if path else []
    return [line for line in lines if line and not line.startswith("#")]


def _text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CommandError("The text file could not be opened.") from error
    except ValueError as error:
        raise CommandError("The text file is not plain text in UTF-8.") from error
