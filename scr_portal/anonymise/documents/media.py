"""Pictures, recordings and fonts that the scanner cannot read: recognised by how their bytes begin."""

from __future__ import annotations

from collections.abc import Iterator

from scr_portal.anonymise.documents.finding import Finding

_PICTURE_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis", b"crx ")
_PICTURES = (
    b"\xff\x0a",
    b"\x00\x00\x00\x0cJXL ",
    b"\x00\x00\x00\x0cjP  ",
    b"8BPS",
    b"FUJIFILM",
    b"II\x2a\x00",
    b"MM\x00\x2a",
)
_PICTURE_ENDINGS = frozenset(
    {".heic", ".heif", ".avif", ".jxl", ".psd", ".raw", ".cr2", ".cr3", ".nef", ".dng", ".emf", ".wmf"}
)
_RECORDINGS = (
    b"ID3",
    b"OggS",
    b"fLaC",
    b"\x1aE\xdf\xa3",
    b"\x30\x26\xb2\x75\x8e\x66\xcf\x11",
    b"FLV\x01",
    b"#!AMR",
    b"caff",
)
_RECORDING_ENDINGS = frozenset(
    {".mp3", ".mp4", ".m4a", ".m4v", ".mov", ".wav", ".avi", ".wmv", ".wma", ".ogg", ".oga", ".ogv", ".flac", ".aac", ".amr", ".3gp",
     ".webm", ".mkv", ".mpg", ".mpeg"}
)  # fmt: skip
_FONTS = (b"\x00\x01\x00\x00\x00", b"OTTO", b"true\x00", b"ttcf", b"wOFF", b"wOF2")
_FONT_ENDINGS = frozenset({".odttf", ".ttf", ".otf", ".ttc", ".woff", ".woff2", ".fntdata", ".eot"})


def is_font(data: bytes, ending: str) -> bool:
    """Return whether a part is an embedded font, whose bytes are no text."""
    return ending in _FONT_ENDINGS or data.startswith(_FONTS)


def is_drawing(data: bytes) -> bool:
    """Return whether a picture is a Windows metafile, which holds text that picture readers do not return."""
    return data[40:44] == b" EMF" or data.startswith(b"\xd7\xcd\xc6\x9a")


def unread(data: bytes, ending: str) -> Iterator[Finding]:
    """Yield a finding for a picture or recording whose data cannot be read, so that a person looks at it."""
    if _is_picture(data, ending):
        yield Finding("a picture of a kind that cannot be read", "unread_picture")
    elif _is_recording(data, ending):
        yield Finding("a sound or video recording, which cannot be read", "unread_recording")


def _is_picture(data: bytes, ending: str) -> bool:
    boxed = data[4:8] == b"ftyp" and data[8:12] in _PICTURE_BRANDS
    return boxed or is_drawing(data) or data.startswith(_PICTURES) or ending in _PICTURE_ENDINGS


def _is_recording(data: bytes, ending: str) -> bool:
    riff = data.startswith(b"RIFF") and data[8:12] in (b"WAVE", b"AVI ")
    frames = len(data) > 1 and data[0] == 0xFF and data[1] & 0xE6 == 0xE2
    return (
        riff or frames or data[4:8] == b"ftyp" or data.startswith(_RECORDINGS) or ending in _RECORDING_ENDINGS
    )
