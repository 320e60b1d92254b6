#!/usr/bin/env bash
# WeasyPrint 70.0 gives a font an embedded encoding CMap as soon as one character of the text has no glyph in it.
# pdfminer.six 20260107 then returns no text of that font at all, and pypdf 7.1.1 returns raw character codes with NUL
# bytes; pypdfium2 5.15.2 (PDFium) reads every word. Neither of the two raises an error, and the page looks right but for
# one box: text extraction from such a file depends on the reader.
#
# Input: two one-line documents; the second holds one private-use character (U+F0B7, the bullet of Word's Symbol font).
# Needs Python 3.11 or later, Pango and one Latin font on the machine. Installs into a temporary folder.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check --log "$folder/pip.log" \
    weasyprint==70.0 pdfminer.six==20260107 pypdf==7.1.1 pypdfium2==5.15.2 pikepdf==10.18.0
cat > "$folder/check.py" <<'PYTHON'
import io
import logging
import warnings
from importlib.metadata import version

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)
import pikepdf
import pypdf
import pypdfium2
from pdfminer.high_level import extract_text
from weasyprint import HTML

WORDS = "Sentence of five plain words"


def embedded_encodings(data):
    with pikepdf.open(io.BytesIO(data)) as document:
        fonts = [o for o in document.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Subtype") == "/Type0"]
        return sum(isinstance(font.Encoding, pikepdf.Stream) for font in fonts)


def readers(data):
    pdfium = pypdfium2.PdfDocument(data)
    return {
        "pdfminer.six": extract_text(io.BytesIO(data)).strip(),
        "pypdf": pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text().strip(),
        "pypdfium2": pdfium[0].get_textpage().get_text_range().strip(),
    }


for name in ("weasyprint", "pdfminer.six", "pypdf", "pypdfium2"):
    print(name, version(name))
plain = HTML(string=f"<p>{WORDS}</p>").write_pdf()
bullet = HTML(string=f"<p>\uf0b7 {WORDS}</p>").write_pdf()
found = {}
for label, data in (("without the character", plain), ("with the character", bullet)):
    found[label] = readers(data)
    print(f"\n{label}: fonts with an embedded encoding: {embedded_encodings(data)}")
    for reader, text in found[label].items():
        print(f"  {reader:13} {ascii(text)}")

assert embedded_encodings(plain) == 0 and embedded_encodings(bullet) == 1
assert set(found["without the character"].values()) == {WORDS}
after = found["with the character"]
assert after["pdfminer.six"] == "", "pdfminer.six reads the font now"
assert WORDS not in after["pypdf"] and "\0" in after["pypdf"], "pypdf reads the font now"
assert WORDS in after["pypdfium2"], "PDFium no longer reads the font"
print("\nAs described.")
PYTHON
"$folder/venv/bin/python" "$folder/check.py"
