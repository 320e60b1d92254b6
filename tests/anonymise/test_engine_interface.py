"""What callers rely on: compiled registers, allow-list, decisions, grain, mask, and failing closed."""

from __future__ import annotations

from typing import Any

import pytest

from scr_portal.anonymise import AnonymisationFailed, anonymise, compile_register, engine, mask
from tests.anonymise.family import REGISTER, code, marked

TEXT = "Rosie met Keith Venn on 3 June 2019. Ms Marlowe rang 01632 960 222."


def test_engine_compiled_register_gives_the_same_result() -> None:
    assert anonymise(TEXT, compile_register(REGISTER)) == anonymise(TEXT, REGISTER)


def test_engine_register_is_compiled_once_for_equal_rows() -> None:
    assert compile_register(REGISTER) is compile_register([dict(row) for row in REGISTER])  # type: ignore[misc]


def test_engine_empty_text_and_empty_register_pass() -> None:
    assert anonymise("", []) == {"text": "", "replacements": [], "residuals": []}
    assert anonymise("The child was seen.", [])["text"] == "The child was seen."


def test_engine_allowed_name_is_neither_exchanged_nor_flagged() -> None:
    result = anonymise("Chaired by Leonora Stubbs. Mr Young sat.", REGISTER, allow=["Leonora Stubbs"])
    assert marked(result) == "Chaired by Leonora Stubbs. Father sat."


def test_engine_allowed_name_may_be_on_the_register() -> None:
    assert anonymise("Dr Anil Mehta wrote.", REGISTER, allow=["Anil Mehta"])["text"] == "Dr Anil Mehta wrote."


def test_engine_terms_of_a_board_are_not_flagged_and_names_among_them_still_go() -> None:
    text = "ZOLTA sent to the Keelrow Hub by Rosie."
    assert code(text).startswith("[[ZOLTA]] sent to the [[Keelrow")
    assert marked(anonymise(text, REGISTER, glossary=["ZOLTA", "Keelrow", "Rosie"])) == (
        "ZOLTA sent to the Keelrow Hub by Child 1."
    )


def test_engine_decision_keeps_a_span_from_being_flagged_again() -> None:
    settled = anonymise(TEXT, REGISTER, decisions=[{"text": "keith  VENN", "verdict": "not_a_name"}])
    assert "[[Keith Venn]]" in code(TEXT)
    assert "Keith Venn on [[3 June 2019]]" in marked(settled)


def test_engine_decisions_of_one_call_do_not_reach_the_next() -> None:
    before = anonymise(TEXT, REGISTER)
    anonymise(TEXT, REGISTER, decisions=[{"text": "Keith Venn", "verdict": "allow"}], allow=["Keith Venn"])
    assert anonymise(TEXT, REGISTER) == before


@pytest.mark.parametrize("grain", ["day", None])
def test_engine_working_view_leaves_ordinary_dates(grain: Any) -> None:
    result = anonymise("Born 4 May 2016, seen 3 June 2019.", REGISTER, grain=grain)
    assert marked(result) == "Born Child 1's date of birth, seen 3 June 2019."


def test_engine_grain_of_a_year_flags_months_too() -> None:
    assert marked(anonymise("In June 2019.", REGISTER, grain="year")) == "In [[June 2019]]."
    assert marked(anonymise("In June 2019.", REGISTER)) == "In June 2019."


def test_engine_mask_hides_what_is_not_settled() -> None:
    result = anonymise(TEXT, REGISTER)
    hidden = "[withheld]"
    assert mask(result) == f"Child 1 met {hidden} on {hidden}. Mother rang {hidden}."
    assert mask(result, {"name"}) == f"Child 1 met {hidden} on 3 June 2019. Mother rang 01632 960 222."


def test_engine_error_inside_gives_no_text_and_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError("Rosie Marlowe")

    monkeypatch.setattr(engine, "find_claims", broken)
    with pytest.raises(AnonymisationFailed) as caught:
        anonymise(TEXT, REGISTER)
    assert "Rosie" not in str(caught.value)
    assert caught.value.__cause__ is None and caught.value.__suppress_context__


def test_engine_input_and_register_are_not_changed() -> None:
    rows = [dict(row) for row in REGISTER]
    anonymise(TEXT, REGISTER)
    assert rows == REGISTER


def test_engine_kept_pseudonym_is_not_flagged_on_a_second_pass() -> None:
    once = anonymise("Rosie saw Ms Marlowe and Dr Mehta.", REGISTER)
    twice = anonymise(once["text"], REGISTER)
    assert twice == {"text": once["text"], "replacements": [], "residuals": []}
