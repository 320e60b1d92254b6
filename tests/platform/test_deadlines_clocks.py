from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from scr_portal import deadlines
from scr_portal.access.roles import Role
from scr_portal.accounts.models import Board, User
from scr_portal.audit.models import AuditEvent
from scr_portal.deadlines import services
from scr_portal.deadlines.arithmetic import rule_in_words
from scr_portal.deadlines.models import Deadline, Extension
from scr_portal.deadlines.outstanding import clocks
from scr_portal.deadlines.services import AlreadyMet
from scr_portal.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return User.objects.create_user("manager@example.org", name="Ines Okafor")


@pytest.fixture
def subject():
    """Return a board: any object with a UUID can have a deadline."""
    return Board.objects.create(
        code="eastmere", name="Eastmere Safeguarding Children Board", short_name="Eastmere"
    )


def begin(subject, manager, **changed) -> Deadline:
    rule = {
        "kind": "review",
        "label": "Finish the review",
        "triggered_on": date(2009, 8, 31),
        "trigger_label": "The board chair decided to hold a review",
        "length": 6,
        "unit": "months",
        "source": "Portsmouth leaflet",
        "by": manager,
        "owner": manager,
    }
    return deadlines.start(subject, **{**rule, **changed})


def test_clock_shows_how_its_date_came_about(subject, manager):
    clock = begin(subject, manager)
    assert clock.due_on == date(2010, 2, 28)
    assert clock.arithmetic() == [
        "The board chair decided to hold a review on 31 August 2009.",
        "6 months after that is 28 February 2010.",
    ]


def test_clock_started_twice_runs_once(subject, manager):
    first = begin(subject, manager)
    again = begin(subject, manager, triggered_on=date(2009, 9, 30))
    assert again == first and again.due_on == date(2010, 2, 28)
    assert AuditEvent.objects.filter(verb="deadline.started").count() == 1


def test_database_holds_no_two_open_clocks_of_a_kind(subject, manager):
    clock = begin(subject, manager)
    clock.pk, clock._state.adding = None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        Deadline.objects.create(
            subject=subject, kind="review", label="x", trigger_label="x", triggered_on=clock.triggered_on,
            rule=clock.rule, due_on=clock.due_on,
        )  # fmt: skip


def test_new_clock_of_the_kind_may_start_once_the_first_is_met(subject, manager):
    first = begin(subject, manager)
    deadlines.meet(first, on=date(2010, 1, 5), by=manager)
    assert begin(subject, manager) != first


def test_extension_says_who_agreed_it_and_why_and_the_first_date_stays_on_the_record(subject, manager):
    clock = begin(subject, manager)
    clock = deadlines.extend(
        clock, new_due_on=date(2010, 4, 30), reason="The inquest has been put off", by=manager
    )

    assert clock.due_on == date(2010, 4, 30)
    assert clock.arithmetic() == [
        "The board chair decided to hold a review on 31 August 2009.",
        "6 months after that is 28 February 2010.",
        "Extended to 30 April 2010, agreed by Ines Okafor: The inquest has been put off.",
    ]
    assert [row.due_on for row in clock.history.order_by("history_date")] == [
        date(2010, 2, 28),
        date(2010, 4, 30),
    ]


def test_reason_of_an_extension_is_sealed_in_the_database_and_absent_from_the_audit(subject, manager):
    clock = deadlines.extend(
        begin(subject, manager), new_due_on=date(2010, 4, 30), reason="Illness", by=manager
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT reason FROM deadlines_extension")
        assert "Illness" not in cursor.fetchone()[0]
    assert "Illness" not in str(AuditEvent.objects.get(verb="deadline.extended").facts)
    assert clock.extensions.get().reason == "Illness"


@pytest.mark.parametrize(
    ("new_due_on", "reason", "sentence"),
    [
        (date(2010, 2, 28), "Illness", "later than the date it is due now"),
        (date(2010, 1, 1), "Illness", "later than the date it is due now"),
        (date(2010, 4, 30), "  ", "Say why more time is needed"),
    ],
)
def test_extension_that_makes_no_sense_is_refused_and_nothing_is_written(
    subject, manager, new_due_on, reason, sentence
):
    clock = begin(subject, manager)
    with pytest.raises(Refused, match=sentence):
        deadlines.extend(clock, new_due_on=new_due_on, reason=reason, by=manager)
    assert not Extension.objects.exists()
    assert Deadline.objects.get().due_on == date(2010, 2, 28)


def test_clock_that_was_met_cannot_be_extended_and_is_met_once(subject, manager):
    clock = deadlines.meet(begin(subject, manager), on=date(2010, 1, 5), by=manager)
    deadlines.meet(clock, on=date(2010, 1, 9), by=manager)
    with pytest.raises(AlreadyMet, match="done already"):
        deadlines.extend(clock, new_due_on=date(2010, 4, 30), reason="Illness", by=manager)
    assert Deadline.objects.get().met_on == date(2010, 1, 5)
    assert AuditEvent.objects.filter(verb="deadline.met").count() == 1


def test_days_left_counts_down_and_past(subject, manager):
    clock = begin(subject, manager)
    assert [clock.days_left(day) for day in (date(2010, 2, 27), date(2010, 2, 28), date(2010, 3, 2))] == [
        1,
        0,
        -2,
    ]


def test_rule_in_working_days_reads_as_such(subject, manager):
    clock = begin(subject, manager, length=1, unit="working_days", triggered_on=date(2010, 4, 1))
    assert clock.arithmetic()[1] == "1 working day after that is 6 April 2010."


@pytest.mark.parametrize(
    ("length", "unit", "words"),
    [
        (1, "days", "1 day"),
        (2, "days", "2 days"),
        (1, "weeks", "1 week"),
        (2, "weeks", "2 weeks"),
        (1, "months", "1 month"),
    ],
)
def test_rule_of_one_and_of_several_reads_as_such(length, unit, words):
    assert rule_in_words({"length": length, "unit": unit}) == words


@pytest.mark.parametrize(
    ("reason", "ending"),
    [("Illness", "Illness."), ("Illness.", "Illness."), ("Why not?", "Why not?"), ("Illness!", "Illness!")],
)
def test_reason_of_an_extension_ends_with_one_mark(subject, manager, reason, ending):
    clock = deadlines.extend(begin(subject, manager), new_due_on=date(2010, 4, 30), reason=reason, by=manager)
    assert clock.arithmetic()[-1].endswith(f"Ines Okafor: {ending}")


def test_clock_extended_twice_still_shows_the_date_of_the_rule_and_both_extensions(subject, manager):
    clock = begin(subject, manager)
    for month in (4, 6):
        clock = deadlines.extend(clock, new_due_on=date(2010, month, 30), reason="Illness", by=manager)
    clock = deadlines.meet(clock, on=date(2010, 6, 1), by=manager)
    assert clock.arithmetic()[1:] == [
        "6 months after that is 28 February 2010.",
        "Extended to 30 April 2010, agreed by Ines Okafor: Illness.",
        "Extended to 30 June 2010, agreed by Ines Okafor: Illness.",
        "Met on 1 June 2010.",
    ]


@pytest.mark.parametrize(("length", "unit"), [(-1, "days"), (1, "fortnights")])
def test_rule_that_is_no_length_of_time_is_refused(subject, manager, length, unit):
    with pytest.raises(ValueError, match="not a length of time"):
        begin(subject, manager, length=length, unit=unit)


def test_person_sees_the_clocks_they_own(subject, manager):
    begin(subject, manager)
    other = User.objects.create_user("other@example.org", name="Marek Lund")
    assert Deadline.objects.visible_to(manager).count() == 1
    assert not Deadline.objects.visible_to(other).exists()


def test_clock_can_be_handed_over(subject, manager):
    other = User.objects.create_user("other@example.org", name="Marek Lund")
    services.hand_over(begin(subject, manager), owner=other, by=manager)
    assert Deadline.objects.visible_to(other).count() == 1


def test_clock_without_a_case_is_in_no_timetable(subject, manager):
    begin(subject, manager)
    assert not Deadline.objects.for_case("").exists()


def test_clock_that_was_met_is_not_stopped_afterwards(subject, manager):
    clock = deadlines.meet(begin(subject, manager), on=date(2010, 2, 1), by=manager)
    deadlines.stop(clock, on=date(2010, 2, 9), by=manager)
    clock.refresh_from_db()
    assert (clock.met_on, clock.stopped_on) == (date(2010, 2, 1), None)
    assert not AuditEvent.objects.filter(verb="deadline.stopped").exists()


def test_clock_on_no_days_is_due_on_the_day_itself(subject, manager):
    assert begin(subject, manager, length=0, unit="days").due_on == date(2009, 8, 31)


def test_clock_that_nobody_owes_does_not_start(subject, manager):
    with pytest.raises(ValueError, match="needs an owner"):
        begin(subject, manager, owner=None)


def test_clock_owed_by_a_role_needs_the_board_on_which_it_is_held(subject, manager):
    boardless = User.objects.create_user("somebody@example.org", name="Marek Lund")
    with pytest.raises(ValueError, match="needs an owner"):
        begin(boardless, manager, owner=None, owner_role=Role.BOARD_CHAIR)
    assert not Deadline.objects.exists()


def test_clock_may_be_owed_by_a_role_and_stands_in_the_timetable_of_its_case(subject, manager):
    subject.case_code = "SCR-0001"
    clock = begin(subject, manager, owner=None, owner_role=Role.BOARD_CHAIR)
    assert (clock.owner, clock.owner_role, clock.board_code) == (None, Role.BOARD_CHAIR, "eastmere")
    assert list(Deadline.objects.for_case("SCR-0001")) == [clock]
    assert not Deadline.objects.for_case("SCR-0002").exists()


def test_clock_of_another_subject_is_no_clock_of_this_one(subject, manager):
    clock = begin(subject, manager)
    beside = Board.objects.create(code="westmere", name="Westmere Board", short_name="Westmere")
    of_another_kind = User.objects.create_user("other@example.org", name="Marek Lund", pk=subject.pk)
    assert [list(Deadline.objects.about(each)) for each in (subject, beside, of_another_kind)] == [
        [clock],
        [],
        [],
    ]


def test_clocks_of_two_kinds_run_side_by_side_and_each_act_is_about_its_own(subject, manager):
    other = User.objects.create_user("other@example.org", name="Marek Lund")
    review, letter = begin(subject, manager), begin(subject, manager, kind="letter", length=1, unit="weeks")
    assert review != letter
    review = deadlines.extend(review, new_due_on=date(2010, 4, 30), reason="Illness", by=manager)
    services.hand_over(review, owner=other, by=manager)
    deadlines.meet(review, on=date(2010, 4, 1), by=manager)
    letter.refresh_from_db()
    assert (letter.due_on, letter.owner, letter.met_on) == (date(2009, 9, 7), manager, None)


def test_handing_over_is_recorded_once_and_only_where_the_owner_is_another(subject, manager):
    other = User.objects.create_user("other@example.org", name="Marek Lund")
    clock = begin(subject, manager)
    services.hand_over(clock, owner=manager, by=manager)
    assert not AuditEvent.objects.filter(verb="deadline.handed_over").exists()
    clock = services.hand_over(clock, owner=other, by=manager)
    services.hand_over(clock, owner=other, by=manager)
    assert AuditEvent.objects.get(verb="deadline.handed_over").object_id == str(clock.pk)


def test_clock_is_stopped_once_and_the_act_is_recorded_with_its_day(subject, manager):
    clock, beside = begin(subject, manager), begin(subject, manager, kind="letter")
    for day in (date(2010, 1, 5), date(2010, 1, 9)):
        clock = deadlines.stop(clock, on=day, by=manager)
    assert Deadline.objects.get(pk=clock.pk).stopped_on == date(2010, 1, 5)
    assert clock.arithmetic()[-1] == "Stopped on 5 January 2010."
    assert AuditEvent.objects.get(verb="deadline.stopped").facts["stopped_on"] == "2010-01-05"
    assert list(Deadline.objects.open()) == [beside]


def test_open_clock_is_a_matter_of_its_owner_with_its_day_and_where_it_is_done(subject, manager):
    begin(subject, manager, path="/work/")
    deadlines.meet(begin(subject, manager, kind="letter"), on=date(2010, 1, 5), by=manager)
    (matter,) = clocks(subject, subject.pk)
    assert (matter.sentence, matter.url) == ("Finish the review: still to be done.", "/work/")
    assert (matter.due_on, timezone.localdate(matter.since)) == (date(2010, 2, 28), date(2009, 8, 31))
    assert matter.owner.user == str(manager.pk)
    assert [rung.role for rung in matter.owner.above] == [Role.BUSINESS_MANAGER, Role.BOARD_CHAIR]


def test_clock_owed_by_a_role_waits_for_whoever_holds_it(subject, manager):
    begin(subject, manager, owner=None, owner_role=Role.BOARD_CHAIR, path="/work/")
    (matter,) = clocks(subject, subject.pk)
    assert (matter.owner.user, matter.owner.role) == ("", Role.BOARD_CHAIR)
