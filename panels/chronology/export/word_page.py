"""The page of the Word export: paper, type, head and foot, language, and what the file says of itself."""

from __future__ import annotations

from typing import Any

from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

POINT = 20
"""Twentieths of a point, the unit of Word's widths, in a point."""
_MARGIN = Pt(36)
_CELL_PADDING = 3 * POINT
_LANGUAGE = "en-GB"
_STATED = ("creator", "description", "created", "modified", "lastModifiedBy", "revision")
_OF_THE_TEMPLATE = ("/thumbnail", "/extended-properties")


def lay_out(document: Any, title: str, case_code: str) -> None:
    """Set up A4 in landscape with the case code at the head and the page number at the foot of each page."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    section.header_distance = section.footer_distance = Pt(18)
    normal = document.styles["Normal"]
    normal.font.size, normal.font.name = Pt(9), "Arial"
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(0), 1.0
    _head(section, title, case_code)
    _foot(section)
    _speak_british_english(document)
    _state_only_the_title(document, title)


def new_table(document: Any, widths: list[int]) -> Any:
    """Add an empty table whose columns have exactly these widths in points, and return its element."""
    table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.autofit = False
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.set(qn("w:w"), str(width * POINT))
    properties = table._tbl.tblPr
    size = properties.find(qn("w:tblW"))
    size.set(qn("w:type"), "dxa")
    size.set(qn("w:w"), str(sum(widths) * POINT))
    padding = OxmlElement("w:tblCellMar")
    for name in ("w:left", "w:right"):
        side = OxmlElement(name)
        side.set(qn("w:w"), str(_CELL_PADDING))
        side.set(qn("w:type"), "dxa")
        padding.append(side)
    properties.find(qn("w:tblLayout")).addnext(padding)
    return table._tbl


def _head(section: Any, title: str, case_code: str) -> None:
    paragraph = section.header.paragraphs[0]
    paragraph.text = f"{case_code}\t{title}" if case_code else title
    _one_tab(paragraph, section, WD_TAB_ALIGNMENT.RIGHT, 1.0)


def _foot(section: Any) -> None:
    paragraph = section.footer.paragraphs[0]
    paragraph.add_run("\tPage ")
    paragraph._p.append(_field("PAGE"))
    paragraph.add_run(" of ")
    paragraph._p.append(_field("NUMPAGES"))
    _one_tab(paragraph, section, WD_TAB_ALIGNMENT.CENTER, 0.5)


def _one_tab(paragraph: Any, section: Any, alignment: Any, share: float) -> None:
    """Give the paragraph a tab stop at this share of the line, in place of those of the style, made for portrait."""
    stops = paragraph.paragraph_format.tab_stops
    for stop in paragraph.style.paragraph_format.tab_stops:
        stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
    line = section.page_width - section.left_margin - section.right_margin
    stops.add_tab_stop(int(line * share), alignment)


def _field(name: str) -> Any:
    """Build a field that Word counts anew whenever it lays the pages out."""
    field, run, words = OxmlElement("w:fldSimple"), OxmlElement("w:r"), OxmlElement("w:t")
    field.set(qn("w:instr"), name)
    words.text = "1"
    run.append(words)
    field.append(run)
    return field


def _speak_british_english(document: Any) -> None:
    for root in (document.styles.element, document.settings.element):
        for tag in ("w:lang", "w:themeFontLang"):
            for element in root.iter(qn(tag)):
                for attribute in element.attrib:
                    if element.get(attribute) == "en-US":
                        element.set(attribute, _LANGUAGE)


def _state_only_the_title(document: Any, title: str) -> None:
    """Remove the author, dates, program and preview picture that come with the library's template."""
    document.core_properties.title = title
    stated = document.core_properties._element
    for element in list(stated):
        if element.tag.rpartition("}")[2] in _STATED:
            stated.remove(element)
    relations = document.part.package.rels
    for key in [key for key, each in relations.items() if each.reltype.endswith(_OF_THE_TEMPLATE)]:
        del relations[key]
