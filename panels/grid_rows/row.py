"""One row of a chronology: what the file says, what was typed in its place, and what it is now."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property

from ..chronology.changing import COLUMN, cells_of, further_of
from ..chronology.model import FIELDS
from ..enums import RowOutcome, RowShown
from ..models import Chronology, ChronologyEvent, RowProblem
from ..models.chronology_rows import name_of_row
from ..queries import ProblemRow
from ..row_texts import as_read

Key = tuple[int, int, int]
"""Table, place and row: rows stand in the order of their keys."""


@dataclass(frozen=True)
class GridRow:
    """One row: the event that it is, what was said about it or done to it, or both. Its texts are the author's own."""

    chronology: Chronology
    key: Key
    event: ChronologyEvent | None
    told: ProblemRow | None

    @property
    def part(self) -> int:
        return self.key[0]

    @property
    def row(self) -> int:
        return self.key[2]

    @property
    def name(self) -> str:
        return name_of_row(self.part, self.row)

    @property
    def slug(self) -> str:
        return f"{self.part}-{self.row}"

    @property
    def added(self) -> RowProblem | None:
        """Return who added the row and when, where a person did."""
        problem = self.told.problem if self.told else None
        return problem if problem and problem.code == RowProblem.ADDED else None

    @cached_property
    def state(self) -> RowShown:
        """Return what the row is now; the first that fits."""
        if self.told is None or (self.told.severity == "warning" and self.told.outcome == RowOutcome.OPEN):
            return RowShown.EVENT
        if self.told.outcome == RowOutcome.LEFT_OUT:
            return RowShown.LEFT_OUT
        if self.told.outcome == RowOutcome.OPEN:
            return RowShown.NO_EVENT if self.told.severity == "info" else RowShown.TO_MEND
        if self.added:
            return RowShown.ADDED
        return RowShown.CHANGED if self.told.problem.code == RowProblem.CHANGED else RowShown.MENDED

    @property
    def mapping(self) -> dict[str, str]:
        mapping: dict[str, str] = self.chronology.mapping.get(str(self.part), {})
        return mapping

    @cached_property
    def read(self) -> dict[str, str]:
        """Return what the file says, by field and further column."""
        event_stands = self.told is None or self.told.severity == "warning"
        if self.event is not None and event_stands:
            event = as_read(self.event, originals=True)
            further = further_of(event, self.mapping)
            return cells_of(event, self.mapping) | {COLUMN + head: text for head, text in further.items()}
        return self.told.read if self.told else {}

    @cached_property
    def texts(self) -> dict[str, str]:
        """Return what stands in the row now: what the file says, and what was typed in its place."""
        return self.read | {name: str(text) for name, text in self.corrections.items()}

    @property
    def corrections(self) -> dict[str, str]:
        return self.told.problem.corrections if self.told else {}

    @cached_property
    def coded(self) -> dict[str, str]:
        """Return the texts as the panel reads them; none of a row that is no event."""
        if self.event is None:
            return {}
        event = as_read(self.event)
        further = further_of(event, self.mapping)
        return cells_of(event, self.mapping) | {COLUMN + head: text for head, text in further.items()}

    @cached_property
    def messages(self) -> dict[str, str]:
        """Return what is wrong, by field; what belongs to no field under the empty name."""
        if self.told is None or self.state not in (RowShown.TO_MEND, RowShown.NO_EVENT, RowShown.EVENT):
            return {}
        if self.told.problem.still:
            return dict(self.told.problem.still)
        said: dict[str, str] = {}
        for problem in self.told.problems:
            field = problem.field if problem.severity == "held" and problem.field in FIELDS else ""
            said[field] = f"{said[field]} {problem.message}" if field in said else str(problem.message)
        return said

    @property
    def alike(self) -> bool:
        """Whether other rows may be settled with this one in one act: a source for all, one reading of all dates."""
        if self.told is None:
            return False
        grouped = any(reading.group for reading in self.told.readings)
        return grouped or any(problem.code == "missing_source" for problem in self.told.problems)

    @property
    def general(self) -> str:
        """Return what is said of the row as a whole."""
        return str(self.messages.get("", ""))

    @property
    def version(self) -> int:
        """Return a number that changes with every save, for forms to carry (`StaleForm`)."""
        now = json.dumps([self.state, self.texts], sort_keys=True).encode()
        return int(hashlib.sha256(now).hexdigest()[:7], 16)
