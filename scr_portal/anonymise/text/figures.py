"""Where a text has figures, so that slow patterns are tried only there."""

from __future__ import annotations

import re
from functools import lru_cache

_FIGURES = re.compile(r"\d+")
_BEFORE, _AFTER = 64, 80


@lru_cache(maxsize=8)
def around_figures(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of the text within reach of a figure, in order and joined where they overlap."""
    spans: list[tuple[int, int]] = []
    for match in _FIGURES.finditer(text):
        start, end = max(0, match.start() - _BEFORE), min(len(text), match.end() + _AFTER)
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return tuple(spans)
