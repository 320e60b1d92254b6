"""`manage.py check_chronology FILE…`: what the import would make of a file, without a database."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from panels.chronology.events import Scope
from panels.chronology.interchange import result_to_json
from panels.chronology.mapping import chosen
from panels.chronology.merge import Entry
from panels.chronology.model import Problem, ReaderError, ReadResult
from panels.chronology.pairs import ProbablePair, probable_pairs
from panels.chronology.parsing import period
from panels.chronology.reading import read_chronology


class Command(BaseCommand):
    """Read chronologies and say which rows are events and which are held, and why."""

    help = "Say what the import makes of a chronology: its events, its problems, and how to mend them."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Files, and how to read and print them."""
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--json", action="store_true", help="print the whole reading as JSON")
        parser.add_argument("--scope-start", metavar="DATE", help="first day under review, YYYY-MM-DD")
        parser.add_argument("--scope-end", metavar="DATE", help="last day under review, YYYY-MM-DD")
        parser.add_argument(
            "--mapping",
            metavar="JSON",
            help='field to heading, {"source": "Where noted"}, or one source, {"source": {"constant": "RiO"}}',
        )
        parser.add_argument("--pairs", action="store_true", help="find contacts recorded by two agencies")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the reading; end with 1 when a file is refused."""
        scope, mapping = _scope(options), _mapping(options["mapping"])
        results: list[tuple[str, ReadResult]] = []
        refusals: list[tuple[str, ReaderError]] = []
        for file in options["files"]:
            try:
                results.append((Path(file).name, read_chronology(file, scope=scope, mapping=mapping)))
            except ReaderError as refusal:
                refusals.append((Path(file).name, refusal))
        if options["pairs"]:
            self._pairs(results, as_json=options["json"])
        elif options["json"]:
            readings = [result_to_json(result) for _, result in results]
            readings += [{"filename": name, **refusal.as_json()} for name, refusal in refusals]
            self._print(readings[0] if len(readings) == 1 else readings)
        else:
            for name, result in results:
                self._summary(name, result)
        if refusals:
            self._refuse(refusals, as_json=options["json"] and not options["pairs"])

    def _refuse(self, refusals: list[tuple[str, ReaderError]], *, as_json: bool) -> None:
        """End with 1 after the other files have been read; in plain text the refusals come last."""
        for name, refusal in refusals if not as_json else ():
            self.stderr.write(f"{name}: {refusal.message}")
        sys.exit(1)

    def _pairs(self, results: list[tuple[str, ReadResult]], *, as_json: bool) -> None:
        several = {name for name, result in results if len(result.parts) > 1}
        entries = [Entry(name, name, event) for name, result in results for event in result.events]
        pairs = probable_pairs(entries)
        if as_json:
            self._print([_pair(pair, several) for pair in pairs])
            return
        for pair in pairs:
            first, other = pair.first, pair.second
            self.stdout.write(f"{first.file} row {first.event.row} and {other.file} row {other.event.row}")
            self.stdout.write(f"  {' '.join(pair.reasons)}")

    def _summary(self, name: str, result: ReadResult) -> None:
        self.stdout.write(
            f"{name}: {result.rows_non_empty} rows, {len(result.events)} events, {result.problem_rows} held or noted."
        )
        for field, heading in result.mapping.items():
            self.stdout.write(f"  {field}: {heading}")
        for column in result.unmapped_columns:
            self.stdout.write(f"  kept as it is: {column}")
        for question in result.questions:
            named = ", ".join(f"{each.heading} (column {each.column})" for each in question.candidates[:5])
            self.stdout.write(f"  To answer: {question.message} Perhaps: {named or 'no column is left'}.")
        for notice in result.notices:
            self.stdout.write(f"  {notice.message}")
        for problem in result.problems:
            self.stdout.write(_line(problem, several=len(result.parts) > 1))

    def _print(self, data: Any) -> None:
        self.stdout.write(json.dumps(data, ensure_ascii=False, indent=1))


def _line(problem: Problem, *, several: bool) -> str:
    place = f"table {problem.part}, row {problem.row}" if several else f"row {problem.row}"
    choices = "; ".join(proposal.label for proposal in problem.proposals)
    return f"  {place}: {problem.message}" + (f" Did you mean: {choices}?" if choices else "")


def _pair(pair: ProbablePair, several: set[str]) -> dict[str, Any]:
    ends = {"a": _place(pair.first, several), "b": _place(pair.second, several)}
    return {**ends, "score": pair.score, "reasons": list(pair.reasons)}


def _place(entry: Entry, several: set[str]) -> dict[str, Any]:
    place: dict[str, Any] = {"file": entry.file, "row": entry.event.row}
    return place | {"part": entry.event.part} if entry.file in several else place


def _scope(options: dict[str, Any]) -> Scope | None:
    start, end = options["scope_start"], options["scope_end"]
    if not start and not end:
        return None
    try:
        return period(start or "0001-01-01", end or "9999-12-31")
    except ValueError as error:
        raise CommandError(
            "Give the scope as two dates such as 1998-01-01, the start before the end."
        ) from error


def _mapping(text: str | None) -> dict[str, Any] | None:
    if not text:
        return None
    try:
        mapping = json.loads(text)
    except ValueError as error:
        raise CommandError("The mapping is not JSON.") from error
    if not isinstance(mapping, dict):
        raise CommandError('Give the mapping as {"field": "heading"}.')
    try:
        chosen(mapping)
    except ValueError as error:
        raise CommandError(str(error)) from error
    return dict(mapping)
