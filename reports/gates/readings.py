"""What has to be true of the two readers of a public edition before it is cleared and before it is public."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.urls import reverse

from reviews import owners as of_case
from reviews.gates import points_answered
from scr_portal.web.words import counted
from scr_portal.workflow import Outstanding, gate

from .. import owners
from ..enums import BLIND, ReaderPart
from ..models import EditionReader, EditionReading, PublicEdition
from ..readings import ReadingState, kept_estimate

OWN_RULE = (
    "The portal’s own rule: two people look before the public does, and neither knows what the other found"
)
ESTIMATE = (
    "The portal’s own rule: what two readers may both have missed is said before publication "
    "(Chapman 1951, with the interval of Sadinle 2009)"
)


@gate("reports.read_by_two", source=OWN_RULE)
def read_by_two(edition: PublicEdition) -> Iterator[Outstanding]:
    """Require two finished readings of exactly this text, and an answer to whatever the two differ about."""
    state = ReadingState(edition)
    later = state.text is None or any(points_answered(edition))
    yield from (replace(item, later=later) for item in readers_missing(edition, state))
    yield from (replace(to_read(reader), later=later) for reader in state.unfinished)
    if not later and state.both_finished:
        yield from differences(edition, state)


def readers_missing(edition: PublicEdition, state: ReadingState) -> Iterator[Outstanding]:
    """Yield the readers that nobody has appointed."""
    if missing := state.not_appointed:
        words = "Two readers have" if len(missing) == len(BLIND) else "A second reader of another agency has"
        yield to_appoint(edition, missing[0], f"{words} not been appointed.")


def to_appoint(edition: PublicEdition, part: ReaderPart, sentence: str) -> Outstanding:
    return Outstanding(
        sentence,
        owner=of_case.manager(edition),
        url=reverse("reports:readers", args=[edition.review_id]),
        act=f"Appoint the {part.label.lower()} of the public edition",
        form=reverse("reports:reader_appoint", args=[edition.review_id, part]),
        key=f"reader:{edition.pk}:{part}",
        watchers=of_case.those_at_work(edition.review),
    )


def to_read(reader: EditionReader) -> Outstanding:
    """Return a reading that is not finished; what has been marked so far is not said."""
    again = "again, because its text has changed" if reader.readings.exists() else "blind"
    return Outstanding(
        f"The {reader.get_part_display().lower()} has not finished.",
        owner=owners.reader(reader),
        url=reader.get_absolute_url(),
        act=f"Read the public edition {again}",
        form=reverse("reports:read", args=[reader.pk]),
        key=f"read:{reader.pk}",
        since=reader.appointed_at,
        due_on=reader.due_on,
        watchers=of_case.those_at_work(reader.review),
        private=True,
    )


def differences(edition: PublicEdition, state: ReadingState) -> Iterator[Outstanding]:
    """Yield what the two readers differ about: for the third, or for whoever appoints one."""
    if not (count := len(state.open_findings)):
        return
    words = counted(count, "passage,passages").capitalize()
    if state.third is None:
        sentence = f"{words} found by one reader and not by the other: a third reader decides."
        yield to_appoint(edition, ReaderPart.THIRD, sentence)
        return
    yield Outstanding(
        f"{words} about which the two readers differ {'waits' if count == 1 else 'wait'} for a decision.",
        owner=owners.reader(state.third),
        url=state.third.get_absolute_url(),
        act="Decide what the two readers differ about",
        form=state.open_findings[0].get_absolute_url(),
        key=f"differences:{edition.pk}",
        since=state.third.appointed_at,
        due_on=state.third.due_on,
        watchers=of_case.those_at_work(edition.review),
        private=True,
    )


@gate("reports.estimate_on_record", source=ESTIMATE)
def estimate_on_record(edition: PublicEdition) -> Iterator[Outstanding]:
    """Require two readers by name, and what they may both have missed, for exactly the text that was cleared."""
    read = EditionReading.objects.filter(
        reader__edition=edition, reader__part__in=BLIND, digest=edition.digest
    )
    if kept_estimate(edition) is not None and read.values("reader__reader").distinct().count() >= len(BLIND):
        return
    yield Outstanding(
        "This text was cleared by one reader alone. Set the edition aside and make a new one, which two read.",
        owner=of_case.manager(edition),
        url=edition.get_absolute_url(),
        act="Set the edition aside and make a new one, which two read",
        form=reverse("reports:withdraw", args=[edition.review_id]),
        key=f"estimate:{edition.pk}",
        watchers=of_case.those_at_work(edition.review),
    )
