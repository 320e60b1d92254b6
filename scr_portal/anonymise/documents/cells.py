"""Cells of a workbook: displayed values, formulas, and stored texts that no cell displays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from scr_portal.anonymise.documents.archive import Package
from scr_portal.anonymise.documents.finding import Passage, ScanFailed, across
from scr_portal.anonymise.documents.markup import local


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet identified by its number, because its name may itself be an identifier."""

    number: int
    hidden: bool

    def __str__(self) -> str:
        return f"{'hidden ' if self.hidden else ''}sheet {self.number}"


class Cells:
    """A reader of cells with the workbook's shared texts and date formats, which tracks the texts shown."""

    def __init__(self, package: Package) -> None:
        self._texts = _shared_texts(package)
        self._dates = _date_styles(package)
        workbook = package.xml("xl/workbook.xml")
        mac = any(
            each.get("date1904") in {"1", "true"} for each in workbook.iter() if local(each) == "workbookPr"
        )
        self._epoch = CALENDAR_MAC_1904 if mac else CALENDAR_WINDOWS_1900
        self._shown: set[int] = set()

    def passages(self, root: etree._Element, sheet: Sheet) -> Iterator[Passage]:
        """Yield each cell, its formula, and each row as one passage (a name may be split over two cells)."""
        for row in (element for element in root.iter() if local(element) == "row"):
            texts = []
            for cell in (element for element in row if local(element) == "c"):
                where = f"{sheet}, cell {cell.get('r', '?')}"
                passage = self._value(cell, where)
                texts.append(passage.text)
                yield passage
                yield from (_formula(each, where) for each in cell if local(each) == "f" and each.text)
            if len(texts) > 1:
                yield from across(f"{sheet}, row {row.get('r', '?')}", texts)

    def not_displayed(self) -> Iterator[Passage]:
        """Yield shared texts that no cell displays any more."""
        for number, text in enumerate(self._texts):
            if number not in self._shown:
                yield Passage("a stored text that no cell shows", text)

    def _value(self, cell: etree._Element, where: str) -> Passage:
        value = next((each.text or "" for each in cell if local(each) == "v"), "")
        kind = cell.get("t", "n")
        if kind == "s":
            return Passage(where, self._shared(value))
        if kind == "inlineStr":
            return Passage(where, _runs(cell))
        if kind in {"str", "d", "e"}:
            return Passage(where, value)
        return self._number(value, cell.get("s", "0"), where)

    def _shared(self, number: str) -> str:
        try:
            self._shown.add(int(number))
            return self._texts[int(number)]
        except (ValueError, IndexError) as error:
            raise ScanFailed("A cell refers to a text that the workbook does not hold.") from error

    def _number(self, value: str, style: str, where: str) -> Passage:
        if value and style in self._dates:
            try:
                moment = from_excel(float(value), self._epoch)
            except (ValueError, OverflowError, TypeError):
                return Passage(where, value, authored=False)
            return Passage(where, moment.strftime("%d/%m/%Y") if hasattr(moment, "year") else value)
        return Passage(where, value.removesuffix(".0"), authored=False)


def _formula(element: etree._Element, where: str) -> Passage:
    return Passage(f"formula in {where}", (element.text or "").replace('"', " "), authored=False)


def _runs(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter() if local(each) == "t")


def _shared_texts(package: Package) -> list[str]:
    if "xl/sharedStrings.xml" not in package.names:
        return []
    return [_runs(each) for each in package.xml("xl/sharedStrings.xml") if local(each) == "si"]


def _date_styles(package: Package) -> frozenset[str]:
    """Return the style numbers under which a number is displayed as a date."""
    if "xl/styles.xml" not in package.names:
        return frozenset()
    root = package.xml("xl/styles.xml")
    formats = {str(number): code for number, code in BUILTIN_FORMATS.items()}
    formats |= {
        each.get("numFmtId", ""): each.get("formatCode", "")
        for each in root.iter()
        if local(each) == "numFmt"
    }
    used = next((each for each in root if local(each) == "cellXfs"), ())
    dated = [is_date_format(formats.get(each.get("numFmtId", "0"), "General")) for each in used]
    return frozenset(str(number) for number, is_date in enumerate(dated) if is_date)
