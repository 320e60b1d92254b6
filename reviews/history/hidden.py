"""What the history of a case keeps back for now: acts that would tell one person what another does blind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q

Hides = Callable[[Any, Any], Q]
_hides: list[Hides] = []


def hides_from_history(function: Hides) -> Hides:
    """Register `(review, user) -> condition` of the events that this person is not shown yet."""
    if function not in _hides:
        _hides.append(function)
    return function


def hidden(review: Any, user: Any) -> Q:
    """Return the condition of everything that is kept back from this person."""
    condition = Q(pk__in=[])
    for function in _hides:
        condition |= function(review, user)
    return condition
