"""Of whom a sentence speaks: labels of the register, and words such as "the mother" that mean one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .model import WHOLE
from .vocabulary import data, longest_first

_PRONOUN = re.compile(r"\b(?:he|she|they|his|her|him|their|them|who|whose)\b", re.IGNORECASE)
_PARTNERS = ("partner", "mother’s partner", "father’s partner", "stepfather")
_PARTNER = r"(?:[Mm]other|[Ff]ather|[Hh]er|[Hh]is)(?:[’']s)?\s+(?:(?:new|former|then|ex-?)\s+)?(?:partner|boyfriend|girlfriend|husband|wife)"
_OPENS = re.compile(r"^\W*(?:he|she|they)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\s+(?:\d+|[A-Z]{1,2})$")


@dataclass(frozen=True, slots=True)
class Mention:
    """Where somebody is spoken of, and by which label they are known. `family`: no professional."""

    start: int
    label: str
    family: bool


class People:
    """Everybody of a case by label. Words for a relative mean the only one of that kind, else all of them."""

    def __init__(self, labels: Iterable[str]) -> None:
        words = data("words")["people"]
        self.labels = {label.lower(): label for label in labels}
        self.family = tuple(str(word).lower() for word in words["family"])
        self.means: dict[str, str] = {}
        for kind, same in words["same"].items():
            known = [label for label in self.labels.values() if base_of(label) == kind.lower()]
            label = known[0] if len(known) == 1 else kind
            self.means |= dict.fromkeys((kind.lower(), *same), label)
        self.means |= {word: word.capitalize() for word in words["staff"]["words"] if word not in self.means}
        self.staff = {word.capitalize() for word in words["staff"]["words"]}
        known = [label for label in self.labels.values() if base_of(label) in _PARTNERS]
        self.partner = known[0] if len(known) == 1 else "Partner"
        self.means |= {"partner": self.partner}
        self.pattern = self._pattern()

    def _pattern(self) -> re.Pattern[str]:
        bases = "|".join(re.escape(word.title()) for word in longest_first(self.family))
        known = "".join(f"{re.escape(label)}|" for label in longest_first(self.labels.values()))
        words = "|".join(re.escape(word).replace("’", "[’']") for word in longest_first(self.means))
        return re.compile(
            rf"\b(?:(?P<partner>{_PARTNER})|(?P<label>{known}(?:{bases})(?:\s(?:\d+|[A-Z])\b)?)|(?:[Tt]he|[Hh]er|[Hh]is|[Tt]heir|Child[’']s)\s+(?P<word>{words}))\b(?![-\w])"
        )

    def mentions(self, text: str) -> Iterator[Mention]:
        """Yield everybody spoken of in a text, in order."""
        for match in self.pattern.finditer(text):
            if match["partner"]:
                label = self.partner
            elif match["label"]:
                label = (
                    self.labels.get(match["label"].lower())
                    or self.means.get(match["label"].lower())
                    or match["label"]
                )
            else:
                label = self.means[match["word"].lower().replace("'", "’")]
            yield Mention(match.start(), label, base_of(label).startswith(self.family))


def base_of(label: str) -> str:
    """Return a label without its number or letter, in small letters."""
    return _NUMBERED.sub("", label).lower()


def spoken_of(mentions: list[Mention], at: int, *, sentence: str, before: str) -> str:
    """Return of whom something at a place is said.

    It is the nearest of the family before it, else the next after it; with a pronoun alone whoever the sentence before was
    about; then a professional; and otherwise nobody in particular.
    """
    family = [mention for mention in mentions if mention.family]
    for rows in (family, []) if family else ([], mentions):
        earlier = [mention for mention in rows if mention.start <= at]
        if earlier:
            return earlier[-1].label
        if rows and not (before and _OPENS.search(sentence)):
            return rows[0].label
        if rows is not mentions and before and _PRONOUN.search(sentence):
            return before
    return WHOLE
