"""What an app says of its own: which actions show names, who held which part from when, who reads their own words."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Min

from scr_portal.access.actions import Action

from ..actions import ReviewAction
from ..models import Question, Referral, ReturnRound, Review


@dataclass(frozen=True, slots=True)
class DatedPart:
    """A part that somebody has or had in a review (see `models.PARTS`); `until` is the first day without it."""

    user_id: Any
    review_id: Any
    part: str
    words: str
    since: datetime.date
    until: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Somebody who wrote a text of a review, and reads it as they wrote it, names included.

    `told` is whether the reader of the page may know who it is.
    """

    user_id: Any
    review_id: Any
    words: str
    since: datetime.datetime
    told: bool = True


PartsIn = Callable[[Sequence[Review]], Iterable[DatedPart]]
WordsIn = Callable[[Review, Any], Iterable[OwnWords]]
_actions: dict[Action, str] = {}
_parts: list[PartsIn] = []
_words: list[WordsIn] = []


def opens_names(action: Action, words: str) -> None:
    """Register an action that shows real names. Its policy may ask only for roles and parts, which are known here."""
    _actions[action] = words


def parts_in(function: PartsIn) -> PartsIn:
    """Register `(reviews) -> dated parts`, those that have ended included."""
    if function not in _parts:
        _parts.append(function)
    return function


def words_in(function: WordsIn) -> WordsIn:
    """Register `(review, reader) -> own words` of the texts that an app keeps."""
    if function not in _words:
        _words.append(function)
    return function


def actions() -> dict[Action, str]:
    """Return every action that shows real names, with what it lets somebody do."""
    return dict(_actions)


def dated_parts(reviews: Sequence[Review]) -> list[DatedPart]:
    """Return every part anybody has or had in these reviews."""
    return [part for function in _parts for part in function(reviews)]


def own_words(review: Review, reader: Any) -> list[OwnWords]:
    """Return who wrote a text of this review."""
    return [row for function in _words for row in function(review, reader)]


@words_in
def referral_and_points(review: Review, reader: Any) -> Iterator[OwnWords]:
    """Yield who referred the case, and who returned something with points."""
    referral: Referral = review.referral
    told = Referral.objects.visible_to(reader).filter(pk=referral.pk).exists()
    yield OwnWords(referral.referred_by_id, review.pk, "the referral", referral.created_at, told)
    shown = set(ReturnRound.objects.visible_to(reader).filter(referral=referral).values_list("pk", flat=True))
    for row in ReturnRound.objects.filter(referral=referral).order_by("returned_at"):
        yield OwnWords(
            row.returned_by_id, review.pk, "points they returned", row.returned_at, row.pk in shown
        )


@words_in
def questions_of_the_terms(review: Review, reader: Any) -> Iterator[OwnWords]:
    """Yield who wrote a question of the terms of reference as it stands, since they first wrote one."""
    of_review = Question.objects.filter(terms__review=review, written_by__isnull=False)
    first = (
        Question.history.filter(
            terms__in=review.terms.values("pk"), written_by__in=of_review.values("written_by")
        )
        .values("written_by")
        .annotate(since=Min("history_date"))
        .order_by("since")
    )
    told = Question.objects.visible_to(reader).filter(terms__review=review).exists()
    for row in first:
        yield OwnWords(
            row["written_by"], review.pk, "questions of the terms of reference", row["since"], told
        )


opens_names(ReviewAction.SHOW_NAMES, "Shows real names for 15 minutes, with a reason")
opens_names(
    ReviewAction.EXPORT_REGISTER, "Takes the identity register out as an encrypted file, with a reason"
)
