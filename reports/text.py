"""Report text is Markdown without HTML; pages and PDF are made from it by one function."""

from __future__ import annotations

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

TAGS = {
    "p",
    "h2",
    "h3",
    "h4",
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
    .disable(["image", "link", "autolink", "html_inline", "html_block"])
)


def as_html(text: str) -> SafeString:
    """Headings begin at level 2 (a `#` in the text is a section of the report). Markup, links and pictures in
    the text come out as the characters that were typed; what is left is sanitised a second time."""
    shifted = "\n".join(
        f"#{line}" if line.startswith("#") and not line.startswith("####") else line
        for line in text.split("\n")
    )
    return SafeString(nh3.clean(_markdown.render(shifted), tags=TAGS, attributes={}))
