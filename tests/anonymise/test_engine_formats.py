"""The figures the anonymiser must reach on texts in real formats, where a change of format once multiplied the leaks."""

from __future__ import annotations

from functools import cache

import pytest

from scr_portal.anonymise import Result, anonymise
from tests.anonymise.formats.reading import documents, registers
from tests.anonymise.scoring import Score, score

MOST = {
    "leak": 0.015,
    "registered_leak": 0.005,
    "wrong": 0.01,
    "traps": 0.01,
    "over": 0.001,
    "false_flags": 12,
}


def of_people(text: str, register: list[dict[str, object]]) -> Result:
    """Anonymise without a look at dates, which these texts do not mark."""
    return anonymise(text, register, grain=None)  # type: ignore[arg-type]


@cache
def scored() -> Score:
    return score(of_people, registers(), documents())


@pytest.mark.parametrize("figure", MOST)
def test_engine_formats_stay_under_the_limit(figure: str) -> None:
    assert scored().figures()[figure] <= MOST[figure], [n for n in scored().notes if figure[:4] in n[0]]


def test_engine_formats_are_mostly_done_without_a_person() -> None:
    assert scored().figures()["automatic"] >= 0.9
