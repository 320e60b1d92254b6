"""The exchange itself, so that the sentence still reads: possessives, capitals, articles."""

from __future__ import annotations

import re

from scr_portal.anonymise.find.mentions import Mention
from scr_portal.anonymise.register.forms import FormKind
from scr_portal.anonymise.text import context
from scr_portal.anonymise.text.folding import APOSTROPHES, Gap, Shadow

_VOWEL = re.compile(r"(?:[aeio]|u(?!ni|s[aei])|hon|hour|heir)", re.IGNORECASE)
_SPELT_VOWEL = re.compile(r"[AEFHILMNORSX][A-Z\d]")


def render(shadow: Shadow, mention: Mention) -> tuple[int, int, str]:
    """The span of the input that goes and the words that stand there instead."""
    pseudonym = mention.owners[0].entry["pseudonym"]
    start, end = shadow.starts[mention.begin], shadow.ends[mention.last - 1]
    if mention.kind is FormKind.PLURAL:
        pseudonym = _family_of(shadow, mention, pseudonym)
    else:
        pseudonym += mention.suffix
    if context.is_initial(shadow, mention.begin) and pseudonym[:1].islower():
        pseudonym = pseudonym[0].upper() + pseudonym[1:]
    end, pseudonym = _possessive(shadow, mention, end, pseudonym)
    end = _stop(shadow, mention, end)
    start, pseudonym = _article(shadow, mention, start, pseudonym)
    return start, end, pseudonym


def _family_of(shadow: Shadow, mention: Mention, pseudonym: str) -> str:
    """'The Holloways' -> 'The family of Mother'."""
    words = f"family of {pseudonym}"
    if mention.article or context.previous_word(shadow, mention.first) in ("these", "those"):
        return words
    return ("The " if context.is_initial(shadow, mention.begin) else "the ") + words


def _possessive(shadow: Shadow, mention: Mention, end: int, pseudonym: str) -> tuple[int, str]:
    """James' becomes Child 1's: the bare apostrophe of a name in s does not suit a name without it."""
    after = shadow.text[end : end + 2]
    bare = after[:1] and after[0] in APOSTROPHES and not after[1:].isalnum()
    opened = shadow.starts[mention.begin] > 0 and shadow.text[shadow.starts[mention.begin] - 1] in APOSTROPHES
    name_in_s = shadow.folds[mention.last - 1].endswith("s")
    follows = context.next_word(shadow, mention.last) or shadow.text[end + 1 : end + 2] == " "
    if bare and not opened and name_in_s and follows and not pseudonym.lower().endswith("s"):
        return end + 1, pseudonym + after[0] + "s"
    return end, pseudonym


def _stop(shadow: Shadow, mention: Mention, end: int) -> int:
    """The stop of dotted initials goes with them, unless it also closes the line."""
    if (
        mention.kind is FormKind.INITIALS
        and mention.last - mention.first > 1
        and shadow.gaps[mention.last - 1] in (Gap.DOT, Gap.DOT_SPACE)
    ):
        rest = shadow.text[end : end + 2]
        if rest[:1] == "." and rest[1:2] in (",", ";", ":", ")", "'", "’"):
            return end + 1
        if rest[:1] == "." and rest[1:2] == " ":
            following = mention.last < len(shadow) and context.is_capital(shadow, mention.last)
            return end if following else end + 1
    return end


def _article(shadow: Shadow, mention: Mention, start: int, pseudonym: str) -> tuple[int, str]:
    """'an Asante visit' -> 'a Social Worker 1 visit'; 'a Bishop visit' -> 'an Uncle visit'."""
    first = mention.begin
    if not first or shadow.gaps[first] is not Gap.SPACE or shadow.folds[first - 1] not in ("a", "an"):
        return start, pseudonym
    written = shadow.raw(first - 1)
    article = "an" if _VOWEL.match(pseudonym) or _SPELT_VOWEL.match(pseudonym) else "a"
    if article == written.lower() or (
        len(written) == 1 and written == "A" and not context.is_initial(shadow, first - 1)
    ):
        return start, pseudonym
    article = article.capitalize() if written[0].isupper() else article
    return shadow.starts[first - 1], f"{article} {pseudonym}"
