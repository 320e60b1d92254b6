"""Keep facts together that identify, with a reason, and say as the second person whether they may stay."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from scr_portal import access, audit
from scr_portal.accounts.models import User
from scr_portal.refusals import Checks, Missing, Refused, is_blank, refuse_each, sentences_of

from ..actions import ReportAction
from ..combinations import CombinationState, OverLimit
from ..enums import CombinationAnswer
from ..models import KeptCombination, PublicEdition
from .coarsening import key_of
from .editions import locked
from .public_words import MayIdentify, may_be_recognised, named_in


class WithinLimit(Refused):
    """The combination does not pass the limit, or its facts are gone."""

    sentence = "This does not pass the limit of this board, so it needs no reason."


class FactsAdded(Refused):
    """The text says more than it did when the reason was given."""

    sentence = "The text has changed since this reason was given, so there is nothing to answer. It needs another reason."


class AlreadyAnswered(Refused):
    """A second person has answered."""

    sentence = "A second person has answered this already."


def over_limit(edition: PublicEdition, key: str) -> OverLimit | None:
    """Return the combination with this key, if it passes the limit in the text as it stands."""
    rows = CombinationState(edition).over
    return next((row for row in rows if key_of(edition, "whole", row.combination.subject) == key), None)


@transaction.atomic
def keep(edition: PublicEdition, key: str, *, reason: str, by: User) -> KeptCombination:
    """Keep facts together that pass the limit, with a reason. It counts when a second person has agreed."""
    edition = locked(edition)
    access.require(ReportAction.KEEP_COMBINATION, by, edition)
    row = over_limit(edition, key)
    if row is None:
        raise WithinLimit
    refuse_each(refusals_to_keep(edition, reason=reason))
    kept, _ = KeptCombination.objects.update_or_create(
        edition=edition,
        subject=row.combination.subject,
        defaults={
            "score": row.combination.score,
            "facts": "\n".join("\t".join(fact.name) for fact in row.combination.attributes),
            "reason": reason,
            "kept_at": timezone.now(),
            "kept_by": by,
            "answer": "",
            "answer_reason": "",
            "answered_at": None,
            "answered_by": None,
        },
    )
    audit.record("edition.combination_kept", by=by, on=edition, score=row.combination.score)
    return kept


def checks_keep(edition: PublicEdition, *, reason: str | None = None) -> Checks:
    """Return what is refused of a reason for keeping facts together."""
    return sentences_of(refusals_to_keep(edition, reason=reason))


def refusals_to_keep(edition: PublicEdition, *, reason: str | None) -> Iterator[Refused]:
    """No reason, or one that names somebody."""
    if is_blank(reason):
        yield Missing({"reason": "Say why these facts stay together."})
    yield from names_in(edition, reason)


def names_in(edition: PublicEdition, reason: str | None) -> Iterator[Refused]:
    """Yield that a reason names somebody: whoever clears the edition does not keep the register."""
    if reason and (words := named_in(reason, edition.identity_register(), known_only=True)):
        yield MayIdentify({"reason": may_be_recognised(words)})


@transaction.atomic
def answer(kept: KeptCombination, *, answer: str, reason: str, by: User) -> KeptCombination:
    """Agree as the second person that facts stay together, or not, with a reason of one's own."""
    edition = locked(kept.edition)
    kept = KeptCombination.objects.select_for_update(of=("self",)).get(pk=kept.pk)
    kept.edition = edition
    access.require(ReportAction.ANSWER_COMBINATION, by, kept)
    refuse_each(refusals_to_answer_now(kept))
    refuse_each(refusals_to_answer(edition, answer=answer, reason=reason))
    kept.answer, kept.answer_reason = CombinationAnswer(answer), reason
    kept.answered_at, kept.answered_by = timezone.now(), by
    kept.save()
    audit.record("edition.combination_answered", by=by, on=edition, answer=answer)
    return kept


def refusals_to_answer_now(kept: KeptCombination) -> Iterator[Refused]:
    """Somebody has answered; the limit is not passed any more; facts were added since the reason was given."""
    rows = {row.combination.subject: row for row in CombinationState(kept.edition).over}
    row = rows.get(kept.subject)
    if kept.answer:
        yield AlreadyAnswered()
    elif row is None:
        yield WithinLimit()
    elif row.kept is None:
        yield FactsAdded()


def checks_answer(edition: PublicEdition, *, answer: str | None = None, reason: str | None = None) -> Checks:
    """Return what is refused of a second person's answer, field by field."""
    return sentences_of(refusals_to_answer(edition, answer=answer, reason=reason))


def refusals_to_answer(
    edition: PublicEdition, *, answer: str | None, reason: str | None
) -> Iterator[Refused]:
    """No answer; no reason, or one that names somebody."""
    if answer is not None and answer not in CombinationAnswer.values:
        yield Missing({"answer": "Choose what you say."})
    if is_blank(reason):
        yield Missing({"reason": "Say why."})
    yield from names_in(edition, reason)
