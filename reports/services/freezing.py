"""The frozen text of an edition: coded, with a numbered gap for each passage that somebody has to settle."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reviews.models import IdentityRegister
from scr_portal import anonymise
from scr_portal.refusals import Refused

from ..marking import GAP, digest_of_texts, pieces, words_of
from ..models import PublicEdition, ResidualFlag
from .spans import spans_of

AROUND = 60
"""Characters of context kept on either side of a flag."""


PROVISIONAL = "provisional label"
"""The kind of a flag on a label that an author took over from a coded text ("[person 3]")."""
FOUND_IN_PDF = "found in the PDF"
"""The kind of a flag that comes from the search of an earlier edition's PDF."""


class PassageNotSettled(Refused):
    """A gap of the frozen text has no words yet."""

    sentence = "A passage of this edition has not been settled. Make a new edition."


def frozen(
    text: str, register: IdentityRegister, place: str, *, doubtful: Iterable[str] = ()
) -> tuple[str, list[ResidualFlag]]:
    """Return the coded text with `[unsettled n]` for each residual, and the flags.

    Dates finer than a month are flagged, and so are provisional labels and the words in `doubtful`. An author's own words in the form
    of a gap come out in round brackets, of the same length.
    """
    result = anonymise.anonymise(text, register.entries, decisions=register.decisions, grain="month")
    coded, pieces, at = GAP.sub(r"(unsettled \1)", result["text"]), [], 0
    flags: list[ResidualFlag] = []
    spans = [(item["start"], item["end"], item["kind"]) for item in result["residuals"]]
    spans += [(*match.span(), PROVISIONAL) for match in anonymise.LABEL.finditer(coded)]
    spans += [(*span, FOUND_IN_PDF) for words in doubtful for span in spans_of(words, coded, whole=True)]
    for start, end, kind in sorted(spans):
        start = max(start, at)
        if start >= end:
            continue
        number = len(flags) + 1
        pieces += [coded[at:start], gap(number)]
        flags.append(
            ResidualFlag(
                place=place,
                number=number,
                kind=kind,
                text=coded[start:end],
                before=coded[max(0, start - AROUND) : start],
                after=coded[end : end + AROUND],
            )
        )
        at = end
    return "".join([*pieces, coded[at:]]), flags


def gap(number: int) -> str:
    """Return what stands in the frozen text until somebody has decided."""
    return f"[unsettled {number}]"


def filled(edition: PublicEdition, place: str) -> str:
    """Return the frozen text with the settled words in its gaps, all in one pass.

    Words that look like a gap stay words. Raises Refused for a gap that nobody has settled, so that none is
    ever published.
    """
    words = {flag.number: words_of(flag) for flag in edition.flags.filter(place=place).exclude(decision="")}

    def settled(match: re.Match[str]) -> str:
        number = int(match[1])
        if number not in words:
            raise PassageNotSettled
        return words[number]

    return GAP.sub(settled, getattr(edition, place))


def keep_places(edition: PublicEdition, place: str) -> None:
    """Keep where the words of each passage will stand: once its gap is filled, nothing else says so."""
    begins = 0
    for words, _, flag in pieces(edition, place):
        if flag is not None:
            flag.begins = begins
            flag.save()
        begins += len(words)


def standing_digest(edition: PublicEdition) -> str:
    """Return the digest of the text as it will stand once it is cleared: what its readers finish with and the chair clears.

    Raises Refused while a passage is not settled.
    """
    return digest_of_texts(edition.title, filled(edition, "overview"), filled(edition, "summary"))


def digest_of(edition: PublicEdition) -> str:
    """SHA-256 of the exact public text."""
    return digest_of_texts(edition.title, edition.overview, edition.summary)
