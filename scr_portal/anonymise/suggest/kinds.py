"""What kind of identity an unknown name probably is, for a form that a person corrects."""

from __future__ import annotations

from scr_portal.anonymise.suggest.surfaces import words_of
from scr_portal.anonymise.text import lexicon

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
