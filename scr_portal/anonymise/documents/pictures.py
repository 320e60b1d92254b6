"""Metadata of pictures: camera data, location, captions, keywords, comments."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterable, Iterator
from typing import Any

from PIL import ExifTags, Image, IptcImagePlugin

from scr_portal.anonymise.documents.finding import Finding, Passage, Piece, ScanFailed
from scr_portal.anonymise.documents.office import printable

_TAGS = re.compile(r"<[^>]*>")
_ATTRIBUTES = re.compile(r"=\s*\"([^\"]*)\"|=\s*'([^']*)'")
_GEOMETRY = {
    "dpi",
    "jfif",
    "jfif_version",
    "jfif_unit",
    "jfif_density",
    "gamma",
    "srgb",
    "transparency",
    "loop",
    "duration",
}

_DEVICE = frozenset({0x000B, 0x010F, 0x0110, 0x0131, 0x0132, 0xA433, 0xA434})
"""EXIF tags that devices and software fill in: make and model, and when the file was written."""
_DEVICE_WORDS = frozenset(
    {"software", "creation time", "date:create", "date:modify", "date:timestamp", "version"}
)


def is_picture(data: bytes) -> bool:
    """Return whether Pillow recognises the file as a picture."""
    try:
        with Image.open(io.BytesIO(data)):
            return True
    except Exception:  # any error means that Pillow cannot read it
        return False


def pieces(data: bytes) -> Iterator[Piece]:
    """Yield all texts in a picture's metadata, and whether it records a location. The image itself is not read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as picture:
                yield from _frames(picture)
    except ScanFailed:
        raise
    except Exception as error:  # Pillow raises many different errors for damaged pictures
        raise ScanFailed("A picture is damaged and could not be read.") from error
    yield Passage("bytes after the end of a picture", printable(_after_end(data)), authored=False)


def _frames(picture: Any) -> Iterator[Piece]:
    for number in range(getattr(picture, "n_frames", 1)):
        if number:
            picture.seek(number)
        yield from _camera_data(picture)
        yield from _captions(picture)
        yield from _info(picture)
    for marker, segment in getattr(picture, "applist", ()):
        yield Passage(f"picture data ({marker})", printable(segment), authored=False)


def _camera_data(picture: Any) -> Iterator[Piece]:
    exif = picture.getexif()
    blocks = [
        exif,
        *(exif.get_ifd(block) for block in (ExifTags.IFD.Exif, ExifTags.IFD.Interop, ExifTags.IFD.IFD1)),
    ]
    for block in blocks:
        for tag, value in block.items():
            yield from _values(value, "camera data of a picture", authored=tag not in _DEVICE)
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    for value in place.values():
        yield from _values(value, "place data of a picture")
    if {ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLongitude} & place.keys():
        yield Finding("place data of a picture", "location")


def _captions(picture: Any) -> Iterator[Passage]:
    for value in (IptcImagePlugin.getiptcinfo(picture) or {}).values():
        for each in value if isinstance(value, list) else [value]:
            yield from _values(each, "caption data of a picture")


def _info(picture: Any) -> Iterator[Passage]:
    for name, value in {**picture.info, **getattr(picture, "text", {})}.items():
        if name == "photoshop" and isinstance(value, dict):
            yield Passage(
                "caption data of a picture", printable(b"\n".join(_bytes(value.values()))), authored=False
            )
        elif name in {"icc_profile", "exif"}:
            yield Passage("picture data", printable(value), authored=False)
        elif name not in _GEOMETRY:
            yield Passage("the name of a text in a picture", str(name), authored=False)
            yield from _values(
                value, "text in a picture's data", authored=str(name).lower() not in _DEVICE_WORDS
            )


def _bytes(values: Iterable[object]) -> Iterator[bytes]:
    for value in values:
        if isinstance(value, bytes):
            yield value


def _values(value: object, where: str, *, authored: bool = True) -> Iterator[Passage]:
    if isinstance(value, bytes):
        for text in _decoded(value):
            yield from _text(text, where, authored=authored)
    elif isinstance(value, str):
        yield from _text(value, where, authored=authored)
    elif isinstance(value, tuple | list):
        if value and all(isinstance(each, int) and 0 <= each < 256 for each in value):
            yield from _values(bytes(value), where, authored=authored)
        for each in value:
            if isinstance(each, str | bytes):
                yield from _values(each, where, authored=authored)


def _text(text: str, where: str, *, authored: bool) -> Iterator[Passage]:
    plain = text.replace("\x00", " ").strip()
    if "<" in plain and ">" in plain:
        attributes = [first or second for first, second in _ATTRIBUTES.findall(plain)]
        yield Passage(where, "\n".join(attributes), authored=False)
        plain = _TAGS.sub("\n", plain).strip()
    if plain:
        yield Passage(where, plain, authored=authored)


def _decoded(value: bytes) -> Iterator[str]:
    """Yield bytes as text, without the prefix of EXIF comments, and as UTF-16 where they look like it."""
    body = value[8:] if value[:8] in {b"ASCII\0\0\0", b"UNICODE\0", b"JIS\0\0\0\0\0"} else value
    if body.count(b"\0") * 3 >= len(body) > 3:
        yield body.decode("utf-16-le", "replace")
        yield body.decode("utf-16-be", "replace")
        return
    try:
        yield body.decode("utf-8")
    except UnicodeDecodeError:
        yield printable(body)


def _after_end(data: bytes) -> bytes:
    for start, end in ((b"\xff\xd8", b"\xff\xd9"), (b"\x89PNG", b"IEND\xaeB`\x82"), (b"GIF8", b"\x00\x3b")):
        if data.startswith(start) and end in data:
            return data[data.rindex(end) + len(end) :]
    return b""
