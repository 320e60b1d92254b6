"""Read the cases in `cases/` and judge what the engine makes of each.

A file of cases is one kind of fault: {"rule", "register", "cases": [{"text", "expect", "register"?}]}. A case without a
register uses the file's. `expect` holds any of:

    text           the exact coded text
    exchanged      {surface: pseudonym}, each surface exchanged whole for it
    covered        surfaces of which every letter is exchanged or flagged
    one_flag       surfaces covered by one flag or one exchange
    not_exchanged  surfaces of which no letter is exchanged
    untouched      surfaces of which no letter is exchanged or flagged
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, cast

from scr_portal.anonymise import RegisterEntry, Replacement, Result, anonymise

CASES = Path(__file__).parent / "cases"


class Case(NamedTuple):
    """A text, the register of its case and what must hold; `kind` is the name of the file it stands in."""

    kind: str
    text: str
    register: list[RegisterEntry]
    expect: dict[str, object]


def read_cases() -> Iterator[Case]:
    """Yield every case of every file in `cases/`."""
    for path in sorted(CASES.glob("*.json")):
        kind = json.loads(path.read_text(encoding="utf-8"))
        for row in kind["cases"]:
            entries = row.get("register", kind.get("register", []))
            register = cast(list[RegisterEntry], [{"aliases": [], **entry} for entry in entries])
            yield Case(path.stem, row["text"], register, row["expect"])


def faults_of(case: Case) -> list[str]:
    """Return what is wrong with the coded text of a case; nothing when every expectation holds."""
    coverage = Coverage(case.text, anonymise(case.text, case.register))
    expect = dict(case.expect)
    faults = []
    if expect.pop("text", coverage.output) != coverage.output:
        faults.append(f"text: {coverage.output}")
    for surface, pseudonym in cast(dict[str, str], expect.pop("exchanged", {})).items():
        if not all(coverage.is_exchanged(span, pseudonym) for span in coverage.spans(surface)):
            faults.append(f"not exchanged, {surface}: {coverage.output}")
    for name, surfaces in expect.items():
        holds = getattr(coverage, f"is_{name}")
        for surface in cast(list[str], surfaces):
            if not all(holds(span) for span in coverage.spans(surface)):
                faults.append(f"not {name}, {surface}: {coverage.output}")
    return faults


Span = tuple[int, int]


class Coverage:
    """Which letters of a text were exchanged or flagged, each with the number of its replacement or flag."""

    def __init__(self, text: str, result: Result) -> None:
        self.text, self.output = text, result["text"]
        self.replaced = sorted(result["replacements"], key=lambda row: row["start"])
        self.exchanged = [-1] * len(text)
        self.flagged = [-1] * len(text)
        for number, row in enumerate(self.replaced):
            self.exchanged[row["start"] : row["end"]] = [number] * (row["end"] - row["start"])
        self._mark_flags(result)

    def _mark_flags(self, result: Result) -> None:
        """Mark the letters of the input that stand, unchanged, inside a flag of the output."""
        for kept_from, kept_to, shift in _kept(self.text, self.replaced):
            for number, flag in enumerate(result["residuals"]):
                first, last = max(flag["start"] - shift, kept_from), min(flag["end"] - shift, kept_to)
                if last > first:
                    self.flagged[first:last] = [number] * (last - first)

    def spans(self, surface: str) -> list[Span]:
        """Return where a surface stands in the text as a whole word; it must stand there."""
        spans = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(surface)}(?!\w)", self.text)]
        assert spans, f"{surface!r} is not in the text"
        return spans

    def _letters(self, span: Span) -> list[int]:
        return [k for k in range(*span) if self.text[k].isalnum()]

    def is_exchanged(self, span: Span, pseudonym: str) -> bool:
        """Return whether every letter was exchanged for the pseudonym."""
        numbers = {self.exchanged[k] for k in self._letters(span)}
        return -1 not in numbers and all(
            pseudonym.lower() in self.replaced[number]["pseudonym"].lower() for number in numbers
        )

    def is_covered(self, span: Span) -> bool:
        """Return whether every letter was exchanged or is flagged."""
        return all(self.exchanged[k] >= 0 or self.flagged[k] >= 0 for k in self._letters(span))

    def is_one_flag(self, span: Span) -> bool:
        """Return whether one exchange or one flag covers every letter."""
        numbers = {(self.exchanged[k], self.flagged[k]) for k in self._letters(span)}
        return len(numbers) == 1 and self.is_covered(span)

    def is_not_exchanged(self, span: Span) -> bool:
        """Return whether no letter was exchanged."""
        return all(self.exchanged[k] < 0 for k in self._letters(span))

    def is_untouched(self, span: Span) -> bool:
        """Return whether no letter was exchanged or is flagged."""
        return all(self.exchanged[k] < 0 and self.flagged[k] < 0 for k in self._letters(span))


def _kept(text: str, replaced: list[Replacement]) -> Iterator[tuple[int, int, int]]:
    """Yield the spans of the input that were kept, with the distance to their place in the output."""
    position = shift = 0
    for row in replaced:
        yield position, row["start"], shift
        shift += len(row["pseudonym"]) - (row["end"] - row["start"])
        position = row["end"]
    yield position, len(text), shift
