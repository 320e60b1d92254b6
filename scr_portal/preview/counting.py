"""How much a preview leaves out: rows the other person reads and whoever looks does not. They are counted and never shown."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from scr_portal.outstanding.models import OpenMatter
from scr_portal.web.words import counted

Rows = Callable[[Any], Any]
_kinds: dict[str, Rows] = {}


def count(nouns: str, rows: Rows) -> None:
    """Register rows to be counted ("case,cases"), from a person to those they may read."""
    _kinds[nouns] = rows


def left_out(person: Any) -> list[str]:
    """Return how many of each kind the preview of this person leaves out, in words; nothing where there is none."""
    alone = copy.copy(person)
    alone.previewed_by = None
    missing = ((nouns, rows(alone).count() - rows(person).count()) for nouns, rows in _kinds.items())
    return [counted(number, nouns) for nouns, number in missing if number]


count("matter of their list,matters of their list", OpenMatter.objects.visible_to)
