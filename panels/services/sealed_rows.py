"""A corrected chronology holds again what was sealed in the edition before: the seal goes on with it."""

from __future__ import annotations

from collections.abc import Iterator

from reviews.models import Seal
from reviews.services import seals

from ..enums import ChronologyStatus
from ..models import Chronology, ChronologyEvent
from ..row_texts import RowText, in_order, key_of, places

NOT_READ = (ChronologyStatus.READING, ChronologyStatus.ASKED, ChronologyStatus.REFUSED)


def close_until_read(chronology: Chronology) -> None:
    """Close a new file as a whole while anything of an earlier edition is sealed: nobody knows yet where it stands."""
    for seal, _ in sealed_before(chronology):
        seals.put_on(seal, chronology, carried=True)


def carry_seals(chronology: Chronology) -> None:
    """Let each seal on a row go on with that row; where it is not found the whole edition stays closed.

    The row may have been worded anew, and a person has to look: whoever placed the seal is told.
    """
    for seal, subject in sealed_before(chronology):
        carry(seal, subject, chronology)


def carry_on(seal: Seal, subject: Chronology | ChronologyEvent) -> None:
    """Let a seal placed now go on with the editions that were handed in since: one of them may be accepted next."""
    edition = edition_of(subject)
    for later in edition.commission.chronologies.filter(edition__gt=edition.edition).order_by("edition"):
        if later.status in NOT_READ:
            seals.put_on(seal, later, carried=True)
        else:
            carry(seal, subject, later)


def carry(seal: Seal, subject: Chronology | ChronologyEvent, chronology: Chronology) -> None:
    """Let a seal go on with the same row of another edition, or with that edition as a whole."""
    now = same_row(subject, chronology) if isinstance(subject, ChronologyEvent) else None
    if now is not None:
        seals.take_off(seal, chronology)
    seals.carry(seal, now if now is not None else chronology)


def sealed_before(chronology: Chronology) -> Iterator[tuple[Seal, Chronology | ChronologyEvent]]:
    """Yield the seals in force on an earlier edition or a row of one, with what each was placed on."""
    earlier = chronology.commission.chronologies.filter(edition__lt=chronology.edition)
    for seal in Seal.objects.in_force().filter(review=chronology.review, kind__in=["chronology", "event"]):
        subject = seals.subject_of(seal, before=chronology.pk)
        if subject is not None and edition_of(subject) in earlier:
            yield seal, subject


def edition_of(subject: Chronology | ChronologyEvent) -> Chronology:
    return subject.chronology if isinstance(subject, ChronologyEvent) else subject


def same_row(row: ChronologyEvent, chronology: Chronology) -> ChronologyEvent | None:
    """Return the row of another edition that is this row; None where none was found or its words differ."""
    key, words = places(row.chronology, chronology).get(key_of(row)), RowText(row).original
    same = (now for now in in_order(chronology) if key_of(now) == key and RowText(now).original == words)
    return next(same, None)
