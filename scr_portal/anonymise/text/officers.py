"""Numbers of officers, plates and logs: beside a rank and a name, or after the word that announces them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scr_portal.anonymise.text.figures import around_figures

_RANKS = ("PC", "DC", "DS", "PS", "Sgt", "SGT", "Insp", "INSP", "DI", "Con", "CON")
_WORDS = ("plate", "badge", "ivpd", "collar", "warrant")
_RANK = r"\b(?:A/)?(?:PC|DC|DS|PS|PCSO|WPC|Sgt|SGT|Insp|INSP|DI|TDC|Con|CON)\s"
_NAME = r"[A-Z][\w'’-]+"
_AFTER_NAME = re.compile(rf"{_RANK}(?:{_NAME}\s){{1,2}}(?P<number>[A-Z]{{1,2}}\d{{2,6}})\b")
_BEFORE_NAME = re.compile(rf"{_RANK}(?P<number>[A-Z]{{0,2}}\d{{2,6}})\s(?={_NAME})")
_BRACKETED = re.compile(
    rf"{_RANK}(?:{_NAME}\s){{1,2}}\((?:no\.?\s?|collar\s|shoulder\s)?(?P<number>[A-Z]{{0,2}}\d{{2,6}})\)"
)
_APART = re.compile(
    rf"(?:{_RANK}{_NAME}(?:\s{_NAME})?|\((?:PC|DC|DS|PS|PCSO|WPC|Sgt|DI)\))"
    r"(?:(?:\s[a-z]+){0,5},\s|\s?[/\-–]\s?)(?P<number>\d{3,5})(?=\s?(?:[.;)|\n]|[\-–]\s|$))"
)
_AFTER_WORD = re.compile(
    r"\b(?:plate|badge|ivpd|collar|warrant(?:\scard)?)\s(?:nos?\.?\s|number\s)?(?P<number>[A-Z]{0,2}\d{3,7}(?:/\d{2,4})?)\b",
    re.IGNORECASE,
)


def find_officers(text: str) -> Iterator[tuple[int, int]]:
    """Yield spans of numbers that lead to an officer, a plate or a log."""
    lower = text.lower()
    patterns = [_AFTER_NAME, _BEFORE_NAME, _BRACKETED, _APART] if any(rank in text for rank in _RANKS) else []
    patterns += [_AFTER_WORD] if any(word in lower for word in _WORDS) else []
    for span in around_figures(text) if patterns else ():
        for pattern in patterns:
            yield from (match.span("number") for match in pattern.finditer(text, *span))
