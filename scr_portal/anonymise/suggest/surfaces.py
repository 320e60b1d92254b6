"""An unknown name as the words it is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from scr_portal.anonymise.register.forms import Unit, units_of
from scr_portal.anonymise.text import lexicon
from scr_portal.anonymise.text.folding import APOSTROPHES

_POSSESSIVE = re.compile(rf"[{APOSTROPHES}]s?$", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[\s]?){2,4}")
_MOST_INITIALS = 4


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a surface without its titles: "Mrs Hill-Quaye" is ("hillquaye",) with the title "mrs".

    `parts` are the halves of each word, none where it has no hyphen; `initials` is set where the surface is
    nothing but initials.
    """

    titles: tuple[str, ...]
    words: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    initials: str = ""

    @property
    def gender(self) -> str:
        """'f' or 'm' where a title says it, or ''."""
        groups = {lexicon.titles()[title] for title in self.titles}
        return "f" if "female" in groups else "m" if "male" in groups else ""

    @property
    def digits(self) -> str:
        """The figures of the surface without spaces."""
        return "".join(word for word in self.words if word.isdigit())


@lru_cache(maxsize=16384)
def words_of(surface: str) -> Words:
    """Return the folded words of a surface; an apostrophe is inside a name, a possessive is not part of it."""
    bare = _POSSESSIVE.sub("", surface.strip())
    units = list(units_of(bare.replace(",", " ")))
    titles = []
    while len(units) > 1 and "".join(units[0]) in lexicon.titles():
        titles.append("".join(units.pop(0)))
    if len(units) > 1 and "".join(units[-1]) in lexicon.titles():
        titles.append("".join(units.pop()))
    particles = lexicon.words("particle", "structure.txt")
    units = [unit for unit in units if "".join(unit) not in particles] or units
    words = tuple("".join(unit) for unit in units)
    return Words(tuple(titles), words, tuple(_halves(unit) for unit in units), _initials(bare, words))


def _halves(unit: Unit) -> tuple[str, ...]:
    particles = lexicon.words("particle", "structure.txt")
    return tuple(part for part in unit if len(part) > 2 and part not in particles) if len(unit) > 1 else ()


def _initials(written: str, words: tuple[str, ...]) -> str:
    letters = "".join(words)
    if not 1 < len(letters) <= _MOST_INITIALS or not written.isupper() or not _INITIALS.fullmatch(written):
        return ""
    return letters
