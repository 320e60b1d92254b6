"""Texts that people write are Markdown without HTML; pages and PDF are made from them by one function."""

from __future__ import annotations

import re
from collections.abc import Mapping
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


def parser(*, line_ends: bool) -> MarkdownIt:
    """Return the parser of what people write; with `line_ends` each line ends where it was ended.

    Program code is no part of these texts: lines that are indented, or stand between backticks, are lines as others.
    """
    made = MarkdownIt("commonmark", {"html": False, "breaks": line_ends}).enable("table")
    made.disable(["image", "link", "reference", "autolink", "html_inline", "html_block"])
    return made.disable(["code", "fence", "backticks"])


_markdown, _line_by_line = parser(line_ends=False), parser(line_ends=True)
_IN_A_LIST = r"(?:[^\S\n]*(?:>|(?:[-*+]|[0-9]{1,3}[.)])(?=[^\S\n])))*[^\S\n]*"
_YEAR = re.compile(rf"^({_IN_A_LIST}[0-9]{{4,9}})(?=[.)](?:\s|$))", re.MULTILINE)
_YEAR_PARSED = re.compile(r"^([0-9]{4,9})\\(?=[.)])", re.MULTILINE)


def parsed(text: str) -> list[Token]:
    """Return a text as tokens. A line that begins with a number above 999 is no item of a list: it is a year."""
    return _markdown.parse(_YEAR.sub(r"\1\\", text))


@dataclass(frozen=True, slots=True)
class Heading:
    """A section of a text, for its list of contents."""

    anchor: str
    title: str


def as_html(
    text: str,
    *,
    anchors: str = "",
    level: int = 3,
    line_ends: bool = False,
    links: Mapping[str, str] | None = None,
) -> SafeString:
    """Return a text as HTML; a `#` in it is a heading of `level`, below the title that the page gives the text.

    Markup, links, pictures and marks of code in the text come out as the characters that were typed; what is left is
    sanitised a second time. With `anchors` the sections carry ids that begin with it. With `line_ends` a line ends where
    its author ended it. `links` are addresses within the portal by the words that lead there.
    """
    tokens = parsed(text)
    for number, token in enumerate(sections(tokens), 1):
        if anchors:
            token.attrSet("id", f"{anchors}-{number}")
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + level - 1, 6)}"
        if links and token.children:
            token.children = linked(token.children, links)
    markdown = _line_by_line if line_ends else _markdown
    html = markdown.renderer.render(tokens, markdown.options, {})
    tags, attributes = TAGS, {tag: {"id"} for tag in HEADINGS} | {"ol": {"start"}}
    if links:
        tags, attributes = TAGS | {"a"}, attributes | {"a": {"href", "class"}}
    return SafeString(nh3.clean(html, tags=tags, attributes=attributes, link_rel=None))


def linked(children: list[Token], links: Mapping[str, str]) -> list[Token]:
    """Return the pieces of a line with each of the words of `links` made a link."""
    words = re.compile("|".join(re.escape(each) for each in sorted(links, key=len, reverse=True)))
    made: list[Token] = []
    for child in children:
        made += pieces_of(child.content, words, links) if child.type == "text" else [child]
    return made


def pieces_of(content: str, words: re.Pattern[str], links: Mapping[str, str]) -> list[Token]:
    """Return a stretch of plain text as tokens: what stands between the links, and the links."""
    made, at = [], 0
    for match in words.finditer(content):
        opens = Token("link_open", "a", 1, attrs={"href": links[match[0]], "class": "govuk-link"})
        made += [plain(content[at : match.start()]), opens, plain(match[0]), Token("link_close", "a", -1)]
        at = match.end()
    return [*made, plain(content[at:])]


def plain(content: str) -> Token:
    return Token("text", "", 0, content=content)


def headings(text: str, *, anchors: str) -> list[Heading]:
    """Return the sections of a text with the ids that `as_html` gives them."""
    tokens = parsed(text)
    titles = [_YEAR_PARSED.sub(r"\1", tokens[tokens.index(token) + 1].content) for token in sections(tokens)]
    return [Heading(f"{anchors}-{number}", title) for number, title in enumerate(titles, 1)]


def sections(tokens: list[Token]) -> list[Token]:
    """Where the sections of the highest rank begin."""
    return [token for token in tokens if token.type == "heading_open" and token.tag == "h1"]
