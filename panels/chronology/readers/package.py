"""Office files are archives of XML parts: finding a part, following its relationships, parsing it without risk."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator

from lxml import etree

from panels.chronology.safety import damaged

OFFICE_DOCUMENT = "/officeDocument"


def local(element: etree._Element) -> str:
    """The tag without its namespace, so that strict and transitional files read alike."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute by its local name, whatever its namespace."""
    value = element.get(name)
    if value is not None:
        return value
    return next((str(v) for key, v in element.attrib.items() if str(key).rpartition("}")[2] == name), None)


def is_on(value: str | None) -> bool:
    """Whether an XML switch is set."""
    return value is not None and value.lower() in ("1", "true", "on")


class Package:
    """An opened archive. Part names are found whatever their case, with or without a leading slash."""

    def __init__(self, data: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        self._names = {name.lower().replace("\\", "/"): name for name in self.archive.namelist()}

    def has(self, name: str) -> bool:
        """Whether the archive holds the part."""
        return name.lstrip("/").lower() in self._names

    def read(self, name: str) -> bytes:
        """The bytes of a part."""
        try:
            return self.archive.read(self._names[name.lstrip("/").lower()])
        except KeyError as error:
            raise damaged() from error

    def parse(self, name: str) -> etree._Element:
        """A part as a tree: no entities, no network, no document type."""
        return etree.fromstring(self.read(name), parser())

    def walk(
        self, name: str, tags: tuple[str, ...], *, starts: bool = False
    ) -> Iterator[tuple[str, etree._Element]]:
        """The elements of a large part as they are read, by local tag, without building the whole tree."""
        events = ("start", "end") if starts else ("end",)
        yield from etree.iterparse(
            io.BytesIO(self.read(name)),
            events=events,
            tag=tuple("{*}" + tag for tag in tags),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Relationship id to (type, part name) of a part; an outside target is left out."""
        folder, file = posixpath.split(name.lstrip("/"))
        rels = posixpath.join(folder, "_rels", file + ".rels")
        if not self.has(rels):
            return {}
        found = {}
        for relation in self.parse(rels):
            target, kind = relation.get("Target", ""), relation.get("Type", "")
            if relation.get("TargetMode") != "External":
                path = target if target.startswith("/") else posixpath.join(folder, target)
                found[relation.get("Id", "")] = (kind, posixpath.normpath(path).lstrip("/"))
        return found

    def main_part(self, usual: str) -> str:
        """The main document part, by relationship, or by its usual name."""
        targets = [path for kind, path in self.relations("").values() if kind.endswith(OFFICE_DOCUMENT)]
        return next((path for path in targets if self.has(path)), usual)


def parser() -> etree.XMLParser:
    """A parser that resolves nothing and fetches nothing."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
