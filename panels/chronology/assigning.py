"""Give each field its column: a person's choice first, then the words of the rules, then the vocabulary (rules 1, 11.9 to 11.12)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from panels.chronology.cells import Cell, DateCell
from panels.chronology.dates import read_date
from panels.chronology.fields import LABELS, fields_of, rank_of_date, says_time
from panels.chronology.heading_words import LIKELY, fold, parted, scores
from panels.chronology.mapping import Chosen
from panels.chronology.model import FIELDS, REQUIRED_FIELDS
from panels.chronology.model import Mapping as FieldMapping

EVERY_ROW = 100_000
"""The column of a text that a person gave for every row; no table is as wide."""
EVERY_ROW_HEADING = "Source of every row"
Samples = Callable[[int], Sequence[Cell]]
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class Columns:
    """The column of each field, and the headings."""

    by_field: dict[str, int]
    headings: dict[int, str]

    @property
    def complete(self) -> bool:
        """Whether date, source and detail all have a column."""
        return all(name in self.by_field for name in REQUIRED_FIELDS)

    @property
    def mapping(self) -> FieldMapping:
        """Field name to the author's heading."""
        return {name: self.headings[column] for name, column in self.by_field.items()}


def assign(
    headings: Mapping[int, str],
    choice: Chosen | None = None,
    samples: Samples | None = None,
    *,
    by_vocabulary: bool = False,
) -> Columns:
    """Assign a column to each field: a person's choice, then the words of the rules; of two columns the left one.

    `headings` are by column from 0; `samples` gives cells below a heading, where the table is known. A heading with
    both words ("Date/Time") serves both fields unless another column is the time. With `by_vocabulary` fields that
    still have no column take the likeliest one of the vocabulary.
    """
    headings = dict(headings)
    wanted = choice.headings if choice else {}
    chosen = _chosen_by_hand(headings, wanted)
    barred = {name for name, heading in wanted.items() if not heading}
    matched = _by_words(headings, set(chosen.values()), samples)
    by_field = {name: column for name, column in matched.items() if name not in chosen and name not in barred}
    by_field |= chosen
    if by_vocabulary:
        _add_by_vocabulary(by_field, headings, barred, samples)
        _date_from_time(by_field, barred, samples)
    if choice and "source" in choice.constants and "source" not in by_field:
        by_field["source"], headings[EVERY_ROW] = EVERY_ROW, EVERY_ROW_HEADING
    _share_date_and_time(by_field, headings, barred)
    return Columns({name: by_field[name] for name in FIELDS if name in by_field}, headings)


def likeliness(headings: Mapping[int, str], name: str) -> dict[int, float]:
    """Return by column how well each heading fits a field, by the words of the rules or by the vocabulary."""
    fits: dict[int, float] = {}
    for column, heading in headings.items():
        known = fields_of(heading)
        if known == name or (name == "source" and known == "source_record"):
            fits[column] = 4.0
        elif score := scores(heading).get(name):
            fits[column] = score
    return fits


def are_dates(cells: Sequence[Cell]) -> bool:
    """Return whether most of the cells of a column are dates."""
    dates = sum(isinstance(cell, DateCell) or read_date(cell).interval is not None for cell in cells)
    return bool(cells) and dates > len(cells) * _MOSTLY


def _chosen_by_hand(headings: Mapping[int, str], wanted: Mapping[str, str]) -> dict[str, int]:
    by_heading = {fold(text): column for column, text in sorted(headings.items(), reverse=True)}
    return {
        name: by_heading[fold(heading)]
        for name, heading in wanted.items()
        if heading and fold(heading) in by_heading
    }


def _by_words(headings: Mapping[int, str], taken: set[int], samples: Samples | None) -> dict[str, int]:
    matched: dict[str, int] = {}
    dates: list[tuple[int, int]] = []
    for column in sorted(headings):
        name = fields_of(headings[column]) if column not in taken else None
        if name == "date":
            dates.append((rank_of_date(headings[column]) or 0, column))
        elif name == "end_date" and not _ends_in_dates(headings[column], column, headings, samples):
            continue
        elif name:
            matched.setdefault(name, column)
    if dates:
        matched["date"] = min(dates)[1]
    record_column = matched.pop("source_record", None)
    if record_column is not None:
        matched.setdefault("source", record_column)
    return matched


def _ends_in_dates(heading: str, column: int, headings: Mapping[int, str], samples: Samples | None) -> bool:
    """Return whether "To" is an end date: its cells are dates, or those of "From" beside it (rule 11.10)."""
    if fold(heading) != "to" or samples is None:
        return True
    cells = samples(column)
    start = next((each for each, text in headings.items() if fold(text) in ("from", "date from")), None)
    return not cells or are_dates(cells) or (start is not None and are_dates(samples(start)))


def _add_by_vocabulary(
    by_field: dict[str, int], headings: Mapping[int, str], barred: set[str], samples: Samples | None
) -> None:
    """Give fields without a column the likeliest heading of the vocabulary, the surest first, each column once."""
    fits = [
        (-score, column, name)
        for column, heading in headings.items()
        for name, score in scores(heading).items()
        if score >= LIKELY and not _is_other_date(name, column, heading, samples)
    ]
    for _, column, name in sorted(fits, key=lambda fit: (fit[0], fit[2] not in REQUIRED_FIELDS, fit[1])):
        held_by_rule = {other for each, other in by_field.items() if each != name}
        if name not in by_field and name not in barred and column not in held_by_rule:
            by_field[name] = column


def _date_from_time(by_field: dict[str, int], barred: set[str], samples: Samples | None) -> None:
    """Let a column called a time be the date too where its cells hold whole days: "Entry Time" with 19/03/2023 01:12."""
    column = by_field.get("time")
    if (
        column is not None
        and samples
        and not {"date"} & (by_field.keys() | barred)
        and are_dates(samples(column))
    ):
        by_field["date"] = column


def _is_other_date(name: str, column: int, heading: str, samples: Samples | None) -> bool:
    """Return whether a heading is the date of something else, or a word such as "From" has cells that are no dates."""
    if name != "date":
        return False
    if rank_of_date(heading) is not None and fields_of(heading) != "date":
        return True
    cells = samples(column) if samples else ()
    return bool(cells) and not are_dates(cells)


def _share_date_and_time(by_field: dict[str, int], headings: Mapping[int, str], barred: set[str]) -> None:
    column = by_field.get("date")
    if column is None or "time" in by_field or "time" in barred:
        return
    if says_time(headings[column]):
        by_field["time"] = column


def other_dates(columns: Columns) -> list[str]:
    """Return the headings of further date columns, which were not taken for the date of the event."""
    taken = {columns.by_field.get(name) for name in ("date", "end_date")}
    return [
        heading
        for column, heading in sorted(columns.headings.items())
        if column not in taken and rank_of_date(heading) is not None and "birth" not in parted(heading)
    ]


def label_of(name: str) -> str:
    """Return the label of a field in the middle of a sentence."""
    return LABELS[name].lower()
