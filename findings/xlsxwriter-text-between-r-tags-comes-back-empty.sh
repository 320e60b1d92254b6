#!/usr/bin/env bash
# XlsxWriter 3.3.1 writes a text that begins with <r> and ends with </r> into the file as it is, as if it had been made by
# write_rich_string. Readers find no text in such a cell: openpyxl and calamine return an empty one. write_string returns 0, its
# sign that all was written. Every other text with angle brackets comes back whole, <p>...</p> and <r>... among them.
#
# Input: one worksheet with five notes that somebody might type, written by write_string and read again by two libraries.
# Needs Python 3.11 or later. Installs into a temporary folder.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --progress-bar off --disable-pip-version-check --log "$folder/pip.log" \
    XlsxWriter==3.3.1 openpyxl==3.1.5 python-calamine==0.9.1
cat > "$folder/check.py" <<'PYTHON'
import io
from importlib.metadata import version

import openpyxl
import python_calamine
from xlsxwriter import Workbook

LOST = ["<r>See row 4</r>", "<r> marks a repeat visit </r>"]
KEPT = ["<p>See row 4</p>", "<r> marks a repeat visit", "see <r>row 4</r>"]

file = io.BytesIO()
with Workbook(file, {"in_memory": True}) as book:
    sheet = book.add_worksheet("Notes")
    returned = [sheet.write_string(row, 0, text) for row, text in enumerate(LOST + KEPT)]

for name in ("XlsxWriter", "openpyxl", "python-calamine"):
    print(name, version(name))
print("write_string returned", returned)
assert returned == [0] * 5

file.seek(0)
by_openpyxl = [row[0].value or "" for row in openpyxl.load_workbook(file).active]
file.seek(0)
rows = python_calamine.CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python(skip_empty_area=False)
by_calamine = [row[0] for row in rows]
for written, first, second in zip(LOST + KEPT, by_openpyxl, by_calamine, strict=True):
    print(f"written {written!r}: openpyxl reads {first!r}, calamine reads {second!r}")
assert by_openpyxl == by_calamine == ["", "", *KEPT]
print("As described.")
PYTHON
"$folder/venv/bin/python" "$folder/check.py"
