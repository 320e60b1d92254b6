"""Answers to the points with which something was returned."""

from __future__ import annotations

from typing import Any

from reviews.models import ReturnRound
from reviews.services import returns
from scr_portal.accounts.models import User
from tests.factory_cache import cached


@cached
def answer_points(subject: Any, *, by: User) -> None:
    """Each open point of the subject's open round answered without a change."""
    for point in ReturnRound.objects.about(subject).open().get().points.filter(answer=""):
        returns.answer_point(point, answer="not_changed", reason="It stands in the summary.", by=by)
