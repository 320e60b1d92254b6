"""Have what a text for one relative says of another cleared by a second person, before the text reaches its reader."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from reviews.services.reviews import locked as locked_review
from scr_portal import access, audit
from scr_portal.accounts.models import User
from scr_portal.refusals import Missing, Refused, is_blank, refuse_each
from scr_portal.sealed.reading import reading_as

from ..actions import FamilyAction
from ..gates import about_others
from ..models import AboutAnother, OutgoingText
from ..outgoing import Text, key_of, source_of, text_of


class NotCleared(Refused):
    """A sentence of the text waits for a second person."""


class ClearedByGiver(Refused):
    """Whoever cleared a sentence does not give the text as well."""

    sentence = "You cleared what this says of others, so somebody else gives it to the relative."


class ChangedSince(Refused):
    """A sentence that was chosen no longer stands in the text as it did."""

    sentence = "The text has changed since this page was opened. Read it again before you clear it."


class NotReadWhole(Refused):
    """A passage of the text is closed to whoever would clear something in it."""

    sentence = "A passage of this text is sealed and closed to you, so somebody who reads all of it clears what it says of others."


class NoLongerOpen(Refused):
    """The text has reached its reader, or was set aside."""

    sentence = "This text has been sent, set aside or made public, so nothing is cleared in it."


@transaction.atomic
def ask(text: Text, *, by: User) -> OutgoingText:
    """List what a text says of others, for a second person to clear: anybody but who gives it, whoever asks."""
    locked_review(text.relative.review)
    access.require(FamilyAction.RECORD_CONTACT, by, text.relative)
    source = source_of(text.kind)
    text = replace(text, subject=source.subject(text.subject.pk))
    require_open(text)
    row = look_through(text, by=source.giver(text.subject, by))
    audit.record("family.others_asked", by=by, on=text.relative, kind=text.kind)
    return row


@transaction.atomic
def clear(outgoing: OutgoingText, *, chosen: Collection[str], reason: str, by: User) -> OutgoingText:
    """Clear the chosen sentences (`AboutAnother.found`) with a reason, as the second person.

    Raises Refused without a reason or a sentence, and where one of them has changed.
    """
    locked_review(outgoing.relative.review)
    outgoing = locked(outgoing)
    access.require(FamilyAction.CLEAR_OTHERS, by, outgoing)
    text = text_of(outgoing)
    require_open(text)
    refuse_each(refusals_to_clear(text, by=by))
    if is_blank(reason):
        raise Missing({"reason": "Say why the relative may read this."})
    if not chosen:
        raise Missing({"chosen": "Choose what you clear."})
    look_through(text, by=outgoing.asked_by)
    matters = {matter.found: matter for matter in outgoing.matters.filter(cleared_at__isnull=True)}
    if not set(chosen) <= set(matters):
        raise ChangedSince
    for found in sorted(chosen):
        matter = matters[found]
        matter.reason, matter.cleared_at, matter.cleared_by = reason, timezone.now(), by
        matter.save()
    audit.record("family.others_cleared", by=by, on=outgoing.relative, sentences=len(set(chosen)))
    return outgoing


def require_cleared(text: Text, *, by: User) -> OutgoingText:
    """Return the row of a text in which nothing waits. Raises NotCleared, or ClearedByGiver; looks through it anew."""
    known = text.row()
    row = look_through(text, by=known.asked_by if known else by)
    for waiting in about_others(text):
        raise NotCleared(waiting.sentence)
    refuse_each(refusals_to_give(row, by=by))
    return row


def refusals_to_give(row: OutgoingText | None, *, by: User) -> Iterator[Refused]:
    """Yield that `by` cleared something in the text, so that somebody else gives it."""
    if row is not None and row.matters.filter(cleared_by=by).exists():
        yield ClearedByGiver()


def refusals_to_clear(text: Text, *, by: User) -> Iterator[Refused]:
    """Yield that `by` does not read all of the text: nobody judges what they have not read (decision 57)."""
    with reading_as(by):
        closed = text.closed()
    if closed:
        yield NotReadWhole()


def look_through(text: Text, *, by: User) -> OutgoingText:
    """List anew what the text says of others. A clearing stays where its passage does, unless `by` gave it."""
    row = text.row() or OutgoingText(relative=text.relative, kind=text.kind, of=text.subject.pk)
    if (row.digest, row.asked_by_id) != (text.digest, by.pk):
        row.digest, row.asked_by, row.asked_at = text.digest, by, timezone.now()
        row.save()
    found = {key_of(passage): passage for passage in text.found()}
    for matter in row.matters.all():
        if matter.found not in found or (matter.asked_by_id != by.pk and matter.cleared_by_id == by.pk):
            matter.delete()
        elif found.pop(matter.found) and matter.asked_by_id != by.pk:
            matter.asked_by = by
            matter.save()
    for key, passage in found.items():
        AboutAnother.objects.create(
            outgoing=row,
            found=key,
            sentence=passage.sentence,
            why=list(passage.why),
            kinds=list(passage.kinds),
            asked_by=by,
        )
    return row


def require_open(text: Text) -> None:
    """Raise NoLongerOpen unless the text has yet to reach its reader."""
    if not source_of(text.kind).is_open(text.subject):
        raise NoLongerOpen


def locked(outgoing: OutgoingText) -> OutgoingText:
    """Return the row as it is now, held until the transaction ends."""
    rows = OutgoingText.objects.select_for_update(of=("self",))
    return rows.select_related("relative__review__board", "relative__identity", "asked_by").get(
        pk=outgoing.pk
    )
