"""A bare surname with the initial of somebody else after it: 'Rivers, S.' or 'Rivers S' in a list is not the registered D. Rivers."""

from __future__ import annotations

import re

from scr_portal.anonymise.find.mentions import Mention
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.register.forms import FormKind
from scr_portal.anonymise.text import context
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
        if k >= len(tokens) or not is_initial_after(tokens, k) or (mention.title and _opens_name(tokens, k)):
            continue
        if tokens.gaps[k] is Gap.COMMA or (tokens.gaps[k] is Gap.SPACE and _ENDS.match(tokens.after(k))):
            mention.last, mention.verdict, mention.doubt = k + 1, Verdict.DOUBT, "name"


def _opens_name(tokens: Tokens, k: int) -> bool:
    """Return whether the initial at token k, after a comma, belongs to the surname behind it: 'Miss Carr, T Whitlock'."""
    j = k + 1
    if tokens.gaps[k] is not Gap.COMMA or not context.is_capital(tokens, j) or len(tokens.folds[j]) < 2:
        return False
    return tokens.gaps[j] in (Gap.SPACE, Gap.DOT, Gap.DOT_SPACE) and "\n" not in tokens.before(j)
