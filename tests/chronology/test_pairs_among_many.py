"""Probable pairs among thousands of everyday entries, with the made-up entries of the benchmark."""

from __future__ import annotations

import random

import pytest

from panels.chronology.pairs import matching, weighing
from tests.benchmarks.chronology_pairs_bench import background, measure, planted


@pytest.fixture(scope="module")
def everyday() -> list:
    return list(background(3000, random.Random(11)))


def test_pairs_find_what_was_planted_in_other_words_than_the_samples():
    entries, pairs = planted()

    true_pairs, false, _ = measure(entries, pairs)

    assert true_pairs >= 24
    assert false <= 3


def test_pairs_stay_few_among_thousands_of_everyday_entries_and_still_find_what_was_planted(everyday):
    entries, pairs = planted()

    true_pairs, false, seconds = measure([*entries, *everyday], pairs)

    assert true_pairs >= 23
    assert false <= 15
    assert seconds < 20


def test_pairs_hold_routine_entries_together_less_than_rare_ones(monkeypatch):
    several = [list(background(3000, random.Random(seed))) for seed in (11, 12, 13, 14)]

    weighed = sum(measure(entries, set())[1] for entries in several)
    monkeypatch.setattr(weighing, "_ROUTINE", 0.0)
    unweighed = sum(measure(entries, set())[1] for entries in several)

    assert weighed < unweighed / 2


def test_pairs_ask_more_the_more_entries_there_are():
    assert weighing.enough(400) == weighing.enough(500) < weighing.enough(2000) < weighing.enough(12_000)
    assert weighing.enough(10**9) == weighing.enough(10**7)


def test_pairs_find_a_weaker_pair_in_the_company_of_a_third_agency(monkeypatch):
    entries, pairs = planted()

    together, _, _ = measure(entries, pairs)
    monkeypatch.setattr(matching, "_COMPANY", 0.0)
    alone, _, _ = measure(entries, pairs)

    assert together > alone
