"""The direct names of a register, for which the second search and the tripwire look."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from scr_portal.anonymise.contract import RegisterEntry
from scr_portal.anonymise.text import lexicon
from scr_portal.anonymise.text.folding import tokens_of

NameRows = tuple[tuple[str, ...], ...]
"""Per person: canonical name, given name, surname, then aliases."""


def name_rows(entries: Iterable[RegisterEntry]) -> NameRows:
    """Return the names of every person among the rows."""
    people = (entry for entry in entries if entry["kind"] == "person")
    return tuple((e["canonical"], e.get("given", ""), e.get("family", ""), *e["aliases"]) for e in people)


@lru_cache(maxsize=64)
def word_names(rows: NameRows) -> frozenset[str]:
    """Return the folded given names and surnames of one word that are also ordinary words."""
    singles = (tokens_of(name).folds for row in rows for name in row[1:3])
    return frozenset(folds[0] for folds in singles if len(folds) == 1 and lexicon.is_word(folds[0]))


def may_contain(text: str, words: frozenset[str]) -> bool:
    """Return whether the text may contain one of the folded words: a quick test that rules most texts out."""
    return bool(words) and (not text.isascii() or _any_of(words).search(text) is not None)


@lru_cache(maxsize=64)
def _any_of(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words))), re.IGNORECASE)
