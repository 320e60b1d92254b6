"""Write a letter to one relative, send it, or set it aside."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from reviews.passages import closing_to
from scr_portal import access, audit, workflow
from scr_portal.accounts.models import User
from scr_portal.refusals import Checks, Refused, is_blank, missing, refuse, refuse_each
from scr_portal.sealed.keys import keyed_index
from scr_portal.web.stale import require_version

from ..actions import FamilyAction
from ..enums import LETTER_PURPOSES, ContactKind, LetterStatus, Means, Outgoing
from ..models import FamilyLetter, Relative
from ..outgoing import Text
from . import holds, others, relatives


class LetterClosed(Refused):
    """The letter was sent, or set aside."""

    sentence = "This letter has been sent or set aside, so it stays as it is. Write another."


class LetterNotRead(Refused):
    """A passage of the letter is closed to whoever would change it, and another wrote it."""


@transaction.atomic
def begin(relative: Relative, *, kind: str, text: str, by: User) -> FamilyLetter:
    """Write a letter to a relative. It is kept as a draft until it is sent."""
    relative = holds.locked(relative)
    access.require(FamilyAction.RECORD_CONTACT, by, relative)
    return written(FamilyLetter(relative=relative), kind=kind, text=text, by=by)


@transaction.atomic
def write(letter: FamilyLetter, *, kind: str, text: str, version: int, by: User) -> FamilyLetter:
    """Change a draft. Whoever changes it is its writer; what was cleared stays where its passage does. Raises StaleForm."""
    letter = locked(letter)
    access.require(FamilyAction.RECORD_CONTACT, by, letter)
    refuse_each(refusals_to_write(letter, by=by))
    require_version(letter, version)
    return written(letter, kind=kind, text=text, by=by)


def written(letter: FamilyLetter, *, kind: str, text: str, by: User) -> FamilyLetter:
    refuse(checks_write(kind=kind, text=text))
    letter.kind = ContactKind(kind)
    letter.text.write(text)
    letter.digest = keyed_index(sha256(text.encode()).hexdigest())
    letter.written_by, letter.written_at = by, timezone.now()
    letter.version += 1
    letter.save()
    text_of_letter = Text(Outgoing.LETTER, letter, letter.relative)
    if text_of_letter.row():
        others.look_through(text_of_letter, by=by)
    audit.record("family.letter_written", by=by, on=letter.relative, kind=kind)
    return letter


def checks_write(*, kind: str | None = None, text: str | None = None, **others: object) -> Checks:
    """Return what is refused of a letter: no words, and a kind that is none."""
    checks: Checks = {}
    if kind is not None and kind not in LETTER_PURPOSES:
        checks["kind"] = missing("Choose what the letter is for.")
    if is_blank(text):
        checks["text"] = missing("Write the letter.")
    return checks


@transaction.atomic
def send(letter: FamilyLetter, *, on: datetime.date, despite_hold: str = "", by: User) -> FamilyLetter:
    """Record that the letter went to the relative, as a contact by letter.

    Raises TransitionBlocked while anything in it waits to be cleared, and Refused as a contact is refused.
    """
    letter = locked(letter)
    access.require(FamilyAction.SEND_LETTER, by, letter)
    others.look_through(Text(Outgoing.LETTER, letter, letter.relative), by=by)
    workflow.move(letter, LetterStatus.SENT)
    letter.sent_at, letter.sent_by = timezone.now(), by
    letter.save()
    values = {"kind": letter.kind, "means": Means.LETTER, "on": on, "despite_hold": despite_hold}
    relatives.record_contact(letter.relative, by=by, **values)  # type: ignore[arg-type]
    audit.record("family.letter_sent", by=by, on=letter.relative, kind=letter.kind)
    return letter


@transaction.atomic
def set_aside(letter: FamilyLetter, *, by: User) -> FamilyLetter:
    """Keep a draft that is not sent. Twice is once."""
    letter = locked(letter)
    access.require(FamilyAction.SEND_LETTER, by, letter)
    if letter.status == LetterStatus.ASIDE:
        return letter
    workflow.move(letter, LetterStatus.ASIDE)
    letter.save()
    audit.record("family.letter_set_aside", by=by, on=letter.relative, kind=letter.kind)
    return letter


def refusals_once_closed(letter: FamilyLetter) -> Iterator[Refused]:
    """Yield that the letter is no draft any more."""
    if letter.status != LetterStatus.DRAFT:
        yield LetterClosed()


def refusals_to_write(letter: FamilyLetter, *, by: User) -> Iterator[Refused]:
    """Yield that the letter is no draft, or that a passage of it, which another wrote, is closed to this person."""
    yield from refusals_once_closed(letter)
    if letter.written_by_id != by.pk and (closed := closing_to(by, letter, "text")):
        yield LetterNotRead(closed.sentence)


def locked(letter: FamilyLetter) -> FamilyLetter:
    """Return the letter as it is now, held with its relative and review until the transaction ends."""
    relative = holds.locked(letter.relative)
    letter = (
        FamilyLetter.objects.select_for_update(of=("self",)).select_related("written_by").get(pk=letter.pk)
    )
    letter.relative = relative
    return letter
