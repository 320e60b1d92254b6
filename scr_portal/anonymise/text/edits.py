"""Apply replacements to a text, and map offsets between input and output."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from scr_portal.anonymise.contract import Replacement


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """A span of the input and its replacement."""

    start: int
    end: int
    entry_id: str
    pseudonym: str


class Editor:
    """The output of non-overlapping edits, with offset maps; of overlapping edits the longer is kept."""

    def __init__(self, text: str, edits: list[Edit]) -> None:
        self.text = text
        self.edits = _without_overlaps(edits)
        self.inserted: list[tuple[int, int]] = []
        out: list[str] = []
        position = length = 0
        for edit in self.edits:
            out += [text[position : edit.start], edit.pseudonym]
            length += edit.start - position
            self.inserted.append((length, length + len(edit.pseudonym)))
            length += len(edit.pseudonym)
            position = edit.end
        self.output = "".join(out) + text[position:]
        self._starts = [edit.start for edit in self.edits]
        self._ends = [edit.end for edit in self.edits]

    def replacements(self) -> list[Replacement]:
        """Return the edits as rows of the result."""
        return [
            {"start": e.start, "end": e.end, "entry_id": e.entry_id, "pseudonym": e.pseudonym}
            for e in self.edits
        ]

    def is_whole(self, start: int, end: int) -> bool:
        """Return whether one edit covers the whole of an input span."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and self._ends[at] >= end

    def to_output(self, start: int, end: int) -> tuple[int, int]:
        """Map an input span to the output; an end inside a replaced span moves to its edge."""
        return self._place(start, 0), self._place(end, 1)

    def to_input(self, edit: Edit) -> Edit | None:
        """Map an edit of the output to the input; None if it touches text that was already replaced."""
        number = bisect_right(self.inserted, (edit.start, len(self.output))) - 1
        after = self.inserted[number + 1][0] if number + 1 < len(self.inserted) else len(self.output)
        if edit.end > after or (number >= 0 and edit.start < self.inserted[number][1]):
            return None
        shift = self._ends[number] - self.inserted[number][1] if number >= 0 else 0
        return Edit(edit.start + shift, edit.end + shift, edit.entry_id, edit.pseudonym)

    def _place(self, at: int, side: int) -> int:
        number = bisect_right(self._starts, at) - 1 if side == 0 else bisect_left(self._starts, at) - 1
        if number < 0:
            return at
        if at < self._ends[number] or (side and at == self._ends[number]):
            return self.inserted[number][side]
        return self.inserted[number][1] + at - self._ends[number]


def _without_overlaps(edits: list[Edit]) -> list[Edit]:
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.start, -e.end)):
        if kept and edit.start < kept[-1].end:
            if edit.end - edit.start > kept[-1].end - kept[-1].start:
                kept[-1] = edit
            continue
        kept.append(edit)
    return kept
