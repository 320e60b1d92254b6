"""Seal single sentences of a text, and notice when they are no longer found there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from scr_portal import audit
from scr_portal.accounts.models import User
from scr_portal.audit.signals import recorded
from scr_portal.outstanding.keeping import NOT_ACTS
from scr_portal.refusals import Refused, refuse_each
from scr_portal.sealed import keyed_index

from ..models import PASSAGE, Review, Seal, SealedObject, SealedPassage
from ..passage_homes import Home, Section, home_named, home_of
from ..passages import in_sentences, is_lost
from ..policy import review_of
from ..sealed_words import keys_of
from . import seals


class NothingChosen(Refused):
    """A passage has at least one sentence."""

    sentence = "Choose the sentences that are to be sealed."


class TextHasChanged(Refused):
    """The numbers of the sentences are those of another text."""

    sentence = "The text has changed since its sentences were chosen. Choose them again."


class NoReviewYet(Refused):
    """A referral that became no review: nobody beside its readers is to come yet."""

    sentence = "A passage of a referral is sealed once the review has been decided on."


class OlderVersion(Refused):
    """What is sealed is looked for in the newest version."""

    sentence = "There is a newer version of this text. Seal the passage there: what is sealed in it is sealed here too."


class PassageSealedAlready(Refused):
    """One seal on one sentence: two could not be told apart by whoever meets them."""

    sentence = "A sentence of this passage is sealed already. Change that seal, or lift it first."


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a section, by its number: what it says as written and with labels."""

    number: int
    original: str
    coded: str


def sentences_of(section: Section, register: Any) -> list[Sentence]:
    """Return the sentences that whoever reads now may choose; a name over two of them keeps them one.

    Empty where the text cannot be coded. A sentence that is sealed to others keeps its number and is left out.
    """
    pieces = in_sentences(str(section.text.original), register)
    said = [piece for piece in pieces if keys_of(piece.original)]
    shown = str(section.text.coded)
    return [
        Sentence(number, piece.original.strip(), piece.coded.strip())
        for number, piece in enumerate(said, 1)
        if piece.coded.strip() in shown
    ]


def mark_of(section: Section) -> str:
    """Return what a chosen passage carries so that it is not sealed in another text than the one it was chosen from."""
    return keyed_index(str(section.text.original))[:16]


def passage_in(subject: Any, part: str, numbers: Sequence[int], mark: str) -> SealedPassage:
    """Return these sentences as a passage, not saved. Raises Refused where none is chosen or the text is another one."""
    home, section, review = chosen_from(subject, part)
    if mark_of(section) != mark:
        raise TextHasChanged
    chosen = [one for one in sentences_of(section, review.identity_register()) if one.number in numbers]
    if not chosen:
        raise NothingChosen
    passage = SealedPassage(review=review, home=home.slug, line=home.line(subject), part=part)
    passage.words.write("\n".join(one.original for one in chosen))
    return passage


def chosen_from(subject: Any, part: str) -> tuple[Home, Section, Review]:
    """Return kind, section and review of a text. Raises LookupError where there is none of them."""
    home, review = home_of(subject), review_of(subject)
    section = home.text(subject, part) if home else None
    if home is None or section is None or review is None:
        raise LookupError(f"{type(subject).__name__} has no section {part} of which a passage is sealed.")
    return home, section, review


def refusals_to_choose(subject: Any) -> Iterator[Refused]:
    """Yield that there is no review yet in which something could be sealed, or a newer version of the text."""
    home = home_of(subject)
    if review_of(subject) is None:
        yield NoReviewYet()
    elif home is not None and home.on(home.line(subject)) != subject:
        yield OlderVersion()


def refusals_to_seal_passage(passage: SealedPassage) -> Iterator[Refused]:
    """Yield that one of the sentences is sealed already."""
    words = keys_of(passage.words.original)
    beside = in_force(passage.review).filter(home=passage.home, line=passage.line)
    if any(words & keys_of(other.words.original) for other in beside):
        yield PassageSealedAlready()


@transaction.atomic
def seal_passage(
    subject: Any, *, part: str, numbers: Sequence[int], mark: str, by: User, **values: Any
) -> Seal:
    """Close sentences of one section to everybody but the named people, whoever seals it, its writers and the manager.

    `values` are those of `seals.seal`. Raises Refused beside the field, and where the text has changed since.
    """
    refuse_each(refusals_to_choose(subject))
    _, _, review = chosen_from(subject, part)
    Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    rows: Any = type(subject)._base_manager
    passage = passage_in(rows.select_for_update(of=("self",)).get(pk=subject.pk), part, numbers, mark)
    refuse_each(refusals_to_seal_passage(passage))
    passage.save()
    return seals.seal(passage, by=by, **values)


def in_force(review: Review) -> Any:
    """Return the passages of a review that a seal closes today."""
    placed = SealedObject.objects.filter(kind=PASSAGE, seal__in=Seal.objects.in_force().filter(review=review))
    return SealedPassage.objects.filter(pk__in=placed.values("subject_id"))


def after_act(event: Any, **kwargs: Any) -> None:
    """Look after the sealed passages of a case whenever something was done in it, in the same transaction."""
    if not event.case_code or event.verb in NOT_ACTS or event.verb.startswith("seal."):
        return
    of_case = Q(code=event.case_code) | Q(referral__code=event.case_code)
    for review in Review.objects.filter(of_case, sealed_passages__isnull=False).distinct():
        look_for_words(review)


recorded.connect(after_act, dispatch_uid="reviews.passages.after_act")


def look_for_words(review: Review) -> None:
    """Record of each sealed passage whether its words still stand in their section; whoever placed the seal is told.

    Where they do not, the section is closed as a whole to whom the seal shuts out (`reviews/passages.py`).
    """
    for passage in in_force(review):
        lost = is_lost(passage, newest_section(passage))
        if lost == (passage.lost_at is not None):
            continue
        passage.lost_at = timezone.now() if lost else None
        passage.save()
        seal = Seal.objects.in_force().filter(objects_sealed__subject_id=passage.pk).get()
        if lost:
            audit.record("seal.words_lost", by=None, on=seal)
            seals.tell(seal)
        else:
            audit.record("seal.words_found", by=None, on=seal)


def newest_section(passage: SealedPassage) -> list[str]:
    """Return the originals that count as the section of a passage, in the newest version of its document."""
    home = home_named(passage.home)
    subject = home.on(passage.line) if home else None
    sections = home.texts(subject) if home and subject is not None else []
    counted = [one for one in sections if (home and home.moves) or one.key == passage.part]
    return [str(one.text.original) for one in counted]
