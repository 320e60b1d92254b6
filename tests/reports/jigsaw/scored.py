"""The passages of `passages.toml`, and how the finder does beside what a careful reader listed."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from reports import jigsaw


@dataclass
class Scored:
    """What was expected and found, what was missed, and what only the finder lists."""

    expected: int
    words: int
    missed: list[tuple[str, str, str]]
    extra: list[tuple[str, str, str]]

    @property
    def recall(self) -> float:
        return 1 - len(self.missed) / self.expected

    @property
    def false_a_thousand(self) -> float:
        return 1000 * len(self.extra) / self.words


def passages() -> list[dict]:
    return tomllib.loads(Path(__file__).with_name("passages.toml").read_text(encoding="utf-8"))["passage"]


def score() -> Scored:
    """Compare: a listed row is found by a finding of its kind that overlaps its words; any other finding is extra."""
    scored = Scored(0, 0, [], [])
    for passage in passages():
        text = " ".join(passage["text"].split())
        found = [place for row in jigsaw.examine({"overview": text}).attributes for place in row.places]
        scored.words += len(text.split())
        met: set[int] = set()
        for kind, words in passage["expected"]:
            start = text.index(words)
            hits = [f for f in found if f.kind == kind and f.start < start + len(words) and start < f.end]
            met.update(id(f) for f in hits)
            scored.expected += 1
            if not hits:
                scored.missed.append((passage["name"], kind, words))
        scored.extra += [(passage["name"], f.kind, f.words) for f in found if id(f) not in met]
    return scored


if __name__ == "__main__":
    result = score()
    print(
        f"{result.recall:.3f} of {result.expected}; {result.false_a_thousand:.1f} extra a thousand words of {result.words}"
    )
    for row in result.missed:
        print("missed", *row, sep=" | ")
    for row in result.extra:
        print("extra", *row, sep=" | ")
