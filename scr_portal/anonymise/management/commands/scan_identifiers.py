"""List identifiers in a finished document, visible or hidden."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from scr_portal.anonymise.documents import Finding, ScanFailed, scan
from scr_portal.anonymise.management.register_file import read_register


class Command(BaseCommand):
    """The command. Exit code 0: all of the file was read and nothing was found. 1: otherwise."""

    help = (
        "List every place in a document where an identifier of the register, or words that may be one, stand."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="a Word document, workbook, PDF, picture or text file")
        parser.add_argument("--register", required=True, help="the identity register as JSON")
        parser.add_argument("--json", action="store_true", help="print the findings as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        register = read_register(options["register"])
        try:
            findings = scan(options["file"], register)
        except ScanFailed as error:
            if options["json"]:
                self._print_json(clean=False, error=str(error), findings=[])
            raise CommandError(f"{error} It is not safe to publish.") from error
        if options["json"]:
            self._print_json(clean=not findings, error=None, findings=[asdict(each) for each in findings])
        else:
            self._report(findings)
        if findings:
            sys.exit(1)

    def _print_json(self, **answer: Any) -> None:
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))

    def _report(self, findings: list[Finding]) -> None:
        if not findings:
            self.stdout.write("All of the file was read and nothing was found.")
            return
        self.stdout.write(f"{len(findings)} to look at:")
        for finding in findings:
            origin = f"entry {finding.entry_id}" if finding.entry_id else "not in the register"
            self.stdout.write(f"  {finding.where}: {finding.kind.replace('_', ' ')}, {origin}")
