"""What a parent works as. The professionals of the case are known by their work and are no finding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..model import Hit
from ..vocabulary import as_pattern, data, longest_first
from .spelling import folded

KIND = "occupation"
_WHO = r"\b(?:[Mm]other|[Ff]ather|[Ss]tepfather|[Ss]tepmother|[Pp]artner|[Gg]rand\w+|[Pp]arents?|[Aa]unt|[Uu]ncle|[Bb]oyfriend|[Hh]usband|[Ww]ife|[Cc]arer|[Hh]e|[Ss]he|who|both)\b"
_IS = r"(?:,\s+(?:then\s+|once\s+)?|\s+(?:was|is|had been|has been|were|are|became)\s+(?:then\s+|once\s+|also\s+|both\s+)?|\s+(?:works?|worked|working|trained|training|employed|qualified)\s+(?:\w+\s+)?as\s+)"
_EMPLOYED = re.compile(
    rf"(?P<who>{_WHO})\s+(?:was|is|had been)?\s*(?P<job>employed\s+(?:at|by|in)\s+(?:the\s+)?[\w’ -]{{3,40}}|in\s+the\s+(?:army|navy|Royal Navy|air force|RAF|forces|police)|self-employed\s+\w+)"
)


@cache
def pattern() -> re.Pattern[str]:
    """Return the pattern of a relative, a verb of being, and an occupation."""
    work = "|".join(as_pattern(word) + "s?" for word in longest_first(data("words")["occupations"]["words"]))
    return re.compile(
        rf"{_WHO}{_IS}(?P<job>(?:(?:an?|the|two)\s+)?(?:(?:former|retired|qualified|trainee|local|self-employed|part-time|serving|well-known|ex-)\s*){{0,2}}(?:\w+\s+)?(?:{work})(?:\s+(?:in|on|at|of)\s+the\s+\w+)?)\b"
    )


def find(text: str) -> Iterator[Hit]:
    """Yield what a relative works as, with "in work" in its place."""
    coarser = str(data("words")["occupations"]["coarser"])
    for match in pattern().finditer(text):
        yield Hit(KIND, *match.span("job"), folded(match["job"]), coarser)
    for match in _EMPLOYED.finditer(text):
        yield Hit(KIND, *match.span("job"), folded(match["job"]), coarser)
