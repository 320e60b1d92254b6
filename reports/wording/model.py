"""A place in a text whose words tell too much, and what may stand there instead."""

from __future__ import annotations

import re
from dataclasses import dataclass

NEAR = 90
"""So many characters on either side are looked at for the words that belong to a place."""
_OPENS = re.compile(r"(?:^|[.!?:]\s|[.!?][”’\"']\s|\n)[\s*•#>(“‘\"-]*$")


@dataclass(frozen=True, slots=True)
class Proposal:
    """Words that say less, from `start` to `end` of the text: an article or a preposition may belong to them."""

    start: int
    end: int
    words: str
    step: int = 0
    """How much less they say: 0 is nearest to the words."""

    def put(self, text: str) -> str:
        """Return the text with these words in it."""
        return text[: self.start] + self.words + text[self.end :]


@dataclass(frozen=True, slots=True)
class Place:
    """Words in a text, from `start` to `end`, with what stands around them."""

    text: str
    start: int
    end: int

    @property
    def words(self) -> str:
        return self.text[self.start : self.end]

    @property
    def before(self) -> str:
        return self.text[max(0, self.start - NEAR) : self.start]

    @property
    def after(self) -> str:
        return self.text[self.end : self.end + NEAR]

    @property
    def opens(self) -> bool:
        """Whether a sentence begins with these words."""
        return bool(_OPENS.search(self.before))

    def instead(self, words: str, *, lead: int = 0, tail: int = 0) -> Proposal:
        """Return words in place of these, of `lead` characters before them and of `tail` after them.

        They have a capital where a sentence begins with them.
        """
        whole = Place(self.text, self.start - lead, self.end + tail)
        if whole.opens and not whole.words[:1].islower():
            words = words[:1].upper() + words[1:]
        return Proposal(whole.start, whole.end, words)
