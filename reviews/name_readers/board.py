"""The readers of names of many cases at once, with the facts of all of them read together."""

from __future__ import annotations

from collections.abc import Sequence

from ..models import Review
from .case import CaseReaders
from .facts import Facts


def of_cases(reviews: Sequence[Review]) -> list[CaseReaders]:
    """Return who can see names in each of these cases. The number of queries does not depend on theirs."""
    facts = Facts(reviews)
    return [CaseReaders(review, facts) for review in reviews]
