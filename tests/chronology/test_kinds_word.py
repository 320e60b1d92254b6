"""Rules 11.1, 11.2, 11.17 and 11.18 in Word: boxes, prompts, hidden and struck text, and what is not read."""

from __future__ import annotations

import pytest

from tests.chronology.reading_made import held, notices
from tests.chronology.word_parts import HEADINGS, control, paragraph, read, row, run, table

HIDDEN = "<w:vanish/>"
PROMPT = "Click or tap here to enter text."


def _symbol(font: str, code: str) -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def _in_font(font: str, text: str) -> str:
    return run(text, f'<w:rFonts w:ascii="{font}"/>')


def _form_box(state: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{state}</w:checkBox></w:ffData></w:fldChar></w:r>'


def _box_control(checked: str, shown: str) -> str:
    return control(run(shown), f'<w14:checkbox><w14:checked w14:val="{checked}"/></w14:checkbox>')


BOXES = {
    "Wingdings, No ticked": ("no", [_symbol("Wingdings", "F0A8"), " Yes ", _symbol("Wingdings", "F0FE"), " No"]),
    "Wingdings, crossed": ("yes", [_symbol("Wingdings", "F0FD"), " Yes ", _symbol("Wingdings", "F06F"), " No"]),
    "Wingdings 2": ("no", [_symbol("Wingdings 2", "F0A3"), " Yes ", _symbol("Wingdings 2", "F052"), " No"]),
    "letters of Wingdings": ("no", [_in_font("Wingdings", "o"), " Yes ", _in_font("Wingdings", "\u00fe"), " No"]),
    "form boxes": ("yes", [_form_box('<w:checked/>'), " Yes ", _form_box('<w:default w:val="0"/>'), " No"]),
    "form boxes by default": ("no", [_form_box('<w:default w:val="0"/>'), " Yes ", _form_box('<w:default w:val="1"/>'), " No"]),
    "form box cleared": (None, [_form_box('<w:default w:val="1"/><w:checked w:val="0"/>'), " Yes ", _form_box(""), " No"]),
    "content controls": ("no", [_box_control("0", "☐"), " Yes ", _box_control("1", "☒"), " No"]),
    "content controls with another sign": ("yes", [_box_control("1", "R"), " Yes ", _box_control("0", "o"), " No"]),
    "nothing ticked": (None, [_box_control("0", "☐"), " Yes ", _box_control("0", "☐"), " No"]),
}  # fmt: skip


@pytest.mark.parametrize("kind", BOXES)
def test_box_of_any_kind_says_what_is_ticked(kind: str) -> None:
    seen, pieces = BOXES[kind]
    result = read(
        table(row("3/4/09", "File", "Seen", paragraph(*pieces)), headings=(*HEADINGS, "Child seen?"))
    )

    assert result.events[0].child_seen == seen


def test_struck_answer_is_a_choice_left_standing() -> None:
    answer = paragraph(run("Yes", "<w:strike/>"), " / No")
    result = read(table(row("3/4/09", "File", "Seen", answer), headings=(*HEADINGS, "Child seen?")))

    assert (result.events[0].child_seen, notices(result)) == (None, [("struck_text", None)])


@pytest.mark.parametrize(
    "prompt",
    [
        paragraph(control(run(PROMPT))),
        control(paragraph(PROMPT)),
        paragraph(control(run("Write what you saw"))),
        control(f"<w:tc>{paragraph(PROMPT)}</w:tc>", "<w:wrapsCell/><w:showingPlcHdr/>"),
        paragraph(PROMPT),
        paragraph("Choose an item."),
        paragraph(control(run(PROMPT), '<w:alias w:val="Details"/><w:showingPlcHdr w:val="1"/>')),
    ],
)
def test_prompt_of_an_unfilled_control_is_an_empty_cell(prompt: str) -> None:
    result = read(
        table(row("3/4/09", "File", prompt), row(prompt, prompt, prompt), row("4/4/09", "File", "Seen"))
    )

    assert held(result) == [(2, "missing_detail", "detail")]
    assert (result.rows_non_empty, [event.row for event in result.events]) == (2, [4])


def test_filled_control_is_text() -> None:
    result = read(
        table(row("3/4/09", "File", paragraph(control(run("Seen"), '<w:showingPlcHdr w:val="0"/>'))))
    )

    assert result.events[0].detail == "Seen"


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (paragraph("Seen.", run(" Advice", HIDDEN)), "Seen."),
        (paragraph("Seen.") + paragraph(run("Advice", HIDDEN)), "Seen."),
        (paragraph(run("Not hidden", '<w:vanish w:val="0"/>')), "Not hidden"),
        (paragraph("Seen.", run("Advice", '<w:rStyle w:val="Secret"/>')), "Seen."),
        (paragraph(run("Advice", HIDDEN)) + paragraph("Seen."), "Seen."),
        (paragraph("Se", run("x", HIDDEN), "en."), "Seen."),
    ],
)
def test_hidden_text_is_not_read_and_named(content: str, detail: str) -> None:
    styles = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:styleId="Secret">'
        "<w:rPr><w:vanish/></w:rPr></w:style></w:styles>"
    )
    relations = '<Relationships><Relationship Id="a" Type="x/styles" Target="styles.xml"/></Relationships>'
    parts = {"word/styles.xml": styles, "word/_rels/document.xml.rels": relations}
    result = read(table(row("3/4/09", "File", content)), parts=parts)

    assert result.events[0].detail == detail
    assert notices(result) == ([] if detail == "Not hidden" else [("hidden_text", None)])


def test_hidden_row_of_a_table_is_held() -> None:
    result = read(
        table(row("3/4/09", "File", "Seen", properties="<w:hidden/>"), row("4/4/09", "File", "Left"))
    )

    assert held(result) == [(2, "hidden_row", None)]


def test_struck_text_is_kept_and_named() -> None:
    result = read(table(row("3/4/09", "File", paragraph("Seen ", run("twice", "<w:dstrike/>")))))

    assert (result.events[0].detail, notices(result)) == ("Seen twice", [("struck_text", None)])


@pytest.mark.parametrize("change", ["del", "moveFrom"])
def test_deleted_end_of_a_paragraph_is_no_line_break(change: str) -> None:
    deleted = paragraph("She was ", properties=f'<w:rPr><w:{change} w:id="1"/></w:rPr>')
    result = read(table(row("3/4/09", "File", deleted + paragraph("seen.") + paragraph("Then left."))))

    assert result.events[0].detail == "She was seen.\nThen left."


@pytest.mark.parametrize(
    ("content", "outside", "code"),
    [
        ('<w:p><w:r><w:t>Seen</w:t><w:footnoteReference w:id="2"/></w:r></w:p>', "", "footnotes_not_read"),
        ('<w:p><w:r><w:t>Seen</w:t><w:endnoteReference w:id="2"/></w:r></w:p>', "", "footnotes_not_read"),
        ('<w:p><w:r><w:t>Seen</w:t><w:commentReference w:id="2"/></w:r></w:p>', "", "comments_not_read"),
        ("Seen", f"<w:p><w:r><w:pict><v:t><w:txbxContent>{paragraph('A note')}</w:txbxContent></v:t></w:pict></w:r></w:p>", "text_boxes_not_read"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_named(content: str, outside: str, code: str) -> None:
    result = read(outside, table(row("3/4/09", "File", content)))

    assert (result.events[0].detail, notices(result)) == ("Seen", [(code, None)])


def test_empty_text_box_and_notes_outside_the_tables_go_unmentioned() -> None:
    box = f"<w:p><w:r><w:pict><v:t><w:txbxContent>{paragraph(' ')}</w:txbxContent></v:t></w:pict></w:r></w:p>"
    note = '<w:p><w:r><w:t>Title</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'

    assert notices(read(box, note, table(row("3/4/09", "File", "Seen")))) == []
