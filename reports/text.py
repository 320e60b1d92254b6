"""Report text is Markdown without HTML; pages and PDF are made from it by one function."""

from __future__ import annotations

from dataclasses import dataclass

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

HEADINGS = ("h2", "h3", "h4", "h5", "h6")
TAGS = {
    *HEADINGS,
    "p",
    "ul",
    "ol",
    "li",
    "strong",
    "em",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "hr",
    "br",
}
_markdown = (
    MarkdownIt("commonmark", {"html": False})
    .enable("table")
    .disable(["image", "link", "reference", "autolink", "html_inline", "html_block"])
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A section of a text, for its list of contents."""

    anchor: str
    title: str


def as_html(text: str, *, anchors: str = "") -> SafeString:
    """Headings begin at level 3: a `#` in the text is a section of a part, whose own title is at level 2.

    Markup, links and pictures in the text come out as the characters that were typed; what is left is
    sanitised a second time. With `anchors` the sections carry ids that begin with it.
    """
    tokens = _markdown.parse(text)
    for number, token in enumerate(sections(tokens), 1):
        if anchors:
            token.attrSet("id", f"{anchors}-{number}")
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"
    html = _markdown.renderer.render(tokens, _markdown.options, {})
    return SafeString(nh3.clean(html, tags=TAGS, attributes={tag: {"id"} for tag in HEADINGS}))


def headings(text: str, *, anchors: str) -> list[Heading]:
    """Return the sections of a text with the ids that `as_html` gives them."""
    tokens = _markdown.parse(text)
    titles = [tokens[tokens.index(token) + 1].content for token in sections(tokens)]
    return [Heading(f"{anchors}-{number}", title) for number, title in enumerate(titles, 1)]


def sections(tokens: list[Token]) -> list[Token]:
    """Where the sections of the highest rank begin."""
    return [token for token in tokens if token.type == "heading_open" and token.tag == "h1"]
