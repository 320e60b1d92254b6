"""Encryption at rest: sealed columns and files, and narrative that is stored sealed and displayed coded.

Fields are in `sealed.fields` and `sealed.narrative`, the named view (fifteen minutes) in `sealed.named_view`.
The functions here import late, so that `from scr_portal import sealed` works before the apps are loaded.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from .keys import SealBroken, keyed_index, reseal, rotation, seal, unseal

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from .registers import CodingRegister

__all__ = [
    "SealBroken",
    "code",
    "coded_columns",
    "keyed_index",
    "narrative_columns",
    "recode_behind",
    "refresh",
    "reseal",
    "rotation",
    "seal",
    "unseal",
]


def code(text: str, register: CodingRegister) -> str:
    """Return the coded form of `text`; see `sealed.coding.code`."""
    from . import coding

    return coding.code(text, register)


def refresh(objects: Iterable[Any], register: CodingRegister) -> list[Any]:
    """Return the objects with their narratives recoded where the register has changed since."""
    from . import refreshing

    return refreshing.refresh(objects, register)


def recode_behind(queryset: QuerySet[Any], register: CodingRegister, **options: Any) -> int:
    """Recode the rows of `queryset` coded with an older register version, before a search or an export."""
    from . import recoding

    return recoding.recode_behind(queryset, register, **options)


def coded_columns(*names: str) -> list[str]:
    """Return the columns that `HistoricalRecords(excluded_fields=...)` must exclude."""
    return [f"{name}_coded" for name in names]


def narrative_columns(*names: str) -> list[str]:
    """Return the columns of the narratives `names`, for `save(update_fields=[...])`: all or none."""
    return [f"{name}{ending}" for name in names for ending in ("_sealed", "_coded", "_register_version")]
