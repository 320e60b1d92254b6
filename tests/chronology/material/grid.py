"""A table before it is written to any kind of file."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.chronology.material.spellings import Typed

Value = Typed


@dataclass
class Grid:
    """Values by row from 1 and column from 0, and what is merged or hidden."""

    name: str
    cells: dict[tuple[int, int], Value] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False
    last_row: int = 0

    def put(self, row: int, column: int, value: Value) -> None:
        """Write a value; an empty text leaves the cell out."""
        self.last_row = max(self.last_row, row)
        if value != "":
            self.cells[row, column] = value

    @property
    def width(self) -> int:
        """Columns in use."""
        return max((column for _, column in self.cells), default=0) + 1

    def row(self, number: int) -> list[Value]:
        """Append one row, padded to the width."""
        return [self.cells.get((number, column), "") for column in range(self.width)]
