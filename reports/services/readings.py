"""Read an edition blind: mark what identifies, take a mark back, and finish with exactly the text that was read."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from reviews.services.referrals import holding
from reviews.services.returns import plain_words
from scr_portal import access, audit, notices, workflow
from scr_portal.access.roles import Role
from scr_portal.accounts.models import User
from scr_portal.refusals import Checks, Missing, Refused, is_blank, refuse_each, sentences_of
from scr_portal.workflow import Outstanding, TransitionBlocked

from ..actions import ReportAction
from ..enums import CouldTell, HowTold, MarkKind
from ..matching import Span
from ..models import EditionReader, EditionReading, PublicEdition, ReaderMark
from ..readings import ReadingState
from .editions import locked
from .findings import hand_over, keep_findings, standing_texts, where

MOST_PLACES = 50
BEFORE_READING = ("reports.flags_settled", "reviews.points_answered")


class WordsNotInText(Refused):
    """The words marked do not stand in the text that is read."""

    field = "words"
    sentence = "These words do not stand in the text. Copy them from there."


class TooManyPlaces(Refused):
    """The words are so common that a mark of them says nothing."""

    field = "words"
    sentence = (
        "These words stand at more than fifty places. Copy the sentence in which they identify somebody."
    )


class HandedOver(Refused):
    """A reader has finished with the text as it stands."""

    sentence = "You have finished with this text. What you marked is handed over and stays."


class TextIsAnother(Refused):
    """The text was changed after the reader opened it."""

    sentence = "The text has changed since this page was opened. Read it again before you finish."


class NothingMarked(Refused):
    """Somebody recognised the family by the text and marked nothing in it."""

    field = "how"
    sentence = "Mark the passages that told you before you finish."


def why_not_yet(edition: PublicEdition) -> list[Outstanding]:
    """Return what keeps the text from being read: passages to settle, and points to answer."""
    gates = workflow.registered()
    return [item for name in BEFORE_READING for item in gates[name].missing(edition)]


@transaction.atomic
def mark(reader: EditionReader, *, words: str, kind: str, note: str, by: User) -> ReaderMark:
    """Mark words by which somebody may be recognised. Nobody else learns of it before both readers have finished."""
    reader = held(reader, by=by)
    refuse_each(refusals_to_mark(reader, words=words, kind=kind, note=note))
    made = ReaderMark.objects.create(reader=reader, words=words.strip(), kind=MarkKind(kind), note=note)
    audit.record("edition.marked", by=by, on=reader)
    return made


def checks_mark(
    reader: EditionReader, *, words: str | None = None, kind: str | None = None, note: str | None = None
) -> Checks:
    """Return what is refused of a mark, field by field."""
    return sentences_of(refusals_to_mark(reader, words=words, kind=kind, note=note))


def refusals_to_mark(
    reader: EditionReader, *, words: str | None, kind: str | None, note: str | None
) -> Iterator[Refused]:
    """No words, or words that do not stand in the text; no kind; nothing about how they identify."""
    if is_blank(words) or (words is not None and not plain_words(words)):
        yield Missing({"words": "Copy the words from the text."})
    elif words:
        yield from refusals_of_words(where(words, standing_texts(reader.edition)))
    if kind is not None and kind not in MarkKind.values:
        yield Missing({"kind": "Choose what kind of thing it is."})
    if is_blank(note):
        yield Missing({"note": "Say how somebody may be recognised by it."})


def refusals_of_words(spans: frozenset[Span]) -> Iterator[Refused]:
    """Words that stand nowhere, or nearly everywhere."""
    if not spans:
        yield WordsNotInText()
    elif len(spans) > MOST_PLACES:
        yield TooManyPlaces()


@transaction.atomic
def take_back(mark: ReaderMark, *, by: User) -> None:
    """Take a mark back before it is handed over."""
    reader = held(mark.reader, by=by)
    mark = ReaderMark.objects.select_for_update(of=("self",)).get(pk=mark.pk)
    if mark.reading_id is not None:
        raise HandedOver
    mark.delete()
    audit.record("edition.mark_taken_back", by=by, on=reader)


@transaction.atomic
def finish(
    reader: EditionReader, *, could_tell: str, how: str = "", words: str = "", digest: str, by: User
) -> EditionReading:
    """Finish with exactly the text that was read. When both have, their marks are matched and shown.

    Raises Refused where the text is no longer the one with this digest.
    """
    reader = held(reader, by=by)
    refuse_each(refusals_to_finish(reader, could_tell=could_tell, how=how, words=words))
    if digest != ReadingState(reader.edition).text:
        raise TextIsAnother
    could = could_tell == CouldTell.YES
    reading = EditionReading.objects.create(
        reader=reader,
        digest=digest,
        could_tell=CouldTell(could_tell),
        how=HowTold(how) if could else "",
        words=words.strip() if could else "",
    )
    for made in reader.marks.filter(reading__isnull=True):
        made.reading = reading
        made.save()
    audit.record("edition.reading_finished", by=by, on=reader, digest=digest)
    show_when_both_finished(reader.edition, by=by)
    return reading


def checks_finish(
    reader: EditionReader, *, could_tell: str | None = None, how: str | None = None, words: str | None = None
) -> Checks:
    """Return what is refused of the last answers of a reader, field by field."""
    return sentences_of(refusals_to_finish(reader, could_tell=could_tell, how=how, words=words))


def refusals_to_finish(
    reader: EditionReader, *, could_tell: str | None, how: str | None, words: str | None
) -> Iterator[Refused]:
    """No answer; a yes without how and by what, or by a text in which nothing is marked."""
    if could_tell is not None and could_tell not in CouldTell.values:
        yield Missing({"could_tell": "Choose whether you could tell."})
    if could_tell != CouldTell.YES:
        return
    if how is not None and how not in HowTold.values:
        yield Missing({"how": "Choose how you could tell."})
    elif how in (HowTold.TEXT, HowTold.BOTH) and not reader.marks.filter(reading__isnull=True).exists():
        yield NothingMarked()
    if is_blank(words):
        yield Missing({"words": "Say what told you."})


def held(reader: EditionReader, *, by: User) -> EditionReader:
    """Edition and reader as they are now, held until the transaction ends, with a text that can be read.

    Raises TransitionBlocked while it cannot, and Refused for a reader who has finished with it.
    """
    edition = locked(reader.edition)
    reader = EditionReader.objects.select_for_update(of=("self",)).get(pk=reader.pk)
    reader.edition = edition
    access.require(ReportAction.READ_BLIND, by, reader)
    if waiting := why_not_yet(edition):
        raise TransitionBlocked(waiting)
    if reader.part in ReadingState(edition).readings:
        raise HandedOver
    return reader


def show_when_both_finished(edition: PublicEdition, *, by: User) -> None:
    """Match the marks once both have finished, show them, and hand over what needs no third reader."""
    state = ReadingState(edition)
    if not state.both_finished:
        return
    for reading in state.readings.values():
        if reading.shown_at is None:
            reading.shown_at = timezone.now()
            reading.save()
    keep_findings(edition, state)
    audit.record("edition.readings_shown", by=by, on=edition)
    for manager in holding(edition.review.board, Role.BUSINESS_MANAGER):
        path = edition.get_absolute_url()
        notices.send("edition_read", to=manager, case_code=edition.case_code, path=path)
    hand_over(edition, by=by)
