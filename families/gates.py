"""What a family is promised, as rules that hold the next step shut."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from reviews import owners as of_case
from reviews.models import Review
from reviews.passages import coded_form
from reviews.sealed_texts import repeated_in
from scr_portal.web.words import counted, long_date
from scr_portal.workflow import Outstanding, gate

from . import owners
from .enums import ContactKind, Outgoing
from .models import FamilyContact, FamilyLetter, NotToldHold, Relative
from .outgoing import Text, source_of


def without_contact(review: Review, kind: str) -> Any:
    """Relatives of the review with whom no contact of this kind is recorded."""
    contact = FamilyContact.objects.filter(relative=OuterRef("pk"), kind=kind)
    return Relative.objects.filter(review=review).filter(~Exists(contact)).select_related("identity")


def contact_held(review: Review, on: datetime.date) -> bool:
    """Whether proceedings held contact with the family on this day: those that run now, or ended later."""
    held = review.proceedings.filter(holds_family_contact=True)
    return bool(held.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on)).exists())


def not_held(
    relatives: QuerySet[Relative], *, since: datetime.datetime | None = None
) -> Iterator[tuple[Relative, str]]:
    """Relatives whom no decision keeps from being told, each with what became of one that was made.

    With `since` a decision counts only if it was agreed, or looked at again, after that moment. A decision
    postpones: once it has ended or its day has passed, the relative is owed everything again.
    """
    counting = NotToldHold.objects.current()
    if since is not None:
        counting = NotToldHold.objects.reviewed_since(since)
    for relative in relatives.exclude(pk__in=counting.values("relative")):
        open_hold = relative.not_told_holds.open().last()
        yield relative, "" if open_hold is None else said_of(open_hold)


def said_of(hold: NotToldHold) -> str:
    """Why a decision not to tell somebody does not count now."""
    if hold.agreed_at is None:
        return " That they are not told for now waits for a second person to agree."
    if not hold.is_current:
        return (
            f" That they are not told for now was to be looked at again on {long_date(hold.look_again_on)}."
        )
    return " They are not told for now. Look at that again before the report is public."


@gate("families.told_of_review", source="Isle of Wight leaflet: ‘you should know about the review’")
def told_of_review(review: Review) -> Iterator[Outstanding]:
    rule = review.procedure.family
    if not rule.told_before_gathering:
        return
    if not review.relatives.exists():
        yield Outstanding(
            "No relative is recorded yet. Say who is to be told.",
            rule.told_source,
            owner=of_case.manager(review),
            url=reverse("families:family", args=[review.pk]),
            act="Record who in the family is to be told",
            form=reverse("families:relative_add", args=[review.pk]),
            key=f"relatives:{review.pk}",
            watchers=owners.readers(review),
        )
    yield from relatives_to_tell(review)


def relatives_to_tell(review: Review) -> Iterator[Outstanding]:
    """Each relative who has not been told that there is a review, at whatever stage it is."""
    later = contact_held(review, timezone.localdate())
    for relative, hold in not_held(without_contact(review, ContactKind.TOLD)):
        yield contact_matter(
            relative,
            review,
            key="told",
            sentence=f"{relative} has not been told that there is a review.{hold}",
            act=f"Tell {relative} that there is a review",
            source=review.procedure.family.told_source,
            later=later,
        )


def contact_matter(
    relative: Relative,
    review: Review,
    *,
    key: str,
    sentence: str,
    act: str,
    source: str = "",
    later: bool = False,
) -> Outstanding:
    """Something a relative is owed, with the family’s contact."""
    return Outstanding(
        sentence,
        source,
        owner=owners.contact(review),
        url=relative.get_absolute_url(),
        act=act,
        form=reverse("families:contact_record", args=[review.pk, relative.pk]),
        key=f"{key}:{relative.pk}",
        later=later,
        watchers=owners.readers(review),
    )


@gate(
    "families.may_be_told",
    source="Portal default, no leaflet says it: two people agreed that this relative is not told for now",
)
def may_be_told(letter: FamilyLetter) -> Iterator[Outstanding]:
    """Yield a decision not to tell the relative that is in force: a letter would tell them."""
    relative = letter.relative
    if relative.not_told_holds.current().exists():
        yield Outstanding(
            f"{relative} is not told for now. End that before a letter goes to them.",
            owner=owners.contact(relative.review),
            url=relative.get_absolute_url(),
            act=f"Look again at why {relative} is not told, before a letter goes to them",
            key=f"letter_held:{letter.pk}",
            watchers=owners.readers(relative.review),
        )


@gate(
    "families.kept_apart",
    source="Portal default, no leaflet says it: what is recorded about one relative is not told to another",
)
def kept_apart(letter: FamilyLetter) -> Iterator[Outstanding]:
    """Yield what the letter may say of others and nobody has cleared."""
    yield from about_others(Text(Outgoing.LETTER, letter, letter.relative))


@gate(
    "families.nothing_sealed",
    source="Portal default, no leaflet says it: what is sealed to named people is told to no relative while the seal stands",
)
def nothing_sealed(letter: FamilyLetter) -> Iterator[Outstanding]:
    """Yield each seal whose words stand in the letter, whoever reads; what is sealed of letters to this relative, they have."""
    relative = letter.relative
    text = f"{letter.text.original}\n\n{coded_form(letter, 'text')}"
    theirs = relative.letters.values_list("pk", flat=True)
    for seal in repeated_in(text, relative.review_id, besides=theirs):
        yield Outstanding(
            f"Words stand in this letter that are {seal.words}. No letter with them is printed or sent.",
            owner=of_case.manager(relative.review),
            url=f"{letter.get_absolute_url()}#letter",
            act=f"Have what is sealed taken out of the letter to {relative}",
            form=reverse("families:letter_edit", args=[relative.review_id, letter.pk]),
            key=f"letter_sealed:{letter.pk}:{seal.pk}",
            watchers=owners.readers(relative.review),
        )


def about_others(text: Text) -> Iterator[Outstanding]:
    """Yield the sentences that wait, as one matter: of the second person once asked, before that of the writer."""
    waiting = text.waiting()
    if not waiting:
        return
    review, row, source = text.relative.review, text.row(), source_of(text.kind)
    sentences = counted(len(waiting), "sentence")
    where = f"{sentences} in {source.name} for {text.relative}"
    yield Outstanding(
        f"{where[:1].upper()}{where[1:]} may tell of another person. Somebody else clears each, or it is taken out.",
        review.procedure.family.kept_apart_source,
        owner=owners.second_person(review, asked_by=row.asked_by_id)
        if row
        else source.owner(text.subject, text.relative),
        url=row.get_absolute_url() if row else f"{source.url(text.subject, text.relative)}#about-others",
        form="" if row else source.form(text.subject, text.relative),
        act=f"Clear, or not, {where}" if row else f"Take out, or ask about, {where}",
        key=f"kept_apart:{text.subject.pk}:{text.relative.pk}",
        since=row.asked_at if row else None,
        watchers=owners.readers(review),
        private=row is not None,
    )
