"""What a seal closes, as text: for rules that keep its words out of other texts, never for a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from scr_portal import sealed
from scr_portal.sealed.columns import coded_column, narratives_of, sealed_column

from .models import Seal
from .sealable import kind_named


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
