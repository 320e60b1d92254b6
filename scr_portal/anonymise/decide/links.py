"""Nothing is exchanged inside a file name, a handle or a web address that says more than the name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scr_portal.anonymise.find.claims import Claim
from scr_portal.anonymise.text.edits import Edit

_KINDS = frozenset({"file_name", "social_handle", "url"})
_REST = re.compile(r"[\W_]*(?:\.[A-Za-z\d]{2,5})?")


def half_named(text: str, claims: Iterable[Claim], edits: list[Edit]) -> list[tuple[int, int]]:
    """Return the file names, handles and addresses of which the edits would leave more than an extension."""
    spans = []
    for claim in claims:
        if claim.kind not in _KINDS:
            continue
        inner = sorted((e.start, e.end) for e in edits if claim.start <= e.start and e.end <= claim.end)
        if inner and not _REST.fullmatch(_left_over(text, claim.start, claim.end, inner)):
            spans.append((claim.start, claim.end))
    return spans


def without_inner(edits: list[Edit], spans: list[tuple[int, int]]) -> list[Edit]:
    """Return the edits that lie in none of the spans."""
    return [e for e in edits if not any(start <= e.start and e.end <= end for start, end in spans)]


def _left_over(text: str, start: int, end: int, inner: list[tuple[int, int]]) -> str:
    left = []
    for first, last in inner:
        left.append(text[start:first])
        start = max(start, last)
    return "".join([*left, text[start:end]])
