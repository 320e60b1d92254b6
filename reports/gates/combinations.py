"""What has to be true of facts that identify together before a public edition is cleared."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from reviews import owners as of_case
from scr_portal.web.words import counted
from scr_portal.workflow import Outstanding, gate

from .. import owners
from ..combinations import CombinationState
from ..models import PublicEdition


@gate(
    "reports.combinations_settled",
    source="Information Commissioner, Anonymisation: managing data protection risk, code of practice, 2012: the motivated intruder test",
)
def combinations_settled(edition: PublicEdition) -> Iterator[Outstanding]:
    """Require that facts which identify together stay within the board's limit, or a reason of two people for each that stays.

    The sentences say how many and not which: whoever reads the edition blind may see them.
    """
    state = CombinationState(edition)
    if count := sum(row.is_open for row in state.over):
        words, verb = (
            counted(count, "combination,combinations").capitalize(),
            "passes" if count == 1 else "pass",
        )
        yield Outstanding(
            f"{words} of facts that identify together {verb} the limit of this board: make something coarser, or give a reason.",
            owner=of_case.manager(edition),
            url=reverse("reports:combinations", args=[edition.review_id]),
            act="Make coarser what identifies together, or say why it stays",
            key=f"combinations:{edition.pk}",
            private=True,
        )
    waiting = [row.kept for row in state.over if row.waits_for_second and row.kept]
    if waiting:
        words, verb = (
            counted(len(waiting), "combination,combinations").capitalize(),
            "waits" if len(waiting) == 1 else "wait",
        )
        yield Outstanding(
            f"{words} of facts that the business manager keeps together {verb} for a second person.",
            owner=owners.chair_who_clears(edition),
            url=reverse("reports:combinations", args=[edition.review_id]),
            act="Say whether facts may stay together in the public edition",
            form=reverse("reports:combination_answer", args=[edition.review_id, waiting[0].pk]),
            key=f"combinations_second:{edition.pk}",
            later=edition.flags.filter(decision="").exists(),
            private=True,
        )
