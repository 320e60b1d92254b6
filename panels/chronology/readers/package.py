"""Office files as archives of XML parts: find a part, follow its relationships, parse it safely."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator

from lxml import etree

from panels.chronology.safety import damaged

OFFICE_DOCUMENT = "/officeDocument"


def local(element: etree._Element) -> str:
    """Return the tag without its namespace, so that strict and transitional files read alike."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """Return an attribute by its local name, whatever its namespace."""
    value = element.get(name)
    if value is not None:
        return value
    return next((str(v) for key, v in element.attrib.items() if str(key).rpartition("}")[2] == name), None)


def is_on(value: str | None) -> bool:
    """Return whether an XML switch is set."""
    return value is not None and value.lower() in ("1", "true", "on")


class Package:
    """An opened archive. Part names are matched without case, with or without a leading slash."""

    def __init__(self, data: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        self._names = {name.lower().replace("\\", "/"): name for name in self.archive.namelist()}

    def has(self, name: str) -> bool:
        """Return whether the archive contains the part."""
        return name.lstrip("/").lower() in self._names

    def read(self, name: str) -> bytes:
        """Return the bytes of a part. Raises ReaderError when there is none."""
        try:
            return self.archive.read(self._names[name.lstrip("/").lower()])
        except KeyError as error:
            raise damaged() from error

    def parse(self, name: str) -> etree._Element:
        """Parse a part as a tree: no entities, no network, no document type."""
        return etree.fromstring(self.read(name), parser())

    def walk(
        self, name: str, tags: tuple[str, ...], *, starts: bool = False
    ) -> Iterator[tuple[str, etree._Element]]:
        """Yield the elements of a large part by local tag, without building the whole tree."""
        yield from walk(self.read(name), tags, starts=starts)

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Return relationship id to (type, part name) of a part; external targets are left out."""
        folder, file = posixpath.split(name.lstrip("/"))
        rels = posixpath.join(folder, "_rels", file + ".rels")
        if not self.has(rels):
            return {}
        by_id = {}
        for relation in self.parse(rels):
            target, kind = relation.get("Target", ""), relation.get("Type", "")
            if relation.get("TargetMode") != "External":
                path = target if target.startswith("/") else posixpath.join(folder, target)
                by_id[relation.get("Id", "")] = (kind, posixpath.normpath(path).lstrip("/"))
        return by_id

    def main_part(self, usual: str) -> str:
        """Return the main document part, by relationship, or by its usual name."""
        targets = [path for kind, path in self.relations("").values() if kind.endswith(OFFICE_DOCUMENT)]
        return next((path for path in targets if self.has(path)), usual)


def walk(data: bytes, tags: tuple[str, ...], *, starts: bool = False) -> Iterator[tuple[str, etree._Element]]:
    """Yield the elements of an XML document by local tag, without building the whole tree."""
    events = ("start", "end") if starts else ("end",)
    yield from etree.iterparse(
        io.BytesIO(data),
        events=events,
        tag=tuple("{*}" + tag for tag in tags),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )


def parser() -> etree.XMLParser:
    """Return an XML parser that resolves no entities and fetches nothing."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
