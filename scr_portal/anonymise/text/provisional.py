"""Provisional labels: "[person 3]", what stands in a text for words that nobody has settled yet."""

from __future__ import annotations

import re
from typing import Literal, get_args

Group = Literal["person", "place", "date", "number", "address", "organisation", "name", "detail"]
GROUPS: tuple[Group, ...] = get_args(Group)
LABEL = re.compile(rf"\[({'|'.join(GROUPS)}) ([1-9]\d{{0,5}})\]")


def label(group: str, number: int) -> str:
    """Return the label as it stands in a text."""
    return f"[{group} {number}]"


def unnumbered(group: str) -> str:
    """Return what stands in a text where there is no register to give a number."""
    return f"[{group}]"
