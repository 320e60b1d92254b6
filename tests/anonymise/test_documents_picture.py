from __future__ import annotations

import io
import struct

import pytest
from PIL import Image, PngImagePlugin

from scr_portal.anonymise.documents import Finding, ScanFailed
from tests.anonymise.planting import (
    NAME,
    clean_word,
    clean_workbook,
    findings_in,
    places,
    with_parts,
    word_with,
)

XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator><rdf:Seq><rdf:li>'
    f"{NAME}</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"
).encode()


def saved(kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (12, 12), "white").save(file, kind, **options)
    return file.getvalue()


def exif(tag: int, value: object, block: int | None = None) -> bytes:
    data = Image.Exif()
    if block is None:
        data[tag] = value
    else:
        data.get_ifd(block)[tag] = value
    return data.tobytes()


def segment(marker: bytes, content: bytes) -> bytes:
    """Return a JPEG with one more data segment."""
    jpeg = saved("JPEG")
    return jpeg[:2] + marker + struct.pack(">H", len(content) + 2) + content + jpeg[2:]


def caption(text: str = NAME) -> bytes:
    words = text.encode()
    dataset = b"\x1c\x02\x78" + struct.pack(">H", len(words)) + words
    resource = (
        b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(dataset)) + dataset + b"\x00" * (len(dataset) % 2)
    )
    return segment(b"\xff\xed", b"Photoshop 3.0\x00" + resource)


def text_chunk(zipped: bool = False, international: bool = False) -> bytes:
    info = PngImagePlugin.PngInfo()
    if international:
        info.add_itxt("Comment", NAME, zip=zipped)
    else:
        info.add_text("Comment", NAME, zip=zipped)
    return saved("PNG", pnginfo=info)


def third_frame() -> bytes:
    first, second = (Image.new("RGB", (8, 8), colour) for colour in ("white", "black"))
    second.encoderinfo = {"tiffinfo": {0x010E: NAME}}
    file = io.BytesIO()
    first.save(file, "TIFF", save_all=True, append_images=[first.copy(), second])
    return file.getvalue()


PICTURES = {
    "description": (saved("JPEG", exif=exif(0x010E, NAME)), "camera data of a picture"),
    "artist": (saved("JPEG", exif=exif(0x013B, NAME)), "camera data of a picture"),
    "Windows author": (
        saved("JPEG", exif=exif(0x9C9D, NAME.encode("utf-16-le"))),
        "camera data of a picture",
    ),
    "user comment": (
        saved("JPEG", exif=exif(0x9286, b"ASCII\x00\x00\x00" + NAME.encode(), 0x8769)),
        "camera data of a picture",
    ),
    "camera owner": (saved("JPEG", exif=exif(0xA430, NAME, 0x8769)), "camera data of a picture"),
    "XMP in JPEG": (saved("JPEG", xmp=XMP), "text in a picture's data"),
    "XMP in WebP": (saved("WEBP", xmp=XMP), "text in a picture's data"),
    "caption": (caption(), "caption data of a picture"),
    "JPEG comment": (saved("JPEG", comment=NAME), "text in a picture's data"),
    "GIF comment": (saved("GIF", comment=NAME.encode()), "text in a picture's data"),
    "PNG text": (text_chunk(), "text in a picture's data"),
    "packed PNG text": (text_chunk(zipped=True), "text in a picture's data"),
    "international PNG text": (text_chunk(international=True, zipped=True), "text in a picture's data"),
    "PNG camera data": (saved("PNG", exif=exif(0x010E, NAME)), "camera data of a picture"),
    "a program's own data": (segment(b"\xff\xe5", b"camera\x00" + NAME.encode()), "picture data (APP5)"),
    "third page of a TIFF": (third_frame(), "camera data of a picture"),
    "after the end": (saved("JPEG") + NAME.encode(), "bytes after the end of a picture"),
}


@pytest.mark.parametrize("place", PICTURES)
def test_scan_finds_a_name_in_what_a_picture_says_about_itself(place):
    data, where = PICTURES[place]

    assert where in places(data, "photo"), places(data, "photo")


@pytest.mark.parametrize("place", PICTURES)
def test_scan_finds_a_name_in_a_picture_inside_a_document_or_workbook(place):
    data, where = PICTURES[place]
    document = word_with("word/media/image1.jpeg", data)
    workbook = with_parts(clean_workbook(), {"xl/media/image1.jpeg": data})

    assert f"an embedded picture or file: {where}" in places(document)
    assert f"an embedded picture or file: {where}" in places(workbook, "a.xlsx")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP"])
def test_scan_of_a_plain_picture_finds_nothing(kind):
    assert findings_in(saved(kind), "photo") == []


def test_scan_flags_an_unregistered_name_in_a_caption():
    assert Finding("caption data of a picture", "name") in findings_in(
        caption("Seen by Mrs Verity Pellowe."), "photo"
    )


def test_scan_reports_that_a_picture_says_where_it_was_taken():
    data = Image.Exif()
    data.get_ifd(0x8825).update({1: "N", 2: (50.0, 41.0, 12.0), 3: "W", 4: (1.0, 17.0, 5.0)})

    assert Finding("place data of a picture", "location") in findings_in(
        saved("JPEG", exif=data.tobytes()), "photo"
    )


def test_scan_of_a_damaged_picture_fails():
    with pytest.raises(ScanFailed):
        findings_in(saved("PNG")[:40], "photo.png")


def test_scan_of_a_document_with_an_unreadable_old_drawing_reads_its_strings():
    drawing = b"\x01\x00\x00\x00" + bytes(40) + NAME.encode("utf-16-le")

    assert "an embedded picture or file: readable strings" in places(
        word_with("word/media/image1.emf", drawing)
    )


def test_scan_of_a_clean_document_with_a_clean_picture_finds_nothing():
    assert findings_in(with_parts(clean_word(), {"word/media/image1.png": saved("PNG")})) == []
