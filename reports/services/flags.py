"""Settle what was flagged in the public edition: replaced, made less exact, removed or kept; and take an answer back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone

from scr_portal import access, anonymise, audit
from scr_portal.accounts.models import User
from scr_portal.refusals import Checks, Missing, Refused, is_blank, refuse_each, sentences_of

from ..actions import ReportAction
from ..enums import FlagDecision
from ..models import PublicEdition, ResidualFlag
from . import editions, offers
from .freezing import digest_of
from .public_words import MayIdentify, may_be_recognised, named_in

REMOVED = "[removed]"
"""What the public reads where words were taken out, so that nobody takes the sentence for what was written."""
WORDS_NEEDED = {
    FlagDecision.REPLACE: "Choose the label to put in its place.",
    FlagDecision.COARSEN: "Enter the words to put in its place.",
}


class AnsweredMeanwhile(Refused):
    """Somebody else settled the passage, or took its answer back, after the page was opened."""

    sentence = (
        "Somebody has answered this passage since you opened it. Look at the answer before you change it."
    )


@transaction.atomic
def settle(
    flag: ResidualFlag,
    *,
    decision: str,
    reason: str = "",
    replacement: str = "",
    offer: str = "",
    together: bool = False,
    seen: str | None = None,
    by: User,
) -> ResidualFlag:
    """Put other words in place of a passage, remove it visibly, or keep it with a reason.

    `offer` is the key of words that were offered in place of `replacement`. With `together` the same words are settled wherever
    they wait in the edition, an offer as each sentence needs it. `seen` is the answer that was on the page (`answer_of`): raises
    AnsweredMeanwhile where it is another now.
    """
    edition = editions.locked(flag.edition)
    access.require(ReportAction.SETTLE_FLAG, by, edition)
    flag = ResidualFlag.objects.select_for_update(of=("self",)).get(pk=flag.pk)
    flag.edition = edition
    if seen is not None and seen != answer_of(flag):
        raise AnsweredMeanwhile
    chosen = offers.chosen(flag, offer) if offer else None
    replacement = chosen.words if chosen else replacement
    refuse_each(
        refusals_to_settle(flag, decision=decision, reason=reason, replacement=replacement, offer=offer)
    )
    now, words = timezone.now(), REMOVED if decision == FlagDecision.REMOVE else replacement
    rows = [flag, *(same_words(flag) if together else ())]
    for row in rows:
        row.decision, row.reason = FlagDecision(decision), reason
        row.replacement = "" if decision == FlagDecision.KEEP else put(row, chosen, words)
        row.decided_at, row.decided_by = now, by
        row.save()
    keep_text(edition)
    audit.record(
        "edition.flag_settled", by=by, on=edition, number=flag.number, decision=decision, places=len(rows)
    )
    return flag


def put(flag: ResidualFlag, offer: offers.Offer | None, words: str) -> str:
    """Let a passage reach as far as an offer does, and return the words that stand there: for each passage its own."""
    offers.draw_back(flag)
    mine = offers.like(flag, offer) if offer else None
    if mine is None:
        return words
    offers.reach(flag, mine)
    return mine.words


@transaction.atomic
def take_back(flag: ResidualFlag, *, together: bool = False, by: User) -> list[ResidualFlag]:
    """Let a passage wait again, in any order until the edition is cleared; the history keeps what was decided.

    With `together` so does everything that was settled in the same act.
    """
    edition = editions.locked(flag.edition)
    access.require(ReportAction.SETTLE_FLAG, by, edition)
    rows = settled_with(flag) if together else ResidualFlag.objects.filter(pk=flag.pk)
    taken = list(rows.exclude(decision="").select_for_update(of=("self",)))
    for row in taken:
        row.edition = edition
        offers.draw_back(row)
        open_again(row)
    if taken:
        keep_text(edition)
        audit.record("edition.flag_taken_back", by=by, on=edition, number=taken[0].number, places=len(taken))
    return taken


def keep_text(edition: PublicEdition) -> None:
    """Store the text of an edition where a passage reaches further or less far than before."""
    digest = digest_of(edition)
    if digest != edition.digest:
        edition.digest = digest
        edition.save()


def open_again(flag: ResidualFlag) -> None:
    """Take back what was decided about a passage; the history of the flag keeps it."""
    flag.decision, flag.reason, flag.replacement = "", "", ""
    flag.decided_at = flag.decided_by = None
    flag.save()


def answer_of(flag: ResidualFlag) -> str:
    """Return what tells one answer to a passage from the next; empty while it waits."""
    return flag.decided_at.isoformat() if flag.decided_at else ""


def same_words(flag: ResidualFlag) -> list[ResidualFlag]:
    """Return the other passages of the edition that wait and hold the same words, in whatever spelling."""
    key = anonymise.key_of(offers.flagged(flag))
    waiting = flag.edition.flags.filter(decision="").exclude(pk=flag.pk)
    return [row for row in waiting if anonymise.key_of(offers.flagged(row)) == key]


def settled_with(flag: ResidualFlag) -> Any:
    """Return the passages that were settled in one act with this one, itself among them."""
    return ResidualFlag.objects.filter(
        edition=flag.edition_id, decided_at=flag.decided_at, decided_by=flag.decided_by_id
    )


def checks_settle(
    flag: ResidualFlag,
    *,
    decision: str | None = None,
    reason: str | None = None,
    replacement: str | None = None,
    offer: str | None = None,
) -> Checks:
    """Return what is refused of a decision on words that were flagged."""
    return sentences_of(
        refusals_to_settle(flag, decision=decision, reason=reason, replacement=replacement, offer=offer)
    )


def refusals_to_settle(
    flag: ResidualFlag,
    *,
    decision: str | None,
    reason: str | None,
    replacement: str | None,
    offer: str | None = None,
) -> Iterator[Refused]:
    """Kept without a reason; no words to put in their place; words by which somebody may be recognised.

    The reason is read by the two readers when they have finished, and so names nobody either. Words that are to say less
    hold nothing that would be flagged again.
    """
    register = flag.edition.identity_register()
    if decision == FlagDecision.KEEP and is_blank(reason):
        yield Missing({"reason": "Say why these words may stay."})
    if reason and (words := named_in(reason, register, known_only=True)):
        yield MayIdentify({"reason": may_be_recognised(words)})
    if decision not in WORDS_NEEDED:
        return
    if offer:
        if offers.chosen(flag, offer) is None:
            yield offers.OfferGone()
        return
    if is_blank(replacement):
        yield Missing({"replacement": WORDS_NEEDED[FlagDecision(decision)]})
    elif replacement:
        exact = decision == FlagDecision.REPLACE
        if words := named_in(replacement, register, known_only=exact):
            yield MayIdentify({"replacement": may_be_recognised(words)})
