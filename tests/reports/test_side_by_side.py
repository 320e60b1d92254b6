"""Both texts of an edition, block beside block: what was signed is what the author wrote, what is public is the edition."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest

from reports.columns import Columns, around, html_of
from reports.side_by_side import Part, part
from scr_portal.web.markdown import as_html

SIGNED = (
    "# What happened\n\nNurse Ottoline Marsh came on 3 March 2009 to see Tamsin.\n\n"
    "- one of Tamsin’s\n\n- two\n\nAn Ottoline’s visit. *Soft* on 5 May."
)
FROZEN = (
    "# What happened\n\nNurse 1 came on [unsettled 1] to see Child 1.\n\n"
    "- one of Child 1’s\n\n- two\n\nA Nurse 1’s visit. *Soft* on [unsettled 2]."
)


def flag(number: int, text: str, *, decision: str = "", replacement: str = "", begins: Any = None) -> Any:
    return SimpleNamespace(
        pk=number,
        number=number,
        ordinal=number,
        place="overview",
        text=text,
        decision=decision,
        replacement=replacement,
        begins=begins,
        get_absolute_url=lambda: f"/flags/{number}/",
    )


def text(frozen: str, signed: str, *flags: Any, cleared_at: Any = None) -> Part:
    report = SimpleNamespace(overview=SimpleNamespace(original=signed))
    edition = SimpleNamespace(overview=frozen, summary="", cleared_at=cleared_at, report=report)
    return part(edition, "overview", flags)


def both() -> tuple[Any, Any]:
    return flag(1, "3 March 2009", decision="coarsen", replacement="March 2009"), flag(2, "5 May")


def plain(html: str) -> str:
    return re.sub(r"<[^>]+>|\n", "", re.sub(r"<sup.*?</sup>", "", html))


def test_the_left_column_with_real_names_is_exactly_what_was_signed() -> None:
    rows = Columns(named=True).rows(text(FROZEN, SIGNED, *both()))
    assert [plain(signed) for signed, _ in rows] == [
        "What happened",
        "Nurse Ottoline Marsh came on 3 March 2009 to see Tamsin.",
        "one of Tamsin’stwo",
        "An Ottoline’s visit. Soft on 5 May.",
    ]


def test_without_real_names_the_left_column_has_labels_and_the_words_of_the_passages() -> None:
    rows = Columns().rows(text(FROZEN, SIGNED, *both()))
    said = " ".join(plain(signed) for signed, _ in rows)
    assert "Nurse 1 came on 3 March 2009 to see Child 1." in said
    assert not re.search("Ottoline|Tamsin", "".join(signed + public for signed, public in rows))


def test_the_right_column_reads_as_the_public_will_and_a_passage_that_waits_says_so() -> None:
    rows = Columns(named=True).rows(text(FROZEN, SIGNED, *both()))
    said = " ".join(plain(public) for _, public in rows)
    assert "Nurse 1 came on March 2009 to see Child 1." in said
    assert "Soft on [to be answered]." in said
    assert not re.search("Ottoline|Tamsin", "".join(public for _, public in rows))


def test_labels_and_passages_are_marked_in_both_columns_and_numbered() -> None:
    here = Columns(named=True, here=1, leads_to="answer")
    signed, public = here.rows(text(FROZEN, SIGNED, *both()))[1]
    assert '<span class="portal-beside__label">Nurse Ottoline Marsh</span>' in signed
    assert '<span class="portal-beside__label">Nurse 1</span>' in public
    for column, words in ((signed, "3 March 2009"), (public, "March 2009")):
        assert re.search(
            rf'<mark class="[^"]*passage--here">{words}</mark><sup id="[^"]+"><a [^>]*"/flags/1/">', column
        )


def test_a_mark_leads_to_the_reason_only_where_words_were_kept() -> None:
    kept, changed = (
        flag(1, "3 March 2009", decision="keep"),
        flag(2, "5 May", decision="remove", replacement="[removed]"),
    )
    html = "".join(public for _, public in Columns(leads_to="why").rows(text(FROZEN, SIGNED, kept, changed)))
    assert 'href="#why-overview-1"' in html
    assert "why-overview-2" not in html


def test_once_the_edition_is_cleared_passages_are_found_by_where_their_words_begin() -> None:
    public = FROZEN.replace("[unsettled 1]", "March 2009").replace("[unsettled 2]", "5 May")
    changed = flag(
        1, "3 March 2009", decision="coarsen", replacement="March 2009", begins=public.index("March 2009")
    )
    kept = flag(2, "5 May", decision="keep", begins=public.index("5 May"))
    rows = Columns(named=True).rows(text(public, SIGNED, changed, kept, cleared_at="then"))
    assert "came on 3 March 2009 to see Tamsin." in " ".join(plain(signed) for signed, _ in rows)
    assert "came on March 2009 to see" in " ".join(plain(public) for _, public in rows)


def test_a_passage_over_two_paragraphs_and_a_label_within_a_passage_stay_whole() -> None:
    over = flag(1, "told Nurse 1.\n\nShe left", decision="remove", replacement="[removed]")
    [block] = Columns(named=True).rows(
        text("He [unsettled 1] at noon.", "He told Ottoline.\n\nShe left at noon.", over)
    )
    assert "Ottoline" in block[0]
    assert plain(block[1]) == "He [removed] at noon."
    assert block[1].count("<sup") == block[0].count("<sup") == 1


def test_where_the_signed_text_has_other_paragraphs_no_name_is_guessed() -> None:
    rows = Columns(named=True).rows(text("One Child 1.\n\nTwo.", "One Tamsin. Two."))
    assert "Tamsin" not in "".join(signed for signed, _ in rows)
    assert "Child 1" in rows[0][0]


def test_where_a_mark_would_change_the_markdown_the_words_are_shown_as_they_are() -> None:
    heading = flag(1, "# Saltern", decision="keep")
    [(signed, public)] = Columns().rows(text("[unsettled 1]", "# Saltern", heading))
    assert "portal-beside__plain" in signed
    assert "<mark" in public


@pytest.mark.parametrize(
    "words",
    ["A plain line.", "Two\nlines.", 'She said "no" & left <here>.', "* a\n* b", "1. one", "# head", "a *b* c", "x_y_z",
     "a  \nb", "    code", "non\xa0break", "| a |\n|---|\n| b |", "a\\b", "&amp; entity", "`code`", "http://x.example", "[removed] words", "a\n===", "~~gone~~", "2009. He was born", "2. two", "```\ncode"],
)  # fmt: skip
def test_a_paragraph_written_without_markdown_is_what_markdown_makes_of_it(words: str) -> None:
    assert html_of(words) == as_html(words)


def test_a_paragraph_that_begins_with_a_year_is_no_part_of_the_list_before_it() -> None:
    words = "1. Training.\n\n2. Supervision.\n\n2009. He was born."
    shown = text(words, words)
    assert shown.signed == ["1. Training.\n\n2. Supervision.", "2009. He was born."]


def test_a_long_block_is_cut_around_the_passage_and_keeps_it_whole() -> None:
    long = "word " * 400
    shown = text(f"{long}on [unsettled 1] {long}", f"{long}on 5 May {long}", flag(1, "5 May"))
    block, cut = around(shown.block_with(flag(1, "5 May")), flag(1, "5 May"))
    assert cut
    said = "".join(piece.coded for piece in block)
    assert "on 5 May word" in said
    assert said.startswith("… ") and said.endswith(" …")
    assert len(said) < 1000
