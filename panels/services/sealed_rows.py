"""A corrected chronology holds again what was sealed in the edition before: the seal goes on with it."""

from __future__ import annotations

from collections.abc import Iterator

from reviews.models import Seal
from reviews.services import seals

from ..models import Chronology, ChronologyEvent
from ..row_texts import RowText, in_order, key_of, places


def close_until_read(chronology: Chronology) -> None:
    """Close a new file as a whole while anything of an earlier edition is sealed: nobody knows yet where it stands."""
    for seal, _ in sealed_before(chronology):
        seals.put_on(seal, chronology, carried=True)


def carry_seals(chronology: Chronology) -> None:
    """Let each seal on a row go on with that row; where it is not found the whole edition stays closed.

    The row may have been worded anew, and a person has to look: whoever placed the seal is told.
    """
    for seal, row in sealed_before(chronology):
        now = same_row(row, chronology) if isinstance(row, ChronologyEvent) else None
        if now is not None:
            seals.take_off(seal, chronology)
        seals.carry(seal, now if now is not None else chronology)


def sealed_before(chronology: Chronology) -> Iterator[tuple[Seal, Chronology | ChronologyEvent]]:
    """Yield the seals in force on an earlier edition or a row of one, with what each was placed on."""
    earlier = chronology.commission.chronologies.filter(edition__lt=chronology.edition)
    for seal in Seal.objects.in_force().filter(review=chronology.review, kind__in=["chronology", "event"]):
        subject = seals.subject_of(seal, before=chronology.pk)
        edition = subject.chronology if isinstance(subject, ChronologyEvent) else subject
        if edition in earlier:
            yield seal, subject


def same_row(row: ChronologyEvent, chronology: Chronology) -> ChronologyEvent | None:
    """Return the row of another edition that is this row; None where none was found or its words differ."""
    key, words = places(row.chronology, chronology).get(key_of(row)), RowText(row).original
    same = (now for now in in_order(chronology) if key_of(now) == key and RowText(now).original == words)
    return next(same, None)
