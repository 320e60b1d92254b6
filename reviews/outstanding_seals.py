"""Seals that end soon, or that somebody has to look at again."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from scr_portal.outstanding.registry import open_matters
from scr_portal.web.words import long_date
from scr_portal.workflow import Outstanding

from . import owners
from .enums import SealEnd
from .models import Review, Seal, SealedPassage

DAYS_BEFORE = 14
"""So long before its day a seal stands in the list of whoever placed it."""


@open_matters(Review)
def seals_to_look_at(review: Review) -> Iterator[Outstanding]:
    """Yield each seal whose day is near or past: nothing stays sealed, and nothing opens, without somebody looking."""
    near = timezone.localdate() + datetime.timedelta(days=DAYS_BEFORE)
    for seal in Seal.objects.in_force().filter(review=review, day__lte=near):
        yield Outstanding(
            to_look_at(seal),
            owner=owners.sealer(seal),
            url=str(seal.get_absolute_url()),
            act="Look at a seal again",
            form=reverse("reviews:seal_again", args=[seal.pk]),
            key=f"seal:{seal.pk}",
            due_on=seal.day,
            private=True,
        )


@open_matters(Review)
def passages_not_found(review: Review) -> Iterator[Outstanding]:
    """Yield each seal of which the words are no longer found: a whole section is closed until somebody seals anew."""
    lost = SealedPassage.objects.filter(review=review, lost_at__isnull=False)
    for seal in Seal.objects.in_force().filter(objects_sealed__subject_id__in=lost.values("pk")):
        yield Outstanding(
            "A text was changed, and a sealed passage is no longer found in it: the whole section is closed.",
            owner=owners.sealer(seal),
            url=str(seal.get_absolute_url()),
            act="See to a sealed passage that is no longer found",
            form=reverse("reviews:seal_lift", args=[seal.pk]),
            key=f"seal-lost:{seal.pk}",
            private=True,
        )


def to_look_at(seal: Seal) -> str:
    """Return what happens on the day of a seal."""
    if seal.ends == SealEnd.ON_DAY:
        return f"A seal ends on {long_date(seal.day)}: what it closes opens by itself then."
    return f"A seal is to be looked at again on {long_date(seal.day)}."
