"""Parts of a document that cannot be read are reported, and bytes that are no text report nobody."""

from __future__ import annotations

import random

import pytest

from scr_portal.anonymise.documents import Finding, ScanFailed
from tests.anonymise.planting import REGISTER, clean_word, findings_in, places, with_parts

HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 200
VIDEO = (
    b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom"
    + b"\0" * 40
    + b"\xa9xyz\0\x12\x15\xc7+54.9783-001.6178/"
    + b"\0" * 90
)
SOUND = b"ID3\x03\0\0\0\0\0\x40TXXX\0\0\0\x20\0\0location\0+54.9783-001.6178" + b"\0" * 90
METAFILE = b"\x01\0\0\0\x6c\0\0\0" + b"\0" * 32 + b" EMF\0\0\x01\0" + b"\0" * 200

PICTURES = {
    "a photograph of a telephone": ("word/media/image9.heic", HEIC),
    "the same under another ending": ("word/media/image9.bin", HEIC),
    "a picture known by its ending alone": ("word/media/image9.avif", b"\0\x01\x02\x03" * 40),
    "a metafile": ("word/media/image9.emf", METAFILE),
}
RECORDINGS = {
    "a video with a place": ("word/media/media1.mp4", VIDEO),
    "a sound with a place": ("word/media/media1.mp3", SOUND),
    "a sound known by its first bytes": (
        "word/embeddings/object1.bin",
        b"RIFF\x24\0\0\0WAVEfmt " + b"\0" * 80,
    ),
}


@pytest.mark.parametrize(("path", "data"), PICTURES.values(), ids=PICTURES)
def test_scan_reports_a_picture_of_a_kind_that_cannot_be_read(path: str, data: bytes) -> None:
    kinds = {finding.kind for finding in findings_in(with_parts(clean_word(), {path: data}))}
    assert "unread_picture" in kinds


@pytest.mark.parametrize(("path", "data"), RECORDINGS.values(), ids=RECORDINGS)
def test_scan_reports_a_recording(path: str, data: bytes) -> None:
    kinds = {finding.kind for finding in findings_in(with_parts(clean_word(), {path: data}))}
    assert "unread_recording" in kinds


@pytest.mark.parametrize("data", [HEIC, VIDEO, SOUND])
def test_scan_of_a_picture_or_recording_alone_that_cannot_be_read_fails(data: bytes) -> None:
    with pytest.raises(ScanFailed):
        findings_in(data, "file.bin")


def _random_bytes(seed: int) -> bytes:
    return random.Random(seed).randbytes(60_000)


@pytest.mark.parametrize(
    "path", ["word/fonts/font1.odttf", "word/embeddings/oleObject1.bin", "word/printerSettings1.bin"]
)
def test_scan_of_bytes_that_are_no_text_reports_nobody(path: str) -> None:
    for seed in range(10):
        assert findings_in(with_parts(clean_word(), {path: _random_bytes(seed)})) == []


def test_scan_of_an_embedded_font_does_not_read_its_names() -> None:
    font = b"\x00\x01\x00\x00\x00" + b"Designed by T A and Tamsin Aldercott" + b"\0" * 40
    assert findings_in(with_parts(clean_word(), {"word/fonts/font1.ttf": font})) == []


def test_scan_still_finds_a_name_written_in_a_binary_part() -> None:
    assert REGISTER[0]["canonical"] == "Tamsin Aldercott"
    for written in (b"seen by Tamsin Aldercott", "Tamsin Aldercott".encode("utf-16-le")):
        data = _random_bytes(1)[:200] + b"\0" + written + b"\0" + _random_bytes(2)[:200]
        found = places(with_parts(clean_word(), {"word/embeddings/oleObject1.bin": data}))
        assert found == {"an embedded object: readable strings"}


def test_scan_report_of_an_unread_part_names_nobody() -> None:
    findings = findings_in(with_parts(clean_word(), {"word/media/image9.heic": HEIC}))
    where = "an embedded picture or file: a picture of a kind that cannot be read"
    assert findings == [Finding(where, "unread_picture")]
