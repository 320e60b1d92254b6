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
    """Let a seal placed now hold in every edition: those handed in since, of which one may be accepted next, and those before.

    A row that says the same as a sealed one is sealed with it: it would tell what that one says.
    """
    edition = edition_of(subject)
    for twin in twins_of(subject):
        seals.put_on(seal, twin)
    for earlier in edition.commission.chronologies.filter(edition__lt=edition.edition):
        for row in standing_before(subject, earlier):
            seals.put_on(seal, row, before=True)
    for later in edition.commission.chronologies.filter(edition__gt=edition.edition).order_by("edition"):
        if later.status in NOT_READ:
            seals.put_on(seal, later, carried=True)
        else:
            carry(seal, subject, later)


def carry(seal: Seal, subject: Chronology | ChronologyEvent, chronology: Chronology) -> None:
    """Let a seal go on with the same row of another edition and its equals, or with that edition as a whole."""
    rows = same_rows(subject, chronology) if isinstance(subject, ChronologyEvent) else []
    if not rows:
        seals.carry(seal, chronology)
        return
    seals.take_off(seal, chronology)
    for now in rows:
        seals.carry(seal, now)


def sealed_before(chronology: Chronology) -> Iterator[tuple[Seal, Chronology | ChronologyEvent]]:
    """Yield the seals in force on an earlier edition or a row of one, with what each was placed on."""
    earlier = chronology.commission.chronologies.filter(edition__lt=chronology.edition)
    for seal in Seal.objects.in_force().filter(review=chronology.review, kind__in=["chronology", "event"]):
        subject = seals.subject_of(seal, before=chronology.pk)
        if subject is not None and edition_of(subject) in earlier:
            yield seal, subject


def edition_of(subject: Chronology | ChronologyEvent) -> Chronology:
    return subject.chronology if isinstance(subject, ChronologyEvent) else subject


def saying(words: str, chronology: Chronology) -> list[ChronologyEvent]:
    """Return the rows of an edition that say exactly this."""
    return [row for row in in_order(chronology) if RowText(row).original == words]


def twins_of(subject: Chronology | ChronologyEvent) -> list[ChronologyEvent]:
    """Return the other rows of the edition that say the same, the date and every cell included."""
    if not isinstance(subject, ChronologyEvent):
        return []
    return [row for row in saying(RowText(subject).original, subject.chronology) if row.pk != subject.pk]


def same_rows(row: ChronologyEvent, chronology: Chronology) -> list[ChronologyEvent]:
    """Return the rows of a later edition that say what this row says; none where it, or an equal of it, says something else."""
    moved, equal = places(row.chronology, chronology), saying(RowText(row).original, chronology)
    expected = {moved.get(key_of(one)) for one in (row, *twins_of(row))}
    return equal if expected <= {key_of(now) for now in equal} else []


def standing_before(
    subject: Chronology | ChronologyEvent, earlier: Chronology
) -> list[Chronology | ChronologyEvent]:
    """Return where something stood in an earlier edition, which may be the one in force: there its words may be others."""
    if not isinstance(subject, ChronologyEvent):
        return [earlier]
    key, words = key_of(subject), RowText(subject).original
    became = {was: now for was, now in places(earlier, subject.chronology).items() if now == key}
    return [row for row in in_order(earlier) if key_of(row) in became or RowText(row).original == words]
