"""Appoint the readers of a public edition, and end an appointment; the text of the edition opens and shuts with it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from scr_portal import access, audit, notices
from scr_portal.accounts.models import User
from scr_portal.deadlines.calendar import add_working_days
from scr_portal.refusals import Checks, Missing, Refused, is_blank, refuse_each, sentences_of

from ..actions import ReportAction
from ..enums import ReaderPart
from ..models import EditionReader, PublicEdition
from ..readings import ReadingState
from .editions import locked
from .reader_rules import Candidate, candidates

DAYS_TO_READ = 10
"""Working days a reader is asked to take, unless another day is named."""


class PartTaken(Refused):
    """There is one reader for each part."""

    sentence = "Somebody is appointed for this part already. End that appointment first."


class ThirdNotNeeded(Refused):
    """A third reader decides differences, and there are none."""

    sentence = "A third reader is appointed when two have finished and differ."


class MayNotRead(Refused):
    """A rule stands against this person as a reader."""

    field = "reader"


class DayTooEarly(Refused):
    """The day by which they are to read has passed."""

    field = "due_on"
    sentence = "Choose a day from today on."


class HasFinished(Refused):
    """What a reader has recorded of the text as it stands is not thrown away."""

    sentence = "This reader has finished with the text as it stands. The appointment stays."


@transaction.atomic
def appoint(
    edition: PublicEdition, *, part: str, reader: User, due_on: datetime.date | None = None, by: User
) -> EditionReader:
    """Appoint a reader and tell them by mail. Raises Refused with the rule that stands against this person."""
    edition = locked(edition)
    access.require(ReportAction.APPOINT_READER, by, edition)
    part = ReaderPart(part)
    if sentence := why_not(edition, part):
        raise PartTaken if sentence == PartTaken.sentence else ThirdNotNeeded
    refuse_each(refusals_to_appoint(edition, part, reader=reader, due_on=due_on))
    known = {candidate.user.pk: candidate for candidate in candidates(edition, part)}
    appointed = EditionReader.objects.create(
        edition=edition,
        part=part,
        reader=reader,
        agency=known[reader.pk].agency,
        appointed_by=by,
        due_on=due_on or usual_day(),
    )
    audit.record("edition.reader_appointed", by=by, on=appointed, part=str(part), user=reader.pk)
    path = appointed.get_absolute_url()
    notices.send("edition_reader_appointed", to=reader, case_code=edition.case_code, path=path)
    return appointed


def why_not(edition: PublicEdition, part: str) -> str:
    """Why nobody can be appointed for this part now, in a sentence; empty where somebody can."""
    state = ReadingState(edition)
    if part in state.readers:
        return PartTaken.sentence
    if part == ReaderPart.THIRD and not state.open_findings:
        return ThirdNotNeeded.sentence
    return ""


def usual_day() -> datetime.date:
    return add_working_days(timezone.localdate(), DAYS_TO_READ)


def checks_appoint(
    edition: PublicEdition,
    part: str,
    *,
    reader: User | None = None,
    due_on: datetime.date | None = None,
) -> Checks:
    """Return what is refused of an appointment: the person, and the day."""
    return sentences_of(refusals_to_appoint(edition, part, reader=reader, due_on=due_on))


def refusals_to_appoint(
    edition: PublicEdition, part: str, *, reader: User | None, due_on: datetime.date | None
) -> Iterator[Refused]:
    """Nobody but those who work on cases of the board and against whom no rule stands; no day that has passed."""
    if reader is not None and (sentence := against(candidates(edition, part), reader)):
        yield MayNotRead(sentence)
    if due_on is not None and due_on < timezone.localdate():
        yield DayTooEarly()


def against(known: list[Candidate], reader: User) -> str:
    """Return why this person may not read, in a sentence; empty where they may."""
    candidate = next((candidate for candidate in known if candidate.user.pk == reader.pk), None)
    if candidate is None:
        return "This person does not work on cases of the board."
    return candidate.against.sentence if candidate.against else ""


@transaction.atomic
def end(reader: EditionReader, *, reason: str, by: User) -> EditionReader:
    """End an appointment with a reason. Marks that were not handed over count for nothing; another person reads anew."""
    edition = locked(reader.edition)
    reader = EditionReader.objects.select_for_update(of=("self",)).get(pk=reader.pk)
    reader.edition = edition
    access.require(ReportAction.APPOINT_READER, by, edition)
    if is_blank(reason):
        raise Missing({"reason": "Say why the appointment ends."})
    if reader.ended_at is not None:
        return reader
    if has_finished(reader):
        raise HasFinished
    reader.ended_at, reader.ended_by, reader.ended_because = timezone.now(), by, reason
    reader.save()
    audit.record("edition.reader_ended", by=by, on=reader, part=reader.part)
    return reader


def has_finished(reader: EditionReader) -> bool:
    """Whether a reader has finished with the text as it stands, or decided of what was found in it."""
    if reader.part == ReaderPart.THIRD:
        return bool(reader.edition.findings.filter(decided_by=reader.reader).exists())
    state = ReadingState(reader.edition)
    return reader.part in state.readings
