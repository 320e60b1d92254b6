"""One capital that signs a message: alone on its line after a word that closes it, 'Best, / O'."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CLOSING = (
    r"(?:(?:all|very|with)\s)?(?:(?:kind(?:est)?|best|warm(?:est)?)\s)?(?:regards|wishes|best|thanks|thank you|cheers|ta|love|bw|kr|rgds)"
    r"|many thanks|thanks again|yours(?:\s(?:sincerely|truly|faithfully))?|take care|speak soon|see you (?:there|then|soon)"
)
_SIGNED = re.compile(
    rf"^[> \t]*(?:{_CLOSING})[ \t]*[,.!]*[ \t]*\n(?:[> \t]*\n)?[> \t]*(?P<letter>(?-i:[A-Z]))\.?(?:[ ]x+)?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)


def find_signed_letters(text: str) -> Iterator[tuple[int, int]]:
    """Yield spans of single capitals that sign."""
    yield from (match.span("letter") for match in _SIGNED.finditer(text))
