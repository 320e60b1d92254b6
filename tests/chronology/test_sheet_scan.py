"""A sheet whose rows are cut out of its text gives the same cells as one that the XML parser reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from panels.chronology.limits import DEFAULT_LIMITS
from panels.chronology.model import ReaderError
from panels.chronology.parsing import parse
from panels.chronology.readers import sheet_scan, xlsx
from tests.benchmarks import excel_workbook
from tests.chronology.bad_files import sheet_xml, table_xml
from tests.chronology.bad_files import xlsx as workbook

SAMPLES = Path(__file__).parent / "samples"
CELLS = [
    '<c r="A2" t="inlineStr"><is><t>3/4/09</t></is></c><c r="B2" t="inlineStr"><is><t>A &amp; E &lt;file&gt;</t></is></c>'
    '<c r="C2" t="inlineStr"><is><t xml:space="preserve"> said _x0041_ &quot;no&quot; </t></is></c>',
    '<c r="A2"><v>39906</v></c><c r="B2" t="str"><f>A1</f><v>File</v></c><c r="C2" t="inlineStr"><is><r><t>one </t></r><r><t>two</t></r></is></c>',
    '<c r="A2"><v>39906.5</v></c><c r="B2" t="inlineStr"><is><t>File</t></is></c><c r="C2" t="b"><v>1</v></c><c r="D2"/>',
    '<c r="A2" t="e"><v>#REF!</v></c><c r="B2" t="inlineStr"><is><t> </t></is></c><c r="C2" t="inlineStr"><is><t>a\nb</t></is></c>',
    '<c t="inlineStr"><is><t>3/4/09</t></is></c><c t="inlineStr"><is><t>File</t></is></c><c t="inlineStr"><is><t>Seen</t></is></c>',
    '<c r="A2" t="inlineStr"><is><t>3/4/09</t></is></c>\n  <c r="B2" t="inlineStr"><is><t>File</t></is></c><c r="C2" t="inlineStr"><is><t>&#233;t&#233;</t></is></c>',
]  # fmt: skip


def _by_parser(data: bytes, monkeypatch: pytest.MonkeyPatch) -> object:
    with monkeypatch.context() as patched:
        patched.setattr(xlsx, "scan", lambda _: None)
        patched.setattr(xlsx, "scan_strings", lambda _: None)
        return xlsx.read(data, DEFAULT_LIMITS)


@pytest.mark.parametrize("name", ["gp.xlsx", "school.xlsx", "health_visiting.xlsx"])
def test_sample_has_the_same_cells_either_way(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = (SAMPLES / name).read_bytes()

    assert xlsx.read(data, DEFAULT_LIMITS) == _by_parser(data, monkeypatch)


def test_workbook_as_excel_writes_it_is_cut_out_and_has_the_same_cells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xlsx"
    row: list[excel_workbook.Cell] = [
        (39906, excel_workbook.DAY),
        (0.6, excel_workbook.CLOCK),
        (5, 0),
        "A & E <file>",
        "said _x0041_",
        " ",
    ]
    excel_workbook.write(path, [["Date", "Time", "No.", "Source", "Details", "More"], row, row])

    assert xlsx.read(path.read_bytes(), DEFAULT_LIMITS) == _by_parser(path.read_bytes(), monkeypatch)
    assert parse(path.read_bytes(), "a.xlsx").events[0].detail == "said A"


@pytest.mark.parametrize("cells", CELLS)
@pytest.mark.parametrize("attributes", ['r="2"', 'r="2" spans="1:3" hidden="1"', 'ht="0" r="2"', ""])
def test_row_of_any_kind_has_the_same_cells_either_way(
    cells: str, attributes: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = table_xml((("Date", "Source", "Details"),)) + f"<row {attributes}>{cells}</row>"
    more = "".join(
        table_xml((("4/4/09", "File", "x"),)).replace('"1"', f'"{n}"').replace('1"', f'{n}"')
        for n in range(3, 9)
    )
    data = workbook(sheet_xml(plain + more, after='<mergeCells><mergeCell ref="A3:A4"/></mergeCells>'))

    assert xlsx.read(data, DEFAULT_LIMITS) == _by_parser(data, monkeypatch)


@pytest.mark.parametrize(
    "sheet", ["<sheetData><row r='1'><c r='A1'><v>1</v></c></row>", "<a><sheetData></a></sheetData>"]
)
def test_damaged_sheet_is_left_to_the_parser_which_refuses_it(sheet: str) -> None:
    assert sheet_scan.scan(sheet.encode()) is None
    with pytest.raises(ReaderError):
        parse(workbook(sheet), "a.xlsx")
