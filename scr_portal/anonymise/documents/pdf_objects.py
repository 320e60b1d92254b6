"""Strings, names and streams of all objects of a PDF, referenced or not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from scr_portal.anonymise.documents.finding import Passage, Piece, ScanFailed
from scr_portal.anonymise.documents.pdf_names import is_resource, is_syntax
from scr_portal.anonymise.documents.pdf_streams import DEEPEST, check_size, marked_content, stream_pieces
from scr_portal.anonymise.documents.pdf_strings import string_passages

_FONT_KEYS = frozenset({"/BaseFont", "/FontName", "/FontFamily", "/CharSet", "/Filter"})
"""Keys whose values name a font or a compression filter."""


class Objects:
    """All objects of a PDF, each visited once. `strings` collects the bytes of every string visited."""

    def __init__(self, document: pikepdf.Pdf) -> None:
        self._document = document
        self._pages = {page.obj.objgen: number for number, page in enumerate(document.pages, 1)}
        self._contents = {stream.objgen for page in document.pages for stream in _contents(page)}
        self._places: dict[tuple[int, int], set[str]] = {}
        self._names: dict[str, None] = {}
        self.strings: set[bytes] = set()

    def pieces(self) -> Iterator[Piece]:
        """Yield every string with its key, every stream by its kind, and every name that is not PDF syntax."""
        for _ in range(2):  # the second pass knows the places of indirect dictionaries
            known, self._places = self._places, {}
            for each in (self._document.trailer, *self._document.objects):
                self._note_places(each, tuple(known.get(each.objgen, {""})), 0)
        yield from self._inside(self._document.trailer, ("",), 0)
        for each in self._document.objects:
            yield from self._inside(each, tuple(self._places.get(each.objgen, {""})), 0)
            if isinstance(each, pikepdf.Stream):
                check_size(each)
                if each.objgen not in self._contents:
                    yield from stream_pieces(each)
        for number, page in enumerate(self._document.pages, 1):
            yield from marked_content(page, f"page {number}", number)
        yield Passage("a name inside the PDF", "\n".join(self._names), authored=False)

    def _note_places(self, value: Any, places: tuple[str, ...], depth: int) -> None:
        """Record the keys under which an indirect object is referenced."""
        if depth > DEEPEST:
            raise ScanFailed("The PDF is nested too deep to be looked through.")
        for place, each in _children(value, places):
            if getattr(each, "is_indirect", False):
                self._places.setdefault(each.objgen, set()).add(place)
            else:
                self._note_places(each, (place,), depth + 1)

    def _inside(
        self, value: Any, places: tuple[str, ...], depth: int, owner: Any = None
    ) -> Iterator[Passage]:
        if depth > DEEPEST:
            raise ScanFailed("The PDF is nested too deep to be looked through.")
        key = places[0].rpartition("/")[2]
        if isinstance(value, pikepdf.String):
            self.strings.add(bytes(value))
            is_bookmark = owner is not None and "/Parent" in owner
            page = self._page_of(owner) if key in {"Alt", "ActualText", "E"} else None
            yield from string_passages(str(value), f"/{key}", is_bookmark=is_bookmark, page=page)
        elif isinstance(value, pikepdf.Name) and f"/{key}" not in _FONT_KEYS:
            self._note_name(str(value)[1:], places)
        if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            owner = value
            for inner in dict(value.items()):
                self._note_name(inner[1:], places)
        for place, each in _children(value, places):
            if not getattr(each, "is_indirect", False):
                yield from self._inside(each, (place,), depth + 1, owner)

    def _note_name(self, name: str, places: tuple[str, ...]) -> None:
        if not is_syntax(name, places):
            self._names[name] = None

    def _page_of(self, owner: Any) -> int | None:
        page = owner.get("/Pg") if owner is not None else None
        return self._pages.get(page.objgen) if page is not None else None


def _children(value: Any, places: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """Yield the members of a dictionary or array with their places: "/Title", or "/AP/N" for N below AP."""
    if isinstance(value, pikepdf.Array):
        for each in value:
            yield places[0], each
    elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        inside = next((place for place in places if place in {"/AP", "/Names"}), "")
        for key, each in value.items():
            yield "" if is_resource(key[1:], places) else f"{inside}{key}", each


def _contents(page: pikepdf.Page) -> Iterator[Any]:
    """Yield the content streams of a page."""
    contents = page.obj.get("/Contents")
    if isinstance(contents, pikepdf.Stream):
        yield contents
    elif isinstance(contents, pikepdf.Array):
        yield from contents
