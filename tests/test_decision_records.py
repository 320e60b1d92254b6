"""Decision records have one form, so that a reader finds date, status and reasons where they expect them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

DECISIONS = Path(__file__).resolve().parent.parent / "docs" / "decisions"
RECORDS = sorted(DECISIONS.glob("[0-9]*.md"))
SECTIONS = ["Context", "Decision", "Consequences"]
STATUS = re.compile(r"- Status: (proposed|accepted|superseded by \d+)")


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem[:4])
def test_record_has_number_date_status_context_decision_and_consequences(record: Path) -> None:
    lines = record.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith(f"# {int(record.name[:4])}. ")
    assert re.fullmatch(r"- Date: \d{4}-\d{2}-\d{2}", lines[2])
    assert STATUS.fullmatch(lines[3])
    assert [line[3:] for line in lines if line.startswith("## ")] == SECTIONS


def test_no_two_records_share_a_number() -> None:
    numbers = [record.name[:4] for record in RECORDS]
    assert len(numbers) == len(set(numbers))
