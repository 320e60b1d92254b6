"""How long the reader takes, beside a bare openpyxl row loop, calamine and pandas on the same workbook.

Run `python -m tests.benchmarks.chronology_reader_bench [ROWS …]`; the default is 12,000 and 50,000 rows. Each
line is the one of three that used the least processor time, in a process of its own. Processor time includes starting Python; on a busy machine
it is the figure to compare. Memory is the larger peak of that process and its child.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.benchmarks import excel_workbook

_HEADINGS = [
    "No.",
    "Date",
    "Time",
    "Source",
    "Type",
    "Staff",
    "Details",
    "Who was seen",
    "Child seen?",
    "Action",
    "Comments",
]


def make_workbook(path: Path, rows: int) -> None:
    """A chronology of so many rows as Excel writes it, with 200 characters of details in each."""
    lines: list[list[excel_workbook.Cell]] = [list(_HEADINGS)]
    for row in range(rows):
        detail = (
            f"Visit {row}. Mother and child at home, " + "spoke about sleep, food and the appointment. " * 4
        )
        day, clock = (36526 + row // 4, excel_workbook.DAY), (row % 96 / 96, excel_workbook.CLOCK)
        lines.append([(row, 0), day, clock, "Case file", "Visit", "HV1", detail, "Mother", "Y", "None"])
    excel_workbook.write(path, lines)


def with_reader(path: Path) -> int:
    """Ours, child process and all."""
    from panels.chronology.reading import read_chronology

    return read_chronology(path).rows_non_empty


def with_openpyxl(path: Path) -> int:
    """The values of all rows, nothing more."""
    from openpyxl import load_workbook

    sheet = load_workbook(path, read_only=True, data_only=True).active
    return sum(1 for _ in sheet.iter_rows(values_only=True)) - 1 if sheet is not None else 0


def with_calamine(path: Path) -> int:
    """The values of all rows, nothing more, in Rust."""
    from python_calamine import CalamineWorkbook

    return len(CalamineWorkbook.from_path(path.as_posix()).get_sheet_by_index(0).to_python()) - 1


def with_pandas(path: Path) -> int:
    """The values of all rows as a frame, nothing more."""
    import pandas

    return len(pandas.read_excel(path))


PEERS: dict[str, Callable[[Path], int]] = {
    "reader": with_reader,
    "openpyxl": with_openpyxl,
    "calamine": with_calamine,
    "pandas": with_pandas,
}


def measure(peer: str, path: Path) -> dict[str, Any]:
    """Seconds by the clock, processor seconds and peak mebibytes of one reading in this process and its children."""
    started = time.perf_counter()
    rows = PEERS[peer](path)
    seconds = time.perf_counter() - started
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    processor = sum(usage.ru_utime + usage.ru_stime for usage in usages)
    used = max(usage.ru_maxrss for usage in usages)
    return {"rows": rows, "seconds": seconds, "processor": processor, "mebibytes": used / 1024}


def _apart(peer: str, path: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", __spec__.name, "--one", peer, str(path)]
    runs = [json.loads(subprocess.run(command, capture_output=True, check=True).stdout) for _ in range(3)]
    best: dict[str, Any] = min(runs, key=lambda run: run["processor"])
    return best


def main(arguments: list[str]) -> None:
    """Print a line for each size and peer, with its time as a multiple of the reader's."""
    if arguments[:1] == ["--one"]:
        sys.stdout.write(json.dumps(measure(arguments[1], Path(arguments[2]))))
        return
    with tempfile.TemporaryDirectory() as folder:
        for rows in [int(text) for text in arguments] or [12_000, 50_000]:
            path = Path(folder) / f"{rows}.xlsx"
            make_workbook(path, rows)
            found = {peer: _apart(peer, path) for peer in PEERS}
            for peer, run in found.items():
                times = run["processor"] / found["reader"]["processor"]
                sys.stdout.write(
                    f"{rows:>7,} rows  {peer:9} {run['seconds']:6.2f} s by the clock  {run['processor']:6.2f} s of processor"
                    f"  {run['mebibytes']:5.0f} MiB  {times:5.2f} x the reader\n"
                )


if __name__ == "__main__":
    main(sys.argv[1:])
