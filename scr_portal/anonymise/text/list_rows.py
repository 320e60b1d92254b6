"""Rows of a list of people, the surname first: 'Baker, Rowan', in a line or a cell of its own or after 'pupil'."""

from __future__ import annotations

import re

from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Shape, Tokens

_ROW_START = re.compile(r"(?:^|[\n|\t])[ ]*(?:[-–•*]|\d{1,3}[.)]?)?[ ]*$")
_CELL_END = re.compile(r"[ ]*(?:[\n\t|]|$)|[ ]{2}")
_BEFORE = 8


def is_listed(tokens: Tokens, i: int) -> bool:
    """Return whether token i is a surname in such a row, with one given name after it."""
    j = i + 1
    if j >= len(tokens) or tokens.gaps[j] is not Gap.COMMA or "\n" in tokens.before(j):
        return False
    if tokens.shapes[i] not in (Shape.TITLE, Shape.UPPER) or tokens.shapes[j] is not Shape.TITLE:
        return False
    word = tokens.folds[j]
    strange = not (
        lexicon.is_ordinary(word) or word in lexicon.explained_capitals() or word in lexicon.titles()
    )
    if not (strange or lexicon.is_first_name(word)):
        return False
    start = tokens.starts[i]
    if context.previous_word(tokens, i) in lexicon.words("listed-person", "people.txt"):
        return True
    opens = _ROW_START.search(tokens.text[max(0, start - _BEFORE) : start])
    return bool(opens) and bool(_CELL_END.match(tokens.text, tokens.ends[j]))
