"""Office documents as ZIP archives, opened only after their directory has been checked."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib

from lxml import etree

from scr_portal.anonymise.documents.finding import ScanFailed

MOST_PARTS = 10_000
LARGEST_PART = 64 * 1024 * 1024
LARGEST_TOTAL = 256 * 1024 * 1024
MOST_EXPANSION = 200
_SMALL = 1024 * 1024
_ENCRYPTED = 0x1
_PROLOGUE = 4096


class Package:
    """The parts of an Office document, read one at a time and never beyond their declared sizes."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise ScanFailed("The document is damaged and could not be opened.") from error
        self._check()
        self.names = [each.filename for each in self._zip.infolist() if not each.is_dir()]

    def _check(self) -> None:
        parts = self._zip.infolist()
        names = [part.filename for part in parts]
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_TOTAL:
            raise ScanFailed("The document unpacks to more than can be looked through.")
        if len(set(names)) != len(names):
            raise ScanFailed("The document holds two parts of one name.")
        for part in parts:
            self._check_part(part)

    def _check_part(self, part: zipfile.ZipInfo) -> None:
        if part.flag_bits & _ENCRYPTED:
            raise ScanFailed("Part of the document is locked with a password.")
        if part.filename.startswith(("/", "\\")) or ".." in part.filename.replace("\\", "/").split("/"):
            raise ScanFailed("The document holds a part with an unsafe name.")
        expands = part.file_size > _SMALL and part.file_size > MOST_EXPANSION * max(1, part.compress_size)
        if part.file_size > LARGEST_PART or expands:
            raise ScanFailed("The document unpacks to more than can be looked through.")

    def read(self, name: str) -> bytes:
        """Return a part's bytes. Raises ScanFailed when it is damaged or larger than declared."""
        size = self._zip.getinfo(name).file_size
        try:
            with self._zip.open(name) as part:
                data = part.read(size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise ScanFailed("Part of the document is damaged and could not be read.") from error
        if len(data) > size:
            raise ScanFailed("Part of the document is larger than it claims to be.")
        return data

    def xml(self, name: str) -> etree._Element:
        """Parse a part as XML."""
        return parse_xml(self.read(name))

    def remarks(self) -> list[str]:
        """Return the names of the parts and the comments of the archive."""
        comments = [self._zip.comment, *(part.comment for part in self._zip.infolist())]
        return [*self.names, *(comment.decode("utf-8", "replace") for comment in comments if comment)]

    def links(self, name: str) -> dict[str, tuple[str, bool]]:
        """Return the relationships of a part: id to (target, whether the target is outside the document)."""
        folder, base = posixpath.split(name)
        path = posixpath.join(folder, "_rels", f"{base}.rels")
        if path not in self.names:
            return {}
        return {
            each.get("Id", ""): (each.get("Target", ""), each.get("TargetMode") == "External")
            for each in self.xml(path)
        }


def parse_xml(data: bytes) -> etree._Element:
    """Parse XML without entities, document types or network. Raises ScanFailed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ScanFailed("Part of the document is damaged and could not be read.") from error
    if b"<!DOCTYPE" in data[:_PROLOGUE] or root.getroottree().docinfo.internalDTD is not None:
        raise ScanFailed("Part of the document declares a document type, which is not allowed.")
    return root
