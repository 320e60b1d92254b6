"""Measure probable pairs: planted pairs found and false proposals, among 500 to 12,000 entries.

    python -m tests.benchmarks.chronology_pairs_bench
    python -m tests.benchmarks.chronology_pairs_bench --samples FOLDER

Without a folder the invented entries of `chronology_pairs/planted.csv` are mixed with made-up background
entries. With one, every chronology in it is read, `gold/pairs.json` says which rows are pairs, and the
entries that are in no pair serve as background, repeated on other days until there are enough.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
import random
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from panels.chronology.merge import Entry
from panels.chronology.model import Event
from panels.chronology.pairs import probable_pairs
from panels.chronology.reading import read_chronology

PLANTED = Path(__file__).parent / "chronology_pairs" / "planted.csv"
SIZES = (500, 1000, 3000, 6000, 12000)
YEARS = 12
Key = frozenset[tuple[str, int]]

_WORKERS = {
    "Police": ("PC 4{n}2", "DC3", "DS7"),
    "Children's Social Care": ("SW5", "SW6", "TM3"),
    "Community Health Trust": ("HV4", "CNN2"),
    "Thornby Infant School": ("HT1", "SENCO1", "CT3"),
    "Housing Association": ("NHO2", "Rent officer"),
    "Park Lane Surgery": ("GP4", "PN1"),
}
_BACKGROUND = (
    ("Telephone", "{other}", "Rang {other} about {thing}. Message left."),
    ("Telephone", "Mother", "Mother rang to cancel, {thing}."),
    ("Home visit", "Mother, baby", "Visit. {Thing}. Baby asleep on the sofa."),
    ("Home visit", "", "No access for {thing}, card left."),
    ("Meeting", "Mother, {other}", "Review of plan with {other}: {thing}."),
    ("Email", "{other}", "Email from {other} re {thing}."),
    ("Letter", "", "Letter sent about {thing}. Copy to {other}."),
    ("Supervision", "", "Case supervision. {Thing} to be followed up with {other}."),
    ("Clinic", "Mother", "Seen for {thing}. Advice given, no concerns."),
)
_THINGS = (
    "attendance",
    "the missed appointment",
    "rent arrears",
    "weight",
    "speech therapy",
    "the broken window",
    "nursery hours",
    "a rash",
    "contact with Father",
    "bail conditions",
    "immunisations",
    "late collection",
)


def background(count: int, chance: random.Random) -> Iterator[Entry]:
    """Invented everyday entries, spread evenly over the years."""
    for row in range(1, count + 1):
        agency = chance.choice(sorted(_WORKERS))
        other = chance.choice(_WORKERS[chance.choice(sorted(_WORKERS.keys() - {agency}))]).format(n=1)
        kind, seen, detail = chance.choice(_BACKGROUND)
        thing = chance.choice(_THINGS)
        words = {"other": other, "thing": thing, "Thing": thing.capitalize()}
        minutes = chance.randrange(8 * 60, 18 * 60, 5)
        event = Event(
            row,
            1,
            *_same_day(chance),
            "day",
            False,
            f"{minutes // 60:02}:{minutes % 60:02}" if chance.random() < 0.7 else None,
            "exact",
            None,
            "Case record",
            detail.format(**words),
            contact_type=kind,
            who_seen=seen.format(**words),
            staff=chance.choice(_WORKERS[agency]).format(n=chance.randrange(9)),
        )
        yield Entry(agency, "background", event)


def _same_day(chance: random.Random) -> tuple[date, date]:
    day = date(2013, 6, 30) - timedelta(days=chance.randrange(YEARS * 365))
    return day, day


def planted() -> tuple[list[Entry], set[Key]]:
    """The invented entries, and which of them are pairs."""
    entries, clusters = [], defaultdict(list)
    with PLANTED.open(encoding="utf-8", newline="") as file:
        for row, cells in enumerate(csv.DictReader(file), 2):
            entries.append(Entry(cells["agency"], PLANTED.name, _event(row, cells)))
            if cells["pair"]:
                clusters[cells["pair"]].append((PLANTED.name, row))
    return entries, {
        frozenset(pair) for rows in clusters.values() for pair in itertools.combinations(rows, 2)
    }


def _event(row: int, cells: dict[str, str]) -> Event:
    start = date.fromisoformat(cells["date"])
    end = date.fromisoformat(cells["until"] or cells["date"])
    clock = cells["time"] if ":" in cells["time"] else None
    named = {name: cells[name] for name in ("contact_type", "staff", "who_seen", "action")}
    precision = "day" if start == end else "month"
    return Event(
        row, 1, start, end, precision, False, clock, "exact", None, cells["source"], cells["detail"], **named
    )


def samples(folder: Path) -> tuple[list[Entry], set[Key]]:
    """Entries read from a folder of chronologies, and its pairs."""
    case = json.loads((folder / "gold" / "pairs.json").read_text(encoding="utf-8"))
    entries = []
    for path in sorted(folder.glob("*.*")):
        if path.suffix in {".xlsx", ".csv", ".docx"}:
            agency = _agency(path.name, case)
            entries += [Entry(agency, path.name, event) for event in read_chronology(path).events]
    pairs = {
        frozenset((side["file"], side["row"]) for side in (pair["a"], pair["b"])) for pair in case["pairs"]
    }
    return entries, pairs


def _agency(name: str, case: dict[str, list[dict[str, dict[str, str]]]]) -> str:
    sides = [pair[side] for pair in case["pairs"] + case["not_pairs"] for side in ("a", "b")]
    return next((side["agency"] for side in sides if side["file"] == name), name)


def _repeated(entries: list[Entry], count: int, chance: random.Random) -> Iterator[Entry]:
    for row in range(count):
        entry = chance.choice(entries)
        start, end = _same_day(chance)
        moved = replace(entry.event, row=100_000 + row, date_start=start, date_end=end, precision="day")
        yield replace(entry, event=moved)


def measure(entries: list[Entry], pairs: set[Key]) -> tuple[int, int, float]:
    """Pairs found, false proposals, seconds of processor time."""
    started = time.process_time()
    found = [frozenset((e.file, e.event.row) for e in (p.first, p.second)) for p in probable_pairs(entries)]
    return len(pairs & set(found)), len(set(found) - pairs), time.process_time() - started


def main() -> None:
    """Print one line for each size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--samples", type=Path)
    folder = parser.parse_args().samples
    chance = random.Random(7)
    entries, pairs = samples(folder) if folder else planted()
    paired = {row for pair in pairs for row in pair}
    core = [entry for entry in entries if (entry.file, entry.event.row) in paired]
    others = [entry for entry in entries if (entry.file, entry.event.row) not in paired]
    _report("as they are", entries, pairs)
    for size in SIZES:
        count = size - len(core)
        more = _repeated(others, count, chance) if folder else background(count, chance)
        mixed = [*core, *more]
        chance.shuffle(mixed)
        _report(f"mixed to {size}", mixed, pairs)


def _report(label: str, entries: list[Entry], pairs: set[Key]) -> None:
    found, false, seconds = measure(entries, pairs)
    print(
        f"{label:16} {len(entries):6} entries: {found} of {len(pairs)} pairs, {false} false, {seconds:.2f} s"
    )


if __name__ == "__main__":
    main()
