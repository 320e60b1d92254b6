"""What the services for a family refuse, each in its sentence, and what their gate still asks."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from families.gates import contact_held
from families.models import CopyGiven, FamilyContact, NotToldHold, PersonalContact, Relative
from families.services import contacts, holds, relatives
from reviews.models import Review
from reviews.services import reviews
from scr_portal import workflow
from scr_portal.access import Denied, grants
from scr_portal.access.roles import Role
from scr_portal.web.stale import StaleForm
from tests import make
from tests.asking import again
from tests.refusing import refuses

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
PAST = "The date must be today or in the past."


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


@pytest.fixture
def review(people: SimpleNamespace) -> Review:
    return make.appointed(people, make.review(people))


def to_tell(review: Review) -> list[str]:
    gate = workflow.registered()["families.told_of_review"]
    return [item.sentence for item in gate.missing(again(review))]


def test_somebody_is_named_and_each_is_told_before_agencies_report(people: Any, review: Any) -> None:
    assert to_tell(review) == ["No relative is recorded yet. Say who is to be told."]
    mother = make.relative(people, review, told=False)
    untold = ["Mother has not been told that there is a review."]
    assert to_tell(review) == untold
    for kind in ("leaflet", "asked", "heard"):
        relatives.record_contact(mother, kind=kind, means="visit", on=timezone.localdate(), by=people.manager)
        assert to_tell(review) == untold
    relatives.record_contact(mother, kind="told", means="visit", on=timezone.localdate(), by=people.manager)
    assert to_tell(review) == []
    relatives.add(
        review, name="Mr Jory Quillfeather", relationship="father", label="Father", by=people.manager
    )
    assert to_tell(review) == ["Father has not been told that there is a review."]


def test_a_relative_has_a_name_and_a_label_of_their_own(people: Any, review: Any) -> None:
    with refuses("name", "Enter the relative’s name."):
        relatives.add(review, name="  ", relationship="mother", label="", by=people.manager)
    row = relatives.add(review, name="Oona Vean", relationship="mother", label="  ", by=people.manager)
    assert str(row) == "Mother"
    with refuses("label", "Another person of this case has that label. Choose one that nobody has."):
        relatives.add(review, name="Jory Vean", relationship="father", label="mother", by=people.manager)
    with refuses("name", "This is in the register already."):
        relatives.add(review, name="Oona Vean", relationship="sibling", label="Sister", by=people.manager)
    assert Relative.objects.get() == row


def test_nothing_is_recorded_of_tomorrow(people: Any, review: Any) -> None:
    mother, tomorrow = make.relative(people, review, told=False), timezone.localdate() + DAY
    with refuses("on", PAST):
        relatives.record_contact(mother, kind="told", means="visit", on=tomorrow, by=people.manager)
    assert not FamilyContact.objects.exists()
    with refuses("given_on", PAST):
        relatives.give_copy(mother, digest="0" * 64, given_on=tomorrow, means="visit", by=people.manager)
    assert not CopyGiven.objects.exists()


def test_a_copy_is_recorded_once_for_each_text(people: Any, review: Any) -> None:
    mother, day = make.relative(people, review), timezone.localdate()
    values = {"given_on": day, "means": "visit", "by": people.manager}
    first = relatives.give_copy(mother, digest="0" * 64, **values)
    assert relatives.give_copy(mother, digest="0" * 64, **values) == first
    assert relatives.give_copy(mother, digest="1" * 64, **values) != first
    declined = relatives.give_copy(mother, digest="2" * 64, declined=True, **values)
    assert (declined.declined, declined.means) == (True, "")


@pytest.mark.parametrize(("over", "on", "held"), [(0, 0, True), (1, 0, False), (1, 1, True), (1, 2, True)])
def test_proceedings_hold_contact_to_the_day_they_ended(
    people: Any, review: Any, over: int, on: int, held: bool
) -> None:
    row = reviews.record_proceeding(
        review,
        kind="criminal",
        holds_publication=False,
        holds_family_contact=True,
        reason="Witnesses.",
        look_again_on=timezone.localdate() + DAY,
        by=people.manager,
    )
    from reviews.services import proceedings

    row = proceedings.propose_end(
        row,
        outcome="Over.",
        over_on=timezone.localdate() - over * DAY,
        reason="Nothing is left.",
        by=people.manager,
    )
    assert contact_held(review, timezone.localdate())
    proceedings.agree_end(row, by=people.chair)
    assert contact_held(review, timezone.localdate() - on * DAY) is held


def test_proceedings_without_a_hold_on_contact_hold_none(people: Any, review: Any) -> None:
    reviews.record_proceeding(
        review,
        kind="criminal",
        holds_publication=True,
        holds_family_contact=False,
        reason="A trial.",
        look_again_on=timezone.localdate() + DAY,
        by=people.manager,
    )
    assert not contact_held(review, timezone.localdate())


def test_an_ended_hold_holds_nothing_and_ending_it_twice_is_ending_it_once(people: Any, review: Any) -> None:
    mother = make.relative(people, review, told=False)
    hold = make.hold(people, mother)
    assert to_tell(review) == []
    ended = holds.end(hold, by=people.manager)
    assert to_tell(review) == ["Mother has not been told that there is a review."]
    assert holds.end(hold, by=people.manager).ended_at == ended.ended_at
    assert not NotToldHold.objects.current().exists()


def test_a_request_waits_until_it_is_answered_or_taken_back(people: Any, review: Any) -> None:
    mother = make.relative(people, review, told=False)
    request = make.hold(people, mother, agreed=False)
    with refuses("", "A request waits for a second person already."):
        make.hold(people, mother, agreed=False)
    holds.end(request, by=people.manager)
    assert make.hold(people, mother).is_current


@pytest.mark.parametrize(("days", "owed"), [(30, False), (31, True)])
def test_a_hold_counts_to_the_end_of_its_day(people: Any, review: Any, days: int, owed: bool) -> None:
    import time_machine

    make.hold(people, make.relative(people, review, told=False), days=30)
    noon = timezone.localtime().replace(hour=12, minute=0)
    with time_machine.travel(noon + days * DAY, tick=True):
        assert bool(to_tell(review)) is owed


def test_a_hold_of_one_relative_is_none_of_another(people: Any, review: Any) -> None:
    make.hold(people, make.relative(people, review, told=False))
    relatives.add(review, name="Jory Vean", relationship="father", label="Father", by=people.manager)
    assert to_tell(review) == ["Father has not been told that there is a review."]


def test_a_contact_is_somebody_of_the_board_named_by_the_manager(people: Any, review: Any) -> None:
    with refuses("user", "Invite this person to the board first."):
        contacts.name(review, user=make.user(), by=people.manager)
    person = make.member(people.board, Role.FAMILY_LIAISON)
    with pytest.raises(Denied, match="personal contact is named by the business manager"):
        contacts.name(review, user=person, by=people.chair)
    row = contacts.name(review, user=person, by=people.manager)
    assert contacts.name(review, user=person, by=people.manager) == row
    assert "support_family" in grants.held(again(person), review)
    contacts.end(row, by=people.manager)
    assert "support_family" not in grants.held(again(person), review)
    assert contacts.name(review, user=person, by=people.manager) != row
    assert PersonalContact.objects.count() == 2


@pytest.mark.parametrize("act", ["change", "wishes"])
def test_a_stale_save_of_a_relative_overwrites_nothing(people: Any, review: Any, act: str) -> None:
    mother = make.relative(people, review)

    def save(words: str) -> Relative:
        if act == "change":
            return relatives.change(
                mother, relationship="mother", contact_details=words, version=0, by=people.manager
            )
        return relatives.change_wishes(mother, safe_contact=words, wishes="", version=0, by=people.manager)

    save("The first words.")
    with pytest.raises(StaleForm):
        save("The second words.")
    row = again(mother)
    assert "The first words." in (row.contact_details, row.safe_contact.original)
    assert row.version == 1
