"""An edition as a document: what its page and its PDF show, and the text of the PDF block by block."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import strip_tags

from scr_portal.anonymise import Decision
from scr_portal.web.markdown import as_html, headings

from .marking import Passage, as_it_stands, in_order, marked, passage

BLOCKS = {
    *("article", "blockquote", "div", "dd", "dl", "dt", "footer", "h1", "h2", "h3", "h4", "h5", "h6"),
    *(
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "section",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ),
}
NOT_SHOWN = {"head", "script", "style"}
KIND = "Serious case review"
ABOUT = (
    "Serious case reviews look at how agencies worked together to keep children safe, so that others learn from it. "
    "Names and places in this report are changed."
)
PARTS = {"summary": "Executive summary", "overview": "Overview report"}
_LINK_TO_REASON = re.compile(r"<sup.*?</sup>", re.DOTALL)


def context(edition: Any) -> dict[str, Any]:
    """Return what page and PDF show of an edition: the same text, from the same function."""
    parts = [(title, getattr(edition, name)) for name, title in PARTS.items()]
    return {
        "edition": edition,
        "board": edition.report.review.board,
        "kind": KIND,
        "about": ABOUT,
        "parts": [
            {
                "title": title,
                "anchor": f"part-{number}",
                "html": as_html(text, anchors=f"part-{number}"),
                "headings": headings(text, anchors=f"part-{number}"),
                "words": word_count(as_html(text)),
            }
            for number, (title, text) in enumerate(((name, text) for name, text in parts if text), 1)
        ],
    }


def standing_context(edition: Any) -> dict[str, Any]:
    """Return the same before the settled words are in the text, with nothing marked: as one who has not finished reads it."""
    values = context(edition)
    for part in values["parts"]:
        part["html"] = as_html(as_it_stands(edition, place_of(part)), anchors=part["anchor"])
        part["words"] = word_count(part["html"])
    return values


def settled_context(edition: Any, *, replaced_words: bool) -> dict[str, Any]:
    """Return the same for the chair and for a reader who has finished: with its passages marked, and the list of them.

    Passages are numbered through both parts, in the order of the text. A reader is not shown the words that were
    replaced: they read as the public does.
    """
    values, first = context(edition), 0
    passages: list[Passage] = []
    for part in values["parts"]:
        place = place_of(part)
        frozen = str(getattr(edition, place))
        flags = in_order(frozen, edition.flags.filter(place=place).select_related("decided_by"))
        part["html"] = marked(frozen, flags, anchors=part["anchor"], first=first)
        part["words"] = word_count(_LINK_TO_REASON.sub("", part["html"]))
        part["passages"] = [
            passage(flag, number=n, replaced_words=replaced_words, html=part["html"])
            for n, flag in enumerate(flags, first + 1)
        ]
        passages += part["passages"]
        first += len(flags)
    kept = [passage for passage in passages if passage.kept]
    return values | {"kept": kept, "changed": [passage for passage in passages if not passage.kept]}


def place_of(part: dict[str, Any]) -> str:
    """Return the name of the text that a part shows."""
    return next(name for name, title in PARTS.items() if title == part["title"])


def word_count(html: str) -> int:
    """How many words a reader sees."""
    return len(strip_tags(html).split())


def html_of(edition: Any, *, copy_for: str = "") -> str:
    """Return the HTML that the PDF of an edition is laid out from.

    With `copy_for`, the label of a relative, each page is marked as a confidential copy for them.
    """
    return render_to_string("pdf/edition.html", context(edition) | {"copy_for": copy_for})


def text_blocks(html: str) -> list[str]:
    """Return the plain text of a document block by block, in reading order."""
    reader = _Blocks()
    reader.feed(html)
    reader.close()
    return reader.finish()


def furniture(edition: Any) -> list[str]:
    """Return what the style sheet sets around the text of every page, and after each line of the contents."""
    return [edition.title, edition.reference, "Page", "page", "of"]


def kept_on_purpose(edition: Any) -> list[str]:
    """Names and fixed words of the template, clause by clause, which the search neither looks for nor reports."""
    return [edition.report.review.board.name, KIND, *re.split(r"[,.]\s*", ABOUT.strip(".")), *PARTS.values()]


def settled_by_itself(edition: Any) -> list[Decision]:
    """Return the public reference, in the form of a decision: it looks like a number and is nobody's."""
    return [{"text": edition.reference, "verdict": "not_a_name"}]


class _Blocks(HTMLParser):
    """Collects text between the starts and ends of block elements."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self.pieces: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in NOT_SHOWN:
            self.hidden += 1
        elif tag in BLOCKS:
            self.finish()
        elif tag == "br":
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in NOT_SHOWN:
            self.hidden -= 1
        elif tag in BLOCKS:
            self.finish()

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.pieces.append(data)

    def finish(self) -> list[str]:
        """End the present block, unless it is empty; all blocks so far come back."""
        text = "".join(self.pieces).strip()
        self.pieces = []
        if text:
            self.blocks.append(text)
        return self.blocks
