"""XMP packets: properties that people write, without the words that the standards prescribe."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from scr_portal.anonymise.documents.archive import parse_xml
from scr_portal.anonymise.documents.finding import Passage
from scr_portal.anonymise.documents.markup import attributes, leaves, local

PLACE = "XMP properties"
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?|x-default")
"""A language tag as software writes it: "cy", "en-GB", "zh-Hant-TW"."""
_PACKET = re.compile(
    r"\s*(?:begin=[\"']\ufeff?[\"']\s*id=[\"']W5M0MpCehiHzreSzNTczkc9d[\"']|end=[\"'][rw][\"'])\s*"
)
_PRESCRIBED_IN = ("http://www.aiim.org/pdfa/ns/", "http://www.aiim.org/pdfua/ns/")
_PRESCRIBED = frozenset(
    {
        "PDF/UA Universal Accessibility Schema",
        "Part of ISO 14289",
        "part",
        "amd",
        "corr",
        "conformance",
        "internal",
        "external",
        "Integer",
        "Text",
        "pdfuaid",
        "pdfaid",
        "A",
        "B",
        "U",
        "http://www.aiim.org/pdfua/ns/id/",
        "http://www.aiim.org/pdfa/ns/id/",
    }
)
"""Values of the identification schemas of PDF/A and PDF/UA. Anything else there is searched."""
_WRITTEN_BY_PEOPLE = frozenset({"li", "Keywords", "description", "title", "AuthorsPosition", "CaptionWriter"})


def passages(data: bytes) -> Iterator[Passage]:
    """Yield every text and attribute of a packet or of form data. Raises ScanFailed when it is not XML."""
    root = parse_xml(data.strip().strip(b"\x00"))
    _drop_prescribed(root)
    yield from leaves(root, f"{PLACE} or form data", authored=False)
    yield from attributes(root, f"{PLACE} or form data")
    for element in root.iter():
        if local(element) in _WRITTEN_BY_PEOPLE and element.text:
            yield Passage(PLACE, element.text)


def _drop_prescribed(root: etree._Element) -> None:
    """Remove what no person writes: packet markers, identification schemas, language tags."""
    siblings = [*root.itersiblings(preceding=True), *root.itersiblings()]
    for element in (*siblings, *root.iter()):
        text = (element.text or "").strip()
        if _is_prescribed(element, text):
            element.text = None
        if isinstance(element.tag, str):
            for key, value in element.attrib.items():
                if etree.QName(key).localname in {"parseType", "lang"} and (
                    value in {"Resource", "Literal", "Collection"} or LANGUAGE.fullmatch(str(value))
                ):
                    del element.attrib[key]


def _is_prescribed(element: etree._Element, text: str) -> bool:
    if not isinstance(element.tag, str):
        return bool(_PACKET.fullmatch(text)) and element.tag is etree.PI
    if str(etree.QName(element).namespace or "").startswith(_PRESCRIBED_IN):
        return text in _PRESCRIBED
    parents = {local(each) for each in element.iterancestors()}
    return "language" in parents and bool(LANGUAGE.fullmatch(text))
