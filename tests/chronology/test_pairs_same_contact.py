from __future__ import annotations

from panels.chronology.merge import Entry
from panels.chronology.pairs import probable_pairs
from tests import processor
from tests.chronology.entries import entry


def pairs(*entries: Entry) -> list[tuple[int, ...]]:
    return sorted(
        tuple(sorted((pair.first.event.row, pair.second.event.row))) for pair in probable_pairs(entries)
    )


def joint_visit(day: str = "2011-07-03") -> tuple[Entry, Entry]:
    return (
        entry(
            "Housing Association",
            1,
            day,
            "Joint visit with social worker about the broken back door.",
            time="15:00",
            staff="HO2",
            who_seen="Mother, SW6",
            contact_type="Visit",
        ),
        entry(
            "Children's Social Care",
            2,
            day,
            "Seen with housing. Back door broken and not secure.",
            time="15:10",
            staff="Social Worker 6",
            who_seen="Mother, housing officer",
            contact_type="Home visit",
        ),
    )


def test_pairs_propose_one_visit_recorded_by_two_agencies_with_reasons_in_words():
    (pair,) = probable_pairs(joint_visit())

    assert {pair.first.agency, pair.second.agency} == {"Housing Association", "Children's Social Care"}
    assert 0.5 < pair.score <= 1
    assert "Each entry names the other agency or its worker." in pair.reasons
    assert "Both are dated the same day." in pair.reasons
    assert any("door" in reason for reason in pair.reasons)


def test_pairs_do_not_join_two_visits_to_one_family_on_one_day():
    health = entry(
        "Health visiting",
        1,
        "2011-07-03",
        "Routine visit. Baby has a cold.",
        staff="HV2",
        who_seen="Mother, baby",
        contact_type="Home visit",
    )
    social = entry(
        "Children's Social Care",
        2,
        "2011-07-03",
        "Statutory visit to the older two.",
        staff="SW6",
        who_seen="Mother, S1",
        contact_type="Home visit",
    )

    assert pairs(health, social) == []


def test_pairs_do_not_join_calls_with_two_different_workers():
    school = entry(
        "Primary school",
        1,
        "2011-07-03",
        "Rang SW4 about lunch money.",
        staff="HT1",
        who_seen="SW4",
        contact_type="Telephone",
    )
    social = entry(
        "Children's Social Care",
        2,
        "2011-07-03",
        "Call with class teacher 3 about reading.",
        staff="SW6",
        who_seen="CT3",
        contact_type="Telephone",
    )

    assert pairs(school, social) == []


def test_pairs_know_workers_by_letter_as_well_as_by_number():
    def call(worker: str) -> tuple[Entry, Entry]:
        day = {"contact_type": "Telephone", "source": "Log"}
        return (
            entry("Primary school", 1, "2011-07-03", "Rang.", staff="HT A", who_seen=worker, **day),
            entry(
                "Children's Social Care",
                2,
                "2011-07-03",
                "Took call.",
                staff="SW B",
                who_seen="Teacher C",
                **day,
            ),
        )

    assert pairs(*call("SW B")) == [(1, 2)]
    assert pairs(*call("SW D")) == []


def test_pairs_know_workers_by_the_surnames_and_codes_that_staff_columns_hold():
    def call(worker: str) -> tuple[Entry, Entry]:
        day = {"contact_type": "Telephone", "source": "Log"}
        return (
            entry("Riverside Project", 1, "2011-07-03", "Rang.", staff="YW2", who_seen=worker, **day),
            entry("Agency four", 2, "2011-07-03", "Took call.", staff="J. Pellowe", who_seen="YW2", **day),
        )

    (known,), (unknown,) = probable_pairs(call("Jenny Pellowe")), probable_pairs(call("Mr Quill"))

    assert "Each entry names the other agency or its worker." in known.reasons
    assert "One entry names the other agency or its worker." in unknown.reasons
    assert known.score > unknown.score


def test_pairs_never_join_entries_of_one_agency():
    first, second = joint_visit()
    same = Entry(first.agency, first.file, second.event)

    assert pairs(first, same) == []


def test_pairs_reach_a_day_apart_but_not_a_week():
    first, second = joint_visit()
    next_day, next_week = (
        Entry(second.agency, second.file, joint_visit(day)[1].event) for day in ("2011-07-04", "2011-07-10")
    )

    assert pairs(first, next_day) == [(1, 2)]
    assert pairs(first, next_week) == []


def test_pairs_reach_into_a_month_where_one_side_knows_no_more():
    midwife = entry(
        "Maternity",
        1,
        "2012-06-01",
        "Liaison with GP about anaemia and missed bloods.",
        until="2012-06-30",
        staff="CMW2",
        contact_type="Liaison",
    )
    doctor = entry(
        "Park Lane Surgery",
        2,
        "2012-06-19",
        "Midwife rang: anaemia, bloods missed twice.",
        staff="GP4",
        who_seen="CMW2",
        contact_type="Telephone",
    )

    assert pairs(midwife, doctor) == [(1, 2)]


def test_pairs_join_one_conference_though_neither_names_the_other():
    police = entry(
        "Police",
        1,
        "2011-12-06",
        "DS7 at child protection conference.",
        time="10:00",
        staff="DS7",
        contact_type="Conference",
    )
    school = entry(
        "Primary school",
        2,
        "2011-12-06",
        "Attended case conference. Plan under neglect.",
        time="10:00",
        staff="HT1",
        contact_type="Conference",
    )

    assert pairs(police, school) == [(1, 2)]


def test_pairs_propose_each_of_three_agencies_at_one_meeting_once():
    meeting = {"time": "14:00", "contact_type": "Strategy meeting", "source": "Minutes"}
    proposed = pairs(
        entry("Police", 1, "2011-11-19", "Strategy meeting.", staff="DS7", who_seen="TM3, HV4", **meeting),
        entry(
            "Children's Social Care",
            2,
            "2011-11-19",
            "Strategy meeting.",
            staff="TM3",
            who_seen="DS7, HV4",
            **meeting,
        ),
        entry(
            "Health visiting",
            3,
            "2011-11-19",
            "Strategy meeting.",
            staff="HV4",
            who_seen="DS7, TM3",
            **meeting,
        ),
    )

    assert proposed == [(1, 2), (1, 3), (2, 3)]


def test_pairs_give_an_entry_pasted_twice_only_one_partner():
    first, second = joint_visit()
    again = Entry(
        second.agency, second.file, joint_visit()[1].event.__class__(**{**fields(second), "row": 9})
    )

    assert len(pairs(first, second, again)) == 1


def fields(of: Entry) -> dict[str, object]:
    return {name: getattr(of.event, name) for name in of.event.__slots__}


def test_pairs_do_not_depend_on_the_order_of_the_entries():
    first, second = joint_visit()

    assert probable_pairs([first, second]) == probable_pairs([second, first])


def test_pairs_cope_with_no_entries_and_with_entries_that_say_nothing():
    assert pairs() == []
    assert pairs(entry("Police", 1, "2011-07-03", "?"), entry("", 2, "2011-07-03", "")) == []


def test_pairs_of_one_crowded_day_take_seconds_not_minutes():
    crowd = [
        entry(
            f"Agency {n % 6}",
            n,
            "2011-07-03",
            f"Rang SW{n % 9} about room {n}.",
            staff=f"HV{n % 7}",
            time=f"{n % 24:02}:15",
        )
        for n in range(3000)
    ]

    started = processor.seconds()
    probable_pairs(crowd)

    assert processor.seconds() - started < 20
