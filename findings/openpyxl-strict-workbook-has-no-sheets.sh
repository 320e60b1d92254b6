#!/usr/bin/env bash
# A workbook in the Strict form of ISO/IEC 29500 (Excel's "Strict Open XML Spreadsheet", whose relationships carry the
# purl.oclc.org namespace) is opened by openpyxl 3.1.5 without an error: the workbook has no sheet at all, in normal and in
# read-only mode, and only a UserWarning speaks of "an invalid specification for 0". python-calamine 0.4.0 reads sheet, text and
# date of the same file. Whoever iterates over the sheets with openpyxl takes a full workbook for an empty one.
#
# Input: a workbook of one sheet and one row, written here part by part, once Strict and once Transitional.
# Needs Python 3.11 or later. Installs into a temporary folder.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check --log "$folder/pip.log" \
    openpyxl==3.1.5 python-calamine==0.4.0
cat > "$folder/check.py" <<'PYTHON'
import io
import warnings
import zipfile
from importlib.metadata import version

import openpyxl
import python_calamine

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
FORMS = ("Strict", "Transitional")


def workbook(form):
    places = {
        "Strict": ("spreadsheetml/main", "officeDocument/relationships"),
        "Transitional": ("spreadsheetml/2006/main", "officeDocument/2006/relationships"),
    }[form]
    root = "http://purl.oclc.org/ooxml/" if form == "Strict" else "http://schemas.openxmlformats.org/"
    main, related = root + places[0], root + places[1]
    date = '<c r="B1" t="d"><v>2010-06-05</v></c>' if form == "Strict" else '<c r="B1"><v>40334</v></c>'
    conformance = ' conformance="strict"' if form == "Strict" else ""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{CONTENT}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{CONTENT}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{related}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{related}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{related}"{conformance}>'
        '<sheets><sheet name="Events" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData><row r="1">'
        f'<c r="A1" t="inlineStr"><is><t>Home visit</t></is></c>{date}</row></sheetData></worksheet>',
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + content)
    return file.getvalue()


def with_openpyxl(content, read_only):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=read_only)
        rows = {sheet.title: [[cell.value for cell in row] for row in sheet.rows] for sheet in book}
    return rows, [str(warning.message) for warning in caught]


def with_calamine(content):
    book = python_calamine.load_workbook(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


print("openpyxl", version("openpyxl"), "| python-calamine", version("python-calamine"))
read = {}
for form in FORMS:
    content = workbook(form)
    read[form] = [with_openpyxl(content, False), with_openpyxl(content, True), with_calamine(content)]
    print(f"\n{form}")
    print("  openpyxl           ", *read[form][0])
    print("  openpyxl, read-only", *read[form][1])
    print("  python-calamine    ", read[form][2])

assert all(rows == {} for rows, _ in read["Strict"][:2])
assert read["Strict"][0][1] == ["File contains an invalid specification for 0. This will be removed"]
assert str(read["Strict"][2]["Events"][0]) == "['Home visit', datetime.date(2010, 6, 5)]"
assert all(rows["Events"][0][0] == "Home visit" for rows, _ in read["Transitional"][:2])
assert read["Transitional"][2]["Events"][0][0] == "Home visit"
print("\nAs described.")
PYTHON
"$folder/venv/bin/python" "$folder/check.py"
