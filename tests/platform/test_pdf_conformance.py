from __future__ import annotations

import io

import page
import pikepdf
import pytest
from django.template.loader import render_to_string
from pdfminer.high_level import extract_text

from scr_portal.files.pdf import render

pytestmark = pytest.mark.pango

TITLE = "Overview report SCR-2026-001"
BODY = """
<nav class="contents"><h2>Contents</h2><ol><li><a href="#a">What happened</a></li></ol></nav>
<h2 id="a" class="new-page">What happened</h2><p class="lead">Three agencies knew something different.</p>
<ul><li>A visit that was missed</li><li>A letter that was not answered</li></ul>
<p>Guidance: <a href="https://www.example.org/guidance">Working together</a>.</p>
<table><caption>Who knew what</caption><thead><tr><th scope="col">Date</th><th scope="col">Record</th></tr></thead>
<tbody>{rows}</tbody></table>
<figure><svg width="40" height="20"><title>Two visits</title><circle cx="9" cy="9" r="3"/></svg></figure>
"""
META = """<meta name="author" content="Ines Okafor"><meta name="keywords" content="Okafor">
<meta name="generator" content="a tool"><meta name="dcterms.created" content="2026-11-21"><title>Baby Okafor</title>"""


def document(rows: int = 3) -> str:
    base = render_to_string(
        "pdf/base.html", {"title": "Overview report", "reference": "SCR-2026-001", "status": "Draft"}
    )
    body = BODY.format(rows="<tr><td>12 May 2009</td><td>Home visit</td></tr>" * rows)
    return base.replace("<main>", f"<main>{body}").replace("<head>", f"<head>{META}")


@pytest.fixture(scope="module")
def produced() -> bytes:
    return render(document(), title=TITLE)


@pytest.mark.parametrize("profile", ["3a", "ua1"])
@pytest.mark.parametrize("rows", [3, 300])
def test_document_keeps_to_the_archive_and_the_accessibility_standard_at_once(profile, rows):
    report = page.validate_pdf_bytes(render(document(rows), title=TITLE), profile=profile)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.is_compliant


def test_document_says_its_title_and_language_and_nothing_else_about_itself(produced):
    with pikepdf.open(io.BytesIO(produced)) as pdf:
        assert dict(pdf.docinfo) == {}
        xmp = pdf.Root.Metadata.read_bytes().decode()
        assert pdf.Root.Lang == "en-GB"
    assert f">{TITLE}<" in xmp
    for word in ("Okafor", "WeasyPrint", "a tool", "2026-11-21", "Producer", "CreateDate", "ModifyDate"):
        assert word not in xmp
        assert word.encode() not in produced


def test_title_with_signs_of_markup_stays_a_title():
    title = "Terms & conditions <draft> {x}"
    with pikepdf.open(io.BytesIO(render("<p>x</p>", title=title))) as pdf:
        assert pdf.open_metadata()["dc:title"] == title


def test_same_document_gives_the_same_bytes(produced):
    assert render(document(), title=TITLE) == produced


def test_another_document_gives_another_identity(produced):
    def identity(content: bytes) -> bytes:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return bytes(pdf.trailer.ID[0])

    assert identity(produced) != identity(render(document(4), title=TITLE))


def test_pages_carry_reference_title_and_page_number(produced):
    second = extract_text(io.BytesIO(produced), page_numbers=[1])
    assert "SCR-2026-001" in second and "Overview report" in second
    assert "Page 2 of 2" in second


def test_a_list_goes_on_with_its_number_as_on_the_page():
    html = "<ol><li>Training.</li></ol><p>This matters.</p><ol start=2><li>Supervision.</li><li>Records.</li></ol>"
    text = extract_text(io.BytesIO(render(html, title=TITLE)))
    assert [number for number in ("1.", "2.", "3.") if text.count(number) == 1] == ["1.", "2.", "3."]


def test_headings_table_heads_and_pictures_are_in_the_structure_tree(produced):
    kinds, alternatives = [], []

    def walk(element):
        if isinstance(element, pikepdf.Dictionary):
            kinds.append(str(element.get("/S", "")))
            if "/Alt" in element:
                alternatives.append(str(element.Alt))
            below = element.get("/K", [])
            for child in below if isinstance(below, pikepdf.Array) else [below]:
                walk(child)

    with pikepdf.open(io.BytesIO(produced)) as pdf:
        walk(pdf.Root.StructTreeRoot)
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/L", "/LI", "/Link", "/Figure"} <= set(kinds)
    assert alternatives == ["Two visits"]


def test_links_lead_into_the_document_or_to_ordinary_addresses_only():
    hrefs = ["https://www.example.org/", "file:///etc/hostname", "javascript:alert(1)", "/inside/", "#a"]
    html = "<h1 id=a>A</h1>" + "".join(f'<p><a href="{href}">link</a></p>' for href in hrefs)
    with pikepdf.open(io.BytesIO(render(html, title="Links"))) as pdf:
        actions = [note.get("/A", {}).get("/URI") for sheet in pdf.pages for note in sheet.get("/Annots", [])]
    assert [str(uri) for uri in actions if uri is not None] == ["https://www.example.org/"]
