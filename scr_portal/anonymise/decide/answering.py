"""A bare surname that is a given name too, where somebody answers or gives a first name: 'you're through to Hope'."""

from __future__ import annotations

import re

from scr_portal.anonymise.text import lexicon
from scr_portal.anonymise.text.folding import Tokens

_REACH = 20
_GIVEN = (
    "through to ", "this is ", "my name is ", "my name's ", "it's ", "its ", "speaking to ", "speaking with ", "you've reached ", "name's ",
)  # fmt: skip
_SPEAKING = re.compile(r"[ ](?:speaking|calling|from the|from your)\b")


def gives_first_name(tokens: Tokens, i: int, j: int) -> bool:
    """Return whether tokens i to j (excluded), a surname, may be a stranger's first name given in a greeting."""
    if j - i > 1 or tokens.folds[i] not in lexicon.given_names():
        return False
    start = tokens.starts[i]
    if tokens.text[max(0, start - _REACH) : start].lower().replace("’", "'").endswith(_GIVEN):
        return True
    return bool(_SPEAKING.match(tokens.text, tokens.ends[i]))
