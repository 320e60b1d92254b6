"""A bare surname with the initial of somebody else after it: 'Rivers, S.' or 'Rivers S' in a list is not the registered D. Rivers."""

from __future__ import annotations

import re

from scr_portal.anonymise.find.mentions import Mention
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.register.forms import FormKind
from scr_portal.anonymise.text.folding import Gap, Tokens
from scr_portal.anonymise.text.initials import is_initial_after

_ENDS = re.compile(r"[ ]*(?:[\t|\n,;–—]|- |$)")
_SURNAMES = frozenset({FormKind.FAMILY, FormKind.FAMILY_PART})


def doubt_strange_initials(tokens: Tokens, mentions: list[Mention]) -> None:
    """Extend surnames over an initial that their owners do not have, after a comma or alone in a cell or list, as doubts."""
    taken = {k for mention in mentions for k in range(mention.begin, mention.last)}
    for mention in mentions:
        k = mention.last
        if mention.verdict is not Verdict.NAME or mention.kind not in _SURNAMES or k in taken:
            continue
        if k >= len(tokens) or not is_initial_after(tokens, k):
            continue
        if tokens.gaps[k] is Gap.COMMA or (tokens.gaps[k] is Gap.SPACE and _ENDS.match(tokens.after(k))):
            mention.last, mention.verdict, mention.doubt = k + 1, Verdict.DOUBT, "name"
