"""The part of a registration number that somebody saw: 'reg YD19 something', 'Veh KP 68', 'plate ending 4RT'."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PART = r"(?:[A-Z]{2}[ ]?\d{2}(?:[ ]?[A-Z]{1,2})?|\d{1,2}[ ]?[A-Z]{2,3}|[A-Z]{3}[ ]?\d{1,2}|[A-Z]\d{1,3})"
_SEEN = re.compile(
    r"\b(?i:reg(?:istration)?|plates?|vrm|vrn|index|veh(?:icle)?)\b(?i:[ ](?:no|number|mark|plate))?[.:]?"
    r"(?i:[ ](?:is|was|as|of|starting|starts|beginning|begins|ending|ends|in|with|with[ ]the|poss(?:ibly)?|part(?:ial)?|something[ ]like)){0,4}"
    rf"[ ](?P<part>{_PART})\b(?![ ]?\d)"
)
_LETTERS = re.compile(
    r"\b(?i:reg(?:istration)?|plates?|vrm|vrn|index)\b[^.;\n]{0,12}(?i:starting|starts|beginning|begins|ending|ends)(?i:[ ](?:in|with))?"
    r"[ ](?P<part>[A-Z]{2,3})\b"
)
_ANY = re.compile(r"\b(?:reg|plate|vrm|vrn|index|veh)", re.IGNORECASE)


def find_partial_plates(text: str) -> Iterator[tuple[int, int]]:
    """Yield spans of parts of a registration number beside a word for it."""
    if not _ANY.search(text):
        return
    for pattern in (_SEEN, _LETTERS):
        yield from (match.span("part") for match in pattern.finditer(text))
