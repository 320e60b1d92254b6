"""Days written with a stop and no year, 'seen 08.11', in a text whose dates have stops and whose times have colons."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DAY = r"(?:0[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0[1-9]|1[0-2])"
_WITH_YEAR = re.compile(rf"(?<![\w/.]){_DAY}\.{_MONTH}\.(?:(?:19|20)\d\d|\d\d)(?![\w/])")
_TIME = re.compile(r"(?<![\d:])(?:[01]?\d|2[0-3]):[0-5]\d(?!\d)")
_TIME_WITH_STOP = re.compile(r"\bat\s\d{1,2}\.[0-5]\d\b|\d\.[0-5]\d\s?(?:am|hrs|hours)\b", re.IGNORECASE)
_PAIR = re.compile(rf"(?<![\w./:£$€*+#\-–]){_DAY}\.{_MONTH}(?![\w*%°]|[./\-–:]\d)")
_UNIT = re.compile(
    r"\s?(?:kgs?|g|mgs?|mcg|mmol|mls?|l|cms?|mm|m|km|lbs?|st|oz|miles?|hours?|hrs|secs?|mins?|per|percent|units?|points?|%)\b",
    re.IGNORECASE,
)
_COUNTING = re.compile(
    r"\b(?:para(?:graph)?s?|sections?|clauses?|rules?|items?|pages?|p|fig(?:ure)?|tables?|version|v|part|chapter|ch|no|number|temp|"
    r"weight|wt|height|ht|hb|crp|ph|bm|bmi|hc|ofc|score[ds]?|level|ratio|mean|average|of|than|x|about|approx)[.:]?\s$",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(r"(?:^|\n)[ \t]*$")
_REACH = 14


def find_stopped_days(text: str) -> Iterator[tuple[int, int]]:
    """Yield spans of day and month with a stop between; a measure, a sum and the number of a paragraph are none."""
    if not (_WITH_YEAR.search(text) and _TIME.search(text)) or _TIME_WITH_STOP.search(text):
        return
    for match in _PAIR.finditer(text):
        before = text[max(0, match.start() - _REACH) : match.start()]
        if _UNIT.match(text, match.end()) or _COUNTING.search(before):
            continue
        numbered = _PARAGRAPH.search(before) and text[match.end() :][:2].lstrip(" \t")[:1].isupper()
        if not numbered:
            yield match.span()
