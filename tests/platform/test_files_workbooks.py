"""A workbook for a register: nobody opens it without its passphrase, and nothing of it is on disk in clear."""

from __future__ import annotations

import io
import tempfile
from typing import Any

import openpyxl
import pytest

from scr_portal.files import workbooks
from scr_portal.files.workbooks import encrypted_workbook, workbook

from .agile_encryption import WrongPassphrase, described, opened

ROWS = [("Label", "Real name"), ("Child K", "Tamsin Quillfeather"), ("Nurse 7", "=HYPERLINK(1)")]
WORDS = "four quiet herons wading"


def read(content: bytes) -> dict[str, list[list[Any]]]:
    """Return the sheets as openpyxl reads them."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.rows] for sheet in book}


def test_it_opens_by_the_published_format_and_a_spreadsheet_library_reads_it() -> None:
    content = encrypted_workbook({"Register": ROWS, "Relationships & more": [("a", None)]}, WORDS)
    assert read(opened(content, WORDS)) == {
        "Register": [list(row) for row in ROWS],
        "Relationships & more": [["a", ""]],
    }


@pytest.mark.parametrize("rows", [0, 1, 40, 3_000])
def test_a_small_register_opens_as_a_large_one_does(rows: int) -> None:
    written = [[f"Nurse {number}", "Quillfeather"] for number in range(rows)]
    content = encrypted_workbook({"Register": written}, WORDS)
    assert read(opened(content, WORDS)) == {"Register": written}


def test_a_workbook_that_would_not_open_again_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(workbook({"Register": ROWS}))
    monkeypatch.setattr(workbooks, "SMALLEST", size)
    with pytest.raises(ValueError, match="too small to be encrypted"):
        encrypted_workbook({"Register": ROWS}, WORDS)


def test_without_the_passphrase_it_does_not_open_and_holds_no_word() -> None:
    content = encrypted_workbook({"Register": ROWS}, WORDS)
    with pytest.raises(WrongPassphrase):
        opened(content, WORDS.upper())
    for word in ("Quillfeather", "Register", "Label", "sheet1", WORDS):
        for spelling in (word.encode(), word.encode("utf-16-le")):
            assert spelling not in content


def test_a_file_that_was_changed_is_noticed() -> None:
    content = encrypted_workbook({"Register": ROWS}, WORDS)
    package = described(content)[3]
    at = content.index(package[8:40]) + 24
    changed = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
    with pytest.raises(AssertionError):
        opened(changed, WORDS)


def test_it_is_made_as_strongly_as_excel_makes_it_and_never_the_same_twice() -> None:
    first, second = (described(encrypted_workbook({"Register": ROWS}, WORDS)) for _ in range(2))
    key, data, _, package = first
    assert (key["cipherAlgorithm"], key["keyBits"], key["hashAlgorithm"]) == ("AES", "256", "SHA512")
    assert int(key["spinCount"]) >= 100_000
    assert key["saltValue"] != second[0]["saltValue"] and data["saltValue"] != second[1]["saltValue"]
    assert package != second[3]


def test_nothing_is_written_to_disk_while_it_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*args: Any, **kwargs: Any) -> Any:
        raise AssertionError("A temporary file is in clear.")

    for name in ("TemporaryFile", "NamedTemporaryFile", "SpooledTemporaryFile", "mkstemp", "mkdtemp"):
        monkeypatch.setattr(tempfile, name, refused)
    monkeypatch.setattr("builtins.open", refused)
    assert encrypted_workbook({"Register": ROWS}, WORDS)


def test_every_cell_is_text_and_what_xml_cannot_hold_leaves_a_mark() -> None:
    row = ("=1+1", "a\x00b\ud800", "<&>", "  two  spaces ", 7, "https://example.org", "_x0041_")
    sheet = openpyxl.load_workbook(io.BytesIO(workbook({"Register": [row]}))).active
    assert [cell.value for cell in sheet[1]] == [
        "=1+1", "a\ufffdb\ufffd", "<&>", "  two  spaces ", "7", "https://example.org", "_x0041_",
    ]  # fmt: skip
    assert {cell.data_type for cell in sheet[1]} == {"s"}
    assert not any(cell.hyperlink for cell in sheet[1])


@pytest.mark.parametrize("text", ["<r>Oona</r>", "<r><t>Oona</t></r>", "<r>&</r>", "<r>", "<r>Oona"])
def test_a_text_that_looks_like_markup_stays_as_it_was_typed(text: str) -> None:
    assert read(workbook({"Register": [[text]]})) == {"Register": [[text]]}


def test_a_text_longer_than_a_cell_is_refused_and_never_cut() -> None:
    longest = "x" * 32_767
    assert read(workbook({"Register": [[longest]]})) == {"Register": [[longest]]}
    with pytest.raises(ValueError, match="cannot hold a text of this length"):
        workbook({"Register": [[longest + "x"]]})
