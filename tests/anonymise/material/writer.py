"""Fill templates and record every mention: its offsets, its entries, and the text that must be replaced."""

from __future__ import annotations

import random
import re
from typing import Any

from tests.anonymise.material.cases import Case
from tests.anonymise.material.spellings import Spelling, known, stranger

_MARK = re.compile(
    r"<(?P<who>[a-z0-9]+)(?:\.(?P<variant>\w+))?(?P<own>\+)?>|\{\{(?P<word>[^|}]+)\|(?P<trap>\w+)\}\}"
)


class Writer:
    """The text, mentions and traps of one document."""

    def __init__(self, case: Case, register: list[dict[str, Any]], chance: random.Random) -> None:
        self.case, self.chance = case, chance
        self.rows = {row["key"]: row for row in register}
        self.register = register
        self.parts: list[str] = []
        self.length = 0
        self.mentions: list[dict[str, Any]] = []
        self.keep: list[dict[str, Any]] = []

    def document(self) -> dict[str, Any]:
        """Return text and annotations, in the format of the dev set."""
        return {"text": "".join(self.parts), "mentions": self.mentions, "optional": [], "keep": self.keep}

    def add(self, template: str) -> None:
        """Write one template out."""
        position = 0
        for mark in _MARK.finditer(template):
            self._put(template[position : mark.start()])
            position = mark.end()
            if mark["word"]:
                self._trap(mark["word"], mark["trap"])
            else:
                self._mention(mark["who"], mark["variant"] or "any", bool(mark["own"]))
        self._put(template[position:])

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def _trap(self, word: str, trap: str) -> None:
        self.keep.append({"start": self.length, "end": self.length + len(word), "text": word, "trap": trap})
        self._put(word)

    def _mention(self, who: str, variant: str, own: bool) -> None:
        if who in self.rows:
            spelling = known(self.rows[who], self._person(who), variant, self.chance)
            status, kind = "registered", self.rows[who]["kind"]
        else:
            spelling = stranger(self.case, who, variant, self.chance)
            status, kind = "unregistered", spelling.kind
        self._record(spelling, status, kind, who, variant, own)
        self._put(spelling.text)
        if own:
            ending = self.chance.choice(("'s", "’s"))
            self._put(ending if not spelling.text.endswith("s") or self.chance.random() < 0.5 else ending[0])

    def _person(self, who: str) -> Any:
        return next((p for p in self.case.people if p.key == who), None)

    def _record(self, spelling: Spelling, status: str, kind: str, who: str, variant: str, own: bool) -> None:
        at = self.length
        words = list(re.finditer(r"[^\W_]+", spelling.text))
        telling = [m for m in words if m.group().lower() not in spelling.free] or words
        core = [[at + m.start(), at + m.end()] for m in telling]
        row: dict[str, Any] = {
            "start": at,
            "end": at + len(spelling.text),
            "text": spelling.text,
            "status": status,
            "kind": kind,
        }
        row |= {"variant": ("possessive_" if own else "") + variant, "possessive": own, "core": core}
        row |= {"entry_ids": self._meant(who, variant, spelling) if status == "registered" else []}
        if status == "registered":
            row["referent"] = self.rows[who]["id"]
        self.mentions.append(row)

    def _meant(self, who: str, variant: str, spelling: Spelling) -> list[str]:
        """Return every entry a reader could take this mention for."""
        row = self.rows[who]
        if row["kind"] == "address":
            return [row["id"], self.rows["town"]["id"]]
        if row["kind"] != "person":
            return [row["id"]]
        people = [r for r in self.register if r["kind"] == "person"]
        if variant in ("last", "plural", "surname_break"):
            return [r["id"] for r in people if r["family"] == row["family"]]
        if variant.startswith("title") and variant != "title_full":
            women, men = {"Ms", "Mrs", "Miss", "Dona"}, {"Mr"}
            same = next((group for group in (women, men) if row["title"] in group), {row["title"]})
            return [r["id"] for r in people if r["family"] == row["family"] and r["title"] in same]
        if variant in ("first", "small_first", "caps_first"):
            return [r["id"] for r in people if r["given"] == row["given"]]
        if variant == "initials":
            return [r["id"] for r in people if _letters(r) == _letters(row)]
        if variant == "initial":
            return [
                r["id"] for r in people if (r["given"][0], r["family"]) == (row["given"][0], row["family"])
            ]
        return [row["id"]]


def _letters(row: dict[str, Any]) -> str:
    return (row["given"][0] + row["family"][0]).upper()
