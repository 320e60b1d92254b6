"""A relative who is not told: a second person agrees, a day to look again, and nothing is waived for good."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from families.models import NotToldHold
from families.services import contacts, holds, relatives
from families.services.holds import AgreementNotRecorded, DayPassed, RequestWaiting, TakenBack
from reports.services import editions
from reviews.services import reviews
from scr_portal import workflow
from scr_portal.access import Denied
from scr_portal.access.roles import Role
from scr_portal.refusals import Refused
from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def untold() -> tuple[Any, Any]:
    people = make.staff(make.board())
    review = make.appointed(people, make.review(people))
    return people, make.relative(people, review, told=False)


def told_gate(relative: Any) -> list[str]:
    waiting = workflow.missing(relative.review, "gathering")
    return [item.sentence for item in waiting if item.gate == "families.told_of_review"]


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"reason": " "}, "Write down why"),
        ({"agreed_with": ""}, "Choose with whom it was agreed"),
        ({"look_again_on": timezone.now().date() - DAY}, "Choose a day in the future"),
    ],
)
def test_a_hold_has_a_reason_somebody_outside_and_a_day(changed: dict[str, Any], refusal: str) -> None:
    people, relative = untold()
    values = {
        "reason": "The police ask.",
        "agreed_with": "police",
        "look_again_on": timezone.localdate() + DAY,
    }
    with pytest.raises(Refused, match=refusal):
        holds.place(relative, by=people.manager, **(values | changed))
    assert not NotToldHold.objects.exists()


def test_it_counts_once_a_second_person_has_agreed() -> None:
    people, relative = untold()
    hold = make.hold(people, relative, agreed=False)
    assert told_gate(relative) == [
        "Mother has not been told that there is a review. "
        "That they are not told for now waits for a second person to agree."
    ]
    holds.agree(hold, by=people.panel_chair)
    assert told_gate(relative) == []
    assert holds.agree(hold, by=people.panel_chair).agreed_by == people.panel_chair


def test_nobody_agrees_to_their_own_request_and_the_database_says_so_too() -> None:
    people, relative = untold()
    hold = make.hold(people, relative, agreed=False)
    with pytest.raises(Denied, match="Somebody else has to agree"):
        holds.agree(hold, by=people.manager)
    with pytest.raises(IntegrityError, match="hold_agreed_by_another"), transaction.atomic():
        hold.agreed_at, hold.agreed_by = timezone.now(), people.manager
        hold.save()


@pytest.mark.parametrize("person", ["chair", "committee", "panel_member", "author", "referrer"])
def test_only_those_answerable_for_the_family_agree(person: str) -> None:
    people, relative = untold()
    hold = make.hold(people, relative, agreed=False)
    with pytest.raises(Denied, match="manager, the family’s contact or the panel chair"):
        holds.agree(hold, by=getattr(people, person))


def test_after_its_day_the_relative_is_owed_again() -> None:
    people, relative = untold()
    hold = make.hold(people, relative, days=10)
    with time_machine.travel(timezone.now() + 10 * DAY, tick=True):
        assert told_gate(relative) == []
    with time_machine.travel(timezone.now() + 11 * DAY, tick=True):
        day = hold.look_again_on
        assert told_gate(relative) == [
            "Mother has not been told that there is a review. That they are not told for now was to be "
            f"looked at again on {day.day} {day:%B %Y}."
        ]


def test_a_hold_is_undone_and_everything_is_owed_again() -> None:
    people, relative = untold()
    hold = make.hold(people, relative)
    ended = holds.end(hold, by=people.manager)
    assert (ended.ended_by, told_gate(relative)) == (
        people.manager,
        ["Mother has not been told that there is a review."],
    )
    assert holds.end(hold, by=people.manager).ended_at == ended.ended_at


def test_a_decision_that_has_ended_is_not_agreed_again() -> None:
    people, relative = untold()
    hold = holds.end(make.hold(people, relative), by=people.manager)
    with pytest.raises(TakenBack):
        holds.agree(hold, by=people.panel_chair)


def test_what_was_taken_back_is_not_agreed() -> None:
    people, relative = untold()
    hold = make.hold(people, relative, agreed=False)
    holds.end(hold, by=people.manager)
    with pytest.raises(TakenBack, match="taken back before anybody agreed"):
        holds.agree(hold, by=people.panel_chair)


def test_looking_again_is_a_new_request_that_takes_the_place_of_the_old_one() -> None:
    people, relative = untold()
    first = make.hold(people, relative)
    second = make.hold(people, relative, days=60, agreed=False)
    with pytest.raises(RequestWaiting, match="waits for a second person already"):
        make.hold(people, relative, agreed=False)
    assert told_gate(relative) == []
    holds.agree(second, by=people.panel_chair)
    first.refresh_from_db()
    assert first.ended_by == people.panel_chair
    assert list(NotToldHold.objects.current()) == [second]


def test_a_reason_of_old_without_an_agreement_outside_is_recorded_again() -> None:
    people, relative = untold()
    hold = NotToldHold(relative=relative, look_again_on=timezone.localdate(), placed_by=people.manager)
    hold.reason.write("The police ask.")
    hold.save()
    with pytest.raises(AgreementNotRecorded, match="not recorded with whom this was agreed"):
        holds.agree(hold, by=people.panel_chair)


def test_a_request_whose_day_has_passed_is_not_agreed() -> None:
    people, relative = untold()
    hold = make.hold(people, relative, days=3, agreed=False)
    with (
        time_machine.travel(timezone.now() + 3 * DAY, tick=True),
        pytest.raises(DayPassed, match="day to look at this again has passed"),
    ):
        holds.agree(hold, by=people.panel_chair)


def test_a_hold_never_waives_the_copy_before_publication_for_good() -> None:
    """A hold agreed before the report was ready does not count; one looked at again since does, while it runs."""
    people, edition = make.ready_to_publish(told=False, copied=False)
    mother = edition.review.relatives.get()
    earlier = make.hold(people, mother)
    NotToldHold.objects.filter(pk=earlier.pk).get()
    earlier.agreed_at = edition.cleared_at - DAY
    earlier.save()
    sentences = {item.gate: item.sentence for item in workflow.missing(edition, "published")}
    assert set(sentences) == {"reports.family_told_the_result", "reports.family_has_a_copy"}
    assert all("Look at that again before the report is public" in words for words in sentences.values())

    again = make.hold(people, mother, days=20)
    assert workflow.missing(edition, "published") == []
    holds.end(again, by=people.manager)
    assert len(workflow.missing(edition, "published")) == 2
    with pytest.raises(workflow.TransitionBlocked):
        editions.publish(edition, by=people.manager)


def test_the_page_says_what_counts_and_offers_the_second_person_to_agree(client: Any) -> None:
    people, relative = untold()
    hold = make.hold(people, relative, agreed=False)
    page = sign_in(client, people.manager).get(relative.get_absolute_url()).content.decode()
    assert "It counts once a second person has agreed" in page
    assert "Oona Quillfeather is not told before her interview" in page
    assert "Read it and agree" not in page
    client = sign_in(client, people.panel_chair)
    page = client.get(relative.get_absolute_url()).content.decode()
    assert "Read it and agree" in page
    assert "Quillfeather" not in page
    agree = reverse("families:hold_agree", args=[relative.review_id, hold.pk])
    assert "Quillfeather" in client.get(agree).content.decode()
    client.post(agree)
    assert "Not told for now. Looked at again on" in client.get(relative.get_absolute_url()).content.decode()


def test_a_hold_of_another_case_is_not_found(client: Any) -> None:
    people, relative = untold()
    hold = make.hold(people, relative, agreed=False)
    other = make.review(people)
    client = sign_in(client, people.manager)
    assert client.get(reverse("families:hold_end", args=[other.pk, hold.pk])).status_code == 404
    assert client.get(reverse("families:hold_end", args=[relative.review_id, hold.pk])).status_code == 200


def test_a_contact_of_another_review_agrees_nothing_here() -> None:
    people, relative = untold()
    hold = make.hold(people, relative, agreed=False)
    person = make.member(people.board, Role.FAMILY_LIAISON)
    contacts.name(make.review(people), user=person, by=people.manager)
    with pytest.raises(Denied):
        holds.agree(hold, by=person)
    assert not NotToldHold.objects.visible_to(person).exists()


# Contact that took place while proceedings hold contact


def held_contact(people: Any, review: Any) -> Any:
    return reviews.record_proceeding(
        review,
        kind="criminal",
        holds_publication=False,
        holds_family_contact=True,
        reason="The police ask for it.",
        look_again_on=timezone.localdate() + 14 * DAY,
        by=people.manager,
    )


def test_a_contact_that_took_place_while_it_was_held_is_written_down_with_why() -> None:
    people, relative = untold()
    held = held_contact(people, relative.review)
    said: dict[str, Any] = {"kind": "told", "means": "telephone", "on": timezone.localdate()}
    with pytest.raises(Refused, match=r"held contact with the family then\. Say why"):
        relatives.record_contact(relative, by=people.manager, **said)
    contact = relatives.record_contact(
        relative, despite_hold="Oona Quillfeather rang the office herself.", by=people.manager, **said
    )
    assert contact.despite_hold.original == "Oona Quillfeather rang the office herself."
    assert "Quillfeather" not in contact.despite_hold.coded
    make.ended(people, held)
    with time_machine.travel(timezone.now() + 2 * DAY, tick=True):
        later = said | {"on": timezone.localdate()}
        assert relatives.record_contact(relative, by=people.manager, **later).despite_hold.original == ""
        with pytest.raises(Refused, match="Say why it took place"):
            relatives.record_contact(relative, by=people.manager, **said)


def test_the_form_asks_why_only_where_proceedings_hold_contact_and_plans_nothing(client: Any) -> None:
    people, relative = untold()
    client = sign_in(client, people.manager)
    url = reverse("families:contact_record", args=[relative.review_id, relative.pk])
    assert "Why did it take place" not in client.get(url).content.decode()
    held_contact(people, relative.review)
    page = client.get(url).content.decode()
    assert "so nothing is planned" in page
    day = timezone.localdate()
    typed = {
        "kind": "told",
        "means": "visit",
        "on_day": day.day,
        "on_month": day.month,
        "on_year": day.year,
        "note": "She asked twice.",
    }
    answer = client.post(url, typed)
    assert answer.status_code == 422
    assert "Say why it took place" in answer.content.decode()
    assert "She asked twice." in answer.content.decode()
    answer = client.post(url, typed | {"despite_hold": "She came to the office."}, follow=True)
    assert "Why it took place although proceedings held contact" in answer.content.decode()
