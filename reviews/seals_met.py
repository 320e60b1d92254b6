"""What a page says of sealed things to whoever they are closed to: how many, until when and why, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from scr_portal.web.words import counted

from .models import Seal, SealedObject
from .sealable import kinds


def sealed_met(rows: Any, visible: Any, user: Any, noun: str) -> list[str]:
    """Return a sentence for each seal met among `rows` (`but_for_closed_rows`) that are not among the visible ones.

    `noun` is what they are called, "event" or "entry,entries". Never asked of rows that a reader narrows by date or words: a count
    that follows the filter would tell what is in a sealed row.
    """
    hidden = rows.exclude(pk__in=visible.values("pk")).order_by()
    within = next((kind.within for kind in kinds() if kind.model is rows.model and kind.within), "pk")
    return sentences(hidden.values_list("pk", within), user, noun)


def sentences(closed: Iterable[tuple[Any, Any]], user: Any, noun: str) -> list[str]:
    """Return the same of the keys of closed things, each with the key of what it stands in."""
    keys = list(closed)
    if not keys:
        return []
    words = words_by_key({key for pair in keys for key in pair}, user)
    often = Counter(words.get(pk) or words.get(whole) or "sealed" for pk, whole in keys)
    return [
        f"{counted(number, noun).capitalize()} {'is' if number == 1 else 'are'} {said}."
        for said, number in often.items()
    ]


def words_by_key(keys: Iterable[Any], user: Any) -> dict[Any, str]:
    """Return until when and why each of these is sealed to this person."""
    sealed = SealedObject.objects.filter(seal__in=Seal.objects.against(user), subject_id__in=list(keys))
    return {row.subject_id: row.seal.words for row in sealed.select_related("seal")}


def put_seals_beside(rows: Iterable[Any], user: Any) -> None:
    """Give each row the seal in force on it, for those who read it all the same."""
    listed = list(rows)
    sealed = SealedObject.objects.filter(
        seal__in=Seal.objects.visible_to(user).in_force(), subject_id__in=[row.pk for row in listed]
    )
    seals = {row.subject_id: row.seal for row in sealed.select_related("seal")}
    for row in listed:
        row.seal_on = seals.get(row.pk)
