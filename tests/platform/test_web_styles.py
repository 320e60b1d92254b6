"""The style sheet has a rule for each of the portal's classes that a page carries, and no other."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STYLE = (ROOT / "static" / "css" / "portal.css").read_text(encoding="utf-8")
SOURCES = ("templates", "static/js", "scr_portal", "reviews", "panels", "families", "reports")
CLASS = re.compile(r"portal-[a-z](?:[\w-]*\w)?")
FROM_PARTS = re.compile(r"(portal-[a-z][\w-]*--?)\{")
"""A class of which the template writes the beginning: `portal-stages__item--{{ stage.state }}`."""


def text_of_sources() -> str:
    files = [
        file
        for name in SOURCES
        for file in (ROOT / name).rglob("*")
        if file.suffix in {".html", ".js", ".py"}
    ]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def classes_with_a_rule() -> set[str]:
    return {name.removeprefix(".") for name in re.findall(r"\.portal-[a-z][\w-]*", STYLE)}


def test_each_rule_of_the_style_sheet_is_for_a_class_that_a_page_carries():
    text = text_of_sources()
    carried, beginnings = set(CLASS.findall(text)), tuple(set(FROM_PARTS.findall(text)))
    assert sorted(name for name in classes_with_a_rule() - carried if not name.startswith(beginnings)) == []


def test_each_class_of_a_template_has_a_rule():
    templates = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "templates").rglob("*.html"))
    named = {name for value in re.findall(r'class="([^"]*)"', templates) for name in CLASS.findall(value)}
    beginnings = {name.rstrip("-") for name in FROM_PARTS.findall(templates)}
    assert sorted(named - classes_with_a_rule() - beginnings) == []


def test_what_has_the_focus_is_drawn_by_one_rule():
    rules = re.findall(r"[^{}]*:focus[^{}]*\{([^}]*)\}", STYLE)
    assert len([rule for rule in rules if "background" in rule]) == 1
    assert "#fd0" not in STYLE
