"""What is outstanding towards a family, at whatever stage the review is."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from reviews.models import Review
from scr_portal.outstanding.registry import always, open_matters, step
from scr_portal.workflow import Outstanding

from . import owners
from .enums import LetterStatus, Outgoing
from .gates import about_others, relatives_to_tell
from .models import FamilyLetter, NotToldHold, OutgoingText
from .outgoing import source_of, text_of


@open_matters(Review)
def of_the_family(review: Review) -> Iterator[Outstanding]:
    """Yield relatives recorded after the agencies began to report: they are told as well."""
    yield from relatives_to_tell(review)
    open_holds = NotToldHold.objects.open().filter(relative__review=review)
    for hold in open_holds.select_related("relative__identity"):
        yield to_agree(hold, review) if hold.agreed_at is None else to_look_again(hold, review)


def to_agree(hold: NotToldHold, review: Review) -> Outstanding:
    """Return a request that a relative is not told for now; until a second person agrees it postpones nothing."""
    relative = hold.relative
    return Outstanding(
        f"That {relative} is not told for now waits for a second person to agree.",
        owner=owners.second_person(review, asked_by=hold.placed_by_id),
        url=relative.get_absolute_url(),
        act=f"Agree, or not, that {relative} is not told for now",
        form=reverse("families:hold_agree", args=[review.pk, hold.pk]),
        key=f"hold_agreed:{hold.pk}",
        since=hold.placed_at,
        watchers=owners.readers(review),
    )


def to_look_again(hold: NotToldHold, review: Review) -> Outstanding:
    """Return the matter of looking again at a decision not to tell a relative, on its day."""
    relative = hold.relative
    return Outstanding(
        f"{relative} is not told for now, for a recorded reason.",
        owner=owners.contact(review),
        url=relative.get_absolute_url(),
        act=f"Look again at why {relative} is not told for now",
        form=reverse("families:not_told", args=[review.pk, relative.pk]),
        key=f"hold_looked_at:{hold.pk}",
        since=hold.agreed_at,
        due_on=hold.look_again_on,
        watchers=owners.readers(review),
    )


@open_matters(Review)
def of_letters(review: Review) -> Iterator[Outstanding]:
    """Yield letters that are not sent, and what the second person has to clear in copies of the edition."""
    drafts = FamilyLetter.objects.filter(relative__review=review, status=LetterStatus.DRAFT)
    for letter in drafts.select_related("relative__identity", "written_by"):
        letter.relative.review = review
        yield from step(letter, always(to_send(letter)))
    asked = OutgoingText.objects.filter(relative__review=review).exclude(kind=Outgoing.LETTER)
    for row in asked.select_related("relative__identity"):
        row.relative.review = review
        text = text_of(row)
        if source_of(row.kind).is_open(text.subject):
            yield from about_others(text)


def to_send(letter: FamilyLetter) -> Outstanding:
    """Return a letter in which nothing waits: whoever wrote it last sends it, or sets it aside."""
    relative = letter.relative
    return Outstanding(
        f"The letter to {relative} has not been sent.",
        owner=owners.writer(letter),
        url=letter.get_absolute_url(),
        act=f"Send the letter to {relative}",
        form=reverse("families:letter_send", args=[relative.review_id, letter.pk]),
        key=f"letter:{letter.pk}",
        since=letter.written_at,
        watchers=owners.readers(relative.review),
    )
