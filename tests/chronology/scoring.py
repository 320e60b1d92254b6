"""Score a reading against the expected one: the share of rows, fields and problems that are right."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

WEIGHTS = {
    "rows": 20,
    "date": 20,
    "precision": 10,
    "uncertain": 5,
    "time": 10,
    "source": 10,
    "detail": 5,
    "problems": 20,
}
Key = tuple[int, int]


@dataclass(frozen=True)
class Score:
    """The overall share of 100, and the two counts that must be nothing."""

    overall: float
    wrong_dates: int
    wrongly_imported: int
    differences: tuple[str, ...]


def score(gold: dict[str, Any], reading: dict[str, Any]) -> Score:
    """Compare a reading, as the command prints it, with the gold of the file."""
    several = len(gold["parts"]) > 1
    meant, read = _by_row(gold["events"], several), _by_row(reading["events"], several)
    problems = _problems([*gold["problems"], *gold["file_problems"]], several)
    problems_read = _problems(reading["problems"], several)
    lines, seen = set(meant) | _rows(problems), set(read) | _rows(problems_read)
    wrongly = (set(read) & _rows(problems)) - set(meant)
    rights = [_right(event, read.get(key)) for key, event in meant.items()]
    shares = {
        name: sum(right[name] for right in rights) / (len(meant) or 1)
        for name in WEIGHTS
        if name not in ("rows", "problems")
    }
    shares["rows"] = (len(lines & seen) - len(wrongly)) / (len(lines | seen) or 1)
    shares["problems"] = _f1(problems, problems_read)
    wrong = sum(not right["date"] for key, right in zip(meant, rights, strict=True) if key in read)
    differences = [
        f"{key} {name}"
        for key, right in zip(meant, rights, strict=True)
        for name, ok in right.items()
        if not ok
    ]
    differences += sorted(
        map(str, problems ^ {item for item in problems_read if item[0] is not None or item in problems})
    )
    overall = round(sum(WEIGHTS[name] * share for name, share in shares.items()), 2)
    return Score(overall, wrong, len(wrongly), tuple(differences))


def _by_row(events: list[dict[str, Any]], several: bool) -> dict[Key, dict[str, Any]]:
    return {(event.get("part", 1) if several else 1, event["row"]): event for event in events}


def _problems(items: list[dict[str, Any]], several: bool) -> set[tuple[Any, Any, str, str]]:
    problems: set[tuple[Any, Any, str, str]] = set()
    for item in items:
        if item.get("severity") == "warning":
            continue
        if item["row"] is None:
            problems.add((None, None, item["code"], _squash(item["field"]).casefold()))
        else:
            problems.add((item.get("part", 1) if several else 1, item["row"], item["code"], ""))
    return problems


def _rows(problems: set[tuple[Any, Any, str, str]]) -> set[Key]:
    return {(part, row) for part, row, _, _ in problems if row is not None}


def _right(meant: dict[str, Any], read: dict[str, Any] | None) -> dict[str, bool]:
    if read is None:
        return dict.fromkeys(("date", "precision", "uncertain", "time", "source", "detail"), False)
    detail = _squash(read["detail"])
    return {
        "date": (meant["date_start"], meant["date_end"]) == (read["date_start"], read["date_end"]),
        "precision": meant["precision"] == read["precision"],
        "uncertain": meant["uncertain"] == read["uncertain"],
        "time": meant["time"] == read["time"],
        "source": _squash(meant["source"]) == _squash(read["source"]),
        "detail": detail[:40].rstrip() == meant["detail_prefix"].rstrip()
        and len(detail) == meant["detail_len"],
    }


def _f1(meant: set[Any], actual: set[Any]) -> float:
    """Return the F1 score of row problems and notices; an unexpected notice is not penalised."""
    rows = {item for item in actual if item[0] is not None}
    meant_rows = {item for item in meant if item[0] is not None}
    precision = len(rows & meant_rows) / len(rows) if rows else 1.0
    recall = len(meant & actual) / len(meant) if meant else 1.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _squash(text: object) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", str(text or ""))).strip()
