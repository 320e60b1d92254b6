"""Names that a typist heard in two words and queried: 'Mr Tex era [? spelling]'."""

from __future__ import annotations

import re
from collections.abc import Iterator

_QUERIED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|PC|DC)\.?\s+(?P<name>[^\W\d_a-z][\w'’-]+(?:\s+[a-z][\w'’-]+){1,2})\s*(?=\[\s*(?:\?|sic\b))"
)


def find_queried(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of queried names, from the capital up to the bracket."""
    if "[" in text:
        yield from (match.span("name") for match in _QUERIED.finditer(text))
