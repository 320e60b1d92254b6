"""Make coarser what identifies together: other words take the place of a fact wherever the edition says it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.crypto import salted_hmac

from scr_portal import access, audit
from scr_portal.accounts.models import User
from scr_portal.refusals import Checks, Missing, Refused, is_blank, refuse_each, sentences_of

from .. import jigsaw
from ..actions import ReportAction
from ..combinations import TITLE, CombinationState
from ..enums import FlagDecision
from ..marking import pieces
from ..models import PublicEdition, ResidualFlag
from .editions import locked
from .freezing import AROUND, digest_of, gap
from .public_words import MayIdentify, may_be_recognised, named_in

TOGETHER = "facts that identify together"
"""The kind of a passage that was made coarser because of what else the text says."""


class FactGone(Refused):
    """The text was changed after the page was opened."""

    sentence = "The text does not say this any more. Look at the list again."


class InTheTitle(Refused):
    """The title is written when an edition is made, and does not change after that."""

    sentence = "This stands in the title. Set the edition aside and make a new one with another title."


def key_of(edition: PublicEdition, *name: str) -> str:
    """Return the key of a fact or a combination in an address: it tells nothing of the words."""
    return salted_hmac("reports.combinations", "\0".join((str(edition.pk), *name))).hexdigest()[:20]


def fact_of(edition: PublicEdition, key: str) -> jigsaw.Attribute | None:
    """Return the fact with this key in the text as it stands."""
    facts = CombinationState(edition).found.attributes
    return next((fact for fact in facts if key_of(edition, *fact.name) == key), None)


@transaction.atomic
def coarsen(edition: PublicEdition, key: str, *, words: str | None = None, by: User) -> jigsaw.Attribute:
    """Put coarser words in place of a fact wherever the text says it: those proposed for each place, or `words`.

    Raises Refused for a fact that is gone or stands in the title, and for words in which somebody is named.
    """
    edition = locked(edition)
    access.require(ReportAction.SETTLE_FLAG, by, edition)
    fact = fact_of(edition, key)
    refuse_each(refusals_to_coarsen(edition, fact, words=words))
    if fact is None:
        raise FactGone
    reason = f"Made coarser: {jigsaw.kinds()[fact.kind].name}. {jigsaw.kinds()[fact.kind].reason}"
    now = timezone.now()
    last_first = sorted(fact.places, key=lambda place: (place.part, -place.start))
    for place in last_first:
        put(edition, place, words or place.coarser, reason=reason, by=by, at=now)
    edition.digest = digest_of(edition)
    edition.save()
    audit.record("edition.coarsened", by=by, on=edition, kind=fact.kind, places=len(fact.places))
    return fact


def checks_coarsen(
    edition: PublicEdition, fact: jigsaw.Attribute | None, *, words: str | None = None
) -> Checks:
    """Return what is refused of coarser words, field by field."""
    return sentences_of(refusals_to_coarsen(edition, fact, words=words))


def refusals_to_coarsen(
    edition: PublicEdition, fact: jigsaw.Attribute | None, *, words: str | None
) -> Iterator[Refused]:
    """Yield that a fact is gone or in the title, that there are no words, or words by which somebody may be recognised."""
    if fact is None:
        yield FactGone()
        return
    yield from refusals_of_place(fact)
    if is_blank(words) or (words is None and not all(place.coarser for place in fact.places)):
        yield Missing({"words": "Enter the words to put in its place."})
    elif words and (named := named_in(words, edition.identity_register(), known_only=False)):
        yield MayIdentify({"words": may_be_recognised(named)})


def refusals_of_place(fact: jigsaw.Attribute) -> Iterator[Refused]:
    """Yield that the title is no passage."""
    if any(place.part == TITLE for place in fact.places):
        yield InTheTitle()


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch of the text: where it stands as people read it and in the frozen text, its words, and whose gap it is."""

    start: int
    words: str
    frozen: int
    length: int
    flag: ResidualFlag | None

    @property
    def end(self) -> int:
        return self.start + len(self.words)


def put(
    edition: PublicEdition,
    place: jigsaw.Finding,
    words: str,
    *,
    reason: str,
    by: User,
    at: datetime.datetime,
) -> None:
    """Make one settled passage of a place, with everything that was a passage within it, and put words there.

    `at` is the moment of the act, the same for every place, so that it is taken back as one.
    """
    text = str(getattr(edition, place.part))
    rows = list(_stretches(edition, place.part))
    touched = [row for row in rows if row.start < place.end and place.start < row.end]
    flags = [row for row in touched if row.flag is not None]
    start, end = (
        min([place.start, *(row.start for row in flags)]),
        max([place.end, *(row.end for row in flags)]),
    )
    standing = "".join(row.words for row in rows)
    original = "".join(_original(row, start, end) for row in touched)
    stays = standing[start : place.start], standing[place.end : end]
    begins, ends = _in_frozen(touched[0], start), _in_frozen(touched[-1], end)
    flag = _passage(edition, place.part, flags)
    setattr(edition, place.part, text[:begins] + gap(flag.number) + text[ends:])
    flag.kind, flag.text = flag.kind or TOGETHER, original
    flag.reach_before = flag.reach_after = 0
    flag.before, flag.after = standing[max(0, start - AROUND) : start], standing[end : end + AROUND]
    flag.decision, flag.replacement, flag.reason = FlagDecision.COARSEN, words.join(stays), reason
    flag.decided_at, flag.decided_by = at, by
    flag.save()


def _stretches(edition: PublicEdition, part: str) -> Iterator[_Stretch]:
    at = 0
    for words, begins, flag in pieces(edition, part):
        length = len(words) if flag is None else len(gap(flag.number))
        yield _Stretch(at, words, begins, length, flag)
        at += len(words)


def _original(row: _Stretch, start: int, end: int) -> str:
    """Return what stood in a stretch before anybody changed it."""
    if row.flag is not None:
        return str(row.flag.text)
    return row.words[max(start, row.start) - row.start : min(end, row.end) - row.start]


def _in_frozen(row: _Stretch, at: int) -> int:
    """Return where a place of the text as people read it stands in the frozen text; a gap is whole."""
    if row.flag is None:
        return row.frozen + at - row.start
    return row.frozen + (row.length if at > row.start else 0)


def _passage(edition: PublicEdition, part: str, rows: Iterable[Any]) -> ResidualFlag:
    """Return the passage that takes the place of all in it: the first of them, or a new one. Its history keeps the others."""
    flags: list[ResidualFlag] = [row.flag for row in rows]
    for flag in flags[1:]:
        flag.delete()
    if flags:
        return flags[0]
    last = edition.flags.filter(place=part).aggregate(last=Max("number"))["last"] or 0
    return ResidualFlag(edition=edition, place=part, number=last + 1, kind=TOGETHER)
