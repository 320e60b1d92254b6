"""Passages of the public edition are objected to, by its readers or the chair who clears it; each point is answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Max

from reviews.models import ReturnRound
from reviews.services import returns
from reviews.services.referrals import holding
from reviews.services.returns import NewPoint, plain_words
from scr_portal import access, audit, notices, workflow
from scr_portal.access.roles import Role
from scr_portal.accounts.models import User
from scr_portal.workflow import Outstanding, TransitionBlocked

from ..actions import ReportAction
from ..enums import EditionStatus
from ..marking import as_it_stands, pieces
from ..models import PublicEdition, ResidualFlag
from .editions import locked
from .flags import open_again
from .freezing import AROUND, digest_of, gap
from .spans import merged, overlaps, spans_of

SCORED = "reports.combinations_settled"
"""The gate that an objection may answer: a chair who does not want facts to stay together objects to them."""
OBJECTED = "objected to"
"""The kind of a flag that comes from a point of a reader or a chair."""


def why_not_yet(edition: PublicEdition) -> list[Outstanding]:
    """Return what keeps a chair from objecting: the text is not yet as it will stand, or is cleared already."""
    if edition.status != EditionStatus.PREPARED:
        return [Outstanding("This edition does not wait to be cleared, so nobody objects to it now.")]
    missing = workflow.missing_before(edition, EditionStatus.CLEARED)
    return [item for item in missing if item.gate != SCORED]


@transaction.atomic
def object_to(edition: PublicEdition, *, points: Sequence[NewPoint], by: User) -> ReturnRound:
    """Return the edition to whoever prepared it. The words that are quoted become passages to settle again.

    Raises Refused for a point that says nothing or quotes other words, and TransitionBlocked while an
    earlier point is not answered or a passage not settled.
    """
    edition = locked(edition)
    access.require(ReportAction.CLEAR_EDITION, by, edition)
    if waiting := why_not_yet(edition):
        raise TransitionBlocked(waiting)
    return raise_points(edition, points, quoted=[(point.section, point.quoted) for point in points], by=by)


def raise_points(
    edition: PublicEdition, points: Sequence[NewPoint], *, quoted: Iterable[tuple[str, str]], by: User
) -> ReturnRound:
    """Open a round with these points, and make a passage to settle of everything that is quoted.

    `quoted` are words with the part of the text they are meant in; with none they are meant wherever they stand. The caller has locked the edition and asked policy and gates.
    """
    returns.close_answered(edition)
    current = returns.return_with_points(edition, points, by=by)
    meant = [(section, words) for section, words in quoted if words]
    for place in edition.review.procedure.outputs.public:
        doubt(edition, place, [words for section, words in meant if section in ("", place)])
    edition.digest = digest_of(edition)
    edition.save()
    audit.record("edition.objected", by=by, on=edition, round=current.number, points=len(points))
    for manager in holding(edition.review.board, Role.BUSINESS_MANAGER):
        path = current.get_absolute_url()
        notices.send("edition_objected", to=manager, case_code=edition.case_code, path=path)
    return current


def doubt(edition: PublicEdition, place: str, quoted: Iterable[str]) -> None:
    """Make a gap of every passage that holds quoted words; a gap they lie in waits to be settled anew."""
    text, standing = str(getattr(edition, place)), as_it_stands(edition, place)
    marked = merged(span for words in quoted for span in spans_quoted(bare(words), standing))
    number = edition.flags.filter(place=place).aggregate(last=Max("number"))["last"] or 0
    changes: list[tuple[int, int, str]] = []
    at = 0
    for words, begins, flag in list(pieces(edition, place)):
        for start, end in overlaps(marked, at, at + len(words)):
            if flag is not None:
                open_again(flag)
            elif (passage := words[start:end]).strip():
                number += 1
                keep_flag(edition, place, number, passage, standing, at + start)
                changes.append((begins + start, begins + end, gap(number)))
        at += len(words)
    for start, end, words in reversed(changes):
        text = text[:start] + words + text[end:]
    setattr(edition, place, text)


def spans_quoted(words: str, text: str) -> list[tuple[int, int]]:
    """Return where quoted words stand; within longer words only where they stand nowhere else."""
    return list(spans_of(words, text, whole=True)) or list(spans_of(words, text))


def bare(quoted: str) -> str:
    """Return quoted words without marks of emphasis and without the quotation marks around them."""
    return plain_words(quoted).strip("“”\"'…. ")


def keep_flag(edition: PublicEdition, place: str, number: int, words: str, standing: str, at: int) -> None:
    """Store a passage to settle, with its surroundings."""
    ResidualFlag.objects.create(
        edition=edition,
        place=place,
        number=number,
        kind=OBJECTED,
        text=words,
        before=standing[max(0, at - AROUND) : at],
        after=standing[at + len(words) : at + len(words) + AROUND],
    )
