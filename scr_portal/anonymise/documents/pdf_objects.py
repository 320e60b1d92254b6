"""Strings, names and streams of all objects of a PDF, whatever refers to them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf

from scr_portal.anonymise.documents import pdf_xmp
from scr_portal.anonymise.documents.finding import Embedded, Passage, Piece, ScanFailed
from scr_portal.anonymise.documents.office import printable

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
    "/Title": "bookmark or title",
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
_FONT_KEYS = frozenset({"/BaseFont", "/FontName", "/FontFamily", "/CharSet", "/Type", "/Subtype", "/Filter"})
_DATE = re.compile(r"D:\d{4,14}.*")
_TAGS = re.compile(r"<[^>]*>")
_DEEPEST = 60
_READABLE = 0.6
"""A string with fewer printable letters is a signature or a digest."""
LARGEST_STREAM = 128 * 1024 * 1024
"""Bytes that one stream may unpack to."""


def objects(document: pikepdf.Pdf) -> Iterator[Piece]:
    """Every string of every object, named after the key it stands under; every stream by its kind."""
    names: dict[str, None] = {}
    trailer = [
        (key, value) for key, value in document.trailer.items() if not getattr(value, "is_indirect", False)
    ]
    for key, value in trailer:
        yield from _inside(value, key, names, 0)
    for each in document.objects:
        yield from _inside(each, "", names, 0)
        if isinstance(each, pikepdf.Stream):
            _check_size(each)
            yield from _stream(each)
    for number, page in enumerate(document.pages, 1):
        yield from _marked_content(page, f"page {number}")
    yield Passage("a name inside the PDF", "\n".join(names), told=False)


def _inside(value: Any, key: str, names: dict[str, None], depth: int) -> Iterator[Passage]:
    if depth > _DEEPEST:
        raise ScanFailed("The PDF is nested too deep to be looked through.")
    if isinstance(value, pikepdf.String):
        yield from _string(str(value), key)
    elif isinstance(value, pikepdf.Name):
        if key not in _FONT_KEYS:
            names[str(value)[1:]] = None
    elif isinstance(value, pikepdf.Array):
        for each in value:
            if not getattr(each, "is_indirect", False):
                yield from _inside(each, key, names, depth + 1)
    elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        for inner, each in value.items():
            names[inner[1:]] = None
            if not getattr(each, "is_indirect", False):
                yield from _inside(each, inner, names, depth + 1)


def _string(text: str, key: str) -> Iterator[Passage]:
    if sum(letter.isprintable() or letter.isspace() for letter in text) < _READABLE * len(text):
        return
    where = PLACES.get(key, "another entry of the PDF")
    told = key not in _FROM_PROGRAM and key in PLACES and not _DATE.fullmatch(text)
    if key == "/RC":
        text = _TAGS.sub(" ", text)
    yield Passage(where, text, told=told)


def _stream(stream: pikepdf.Stream) -> Iterator[Piece]:
    kind, subtype = str(stream.get("/Type", "")), str(stream.get("/Subtype", ""))
    if kind in {"/ObjStm", "/XRef"} or "/Length1" in stream or "/Length3" in stream:
        return
    if subtype == "/Image":
        yield from _image(stream)
        return
    if subtype == "/Form":
        yield from _marked_content(stream, "a drawing")
        return
    data = _read(stream)
    if kind == "/EmbeddedFile":
        yield Embedded("attachment", data)
    elif kind == "/Metadata" or data.lstrip().startswith((b"<?xpacket", b"<?xml", b"<x:xmpmeta", b"<xdp")):
        yield from pdf_xmp.passages(data)
    elif not _drawn(data):
        yield Passage("a stream of the PDF", printable(data), told=False)


def _check_size(stream: pikepdf.Stream) -> None:
    """Refuse a stream that unpacks to too much, before any library unpacks it whole."""
    filters = stream.get("/Filter", "")
    names = [str(each) for each in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    if sum(name in {"/FlateDecode", "/Fl", "/LZWDecode", "/LZW"} for name in names) > 1:
        raise ScanFailed("Part of the PDF is packed several times over.")
    if names[0] in {"/FlateDecode", "/Fl"}:
        unpacker = zlib.decompressobj()
        try:
            unpacker.decompress(bytes(stream.read_raw_bytes()), LARGEST_STREAM)
        except zlib.error:
            return
        if unpacker.unconsumed_tail:
            raise ScanFailed("The PDF unpacks to more than can be looked through.")


def _drawn(data: bytes) -> bool:
    """Page contents (read as page text), character maps and colour profiles."""
    return (
        b" Tf" in data
        or b"begincmap" in data
        or data[36:40] == b"acsp"
        or not re.search(rb"[A-Za-z]{4}", data)
    )


def _read(stream: pikepdf.Stream) -> bytes:
    try:
        return bytes(stream.read_bytes())
    except pikepdf.PdfError as error:
        raise ScanFailed("Part of the PDF is packed in a way that cannot be read.") from error


def _image(stream: pikepdf.Stream) -> Iterator[Piece]:
    filters = stream.get("/Filter", "")
    last = str(filters[-1]) if isinstance(filters, pikepdf.Array) and len(filters) else str(filters)
    if last == "/DCTDecode":
        yield Embedded(
            "picture",
            bytes(stream.read_raw_bytes()) if not isinstance(filters, pikepdf.Array) else _jpeg(stream),
        )
    elif last == "/JPXDecode":
        yield Passage("picture", printable(bytes(stream.read_raw_bytes())), told=False)


def _jpeg(stream: pikepdf.Stream) -> bytes:
    """A JPEG inside further packing: everything but the JPEG itself is unpacked."""
    return bytes(stream.read_bytes(decode_level=pikepdf.StreamDecodeLevel.generalized))


def _marked_content(content: Any, where: str) -> Iterator[Passage]:
    """Texts attached to marked stretches of a page: what a screen reader says in place of what is drawn."""
    try:
        instructions = pikepdf.parse_content_stream(content)
    except (pikepdf.PdfError, TypeError) as error:
        raise ScanFailed("A page of the PDF could not be read.") from error
    for each in instructions:
        if str(each.operator) in {"BDC", "DP"}:
            for passage in _inside(each.operands[-1], "", {}, 0):
                yield Passage(f"{passage.where} on {where}", passage.text, told=passage.told)
