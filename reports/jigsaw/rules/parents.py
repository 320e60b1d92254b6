"""Parents who were children themselves, and very old carers: few families have either."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.wording.numbers import NUMBER, number

from ..model import Hit
from ..vocabulary import beginnings
from .spelling import folded

KIND = "family_shape"
YOUNGEST_USUAL, OLD = 16, 80
"""Mothers under sixteen are few in any area [gk], and so are carers of eighty and more."""
_PARENT = r"(?:[Mm]other|[Ff]ather|[Pp]arent|[Gg]rand\w+|[Gg]reat-grand\w+|[Gg]reat-aunt|[Cc]arer)"
AT_BIRTH = re.compile(
    rf"\b(?:aged\s+|only\s+)?(?P<n>{NUMBER})(?:\s+years\s+old)?\s+(?=(?:when|at\s+the\s+time)\s+(?:he|she|they|the\s+child|the\s+baby|Child(?:\s\w+)?|her\s+first\s+child)\s+(?:was|were)\s+born)",
    re.IGNORECASE,
)
IS = re.compile(
    rf"\b{_PARENT}(?:,?\s+who)?\s+(?:was|is|were|had\s+been),?\s+(?:then\s+|only\s+|just\s+)?(?:aged\s+)?(?P<n>{NUMBER})\b(?!\s+(?:weeks?|months?|days?|hours?|minutes?|times?|children|miles))"
)
_BEGIN = frozenset({"moth", "fath", "pare", "gran", "grea", "care", "born"})


def find(text: str) -> Iterator[Hit]:
    """Yield the age of a parent who was a child, and of a very old carer, with "very young" or "elderly" in its place."""
    if _BEGIN.isdisjoint(beginnings(text)):
        return
    for match in AT_BIRTH.finditer(text):
        if 0 < number(match["n"]) < YOUNGEST_USUAL:
            end = match.start() + len(match[0].rstrip())
            yield Hit(KIND, match.start(), end, folded(match["n"]), "very young")
    for match in IS.finditer(text):
        years = number(match["n"])
        if 0 < years < YOUNGEST_USUAL or years >= OLD:
            yield Hit(KIND, *match.span("n"), folded(match["n"]), "elderly" if years >= OLD else "very young")
