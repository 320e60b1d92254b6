"""Words that say less than a passage, each as its sentence needs it; and a passage that reaches as far as they do.

A preposition or an article may belong to the words: "on 3 March 2010" is "in March 2010". The passage grows over it with the
answer, and is what was flagged again when the answer is taken back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scr_portal.refusals import Refused

from .. import wording
from ..marking import pieces
from ..models import ResidualFlag
from .freezing import gap


class OfferGone(Refused):
    """What is offered was worked out again, and these words are not among it any more."""

    sentence = "The words around this passage have changed since you opened it. Look at what is offered now."


@dataclass(frozen=True, slots=True)
class Offer:
    """Words in place of a passage, of `before` characters in front of it and of `after` characters behind it.

    `step` says how much less they say: 0 is nearest to the passage. The same words elsewhere are answered with the same step.
    """

    step: int
    before: int
    after: int
    words: str

    @property
    def key(self) -> str:
        """What the page sends back."""
        return f"{self.step}-{self.before}-{self.after}-{self.words}"

    @property
    def reaches(self) -> bool:
        """Whether words beside the passage are replaced with it."""
        return bool(self.before or self.after)


@dataclass(frozen=True, slots=True)
class _Flagged:
    """What was flagged in its text as it was coded, and how far words may reach on either side."""

    place: wording.Place
    least: int
    most: int


def offered(flag: ResidualFlag) -> list[Offer]:
    """Return what may stand for a passage, the nearest to it first; nothing once its place is not known."""
    flagged = _flagged(flag)
    if flagged is None:
        return []
    place = flagged.place
    found = wording.proposals(flag.kind, place, least=flagged.least, most=flagged.most)
    return [Offer(one.step, place.start - one.start, one.end - place.end, one.words) for one in found]


def chosen(flag: ResidualFlag, key: str) -> Offer | None:
    """Return the offer with this key."""
    return next((offer for offer in offered(flag) if offer.key == key), None)


def like(flag: ResidualFlag, offer: Offer) -> Offer | None:
    """Return the offer for another passage that says as much less."""
    return next((one for one in offered(flag) if one.step == offer.step), None)


def flagged(flag: ResidualFlag) -> str:
    """Return the words that were flagged, without those beside them over which the passage reaches."""
    return _parts(flag)[1]


def reach(flag: ResidualFlag, offer: Offer) -> None:
    """Let a passage reach over the words beside it that the offer replaces. The caller saves passage and edition."""
    edition, place = flag.edition, flag.place
    text, mark = str(getattr(edition, place)), gap(flag.number)
    at = text.index(mark)
    start, end = at - offer.before, at + len(mark) + offer.after
    lead, tail = text[start:at], text[at + len(mark) : end]
    setattr(edition, place, text[:start] + mark + text[end:])
    flag.text, flag.reach_before, flag.reach_after = f"{lead}{flag.text}{tail}", len(lead), len(tail)


def draw_back(flag: ResidualFlag) -> None:
    """Let a passage be what was flagged again, and what it reached over text. The caller saves passage and edition."""
    if not (flag.reach_before or flag.reach_after):
        return
    edition, place, mark = flag.edition, flag.place, gap(flag.number)
    lead, words, tail = _parts(flag)
    setattr(edition, place, str(getattr(edition, place)).replace(mark, f"{lead}{mark}{tail}", 1))
    flag.text, flag.reach_before, flag.reach_after = words, 0, 0


def _parts(flag: ResidualFlag) -> tuple[str, str, str]:
    """Return the words before what was flagged over which a passage reaches, what was flagged, and the words after it."""
    words, ends = str(flag.text), len(str(flag.text)) - flag.reach_after
    return words[: flag.reach_before], words[flag.reach_before : ends], words[ends:]


def _flagged(flag: ResidualFlag) -> _Flagged | None:
    """Return what was flagged in its text as it was coded; words may reach as far as the next passage on either side."""
    rows = list(pieces(flag.edition, flag.place))
    here = next((n for n, (_, _, row) in enumerate(rows) if row is not None and row.pk == flag.pk), None)
    if here is None:
        return None
    lead, words, tail = _parts(flag)
    before = "".join(_coded(row) for row in rows[:here])
    after = "".join(_coded(row) for row in rows[here + 1 :])
    start = len(before) + len(lead)
    return _Flagged(
        wording.Place(before + lead + words + tail + after, start, start + len(words)),
        least=len(before) - len(rows[here - 1][0]),
        most=len(before) + len(str(flag.text)) + len(rows[here + 1][0]),
    )


def _coded(row: tuple[str, int, Any]) -> str:
    words, _, flag = row
    return str(flag.text) if flag is not None else words
