"""Write an invented set to a folder: `generate("harbour", 7, folder)` gives the files and their gold.

By hand: `python -m tests.chronology.material.generate harbour 7 FOLDER`.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import Any

from tests.chronology.material.build import SCOPE, Builder
from tests.chronology.material.grid import Grid
from tests.chronology.material.layouts import SETS, Layout
from tests.chronology.material.write_documents import write_docx, write_text
from tests.chronology.material.write_sheets import write_ods, write_xlsx


def generate(name: str, seed: int, folder: Path) -> list[tuple[Path, dict[str, Any]]]:
    """Write the files of a set with the gold of each; the same seed gives the same set."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_file(layout, random.Random(f"{seed} {layout.name}"), folder) for layout in SETS[name]]


def _file(layout: Layout, rng: random.Random, folder: Path) -> tuple[Path, dict[str, Any]]:
    first = len(layout.before) + 1
    builders = [Builder(layout, rng, first + i) for i in range(2 if layout.second_table else 1)]
    for builder in builders:
        builder.build()
    notices = _notices(layout, builders[0])
    path = folder / layout.name
    _write(path, layout, [builder.grid for builder in builders])
    gold: dict[str, Any] = {
        "file": layout.name,
        "scope": {"start": str(SCOPE[0]), "end": str(SCOPE[1])},
        "parts": [{"part": builder.part} for builder in builders],
        "mapping": {name: heading for name, heading in layout.headings.items() if not name.startswith("+")},
        "unmapped_columns": [heading for name, heading in layout.headings.items() if name.startswith("+")],
        "events": [event for builder in builders for event in builder.events],
        "problems": [problem for builder in builders for problem in builder.problems],
        "file_problems": notices,
    }
    if len(builders) == 1:
        for item in (*gold["events"], *gold["problems"]):
            del item["part"]
    (folder / f"{path.stem}.gold.json").write_text(json.dumps(gold, indent=1), encoding="utf-8")
    return path, gold


def _notices(layout: Layout, builder: Builder) -> list[dict[str, Any]]:
    notices = []
    if layout.hidden_column:
        column = max(builder.columns.values()) + 1
        builder.grid.hidden_columns.add(column)
        for row in range(3, builder.grid.last_row, 4):
            builder.grid.put(row, column, "High")
        builder.grid.put(len(layout.titles) + 1, column, layout.hidden_column)
        notices.append(("hidden_column", layout.hidden_column))
    if layout.hidden_sheet:
        notices.append(("hidden_sheet", layout.hidden_sheet))
    word = layout.name.endswith(".docx")
    notices += [("part_ignored", f"Table {i}" if word else name) for i, name in enumerate(layout.before, 1)]
    notices += [("tracked_changes", "")] if layout.tracked else []
    return [{"row": None, "code": code, "field": field or None} for code, field in notices]


def _write(path: Path, layout: Layout, grids: list[Grid]) -> None:
    if path.suffix == ".docx":
        write_docx(path, layout.before, grids, tracked=layout.tracked)
    elif path.suffix in (".xlsx", ".ods"):
        sheets = [*map(_front, layout.before), *grids]
        if layout.hidden_sheet:
            sheets.append(
                Grid(layout.hidden_sheet, {(1, 0): "Date", (2, 0): "1/1/2001"}, hidden=True, last_row=2)
            )
        write = write_xlsx if path.suffix == ".xlsx" else write_ods
        write(path, sheets, date1904=layout.date1904)
    else:
        write_text(path, grids[0], layout)


def _front(name: str) -> Grid:
    return Grid(name, {(1, 0): "How to fill this in", (2, 0): "One row for each contact."}, last_row=2)


if __name__ == "__main__":
    for written, _ in generate(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])):
        sys.stdout.write(f"{written}\n")
