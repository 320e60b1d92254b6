"""Strings of a PDF: their location in plain words, and whether a person or software wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scr_portal.anonymise.documents.finding import Passage
from scr_portal.anonymise.documents.pdf_xmp import LANGUAGE

PLACES = {
    "/Alt": "alternative text",
    "/ActualText": "replacement text",
    "/E": "spelled-out abbreviation",
    "/URI": "link target",
    "/Contents": "annotation",
    "/RC": "annotation",
    "/Subj": "annotation",
    "/T": "name of a form field, annotation or section",
    "/TU": "form field",
    "/TM": "form field",
    "/V": "form field",
    "/DV": "form field",
    "/Opt": "form field",
    "/CA": "button",
    "/Title": "document title",
    "/Author": "document property",
    "/Subject": "document property",
    "/Keywords": "document property",
    "/F": "file name of an attachment or link",
    "/UF": "file name of an attachment or link",
    "/Desc": "description of an attachment",
    "/P": "page label",
    "/Name": "name of a layer or stamp",
    "/JS": "script",
    "/Names": "name of a target or attachment",
    "/Limits": "name of a target or attachment",
    "/Dest": "name of a target",
    "/D": "name of a target",
    "/Location": "signature",
    "/Reason": "signature",
    "/ContactInfo": "signature",
}
_FROM_PROGRAM = frozenset(
    [
        "/CreationDate",
        "/ModDate",
        "/M",
        "/Producer",
        "/Creator",
        "/DA",
        "/ID",
        "/NM",
        "/Lang",
        "/Registry",
        "/Ordering",
        "/Identifier",
        "/Limits",
        "/Dest",
        "/D",
        "/Names",
        "/OutputCondition",
        "/OutputConditionIdentifier",
        "/RegistryName",
        "/Info",
        "/GTS_PDFXVersion",
        "/LastModified",
    ]
)
_DATE = re.compile(r"D:\d{4,14}.*")
_TAGS = re.compile(r"<[^>]*>")
_READABLE = 0.6
"""A string with fewer printable letters is a signature or a digest."""
_PRESCRIBED = {
    "/Registry": {"Adobe"},
    "/Ordering": {"Identity", "UCS", "Japan1", "GB1", "CNS1", "Korea1", "KR"},
    "/RegistryName": {"http://www.color.org", "http://www.color.org/"},
}
"""Values that software writes for fonts and colours. Any other value of these keys is searched."""
_COLOURS = {"IEC 61966-2-1 Default RGB Colour Space - sRGB", "sRGB IEC61966-2.1", "sRGB", "srgb"}
_OF_COLOURS = {"/OutputConditionIdentifier", "/OutputCondition", "/Info"}


def string_passages(
    text: str, key: str, *, is_bookmark: bool = False, page: int | None = None
) -> Iterator[Passage]:
    """Yield the string under `key` as a passage, unless it is binary or prescribed by a standard."""
    if sum(letter.isprintable() or letter.isspace() for letter in text) < _READABLE * len(text):
        return
    if _is_prescribed(text, key):
        return
    where = "bookmark" if is_bookmark and key == "/Title" else PLACES.get(key, "another entry of the PDF")
    authored = key not in _FROM_PROGRAM and key in PLACES and not _DATE.fullmatch(text)
    if key == "/RC":
        text = _TAGS.sub(" ", text)
    yield Passage(f"{where}, page {page}" if page else where, text, authored=authored, page=page)


def _is_prescribed(text: str, key: str) -> bool:
    if key == "/ID":
        return not text.isascii() or not text.isprintable()
    if key == "/Lang":
        return bool(LANGUAGE.fullmatch(text))
    if key in _OF_COLOURS and text in _COLOURS:
        return True
    return key == "/FontFamily" or text in _PRESCRIBED.get(key, ())
