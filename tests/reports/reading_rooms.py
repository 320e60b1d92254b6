"""An edition before its two readers, for the tests of reading."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from reports.models import EditionReader, PublicEdition
from reports.services import flags, freezing, readers, readings
from scr_portal.access.roles import Role
from tests import make
from tests.reports.test_editions import signed_with

TEXT = (
    "# What happened\n\nA lifeboat crew came to the quay by the old fort. The child liked swans and drawing."
)


def room(text: str = TEXT) -> SimpleNamespace:
    """Two readers of two agencies, appointed; nobody has marked anything."""
    people, report = signed_with(text)
    people.report = report
    people.edition = make.edition(people, report, cleared=False)
    for flag in people.edition.flags.all():
        flags.settle(flag, decision="keep", reason="It fits many.", by=people.manager)
    people.edition.refresh_from_db()
    people.first, people.second = make.readers_of(people.edition, by=people.manager)
    return people


def mark(reader: EditionReader, words: str, *, kind: str = "place", note: str = "There is one.") -> Any:
    return readings.mark(reader, words=words, kind=kind, note=note, by=reader.reader)


def finish(reader: EditionReader, **values: Any) -> Any:
    if "digest" not in values:
        values["digest"] = freezing.standing_digest(PublicEdition.objects.get(pk=reader.edition_id))
    return readings.finish(reader, by=reader.reader, **{"could_tell": "no"} | values)


def third(people: Any) -> EditionReader:
    """Somebody who decides what the two differ about, of a third agency."""
    person = make.member(people.board, Role.AGENCY_LEAD, agency=make.agency(people.board))
    return readers.appoint(people.edition, part="third", reader=person, by=people.manager)


def settle(people: Any, *, words: str = "the shore") -> None:
    for flag in people.edition.flags.filter(decision=""):
        flags.settle(flag, decision="replace", replacement=words, reason="There is one.", by=people.manager)
    people.edition.refresh_from_db()
