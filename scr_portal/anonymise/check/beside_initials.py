"""Single initials beside a name that is flagged: the flag takes them along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scr_portal.anonymise.text.folding import Tokens
from scr_portal.anonymise.text.initials import is_initial_after, is_initial_before

_NAMES = frozenset({"name", "possible_name", "ambiguous_name"})


def with_initials(
    tokens: Tokens, flagged: Iterable[tuple[int, int, str]], closed: bytearray
) -> Iterator[tuple[int, int, str]]:
    """Yield the flags, those of names grown over single initials before and after them, a comma between or not."""
    at_start = {start: k for k, start in enumerate(tokens.starts)}
    at_end = {end: k for k, end in enumerate(tokens.ends)}
    for start, end, kind in flagged:
        if kind in _NAMES and start in at_start and end in at_end:
            first, last = at_start[start], at_end[end] + 1
            while is_initial_before(tokens, first) and not closed[first - 1]:
                first -= 1
            while is_initial_after(tokens, last) and not closed[last]:
                last += 1
            start, end = tokens.starts[first], tokens.ends[last - 1]
        yield start, end, kind
