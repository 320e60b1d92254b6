"""Pairs across midnight, records that services make for themselves, and dates known only to the month."""

from __future__ import annotations

from typing import Any

import pytest

from panels.chronology.pairs import ProbablePair, probable_pairs
from tests.chronology.entries import entry


def call(first: tuple[str, str | None], second: tuple[str, str | None]) -> list[ProbablePair]:
    """Return the pairs of a call by the police to social care, of which only the police name the other."""
    return probable_pairs(
        [
            entry(
                "Police", 1, first[0], "Rang out of hours social worker about the baby left alone in the flat.",
                time=first[1], staff="PC4", contact_type="Telephone",
            ),
            entry(
                "Children's Social Care", 2, second[0], "Call received. Baby left alone in the flat, neighbour with him.",
                time=second[1], staff="SW6", contact_type="Telephone",
            ),
        ]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("2011-07-03", "23:30"), ("2011-07-04", "00:05")),
        (("2011-07-03", "23:55"), ("2011-07-04", "00:00")),
        (("2011-07-04", "00:10"), ("2011-07-03", "23:50")),
        (("2011-07-31", "23:45"), ("2011-08-01", "00:15")),
        (("2011-12-31", "23:40"), ("2012-01-01", "00:20")),
        (("2012-02-29", "23:40"), ("2012-03-01", "00:20")),
        (("2011-07-03", "24:00"), ("2011-07-04", "00:10")),
    ],
)
def test_pairs_reach_across_midnight_as_within_a_day(first, second):
    (pair,) = call(first, second)

    assert "The times are within the hour, across midnight." in pair.reasons
    assert "Both are dated the same day." not in pair.reasons


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("2011-07-03", "00:05"), ("2011-07-04", "23:30")),
        (("2011-07-03", "23:30"), ("2011-07-03", "00:05")),
        (("2011-07-03", "23:30"), ("2011-07-05", "00:05")),
        (("2011-07-03", "22:00"), ("2011-07-04", "02:30")),
        (("2011-07-03", "23:30"), ("2011-07-04", None)),
        (("2011-07-03", "12:30"), ("2011-07-04", "13:05")),
    ],
)
def test_pairs_speak_of_midnight_only_where_it_lies_between_two_times_near_it(first, second):
    assert not [r for pair in call(first, second) for r in pair.reasons if "midnight" in r]


def test_pairs_across_midnight_are_found_on_a_crowded_day():
    others = [
        entry("Housing", row, "2011-07-04", f"Rent reminder {row}.", time=f"{4 + row % 18:02}:15")
        for row in range(10, 90)
    ]
    night = [
        entry(
            "Police",
            1,
            "2011-07-03",
            "Rang social worker, baby alone.",
            time="23:30",
            contact_type="Telephone",
        ),
        entry(
            "Children's Social Care",
            2,
            "2011-07-04",
            "Police rang, baby alone.",
            time="00:05",
            contact_type="Telephone",
        ),
    ]

    assert [(p.first.event.row, p.second.event.row) for p in probable_pairs([*others, *night])] in (
        [(1, 2)],
        [(2, 1)],
    )


def two_records(first: dict[str, Any], second: dict[str, Any]) -> list[ProbablePair]:
    day = "2011-07-03"
    return probable_pairs(
        [
            entry("Health visiting", 1, day, **{"source": "Record", "time": "10:00", "staff": "HV2", **first}),
            entry("Children's Social Care", 2, day, **{"source": "Record", "time": "10:00", "staff": "SW6", **second}),
        ]
    )  # fmt: skip


_CASE = "Neglect and missed appointments discussed, plan is to talk to social worker and health visitor."


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"contact_type": "Supervision", "detail": _CASE}, {"contact_type": "Supervision", "detail": _CASE}),
        ({"contact_type": "Safeguarding supervision", "detail": _CASE}, {"detail": f"Supervision. {_CASE}"}),
        ({"detail": f"Supervision with manager. {_CASE}"}, {"detail": f"Case supervision. {_CASE}"}),
        ({"contact_type": "Meeting", "detail": f"Supervision. {_CASE}"}, {"source": "Supervision file", "detail": _CASE}),
        ({"contact_type": "Management oversight", "detail": _CASE}, {"contact_type": "Supervision", "detail": _CASE}),
        ({"contact_type": "File audit", "detail": _CASE}, {"contact_type": "Case file audit", "detail": _CASE}),
        ({"contact_type": "Allocation meeting", "detail": _CASE}, {"contact_type": "Managerial oversight", "detail": _CASE}),
        ({"contact_type": "1:1 supervision", "detail": _CASE}, {"contact_type": "Supervision meeting", "detail": _CASE}),
    ],
)  # fmt: skip
def test_pairs_never_join_two_records_that_services_make_for_themselves(first, second):
    assert two_records(first, second) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"contact_type": "Telephone", "detail": "Rang social worker after supervision about neglect."},
         {"contact_type": "Telephone", "detail": "Health visitor rang after supervision, neglect."}),
        ({"contact_type": "Joint supervision", "detail": _CASE}, {"contact_type": "Joint supervision", "detail": _CASE}),
        ({"contact_type": "Meeting", "detail": "Supervision order explained with social worker."},
         {"contact_type": "Meeting", "detail": "Supervision order explained, health visitor present."}),
        ({"contact_type": "Core group", "detail": f"Core group. {_CASE}"}, {"contact_type": "Core group", "detail": _CASE}),
        ({"contact_type": "Strategy meeting", "detail": f"Supervision had asked for it. {_CASE}"},
         {"contact_type": "Strategy meeting", "detail": f"Supervision had asked for it. {_CASE}"}),
        ({"contact_type": "Home visit", "detail": "Joint visit with social worker, supervision of contact."},
         {"contact_type": "Home visit", "detail": "Joint visit with health visitor, supervision of contact."}),
    ],
)  # fmt: skip
def test_pairs_join_contacts_that_only_speak_of_supervision(first, second):
    assert len(two_records(first, second)) == 1


MONTH = {"day": "2012-06-01", "until": "2012-06-30"}


def conference(
    first: dict[str, str], second: dict[str, str], kind: str = "CP conference"
) -> list[ProbablePair]:
    detail = (
        "Child protection conference. Registered under neglect, school attendance and cold house discussed."
    )
    return probable_pairs(
        [
            entry("Police", 1, detail=detail, staff="DS7", contact_type=kind, **first),
            entry("Primary school", 2, detail=detail, staff="HT1", contact_type=kind, **second),
        ]
    )


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        (MONTH, {"day": "2012-06-19"}, 1),
        ({"day": "2012-06-01"}, MONTH, 1),
        ({"day": "2012-06-30"}, MONTH, 1),
        (MONTH, MONTH, 1),
        (MONTH, {"day": "2012-07-01"}, 0),
        (MONTH, {"day": "2012-05-31"}, 0),
        (MONTH, {"day": "2012-07-01", "until": "2012-07-31"}, 0),
        ({"day": "2012-06-01", "until": "2012-08-31"}, {"day": "2012-06-19"}, 0),
    ],
)
def test_pairs_of_a_month_have_a_lower_score_than_those_of_a_day(first, second, count):
    (exact,) = conference({"day": "2012-06-19"}, {"day": "2012-06-19"})
    proposed = conference(first, second)

    assert len(proposed) == count
    assert all(0 < pair.score < exact.score for pair in proposed)
    assert not [r for pair in proposed for r in pair.reasons if "same day" in r]
