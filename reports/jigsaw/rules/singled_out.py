"""What is said to be the only one, the first or one of a few in an area: whoever counts finds it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.wording import Place

from ..model import Hit
from ..vocabulary import beginnings, beginnings_of
from .spelling import folded

KIND = "singled_out"
_AREA = (
    r"(?:(?:the|this|that|her|his|their)\s+)?(?:whole\s+)?(?:county|country|region|town|village|area|school|island|parish|district|city|world|"
    r"hospital|street|estate|valley|borough|year|class|base|land)\b"
)
_FEW = r"(?:only|first|last|youngest|oldest|longest|largest|smallest)"
IN_AREA = re.compile(
    rf"\b(?:(?:the|an?|one\s+of\s+the|[\w’]+[’']s)\s+)?(?:{_FEW}|one\s+of\s+(?:only\s+)?(?:two|three|four|few|a\s+few))\s+(?:[\w’'-]+\s+){{1,7}}?(?:in|on|of|at|from|for)\s+{_AREA}",
    re.IGNORECASE,
)
OF_BODY = re.compile(
    r"\b(?:the\s+)?(?:council|county|town|village|school|hospital|island|base)[’']s\s+(?:only|first|last|oldest)\s+(?:[\w-]+\s+)?\w+",
    re.IGNORECASE,
)
TO_DO = re.compile(
    r"\b(?:the\s+)?(?:first|last|only)\s+(?:\w+\s+){0,2}?to\s+(?:be\s+\w+|marry|obtain|receive|win|join|serve|survive|complete|\w+ate)\b(?:\s+(?:in|at|by)\s+(?:the\s+)?(?:new\s+)?\w+)?",
    re.IGNORECASE,
)
SURVIVOR = re.compile(
    r"\b(?:the\s+)?(?:only|sole|last)\s+(?:survivors?|surviving\s+\w+|witness(?:es)?)\b(?:\s+of\s+(?:the\s+)?\w+)?",
    re.IGNORECASE,
)
_BEGIN = beginnings_of(
    ["only", "first", "last", "youngest", "oldest", "longest", "largest", "smallest", "sole", "one of"]
)
_PROCESS = re.compile(
    r"\b(?:visit|contact|meeting|conference|attendance|appointment|referral|assessment|time|week|day|month|occasion|entry|record|report|page|note|"
    r"call|review|agency|agencies|professional|practitioner|worker|team|service|question|stage|step|draft|child\s+protection|sight)s?\b",
    re.IGNORECASE,
)


def find(text: str) -> Iterator[Hit]:
    """Yield each claim to be alone or among few; what agencies did for the first or only time is none."""
    if _BEGIN.isdisjoint(beginnings(text)):
        return
    for pattern in (IN_AREA, OF_BODY, TO_DO, SURVIVOR):
        for match in pattern.finditer(text):
            if not _PROCESS.search(match[0]):
                yield _hit(text, match)


def _hit(text: str, match: re.Match[str]) -> Hit:
    proposal = Place(text, *match.span()).instead("one of several")
    return Hit(KIND, *match.span(), folded(match[0]), proposal.words)
