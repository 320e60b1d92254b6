"""Hand something back with numbered points, answer them, and close the round when it is handed in again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max, Model
from django.utils import timezone

from scr_portal import access, audit
from scr_portal.accounts.models import User
from scr_portal.refusals import Checks, Missing, Refused, refuse_each, sentences_of

from ..actions import ReviewAction
from ..enums import AnchorKind, PointAnswer
from ..models import Referral, ReturnedText, ReturnPoint, ReturnRound
from ..returnable import Part, kind_of, reading_as_returned

MARKS = str.maketrans("", "", "*_#`")


class NoPoints(Refused):
    """Something is handed back without a point."""

    sentence = "Write at least one point."


class EmptyPoint(Refused):
    """A point says nothing."""


class NoSuchSection(Refused):
    """A point is about a section that what is handed back does not have."""


class WordsNotThere(Refused):
    """The words that a point quotes do not stand in the text it is about."""


class TextUnchanged(Refused):
    """A point is answered with "changed" while the text reads as it did."""

    field = "answer"
    sentence = "The text still reads as it did when it came back. Change it first, or say why not."


@dataclass(frozen=True, slots=True)
class NewPoint:
    """A point as it is written: what is asked, the key of the section it is about, words quoted from there.

    `block` is its number on the page where it was typed, if blocks before it were left empty.
    """

    text: str
    section: str = ""
    quoted: str = ""
    block: int = 0


@transaction.atomic
def return_with_points(subject: Model, points: Sequence[NewPoint], *, by: User) -> ReturnRound:
    """Open a round: keep the texts as they stand, and the points in their order.

    The caller has locked the subject, asked the policy and moves its status. Raises Refused where
    there is no point, a point says nothing, or the words quoted do not stand in the text.
    """
    if not points:
        raise NoPoints
    kind = kind_of(subject)
    parts = kind.parts(subject)
    refuse_each(refusals_of(points, parts))
    rounds = ReturnRound.objects.about(subject)
    round = ReturnRound(
        referral=referral_of(subject),
        subject=subject,
        number=(rounds.aggregate(last=Max("number"))["last"] or 0) + 1,
        version=getattr(subject, "version", 0),
        digest=kind.digest_of(subject),
        returned_by=by,
    )
    round.save()
    for part in to_keep(parts, points) if kind.keeps_pointed_at else parts:
        kept = ReturnedText(round=round, key=part.key)
        kept.text.write(part.text.original)
        kept.save()
    for number, point in enumerate(points, 1):
        _write(round, number, point)
    return round


def checks_points(subject: Model, points: Sequence[NewPoint]) -> Checks:
    """Return what is refused of the points with which a subject is to be returned, by the boxes of each block."""
    return sentences_of(refusals_of(points, kind_of(subject).parts(subject)))


def refusals_of(points: Sequence[NewPoint], parts: Sequence[Part]) -> Iterator[Refused]:
    """Say of each point that it asks nothing, is about no section, or quotes words that do not stand there."""
    keys = {part.key for part in parts}
    for number, point in enumerate(points, 1):
        block = point.block or number
        if not point.text.strip():
            yield EmptyPoint({f"text_{block}": f"Point {block}: say what is asked."})
        if point.section and point.section not in keys:
            yield NoSuchSection({f"section_{block}": f"Point {block}: there is no such section."})
            continue
        meant = [part for part in parts if not point.section or part.key == point.section]
        quoted = point.quoted.strip()
        if quoted and not any(stands_in(quoted, part) for part in meant):
            where = f"in “{meant[0].title}”" if point.section else "in the text"
            sentence = f"Point {block}: these words do not stand {where}. Copy them from there."
            yield WordsNotThere({f"quoted_{block}": sentence})


def to_keep(parts: Sequence[Part], points: Iterable[NewPoint]) -> list[Part]:
    """Of many short parts those that a point is about, and the first, which tells the whole."""
    pointed_at = {point.section for point in points}
    return [part for at, part in enumerate(parts) if at == 0 or part.key in pointed_at]


def _write(round: ReturnRound, number: int, point: NewPoint) -> None:
    """Store one point."""
    quoted = point.quoted.strip()
    kind = AnchorKind.SECTION if point.section else AnchorKind.WHOLE
    row = ReturnPoint(
        round=round,
        number=number,
        anchor_kind=AnchorKind.PASSAGE if quoted else kind,
        anchor_key=point.section,
    )
    row.quoted.write(quoted)
    row.text.write(point.text.strip())
    row.save()


def stands_in(quoted: str, part: Part) -> bool:
    """Whether words stand in a section as its readers see it, however lines and spaces fall."""
    return plain_words(quoted).strip("“”\"'…. ") in plain_words(str(part.text.coded))


def plain_words(text: str) -> str:
    """Return a text on one line, without the marks that set emphasis and headings in a report."""
    return " ".join(text.translate(MARKS).split())


@transaction.atomic
def answer_point(point: ReturnPoint, *, answer: str, reason: str = "", by: User) -> ReturnPoint:
    """Record what was done about a point; an answer may be changed until the subject is handed in again.

    Raises Refused for "not changed" without a reason, and for "changed" where no word has changed.
    """
    round = ReturnRound.objects.select_for_update(of=("self",)).get(pk=point.round_id)
    point = ReturnPoint.objects.select_for_update(of=("self",)).get(pk=point.pk)
    point.round = round
    access.require(ReviewAction.ANSWER_POINT, by, point)
    reason = reason.strip()
    if answer not in (PointAnswer.CHANGED, PointAnswer.NOT_CHANGED):
        raise Missing({"answer": "Choose what you did about this point."})
    if answer == PointAnswer.NOT_CHANGED and not reason:
        raise Missing({"reason": "Say why nothing is changed."})
    subject: Any = round.subject
    if answer == PointAnswer.CHANGED and reading_as_returned(subject, round.digest)(point):
        raise TextUnchanged
    point.answer = answer
    point.reason.write(reason if answer == PointAnswer.NOT_CHANGED else "")
    point.answered_at, point.answered_by = timezone.now(), by
    point.save()
    audit.record(
        "point.answered", by=by, on=point, answer=str(answer), round=round.number, point=point.number
    )
    return point


def hand_in_again(subject: Model, *, by: User) -> None:
    """Close the open round of a subject that is handed in; nothing where it was never returned."""
    current = ReturnRound.objects.about(subject).open().select_for_update(of=("self",)).first()
    if current is not None:
        current.handed_in_again_at, current.handed_in_again_by = timezone.now(), by
        current.save()


def close_answered(subject: Model) -> None:
    """Close the open round of a subject that is not handed in but read again: in the name of whoever answered last.

    The caller has asked the gate.
    """
    current = ReturnRound.objects.about(subject).open().first()
    if current is not None:
        last: Any = current.points.select_related("answered_by").latest("answered_at")
        hand_in_again(subject, by=last.answered_by)


def carry_over(before: Iterable[Any], after: Model) -> None:
    """Let the rounds of subjects that were set aside go on with the one that takes their place."""
    for subject in before:
        for current in ReturnRound.objects.about(subject).select_for_update(of=("self",)):
            current.subject_id = after.pk
            current.save()


def referral_of(subject: Model) -> Referral:
    """Return the referral from which the subject's case grew."""
    if isinstance(subject, Referral):
        return subject
    of_case: Any = subject
    review = getattr(of_case, "review", None)
    referral: Referral = review.referral if review is not None else of_case._referral
    return referral
