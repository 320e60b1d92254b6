"""What a seal closes, as text: for rules that keep its words out of other texts, never for a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from scr_portal import sealed
from scr_portal.sealed.columns import coded_column, narratives_of, sealed_column

from .models import PASSAGE, Seal, SealedObject
from .sealable import kind_named
from .sealed_words import keys_of, repeats


def repeated_in(text: str, review: UUID, *, besides: Iterable[UUID] = ()) -> list[Seal]:
    """Return the seals in force whose words stand in a text; a passage is found by each of its sentences, too.

    A seal on one of `besides`, keys of what may stand in the text, does not count.
    """
    unheeded = SealedObject.objects.filter(subject_id__in=besides)
    seals = Seal.objects.in_force().filter(review=review).exclude(pk__in=unheeded.values("seal"))
    return [seal for seal in seals if repeats(text, sealed_in(seal))]


def sealed_in(seal: Seal) -> list[str]:
    """Return what a text must not repeat. Of a passage each sentence counts, which may be shorter than a run of words."""
    texts = list(texts_of(seal))
    if seal.kind != PASSAGE:
        return texts
    return [sentence for text in texts for sentence in keys_of(text)]


def texts_of(seal: Seal) -> Iterator[str]:
    """Yield every text of what the seal is on, as it was written and in labels: another text may repeat either."""
    kind = kind_named(seal.kind)
    keys = seal.objects_sealed.filter(kind__in=[seal.kind, f"{seal.kind}-before"]).values_list(
        "subject_id", flat=True
    )
    subjects: Any = kind.model._base_manager.filter(pk__in=list(keys)) if kind else []
    for subject in subjects:
        rows = sealed.refresh(list(kind.rows(subject)), seal.identity_register()) if kind else []
        for row in rows:
            for name in narratives_of(type(row)):
                yield from plain(getattr(row, sealed_column(name)))
                yield from plain(getattr(row, coded_column(name)))


def plain(value: Any) -> list[str]:
    """Return the texts of one column: a narrative with headings has several."""
    texts = value.values() if isinstance(value, Mapping) else [value]
    return [str(text) for text in texts if text]
