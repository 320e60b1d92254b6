from __future__ import annotations

import io

import docx
import pytest

from scr_portal.anonymise.documents import ScanFailed
from tests.anonymise.planting import (
    NAME,
    clean_word,
    findings_in,
    linked,
    part,
    places,
    with_parts,
    word_body,
    word_with,
)

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CHANGE = 'w:id="1" w:author="a reviewer" w:date="2011-01-01T00:00:00Z"'


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def with_header(text: str, kind: str) -> bytes:
    document = docx.Document(io.BytesIO(clean_word()))
    getattr(document.sections[0], kind).paragraphs[0].text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def with_properties(**values: str) -> bytes:
    document = docx.Document(io.BytesIO(clean_word()))
    for name, value in values.items():
        setattr(document.core_properties, name, value)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def with_setting(markup: str) -> bytes:
    settings = part(clean_word(), "word/settings.xml")
    return word_with("word/settings.xml", settings.replace("</w:settings>", f"{markup}</w:settings>"))


def with_app_property(markup: str) -> bytes:
    app = part(clean_word(), "docProps/app.xml")
    return word_with("docProps/app.xml", app.replace("</Properties>", f"{markup}</Properties>"))


def with_part_changed(path: str, old: str, new: str) -> bytes:
    content = part(clean_word(), path)
    assert old in content
    return word_with(path, content.replace(old, new))


CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="file reference">'
    f"<vt:lpwstr>{NAME}</vt:lpwstr></property></Properties>"
)
DRAWING = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:docPr id="7" name="Picture 7" {}/></wp:inline></w:drawing></w:r></w:p>'
)
TEXT_BOX = f"<w:p><w:r><w:pict><w:txbxContent>{paragraph(NAME)}</w:txbxContent></w:pict></w:r></w:p>"
FIELD = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDETEXT "c:\\Tamsin </w:instrText></w:r>'
    '<w:r><w:instrText>Aldercott.docx"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)

PLANTED = {
    "body": (word_body(paragraph(NAME)), "body, paragraph"),
    "split over runs": (
        word_body(
            "<w:p><w:r><w:t>Tamsin Alder</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>cott</w:t></w:r></w:p>"
        ),
        "body, paragraph",
    ),
    "table": (word_body(f"<w:tbl><w:tr><w:tc>{paragraph(NAME)}</w:tc></w:tr></w:tbl>"), "body, paragraph"),
    "header": (with_header(NAME, "header"), "header"),
    "footer": (with_header(NAME, "footer"), "footer"),
    "footnote": (
        word_with(
            "word/footnotes.xml",
            f'<w:footnotes {W}><w:footnote w:id="2">{paragraph(NAME)}</w:footnote></w:footnotes>',
        ),
        "footnote 1",
    ),
    "endnote": (
        word_with(
            "word/endnotes.xml",
            f'<w:endnotes {W}><w:endnote w:id="2">{paragraph(NAME)}</w:endnote></w:endnotes>',
        ),
        "endnote 1",
    ),
    "comment": (
        word_with(
            "word/comments.xml",
            f'<w:comments {W}><w:comment w:id="0" w:author="x">{paragraph("fine")}</w:comment>'
            f'<w:comment w:id="1" w:author="x">{paragraph(NAME)}</w:comment></w:comments>',
        ),
        "comment 2 by an author",
    ),
    "comment author": (
        word_with(
            "word/comments.xml", f'<w:comments {W}><w:comment w:id="0" w:author="{NAME}"/></w:comments>'
        ),
        "the name of an author",
    ),
    "list of commenters": (
        word_with(
            "word/people.xml",
            f'<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:person w15:author="{NAME}"/></w15:people>',
        ),
        "the name of an author in list of commenters",
    ),
    "deleted text": (
        word_body(f"<w:p><w:del {CHANGE}><w:r><w:delText>{NAME}</w:delText></w:r></w:del></w:p>"),
        "deleted text in body",
    ),
    "half deleted": (
        word_body(
            "<w:p><w:r><w:t>Tamsin Al</w:t></w:r>"
            f"<w:del {CHANGE}><w:r><w:delText>der</w:delText></w:r></w:del>"
            f"<w:ins {CHANGE}><w:r><w:t>xx</w:t></w:r></w:ins><w:r><w:t>cott</w:t></w:r></w:p>"
        ),
        "earlier wording of body",
    ),
    "moved away": (
        word_body(f"<w:p><w:moveFrom {CHANGE}><w:r><w:t>{NAME}</w:t></w:r></w:moveFrom></w:p>"),
        "deleted text in body",
    ),
    "inserted text": (
        word_body(f"<w:p><w:ins {CHANGE}><w:r><w:t>{NAME}</w:t></w:r></w:ins></w:p>"),
        "body, paragraph",
    ),
    "reviewer": (
        word_body(f'<w:p><w:ins w:id="1" w:author="{NAME}"><w:r><w:t>seen</w:t></w:r></w:ins></w:p>'),
        "the name of an author in body",
    ),
    "hidden text": (
        word_body(f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{NAME}</w:t></w:r></w:p>"),
        "hidden text in body",
    ),
    "text box": (word_body(TEXT_BOX), "text box in body"),
    "field code": (word_body(FIELD), "field code in body"),
    "simple field": (
        word_body(f'<w:p><w:fldSimple w:instr="AUTHOR {NAME}"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'),
        "field code in body",
    ),
    "alternative text": (word_body(DRAWING.format(f'descr="{NAME} at school"')), "alternative text in body"),
    "picture title": (word_body(DRAWING.format(f'title="{NAME}"')), "title of a picture"),
    "link target": (
        linked(clean_word(), "word/_rels/document.xml.rels", "https://example.org/Tamsin-Aldercott"),
        "link target in body",
    ),
    "name in a mail link": (
        linked(clean_word(), "word/_rels/document.xml.rels", "mailto:tamsin.aldercott@post.example.org"),
        "link target in body",
    ),
    "bookmark": (
        word_body('<w:p><w:bookmarkStart w:id="3" w:name="Tamsin_Aldercott"/></w:p>'),
        "bookmark in body",
    ),
    "content control": (
        word_body(
            f'<w:sdt><w:sdtPr><w:alias w:val="{NAME}"/></w:sdtPr><w:sdtContent>{paragraph("x")}</w:sdtContent></w:sdt>'
        ),
        "label of a content control",
    ),
    "form field": (
        word_body(
            f'<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:helpText w:val="{NAME}"/></w:ffData></w:fldChar></w:r></w:p>'
        ),
        "form field in body",
    ),
    "document variable": (
        with_setting(f'<w:docVars><w:docVar w:name="subject" w:val="{NAME}"/></w:docVars>'),
        "document variable",
    ),
    "title": (with_properties(title=f"Review of {NAME}"), "document properties"),
    "author": (with_properties(author=NAME), "document properties"),
    "last modified by": (with_properties(last_modified_by=NAME), "document properties"),
    "keywords": (with_properties(keywords=f"neglect, {NAME}"), "document properties"),
    "company": (with_app_property(f"<Manager>{NAME}</Manager>"), "document properties"),
    "template": (
        with_part_changed("docProps/app.xml", "<Template>", f"<Template>{NAME} "),
        "document properties",
    ),
    "custom property": (word_with("docProps/custom.xml", CUSTOM), "custom properties"),
    "custom XML": (word_with("customXml/item1.xml", f"<case><subject>{NAME}</subject></case>"), "custom XML"),
    "custom XML attribute": (
        word_with("customXml/item1.xml", f'<case subject="{NAME}"/>'),
        "a setting in custom XML",
    ),
    "building block": (
        word_with(
            "word/glossary/document.xml", f"<w:glossaryDocument {W}>{paragraph(NAME)}</w:glossaryDocument>"
        ),
        "building blocks, paragraph 1",
    ),
    "chart": (
        word_with(
            "word/charts/chart1.xml",
            f'<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:v>{NAME}</c:v></c:chart>',
        ),
        "chart",
    ),
    "diagram": (
        word_with(
            "word/diagrams/data1.xml",
            '<d:m xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
            'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
            "<a:p><a:r><a:t>Tamsin Alder</a:t></a:r><a:r><a:t>cott</a:t></a:r></a:p></d:m>",
        ),
        "diagram",
    ),
    "name of a part": (word_with("word/media/Tamsin Aldercott.txt", "plain"), "the name of a part"),
    "embedded document": (
        word_with("word/embeddings/inner.docx", word_body(paragraph(NAME))),
        "an embedded picture or file: body, paragraph",
    ),
    "embedded object": (
        word_with(
            "word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + NAME.encode("utf-16-le")
        ),
        "an embedded object: readable strings",
    ),
    "packed in an object": (
        word_with(
            "word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0" + bytes(60) + word_body(paragraph(NAME))
        ),
        "an embedded object: body, paragraph",
    ),
    "inserted web page": (
        word_with("word/afchunk.htm", f"<p>{NAME}</p>"),
        "an embedded picture or file: lines 1 to 1",
    ),
}


def test_scan_of_a_clean_word_document_finds_nothing():
    assert findings_in(clean_word()) == []


@pytest.mark.parametrize("place", PLANTED)
def test_scan_finds_a_name_in_every_place_of_a_word_document_and_does_not_repeat_it(place):
    data, where = PLANTED[place]

    locations = places(data)

    assert any(where in each for each in locations), locations
    assert not any(name in each.lower() for each in locations for name in ("tamsin", "aldercott"))


def test_scan_reports_unregistered_words_with_their_kind():
    kinds = {
        each.kind
        for each in findings_in(word_body(paragraph("Seen by Mrs Verity Pellowe at clinic.")))
        if each.entry_id is None
    }

    assert kinds


def test_scan_of_a_document_with_a_damaged_part_fails():
    broken = with_parts(clean_word(), {"word/comments.xml": "<w:comments"})

    with pytest.raises(ScanFailed, match="damaged"):
        findings_in(broken)


def test_scan_of_a_document_that_declares_entities_fails():
    bomb = '<!DOCTYPE x [<!ENTITY a "Tamsin"><!ENTITY b "&a;&a;">]><x>&b;</x>'

    with pytest.raises(ScanFailed, match="document type"):
        findings_in(word_with("customXml/item1.xml", bomb))


def test_scan_of_files_nested_too_deep_fails():
    data = clean_word()
    for _ in range(5):
        data = word_with("word/embeddings/inner.docx", data)

    with pytest.raises(ScanFailed, match="too deep"):
        findings_in(data)
