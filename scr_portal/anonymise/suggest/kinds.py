"""What kind of identity an unknown name probably is, for a form that a person corrects."""

from __future__ import annotations

import datetime
from contextlib import suppress

from scr_portal.anonymise.suggest.surfaces import words_of
from scr_portal.anonymise.text import dates, lexicon

_KIND_OF_GROUP = {"person": "person", "place": "place", "organisation": "organisation", "address": "address"}
_NUMBERS = {10: "nhs_number", 11: "phone"}
_LAST_WORD = (
    ("school", frozenset({"school", "primary", "academy", "college", "juniors", "infants"})),
    ("hospital", frozenset({"hospital", "infirmary"})),
    ("nursery", frozenset({"nursery", "playgroup", "preschool", "daycare"})),
)


def guess_kind(surface: str, group: str = "name") -> str:
    """Return the kind of the register that fits a surface of `group` (see `labelling`), or '' where none does.

    The words of the surface say more than its group: "Fenside Nursery" is a nursery whatever it was flagged as.
    """
    words = words_of(surface).words
    if group in ("date", "detail"):
        return ""
    if group == "number":
        return _NUMBERS.get(len(words_of(surface).digits), "")
    last = words[-1] if len(words) > 1 else ""
    for kind, nouns in _LAST_WORD:
        if last in nouns:
            return kind
    if group in _KIND_OF_GROUP:
        return _KIND_OF_GROUP[group]
    bodies = lexicon.words("body-noun", "structure.txt") | lexicon.words("organisation-word", "structure.txt")
    if last in bodies:
        return "organisation"
    return "place" if last in lexicon.words("place-noun", "structure.txt") else "person"


def is_plain_word(surface: str) -> bool:
    """Return whether every word of a surface is an ordinary word too: "May", "Will", "Grace Field"."""
    words = words_of(surface).words
    return bool(words) and all(word.isalpha() and lexicon.is_word(word) for word in words)


def exact_day(words: str) -> str:
    """Return a date in whatever spelling as YYYY-MM-DD, or '' where its day, month or year is not certain."""
    known = dates.find_dates(words)
    if len(known) == 1 and known[0].month and len(known[0].years) == 1:
        with suppress(ValueError):
            return datetime.date(known[0].years[0], known[0].month, known[0].day).isoformat()
    return ""
