"""Streams of a PDF: attachments, pictures, metadata, drawings, and texts attached to marked content."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pikepdf

from scr_portal.anonymise.documents import pdf_xmp
from scr_portal.anonymise.documents.finding import Embedded, Passage, Piece, ScanFailed
from scr_portal.anonymise.documents.office import printable
from scr_portal.anonymise.documents.pdf_strings import string_passages

DEEPEST = 60
"""Greatest nesting of dictionaries and arrays; beyond it the scan fails."""
LARGEST_STREAM = 128 * 1024 * 1024
"""Most bytes that one stream may decompress to."""


def stream_pieces(stream: pikepdf.Stream) -> Iterator[Piece]:
    """Yield a stream's content by its kind: attachment, picture, metadata, drawing, else its readable strings."""
    kind, subtype = str(stream.get("/Type", "")), str(stream.get("/Subtype", ""))
    if kind in {"/ObjStm", "/XRef"} or "/Length1" in stream or "/Length3" in stream:
        return
    if subtype == "/Image":
        yield from _image(stream)
        return
    if subtype == "/Form":
        yield from marked_content(stream, "a drawing")
        return
    data = _read(stream)
    if kind == "/EmbeddedFile":
        yield Embedded("attachment", data)
    elif kind == "/Metadata" or data.lstrip().startswith((b"<?xpacket", b"<?xml", b"<x:xmpmeta", b"<xdp")):
        yield from pdf_xmp.passages(data)
    elif not _drawn(data):
        yield Passage("a stream of the PDF", printable(data), authored=False)


def check_size(stream: pikepdf.Stream) -> None:
    """Refuse a stream that decompresses to too much, before any library decompresses it whole."""
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
    """Return whether the data is page content (read as page text), a character map or a colour profile."""
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
        yield Passage("picture", printable(bytes(stream.read_raw_bytes())), authored=False)


def _jpeg(stream: pikepdf.Stream) -> bytes:
    """Return a JPEG stored with further filters, decompressed except for the JPEG itself."""
    return bytes(stream.read_bytes(decode_level=pikepdf.StreamDecodeLevel.generalized))


def marked_content(content: Any, where: str, page: int | None = None) -> Iterator[Passage]:
    """Yield texts attached to marked content, which a screen reader speaks instead of what is drawn."""
    try:
        instructions = pikepdf.parse_content_stream(content)
    except (pikepdf.PdfError, TypeError) as error:
        raise ScanFailed("A page of the PDF could not be read.") from error
    for each in instructions:
        if str(each.operator) in {"BDC", "DP"}:
            for passage in _strings(each.operands[-1], "", 0):
                yield replace(passage, where=f"{passage.where} on {where}", page=page)


def _strings(value: Any, key: str, depth: int) -> Iterator[Passage]:
    if depth > DEEPEST:
        raise ScanFailed("The PDF is nested too deep to be looked through.")
    if isinstance(value, pikepdf.String):
        yield from string_passages(str(value), key)
    elif isinstance(value, pikepdf.Array):
        for each in value:
            yield from _strings(each, key, depth + 1)
    elif isinstance(value, pikepdf.Dictionary):
        for inner, each in value.items():
            yield from _strings(each, inner, depth + 1)
