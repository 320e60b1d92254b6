"""The wording of a replacement, so that the sentence still reads: possessives, capitals, articles."""

from __future__ import annotations

import re

from scr_portal.anonymise.decide import labels
from scr_portal.anonymise.find.mentions import Mention
from scr_portal.anonymise.register.forms import FormKind
from scr_portal.anonymise.text import context
from scr_portal.anonymise.text.folding import APOSTROPHES, Gap, Tokens

_VOWEL = re.compile(r"(?:[aeio]|u(?!ni|s[aei])|hon|hour|heir)", re.IGNORECASE)
_SPELT_VOWEL = re.compile(r"[AEFHILMNORSX][A-Z\d]")


def render(tokens: Tokens, mention: Mention, floor: int) -> tuple[int, int, str]:
    """Return the span of the input to replace and the text that replaces it; tokens before `floor` are a name's."""
    pseudonym = mention.owners[0].entry["pseudonym"]
    start, end = tokens.starts[mention.begin], tokens.ends[mention.last - 1]
    if mention.kind is FormKind.PLURAL:
        pseudonym = _family_of(tokens, mention, pseudonym)
    else:
        pseudonym += mention.suffix
    if context.is_initial(tokens, mention.begin) and pseudonym[:1].islower():
        pseudonym = pseudonym[0].upper() + pseudonym[1:]
    end, pseudonym = _possessive(tokens, mention, end, pseudonym)
    end = _stop(tokens, mention, end)
    start, pseudonym = _article(tokens, mention, start, pseudonym)
    start, pseudonym = labels.without_article(tokens, mention, start, pseudonym)
    return labels.without_label(tokens, mention, (start, end), pseudonym, floor)


def _family_of(tokens: Tokens, mention: Mention, pseudonym: str) -> str:
    """Return the replacement of a plural surname: 'The Holloways' -> 'The family of Mother'."""
    words = f"family of {pseudonym}"
    if mention.article or context.previous_word(tokens, mention.first) in ("these", "those"):
        return words
    return ("The " if context.is_initial(tokens, mention.begin) else "the ") + words


def _possessive(tokens: Tokens, mention: Mention, end: int, pseudonym: str) -> tuple[int, str]:
    """Return the end and the pseudonym with a possessive mended: James' becomes Child 1's.

    The bare apostrophe of a name in s does not suit a pseudonym without it.
    """
    after = tokens.text[end : end + 2]
    bare = after[:1] and after[0] in APOSTROPHES and not after[1:].isalnum()
    opened = tokens.starts[mention.begin] > 0 and tokens.text[tokens.starts[mention.begin] - 1] in APOSTROPHES
    name_in_s = tokens.folds[mention.last - 1].endswith("s")
    follows = context.next_word(tokens, mention.last) or tokens.text[end + 1 : end + 2] == " "
    if bare and not opened and name_in_s and follows and not pseudonym.lower().endswith("s"):
        return end + 1, pseudonym + after[0] + "s"
    return end, pseudonym


def _stop(tokens: Tokens, mention: Mention, end: int) -> int:
    """Return the end, past the full stop of dotted initials unless that stop also closes the line."""
    if (
        mention.kind is FormKind.INITIALS
        and mention.last - mention.first > 1
        and tokens.gaps[mention.last - 1] in (Gap.DOT, Gap.DOT_SPACE)
    ):
        following_text = tokens.text[end : end + 2]
        if following_text[:1] == "." and following_text[1:2] in (",", ";", ":", ")", "'", "’"):
            return end + 1
        if following_text[:1] == "." and following_text[1:2] == " ":
            following = mention.last < len(tokens) and context.is_capital(tokens, mention.last)
            return end if following else end + 1
    return end


def _article(tokens: Tokens, mention: Mention, start: int, pseudonym: str) -> tuple[int, str]:
    """Return the start and the pseudonym with its article: 'an Asante visit' -> 'a Social Worker 1 visit'."""
    first = mention.begin
    if not first or tokens.gaps[first] is not Gap.SPACE or tokens.raw(first - 1).lower() not in ("a", "an"):
        return start, pseudonym
    written = tokens.raw(first - 1)
    article = "an" if _VOWEL.match(pseudonym) or _SPELT_VOWEL.match(pseudonym) else "a"
    if article == written.lower() or (
        len(written) == 1 and written == "A" and not context.is_initial(tokens, first - 1)
    ):
        return start, pseudonym
    article = article.capitalize() if written[0].isupper() else article
    return tokens.starts[first - 1], f"{article} {pseudonym}"
