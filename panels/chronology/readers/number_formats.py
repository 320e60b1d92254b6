"""What a spreadsheet number format displays: a day, month and year, a time, or no date at all."""

from __future__ import annotations

import re
from functools import lru_cache

from panels.chronology.cells import Shows

_BUILT_IN: dict[int, Shows] = {
    **dict.fromkeys((14, 15, 16, 22, *range(27, 37), *range(50, 59)), "day"),
    17: "month",
    **dict.fromkeys((18, 19, 20, 21, 45, 47), "time"),
    46: "elapsed",
}
_PERCENT = {9, 10}
_LITERAL = re.compile(r'"[^"]*"?|\\.|_.|\*.')
_BRACKETS = re.compile(r"\[(?!(?:h+|m+|s+)\])[^\]]*\]")
_MERIDIEM = re.compile(r"am/pm|a/p")
_MINUTES = re.compile(r"(h+\]?[^a-z]*)m{1,2}(?!m)|(?<!m)m{1,2}([^a-z]*\[?s)|\[m+\]")


@lru_cache(maxsize=1024)
def shows(number: int, code: str | None) -> Shows | None:
    """Return what a cell with this format displays; None for plain numbers.

    `code` is the format's own text, if it has one. Quoted text, escapes, colours and locale codes are ignored:
    `[$-809]mmm" "yy` displays month and year.
    """
    if code is None:
        return _BUILT_IN.get(number)
    letters = _MERIDIEM.sub("", _BRACKETS.sub("", _LITERAL.sub(" ", code)).split(";")[0].lower())
    if "general" in letters or "standard" in letters:
        return None
    bare = _MINUTES.sub(lambda match: (match[1] or "") + (match[2] or "") or "h", letters)
    if re.search(r"\[h+\]", letters) and not re.search("[dy]", bare):
        return "elapsed"
    if re.search(r"(?<!d)d{1,2}(?!d)", bare) or ("d" in bare and not re.search("[my]", bare)):
        return "day"
    if "m" in bare:
        return "month"
    if "y" in bare:
        return "year"
    return "time" if re.search("[hs]", bare) else None


def is_percent(number: int, code: str | None) -> bool:
    """Return whether the format displays a percentage."""
    return number in _PERCENT if code is None else "%" in _LITERAL.sub("", code)
