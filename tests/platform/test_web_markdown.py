"""Report text is Markdown and nothing else: what could run, fetch or lead away comes out as it was typed."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from scr_portal.web.markdown import TAGS, Heading, as_html, headings

HOSTILE = [
    "<script>alert(1)</script>",
    "before\n\n<script>\nalert(1)\n</script>\n\nafter",
    '<img src="x" onerror="alert(1)">',
    '<p style="position:fixed" onclick="alert(1)">Text</p>',
    "<iframe src='https://example.org'></iframe>",
    "<style>body{display:none}</style>",
    "<!-- <b>a note</b> -->",
    "<svg><script>alert(1)</script></svg>",
    "[the leaflet](https://example.org)",
    "[press](javascript:alert(1))",
    "[the leaflet][1]\n\n[1]: https://example.org",
    "![a picture](https://example.org/child.png)",
    "![a picture][1]\n\n[1]: https://example.org/child.png",
    "<https://example.org>",
    "<nurse@example.org>",
    "https://example.org",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "# <script>alert(1)</script>",
    "| a |\n|---|\n| <script>alert(1)</script> |",
    "**<a href='//example.org'>bold</a>**",
    "```<script>\nalert(1)\n```",
]


class Elements(HTMLParser):
    """The elements a browser would make, with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("typed", HOSTILE)
def test_nothing_typed_becomes_more_than_plain_text_elements(typed: str) -> None:
    for tag, attributes in Elements(as_html(typed, anchors="part")).found:
        assert tag in TAGS
        assert set(attributes) <= {"id"}


@pytest.mark.parametrize(
    "typed", ["[the leaflet](https://example.org)", "![a plan](https://example.org/a.png)"]
)
def test_links_and_pictures_stand_as_the_characters_that_were_typed(typed: str) -> None:
    assert as_html(typed) == f"<p>{typed}</p>\n"


def test_markup_stands_as_the_characters_that_were_typed() -> None:
    assert as_html("Seen <b>once</b> & again") == "<p>Seen &lt;b&gt;once&lt;/b&gt; &amp; again</p>\n"


@pytest.mark.parametrize(
    ("typed", "level"), [("#", "h3"), ("##", "h4"), ("###", "h5"), ("####", "h6"), ("######", "h6")]
)
def test_sections_begin_below_the_title_of_their_part(typed: str, level: str) -> None:
    assert as_html(f"{typed} What happened") == f"<{level}>What happened</{level}>\n"


def test_the_list_of_contents_leads_to_the_sections_of_the_page() -> None:
    text = "# What happened\n\nText.\n\n## In spring\n\nText.\n\n# What *was* learned\n"
    listed = headings(text, anchors="overview")
    assert listed == [
        Heading("overview-1", "What happened"),
        Heading("overview-2", "What *was* learned"),
    ]
    ids = re.findall(r'id="([^"]+)"', as_html(text, anchors="overview"))
    assert ids == [one.anchor for one in listed]


def test_without_anchors_no_section_carries_an_id() -> None:
    assert "id=" not in as_html("# What happened")


def test_the_same_heading_twice_is_two_anchors() -> None:
    found = [one.anchor for one in headings("# Spring\n\n# Spring\n", anchors="summary")]
    assert found == ["summary-1", "summary-2"]


def test_lists_tables_and_emphasis_are_kept() -> None:
    html = as_html("- *one*\n- **two**\n\n| When | What |\n|---|---|\n| May | Visit |\n\n> Said.")
    for tag in ("ul", "em", "strong", "table", "th", "td", "blockquote"):
        assert f"<{tag}>" in html


def test_an_empty_text_is_an_empty_text() -> None:
    assert as_html("") == ""
    assert headings("", anchors="summary") == []


def test_a_line_ends_where_its_author_ended_it_only_where_that_is_asked_for() -> None:
    assert "<br>" in as_html("Seen once.\nNot seen again.", line_ends=True)
    assert "<br>" not in as_html("Seen once.\nNot seen again.")


def test_headings_begin_below_the_title_that_the_page_gives() -> None:
    assert as_html("# Spring", level=4) == "<h4>Spring</h4>\n"
    assert as_html("### Spring", level=5) == "<h6>Spring</h6>\n", "there is nothing below level 6"


def test_only_given_words_become_links_and_only_in_the_text() -> None:
    html = as_html("Seen [row 4], not [row 40]. <a href=x>", links={"[row 4]": "/rows/4/?a=1&b=2"})
    assert '<a href="/rows/4/?a=1&amp;b=2" class="govuk-link">[row 4]</a>' in html
    assert html.count("<a ") == 1
    assert "&lt;a href=x&gt;" in html
    assert "<a " not in as_html("[row 4](https://example.org)", links={"[row 5]": "/"})


def test_a_list_goes_on_with_the_number_that_was_typed() -> None:
    html = as_html("1. Training.\n\nThis matters.\n\n2. Supervision.")
    assert (
        html
        == '<ol>\n<li>Training.</li>\n</ol>\n<p>This matters.</p>\n<ol start="2">\n<li>Supervision.</li>\n</ol>\n'
    )


@pytest.mark.parametrize("typed", ["2009. He was born.", "2009) He was born.", "1000. The last case."])
def test_a_line_that_begins_with_a_year_is_no_list(typed: str) -> None:
    assert as_html(typed) == f"<p>{typed}</p>\n"
    assert as_html(f"1. Spring\n{typed}", line_ends=True) == f"<ol>\n<li>Spring<br>\n{typed}</li>\n</ol>\n"
    assert as_html(f"- {typed}\n  {typed}") == f"<ul>\n<li>{typed}\n{typed}</li>\n</ul>\n"
    assert as_html(f"> {typed}") == f"<blockquote>\n<p>{typed}</p>\n</blockquote>\n"
    assert as_html("999. Case.") == '<ol start="999">\n<li>Case.</li>\n</ol>\n'


def test_a_year_over_a_line_of_dashes_is_a_heading_as_it_was_typed() -> None:
    text = "2009. He was born\n==="
    assert headings(text, anchors="part") == [Heading("part-1", "2009. He was born")]
    assert as_html(text) == "<h3>2009. He was born</h3>\n"


@pytest.mark.parametrize(
    "typed", ["    Seen once.\n    Not seen again.", "Before.\n\n    Seen once.\n    Not seen again."]
)
def test_lines_that_are_indented_stay_lines(typed: str) -> None:
    assert "<p>Seen once.<br>\nNot seen again.</p>" in as_html(typed, line_ends=True)


def test_marks_of_program_code_stand_as_the_characters_that_were_typed() -> None:
    typed = "```\nThe mother`s words and the father`s.\n~~~"
    assert as_html(typed) == f"<p>{typed}</p>\n"
