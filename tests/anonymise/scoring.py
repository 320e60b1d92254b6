"""Score the anonymiser on an annotated set: the figures in which the requirements are stated."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Anonymiser = Callable[[str, Any], Any]
_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "pc",
        "dc",
        "ds",
        "pcso",
        "sgt",
        "sister",
        "rev",
        "nurse",
        "pastor",
        "dona",
        "prof",
    ]
)
_NEUTRAL = frozenset({"country", "month", "language", "ethnicity"})
_MAY_MERGE = frozenset({"url", "email", "social_handle"})


@dataclass
class Score:
    """Counts and the rates computed from them; `notes` lists (kind, document, text, context) for reading."""

    counts: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    notes: list[tuple[str, str, str, str]] = field(default_factory=list)

    def add(self, what: str, number: int = 1) -> None:
        """Count `what`."""
        self.counts[what] = self.counts.get(what, 0) + number

    def rate(self, part: str, whole: str) -> float:
        """Return one count as a share of another."""
        return self.counts.get(part, 0) / max(1, self.counts.get(whole, 0))

    def figures(self) -> dict[str, float]:
        """Return the figures by name; all are shares but the flags, which count per 1,000 words."""
        mentions = max(1, self.counts.get("registered", 0) + self.counts.get("unregistered", 0))
        leaks = self.counts.get("registered_leak", 0) + self.counts.get("unregistered_leak", 0)
        return {
            "leak": leaks / mentions,
            "registered_leak": self.rate("registered_leak", "registered"),
            "residual_leak": self.rate("unregistered_leak", "unregistered"),
            "automatic": self.rate("automatic", "registered"),
            "wrong": self.rate("wrong", "touched"),
            "over": self.rate("over", "plain_words"),
            "traps": self.rate("trap_hit", "traps"),
            "false_flags": 1000 * self.rate("false_flag", "words"),
            "speed": self.counts.get("characters", 0) / max(self.seconds, 1e-9),
        }


def load(folder: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Load a set from disk: registers by review, and documents."""
    reviews = json.loads((folder / "reviews.json").read_text(encoding="utf-8"))
    files = sorted((folder / "docs").glob("*.json"))
    return {r["review_id"]: r["register"] for r in reviews}, [
        json.loads(f.read_text(encoding="utf-8")) for f in files
    ]


def score(anonymiser: Anonymiser, registers: dict[str, Any], documents: Iterable[dict[str, Any]]) -> Score:
    """Run `anonymiser` over the documents and count."""
    result = Score()
    for document in documents:
        text = document["text"]
        began = time.perf_counter()
        answer = anonymiser(text, json.loads(json.dumps(registers[document["review_id"]])))
        result.seconds += time.perf_counter() - began
        _Page(result, document, answer).count()
    return result


class _Page:
    """One document's result compared with its annotations, character by character."""

    def __init__(self, score: Score, document: dict[str, Any], answer: Any) -> None:
        self.score, self.document, self.text = score, document, document["text"]
        self.rows = sorted(answer["replacements"], key=lambda r: r["start"])
        self.by = [-1] * len(self.text)
        self.back: list[int] = []
        position = 0
        for number, row in enumerate(self.rows):
            self.back += range(position, row["start"])
            self.back += [-1] * len(row["pseudonym"])
            self.by[row["start"] : row["end"]] = [number] * (row["end"] - row["start"])
            position = row["end"]
        self.back += range(position, len(self.text))
        self.flags = [
            [self.back[k] for k in range(r["start"], r["end"]) if self.back[k] >= 0]
            for r in answer["residuals"]
        ]
        self.kinds = [r["kind"] for r in answer["residuals"]]
        self.flagged = {k for flag in self.flags for k in flag}

    def count(self) -> None:
        """Add this page to the score."""
        for mention in self.document["mentions"]:
            self._mention(mention)
        self._words()
        self._traps()
        self._flags()
        self.score.add("characters", len(self.text))

    def _note(self, what: str, text: str, start: int, end: int) -> None:
        around = self.text[max(0, start - 40) : end + 30].replace("\n", "⏎")
        self.score.notes.append((what, self.document["doc_id"], text, around))

    def _mention(self, m: dict[str, Any]) -> None:
        core = [k for a, b in m["core"] for k in range(a, b) if self.text[k].isalnum()]
        used = {self.by[k] for k in core} - {-1}
        exchanged = all(self.by[k] >= 0 for k in core)
        safe = all(self.by[k] >= 0 or k in self.flagged for k in core)
        registered = m["status"] == "registered"
        strict = registered or m["kind"] not in _MAY_MERGE
        wrong = strict and any(self.rows[n]["entry_id"] not in m["entry_ids"] for n in used)
        self.score.add(m["status"])
        self.score.add("touched", bool(used))
        self.score.add("wrong", wrong)
        if not safe:
            self.score.add(m["status"] + "_leak")
        if registered and exchanged and not wrong:
            self.score.add("automatic")
        elif wrong or not safe or registered:
            what = "wrong" if wrong else "leak" if not safe else "flagged"
            self._note(
                f"{what} {m['status'][:5]} {m['kind']}/{m['variant']}", m["text"], m["start"], m["end"]
            )

    def _words(self) -> None:
        spans = [(m["start"], m["end"]) for m in self.document["mentions"]]
        named = {k for a, b in spans for k in range(a, b)}
        free = named | {k for m in self.document["optional"] for k in range(m["start"], m["end"])}
        starts, ends = {a for a, _ in spans}, {b for _, b in spans}
        for match in re.finditer(r"\w+", self.text):
            a, b = match.span()
            self.score.add("words")
            title = match.group().lower() in _TITLES and (b + 1 in starts or b + 2 in starts)
            if (
                any(k in free for k in range(a, b))
                or title
                or (match.group().lower() == "s" and a - 1 in ends)
            ):
                continue
            self.score.add("plain_words")
            if any(self.by[k] >= 0 for k in range(a, b)):
                self.score.add("over")
                self._note("over", match.group(), a, b)

    def _traps(self) -> None:
        for m in self.document["keep"]:
            self.score.add("traps")
            if any(self.by[k] >= 0 for k in range(m["start"], m["end"]) if self.text[k].isalnum()):
                self.score.add("trap_hit")
                self._note(f"trap {m['trap']}", m["text"], m["start"], m["end"])

    def _flags(self) -> None:
        named = {k for m in self.document["mentions"] for k in range(m["start"], m["end"])}
        neutral = {k for m in self.document["optional"] for k in range(m["start"], m["end"])}
        neutral |= {
            k for m in self.document["keep"] if m["trap"] in _NEUTRAL for k in range(m["start"], m["end"])
        }
        for flag, kind in zip(self.flags, self.kinds, strict=True):
            letters = [k for k in flag if self.text[k].isalnum()]
            if any(k in named for k in letters) or any(k in neutral for k in letters):
                continue
            self.score.add("false_flag")
            text = "".join(self.text[k] for k in flag)
            self._note(f"false flag {kind}", text, flag[0] if flag else 0, flag[-1] if flag else 0)
