from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
COLUMN = re.compile(r"\.\w+_(sealed|coded|register_version)\b")
PAGES = sorted(
    path
    for folder in ("templates", "reviews", "panels", "families", "reports", "scr_portal/web")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".html", ".txt"} or (path.suffix == ".py" and "views" in path.parts)
)


def columns_read(text: str) -> list[str]:
    """Return where `text` reads a column of a narrative instead of the narrative itself."""
    return [match[0] for match in COLUMN.finditer(text)]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_pages_read_narratives_and_never_their_columns(path: Path) -> None:
    assert columns_read(path.read_text()) == []


def test_a_page_that_reads_a_column_would_be_found() -> None:
    assert columns_read("{{ event.detail_coded }} {{ event.detail_sealed|linebreaks }}") == [
        ".detail_coded",
        ".detail_sealed",
    ]
    assert columns_read("{{ event.detail }} {{ banner.coded_url }} sealed.refresh(rows, register)") == []
