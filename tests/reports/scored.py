"""An edition whose facts are scored, for tests."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from reports.combinations import CombinationState
from reports.models import KeptCombination, PublicEdition
from reports.services import (
    coarsening,
    combinations,
    editions,
    flags,
    freezing,
)
from tests.reports.test_editions import signed_with

TEXT = (
    "# What happened\n\nThe child was the third of four children and had spina bifida. The child lived in a small fishing "
    "village and was seen on 3 March 2009.\n\nOn 3 March 2009 the child was 14 months old."
)


def scored(text: str = TEXT, *, title: str = "A young child") -> SimpleNamespace:
    """An edition whose passages are kept, in which facts about the child pass the limit."""
    people, report = signed_with(text)
    people.report = report
    people.edition = editions.prepare(report, title=title, by=people.manager)
    for flag in people.edition.flags.all():
        flags.settle(flag, decision="keep", reason="It fits many.", by=people.manager)
    people.edition = again(people.edition)
    return people


def again(edition: Any) -> PublicEdition:
    return PublicEdition.objects.get(pk=edition.pk)


def fact(edition: Any, kind: str) -> tuple[str, Any]:
    found = CombinationState(again(edition)).found.attributes
    row = next(row for row in found if row.kind == kind)
    return coarsening.key_of(edition, *row.name), row


def coarsen(people: Any, kind: str, words: str | None = None) -> str:
    key, _ = fact(people.edition, kind)
    coarsening.coarsen(people.edition, key, words=words, by=people.manager)
    people.edition = again(people.edition)
    return freezing.filled(people.edition, "overview")


def key_of_child(edition: Any) -> str:
    row = CombinationState(again(edition)).over[0]
    return coarsening.key_of(edition, "whole", row.combination.subject)


def keep(people: Any, reason: str = "The illness is what was missed.") -> KeptCombination:
    return combinations.keep(people.edition, key_of_child(people.edition), reason=reason, by=people.manager)
