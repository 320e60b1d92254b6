"""How many children a family has, and which of them this one is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.wording import Place, first
from reports.wording.numbers import NUMBER

from ..model import Hit
from ..vocabulary import beginnings, beginnings_of
from .spelling import ORDINAL, ORDINALS, folded

KIND = "siblings"
_CHILDREN_WORDS = [
    "children",
    "siblings",
    "half-siblings",
    "step-siblings",
    "brothers",
    "sisters",
    "half-brothers",
    "half-sisters",
    "sons",
    "daughters",
    "boys",
    "girls",
]
_CHILDREN = rf"(?:{'|'.join(_CHILDREN_WORDS)})"
_RANK = rf"(?:{ORDINAL}|eldest|oldest|youngest|middle|second\s+youngest|second\s+eldest)"
_CHILD = r"(?:-?born|child|son|daughter|boy|girl|sibling|baby)"
RANK_OF = re.compile(
    rf"\b(?:the\s+)?{_RANK}(?:\s+{_CHILD})?\s+of\s+(?:the\s+|her\s+|his\s+|their\s+)?{NUMBER}(?:\s+{_CHILDREN})?\b",
    re.IGNORECASE,
)
RANK = re.compile(
    rf"\b(?:her|his|their|the\s+couple’s|the\s+family’s|Mother’s|Father’s|Mother's|Father's)\s+{_RANK}(?:-born|\s+{_CHILD})\b|\b(?:the\s+)?only\s+(?:boy|girl|child)\s+(?:of|in|among)\s+(?:the\s+family|{NUMBER})\b",
    re.IGNORECASE,
)
_MORE = r"(?:(?:other|older|younger|elder|surviving|half|step|of\s+(?:her|his|their)|more)\s+){0,2}"
COUNT = re.compile(
    rf"\b(?P<own>(?:has|had|with|have|and|one\s+of|of\s+(?:her|his|their)|her|his|their|all)\s+)(?P<n>{NUMBER}\s+{_MORE}{_CHILDREN}(?:\s+(?:and|,)\s+{NUMBER}\s+{_MORE}{_CHILDREN})*(?:\s+by\s+{NUMBER}\s+(?:different\s+)?(?:fathers|men|mothers))?)\b",
    re.IGNORECASE,
)
BY = re.compile(rf"\bby\s+{NUMBER}\s+different\s+(?:fathers|men|mothers)\b", re.IGNORECASE)
_CASES = re.compile(
    r"\b(?:worker|team|caseload|list|school|class|carers?|register|authority|nursery|borough|unit|board)\b",
    re.IGNORECASE,
)
_BEGIN = beginnings_of(
    (
        *_CHILDREN_WORDS,
        "child",
        "son",
        "daughter",
        "only",
        "eldest",
        "oldest",
        "youngest",
        "middle",
        "different",
        *ORDINALS,
    )
)


def find(text: str) -> Iterator[Hit]:
    """Yield number and order of brothers and sisters, with less in their place."""
    if _BEGIN.isdisjoint(beginnings(text)):
        return
    for pattern in (RANK_OF, RANK):
        for match in pattern.finditer(text):
            yield _hit("birth_order", text, *match.span())
    for match in COUNT.finditer(text):
        if not _CASES.search(text[max(0, match.start() - 30) : match.start()]):
            yield _hit("siblings", text, *match.span("n"))
    for match in BY.finditer(text):
        yield Hit(KIND, *match.span(), folded(match[0]), "by more than one father")


def _hit(kind: str, text: str, start: int, end: int) -> Hit:
    proposal = first(kind, Place(text, start, end))
    words = proposal.words if proposal else ""
    return Hit(KIND, start, end, folded(text[start:end]), words)
