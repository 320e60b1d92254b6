"""Settle what was flagged in the public edition: the words stay, or others take their place."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from scr_portal import access, audit
from scr_portal.accounts.models import User
from scr_portal.refusals import Checks, Missing, Refused, is_blank, refuse_each, sentences_of

from ..actions import ReportAction
from ..enums import FlagDecision
from ..models import ResidualFlag
from . import editions
from .public_words import MayIdentify, may_be_recognised, named_in


@transaction.atomic
def settle(
    flag: ResidualFlag, *, decision: str, reason: str, replacement: str = "", by: User
) -> ResidualFlag:
    """Keep the words because they identify nobody, or put others in their place; always with a reason."""
    edition = editions.locked(flag.edition)
    access.require(ReportAction.SETTLE_FLAG, by, edition)
    flag = ResidualFlag.objects.select_for_update(of=("self",)).get(pk=flag.pk)
    refuse_each(refusals_to_settle(flag, decision=decision, reason=reason, replacement=replacement))
    flag.decision, flag.reason = FlagDecision(decision), reason
    flag.replacement = replacement if decision == FlagDecision.REPLACE else ""
    flag.decided_at, flag.decided_by = timezone.now(), by
    flag.save()
    audit.record("edition.flag_settled", by=by, on=edition, number=flag.number, decision=decision)
    return flag


def checks_settle(
    flag: ResidualFlag,
    *,
    decision: str | None = None,
    reason: str | None = None,
    replacement: str | None = None,
) -> Checks:
    """Return what is refused of a decision on words that were flagged."""
    return sentences_of(refusals_to_settle(flag, decision=decision, reason=reason, replacement=replacement))


def refusals_to_settle(
    flag: ResidualFlag, *, decision: str | None, reason: str | None, replacement: str | None
) -> Iterator[Refused]:
    """No reason; no words to put in their place, or words in which somebody of the case is named."""
    if is_blank(reason):
        yield Missing({"reason": "Say why."})
    if decision != FlagDecision.REPLACE:
        return
    if is_blank(replacement):
        yield Missing({"replacement": "Enter the words to put in its place."})
    elif replacement and (words := named_in(replacement, flag.edition.identity_register(), known_only=True)):
        yield MayIdentify({"replacement": may_be_recognised(words)})
