"""How the finder does on `stranger.toml`: forty passages by somebody who had not read its rules.

A listed fact is met where a finding, of whatever kind, overlaps its words. The score of a passage is that of its whole text.
"""

from __future__ import annotations

import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

from reports import jigsaw

SET = Path(__file__).with_suffix(".toml")
LABELS = ("Child A", "Mother", "Father")


@dataclass
class Look:
    """What was met of what was listed, and the scores of the passages that identify and of those that do not."""

    expected: int
    words: int
    missed: list[tuple[str, str]]
    extra: list[tuple[str, str, str]]
    scores: dict[bool, list[int]]

    @property
    def met(self) -> int:
        return self.expected - len(self.missed)

    @property
    def told_apart(self) -> float:
        """The share of pairs, one passage that identifies and one that does not, of which the first scores more."""
        identifying, harmless = self.scores[True], self.scores[False]
        return sum(one > other for one in identifying for other in harmless) / (
            len(identifying) * len(harmless)
        )


def passages(path: Path) -> list[dict]:
    return tomllib.loads(path.read_text(encoding="utf-8"))["passage"]


def look(path: Path = SET) -> Look:
    """Compare what is found in each passage with what its author listed."""
    result = Look(0, 0, [], [], {True: [], False: []})
    for passage in passages(path):
        text = passage["text"]
        examined = jigsaw.examine({"overview": text}, labels=LABELS)
        found = [place for row in examined.attributes for place in row.places]
        facts = [(text.index(words), text.index(words) + len(words)) for words in passage["facts"]]
        for start, end in facts:
            if not any(f.start < end and start < f.end for f in found):
                result.missed.append((passage["name"], text[start:end]))
        result.extra += [
            (passage["name"], f.kind, f.words)
            for f in found
            if not any(f.start < end and start < f.end for start, end in facts)
        ]
        result.expected += len(facts)
        result.words += len(text.split())
        result.scores[passage["identifies"]].append(examined.whole.score)
    return result


if __name__ == "__main__":
    for file in sys.argv[1:] or [str(SET)]:
        seen = look(Path(file))
        print(f"{file}: {seen.met} of {seen.expected} facts; {len(seen.extra)} others in {seen.words} words")
        print(f"told apart {seen.told_apart:.3f}")
        print("identifying", sorted(seen.scores[True]), "harmless", sorted(seen.scores[False]))
        for missed in seen.missed:
            print("missed", *missed, sep=" | ")
        for extra in seen.extra:
            print("extra", *extra, sep=" | ")
