"""Given names cut short by the writer: 'Cash' for Cashton is a doubt where the sentence does not use it as a word."""

from __future__ import annotations

from scr_portal.anonymise.decide import evidence
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Tokens

_QUOTES = ('"', "“", "‘", "'")
_PASSIVE = frozenset({"", "for", "by", "to", "in", "on", "at", "from", "with", "and", "as"})


def is_cut_name(tokens: Tokens, i: int) -> bool:
    """Return whether a capitalised word that opens a sentence or a quotation acts as a person there."""
    if tokens.before(i).endswith(_QUOTES) and tokens.after(i)[:1] in ('"', "”", "’", "'"):
        return True
    if evidence.judge_word(tokens, i, i + 1) is Verdict.NAME:
        return True
    verb, at = context.next_verb(tokens, i + 1)
    if verb in lexicon.words("verb-human"):
        return verb not in lexicon.words("verb-noun")
    return verb.endswith("ed") and context.next_word(tokens, at + 1) not in _PASSIVE
