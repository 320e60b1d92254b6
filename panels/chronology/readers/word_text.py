"""The text of Word paragraphs, and what they hold that is not read: hidden and struck text, notes, text boxes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from panels.chronology.cells import ticks
from panels.chronology.readers.package import Package, attribute, is_on, local

WRAPPERS = frozenset(("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
_SKIP = frozenset(
    (
        "del", "moveFrom", "rPr", "pPr", "tcPr", "trPr", "tblPr", "sectPr", "Fallback", "commentReference",
        "annotationRef", "rt", "proofErr", "sdtPr", "sdtEndPr",
    )
)  # fmt: skip
_SINGLE = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "‑", "softHyphen": ""}
_NOTED = {"footnoteReference": "footnotes_not_read", "endnoteReference": "footnotes_not_read"}


@dataclass(slots=True)
class Words:
    """A reader of paragraphs, which notes what it leaves out: codes of the notices to give."""

    hidden_styles: frozenset[str] = frozenset()
    noted: set[str] = field(default_factory=set)

    def blocks(self, element: etree._Element) -> str:
        """Return the paragraphs of a cell, one line each; a nested table gives a line for each of its rows."""
        lines: list[str] = []
        joined = False
        for child in self._within(element):
            name = local(child)
            if name == "tbl":
                lines.extend(
                    "\t".join(self.blocks(cell) for cell in children(row, "tc"))
                    for row in children(child, "tr")
                )
                joined = False
                continue
            text = self.text(child)
            if joined and lines:
                lines[-1] += text
            else:
                lines.append(text)
            joined = mark_is_deleted(child)
        return "\n".join(lines)

    def _within(self, element: etree._Element) -> Iterator[etree._Element]:
        """Yield paragraphs and tables, through wrappers, but none from a content control that shows its prompt."""
        for child in element:
            name = local(child)
            if name in ("p", "tbl"):
                yield child
            elif name in WRAPPERS and not shows_prompt(child):
                yield from self._within(child)

    def text(self, element: etree._Element) -> str:
        """Return the text of a paragraph or a part of one."""
        pieces: list[str] = []
        for child in element:
            name = local(child)
            if name == "t":
                pieces.append(child.text or "")
            elif name in _SINGLE:
                pieces.append(_SINGLE[name])
            elif name == "sym":
                pieces.append(_symbol(child))
            elif name == "txbxContent":
                pieces.append("\n" + self.blocks(child))
            elif name in _NOTED:
                self.noted.add(_NOTED[name])
            elif name == "fldChar":
                pieces.append(_form_box(child))
            elif name == "r":
                pieces.append(self._run(child))
            elif name == "sdt":
                pieces.append(self._control(child))
            elif name not in _SKIP and len(child):
                pieces.append(self.text(child))
        return "".join(pieces)

    def _run(self, run: etree._Element) -> str:
        properties = next((child for child in run if local(child) == "rPr"), None)
        if properties is None:
            return self.text(run)
        kinds = {local(child): child for child in properties}
        if self._is_hidden(kinds):
            if self.text(run).strip():
                self.noted.add("hidden_text")
            return ""
        text = self.text(run)
        if text.strip() and any(name in kinds and _on(kinds[name]) for name in ("strike", "dstrike")):
            self.noted.add("struck_text")
        font = attribute(kinds["rFonts"], "ascii") if "rFonts" in kinds else None
        return ticks(text, font) if font else text

    def _is_hidden(self, kinds: dict[str, etree._Element]) -> bool:
        if "vanish" in kinds:
            return _on(kinds["vanish"])
        style = attribute(kinds["rStyle"], "val") if "rStyle" in kinds else None
        return style in self.hidden_styles

    def _control(self, control: etree._Element) -> str:
        """Return the text of a content control: nothing for a prompt, and the state of a tick box."""
        if shows_prompt(control):
            return ""
        boxes = (box for box in control.iter() if local(box) == "checkbox")
        checked = next((mark for box in boxes for mark in box if local(mark) == "checked"), None)
        if checked is not None:
            return "☒" if _on(checked) else "☐"
        return self.text(control)


def children(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield children by tag, through content controls, insertions and other wrappers, not into other structures."""
    for child in element:
        name = local(child)
        if name == tag:
            yield child
        elif name in WRAPPERS:
            yield from children(child, tag)


def shows_prompt(control: etree._Element) -> bool:
    """Return whether a content control is unfilled and shows its prompt."""
    return any(
        local(mark) == "showingPlcHdr" and _on(mark)
        for group in control
        if local(group) == "sdtPr"
        for mark in group
    )


def mark_is_deleted(paragraph: etree._Element) -> bool:
    """Return whether the end of a paragraph was deleted or moved away, so that the next one goes on in its line."""
    return any(
        local(mark) in ("del", "moveFrom")
        for group in paragraph
        if local(group) == "pPr"
        for run in group
        if local(run) == "rPr"
        for mark in run
    )


def hidden_styles(package: Package, path: str) -> frozenset[str]:
    """Return the character styles whose text is hidden."""
    part = next((name for kind, name in package.relations(path).values() if kind.endswith("/styles")), None)
    if part is None or not package.has(part):
        return frozenset()
    return frozenset(
        attribute(style, "styleId") or ""
        for style in package.parse(part)
        if local(style) == "style" and any(local(mark) == "vanish" and _on(mark) for mark in style.iter())
    )


def _on(element: etree._Element) -> bool:
    value = attribute(element, "val")
    return value is None or is_on(value)


def _symbol(element: etree._Element) -> str:
    try:
        return ticks(chr(int(attribute(element, "char") or "", 16)), attribute(element, "font") or "")
    except ValueError:
        return ""


def _form_box(element: etree._Element) -> str:
    """Return the state of the tick box of an older form."""
    box = next((each for each in element.iter() if local(each) == "checkBox"), None)
    if box is None:
        return ""
    states = {local(each): _on(each) for each in box}
    return "☒" if states.get("checked", states.get("default", False)) else "☐"
