"""WeasyPrint with restricted fetching: only the portal's own style sheets. Imported by the child process alone."""

from __future__ import annotations

import hashlib
import logging
import re
from pathlib import Path
from typing import Any

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from scr_portal.files.pdf import conformance, reading

reading.install()

logging.getLogger("weasyprint").addHandler(logging.NullHandler())
logging.getLogger("weasyprint").propagate = False
logging.getLogger("fontTools").propagate = False

STYLES = Path(__file__).resolve().parents[3] / "static" / "css"
BASE = "https://portal.invalid/"
_SHEET = re.compile(r"https://portal\.invalid/static/css/(pdf[a-z-]{0,30}\.css)")
_PICTURE = re.compile(r"data:image/(png|jpeg|gif|svg\+xml)[;,]", re.IGNORECASE)
_EXTERNAL = re.compile(r"(https?|mailto):", re.IGNORECASE)


class NotPackaged(FatalURLFetchingError):
    """The document requests a resource that is not packaged with the portal. Ends the render."""


class PackagedOnly(URLFetcher):
    """A fetcher of static/css/pdf*.css and embedded pictures; any other URL ends the render.

    WeasyPrint swallows even fatal errors while it draws an SVG, so the refusal is also recorded.
    """

    def __init__(self) -> None:
        super().__init__(allowed_protocols=["data"], allow_redirects=False, fail_on_errors=True)
        self.has_refused = False

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if sheet := _SHEET.fullmatch(url):
            body = (STYLES / sheet[1]).read_bytes()
            return URLFetcherResponse(url, body, {"Content-Type": "text/css; charset=utf-8"})
        if _PICTURE.match(url):
            return super().fetch(url, headers)
        self.has_refused = True
        raise NotPackaged("not packaged")


def lay_out(html: str, *, title: str, lang: str) -> bytes:
    """Render the bytes. Raises `NotPackaged`, `MemoryError`, or any error of the layout."""
    fetcher = PackagedOnly()
    source = HTML(string=html, base_url=BASE, url_fetcher=fetcher, media_type="print")
    _scrub(source.etree_element, title, lang)
    fonts = FontConfiguration()
    document = source.render(font_config=fonts, pdf_variant="pdf/a-3a", presentational_hints=True)
    document.metadata.attachments = []
    finished = document.write_pdf(
        pdf_variant="pdf/a-3a",
        pdf_identifier=hashlib.sha256(f"{title}\0{lang}\0{html}".encode()).digest()[:16],
        finisher=lambda _, pdf: conformance.finish(pdf, title=title, lang=lang),
    )
    if fetcher.has_refused:
        raise NotPackaged("swallowed")
    return bytes(finished)


def _scrub(root: Any, title: str, lang: str) -> None:
    """Keep only the given title and language of the HTML's metadata, and remove external references.

    An attachment in the source is refused, not dropped: no document of the portal has one, so it indicates an
    error. Links stay only where they lead into the document or to an ordinary address.
    """
    root.set("lang", lang)
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in ("meta", "base", "title", "script", "iframe", "object", "embed"):
                _remove(parent, child)
            elif "attachment" in str(child.get("rel", "")).lower().split():
                raise NotPackaged("attachment")
            elif child.tag == "a" and not _is_allowed_link(child.get("href", "#")):
                del child.attrib["href"]
    head = root.find("head")
    title_element = head.makeelement("title", {})
    title_element.text = title
    head.insert(0, title_element)


def _is_allowed_link(href: str) -> bool:
    return href.startswith("#") or bool(_EXTERNAL.match(href.strip()))


def _remove(parent: Any, child: Any) -> None:
    """Remove an element and keep the text that follows it."""
    siblings = list(parent)
    index = siblings.index(child)
    if child.tail:
        if index:
            siblings[index - 1].tail = (siblings[index - 1].tail or "") + child.tail
        else:
            parent.text = (parent.text or "") + child.tail
    parent.remove(child)
