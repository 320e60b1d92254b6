"""Words that the end of a line cuts in two: a flag on one half covers the other, 'Ms Hen-' and 'shaw'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

_CUT = re.compile(r"[-‐‑\u00ad][ \t]*\n[ \t]*")
_REST = re.compile(r"[-‐‑\u00ad][ \t]*\n[ \t]*[a-zà-ÿ]+(?![\w])")
_START = re.compile(r"\w+[-‐‑\u00ad][ \t]*\n[ \t]*$")

Span = tuple[int, int, str]


def over_line_ends(
    text: str, flagged: Iterable[Span], exchanged: Sequence[tuple[int, int]]
) -> Iterator[Span]:
    """Yield every flag, grown over the hyphen at a line's end to the whole word; what was exchanged is not touched."""
    if not _CUT.search(text):
        yield from flagged
        return
    for start, end, kind in flagged:
        rest = _REST.match(text, end)
        last = rest.end() if rest else end
        head = _START.search(text, max(0, text.rfind("\n", 0, max(0, start - 1)) - 40), start)
        first = head.start() if head and text[start].islower() else start
        if any(a < last and first < b for a, b in exchanged):
            first, last = start, end
        yield first, last, kind
