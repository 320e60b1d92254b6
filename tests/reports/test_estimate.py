"""The estimate of what two readers both missed, against worked examples that others have published."""

from __future__ import annotations

import pytest

from reports.estimate import Estimate


def test_the_turtles_of_the_textbooks_come_to_twenty_eight_between_twenty_two_and_sixty_five() -> None:
    """Ten marked, fifteen caught, five of them marked: the common worked example of Chapman's estimator and Sadinle's interval."""
    turtles = Estimate(first=10, second=15, both=5)
    low, high = turtles.interval
    assert round(turtles.total, 1) == 28.3
    assert (round(low), round(high)) == (22, 65)


@pytest.mark.parametrize(
    ("first", "second", "both", "total"),
    [
        (948, 421, 167, 2383),  # sunfish in an Indiana lake, Ricker 1975, example 3.1, by Chapman's formula
        (100, 100, 20, 484.76),  # 101 * 101 / 21 - 1
        (20, 20, 20, 20.0),
    ],
)
def test_the_formula_gives_what_is_published(first: int, second: int, both: int, total: float) -> None:
    assert Estimate(first, second, both).total == pytest.approx(total, abs=0.6)


def test_what_both_missed_is_what_there_is_without_what_was_found() -> None:
    counts = Estimate(first=12, second=11, both=8)
    assert counts.found == 15
    assert counts.total == pytest.approx(13 * 12 / 9 - 1)
    assert counts.missed == 1
    assert counts.missed_between[0] <= counts.missed <= counts.missed_between[1]


def test_the_interval_never_falls_below_what_was_found_and_holds_the_estimate() -> None:
    for first in range(7, 30, 3):
        for second in range(7, 30, 4):
            for both in range(7, min(first, second) + 1):
                counts = Estimate(first, second, both)
                low, high = counts.interval
                assert counts.found - 0.5 < low < high
                assert low - 0.5 <= counts.total <= high


def test_fewer_than_seven_found_by_both_are_too_few_to_estimate() -> None:
    assert Estimate(20, 20, 6).too_small
    assert not Estimate(7, 7, 7).too_small
    assert Estimate(0, 0, 0).too_small


def test_no_two_readers_have_found_more_together_than_one_of_them_alone() -> None:
    with pytest.raises(ValueError, match="more than one of them"):
        Estimate(first=2, second=5, both=3)
