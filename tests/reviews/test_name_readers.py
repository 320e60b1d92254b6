"""Who can see the real names of a case, as the page says, is who can open the named view."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from families.services import contacts
from panels.models import Appointment
from panels.services import panel
from reviews.actions import ReviewAction
from reviews.models import Review, ReviewUserObjectPermission
from reviews.name_readers import CaseReaders, of_cases
from reviews.name_readers.registry import dated_parts
from reviews.services import conflicts, reviews, terms
from scr_portal import access
from scr_portal.access.roles import Role
from scr_portal.accounts.services import memberships
from scr_portal.audit.models import AuditEvent
from tests import cast, make
from tests.asking import again
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db


def begun() -> SimpleNamespace:
    world = cast.world()
    cast.begin(world, make.review(world.people))
    return world


def readers_of(review: Review) -> CaseReaders:
    (people,) = of_cases([again(review)])
    return people


def names(people: CaseReaders) -> set[Any]:
    return {reader.user.pk for reader in people.readers}


def page(person: Any, review: Review, **query: Any) -> Any:
    answer = sign_in(Client(), person).get(reverse("reviews:name_readers", args=[review.pk]), query)
    assert answer.status_code == 200
    return answer


def text(answer: Any) -> str:
    tree = html.fromstring(answer.content.decode())
    return " ".join(tree.xpath("//main")[0].text_content().split())


def changes(review: Review, since: datetime.date) -> set[tuple[Any, str]]:
    return {(change.user.pk, change.kind) for change in readers_of(review).changes(since)}


def declare(world: SimpleNamespace, role: str) -> Any:
    person = world.who[role]
    return reviews.declare_conflict(world.review, of=person, reason="A cousin of the father.", by=person)


def days(number: int) -> Any:
    return time_machine.travel(timezone.now() + datetime.timedelta(days=number), tick=True)


def test_it_names_exactly_those_whom_the_named_view_opens_to() -> None:
    world = begun()
    url = reverse("reviews:named_view", args=["review", world.review.pk])
    let_in = {
        user.pk
        for role, user in world.who.items()
        if role != "anon" and sign_in(Client(), user).get(url).status_code == 200
    }
    assert names(readers_of(world.review)) == let_in
    assert let_in == {world.who[role].pk for role in ("bm", "pch", "ova", "fl")}


def test_whoever_has_declared_a_conflict_or_left_is_not_named() -> None:
    world = begun()
    declare(world, "ova")
    memberships.close_account(world.who["pch"], by=world.who["bm"])
    assert names(readers_of(world.review)) == {world.who["bm"].pk, world.who["fl"].pk}


def test_each_is_named_with_the_right_that_opens_it_and_since_when() -> None:
    world = begun()
    rights = {
        reader.user.pk: [(right.words, right.since) for right in reader.rights]
        for reader in readers_of(world.review).readers
    }
    today = timezone.localdate()
    assert rights[world.who["bm"].pk] == [("business manager", today)]
    assert rights[world.who["pch"].pk] == [("Independent panel chair", today)]
    assert rights[world.who["fl"].pk] == [("Family’s personal contact", today)]


def test_what_a_right_lets_somebody_do_is_said() -> None:
    world = begun()
    acts = {reader.user.pk: reader.acts for reader in readers_of(world.review).readers}
    assert [len(acts[world.who[role].pk]) for role in ("bm", "fl", "pch")] == [3, 2, 1]
    assert acts[world.who["fl"].pk][-1] == "Reads in clear how a relative is safely reached"


def test_the_dated_parts_that_hold_today_are_those_granted() -> None:
    world = begun()
    panel.end(Appointment.objects.get(user=world.who["pm"]), by=world.who["bm"])
    held = {
        (part.user_id, part.part)
        for part in dated_parts([world.review])
        if part.since <= timezone.localdate() and part.until is None
    }
    rows = ReviewUserObjectPermission.objects.filter(content_object=world.review)
    assert held == set(rows.values_list("user_id", "permission__codename"))


def test_somebody_named_today_has_gained_it_since_yesterday() -> None:
    world = begun()
    with days(3):
        added = make.member(world.people.board, Role.FAMILY_LIAISON)
        contacts.name(world.review, user=added, by=world.who["bm"])
        yesterday = timezone.localdate() - datetime.timedelta(days=1)
        assert changes(world.review, yesterday) == {(added.pk, "gained")}
    with days(5):
        assert changes(world.review, timezone.localdate() - datetime.timedelta(days=1)) == set()


def test_what_happened_at_any_hour_of_the_day_asked_for_counts() -> None:
    world = begun()
    with days(3):
        panel.end(Appointment.objects.get(user=world.who["pch"]), by=world.who["bm"])
    with days(4):
        yesterday = timezone.localdate() - datetime.timedelta(days=1)
        assert changes(world.review, yesterday) == {(world.who["pch"].pk, "lost")}
        assert changes(world.review, timezone.localdate()) == set()


def test_a_closed_account_and_a_conflict_are_losses_and_a_lifted_one_a_gain() -> None:
    world = begun()
    with days(3):
        memberships.close_account(world.who["fl"], by=world.who["bm"])
        conflict = declare(world, "ova")
        lost = {(world.who["fl"].pk, "lost"), (world.who["ova"].pk, "lost")}
        assert changes(world.review, timezone.localdate()) == lost
        assert "a conflict of interest was declared on" in text(page(world.who["bm"], world.review))
    with days(6):
        conflicts.lift(conflict, reason="It was another family.", by=world.who["bch"])
        assert changes(world.review, timezone.localdate()) == {(world.who["ova"].pk, "gained")}
        assert "a conflict of interest was lifted on" in text(page(world.who["bm"], world.review))


def test_a_right_that_has_begun_and_ended_since_is_told() -> None:
    world = begun()
    with days(2):
        added = make.member(world.people.board, Role.FAMILY_LIAISON)
        contact = contacts.name(world.review, user=added, by=world.who["bm"])
    with days(4):
        contacts.end(contact, by=world.who["bm"])
        first = timezone.localdate() - datetime.timedelta(days=3)
        assert changes(world.review, first) == {(added.pk, "between")}
        assert changes(world.review, timezone.localdate()) == {(added.pk, "lost")}


def test_an_interviewee_is_counted_and_not_named_to_the_manager() -> None:
    world = begun()
    cast.interview(world, shared=True)
    words = text(page(world.who["bm"], world.review))
    assert "Somebody whose name is not told here: the record of their own interview" in words
    assert str(world.who["itv"]) not in words
    assert f"{world.who['imr']}: the management review they write" in words


def test_whoever_wrote_a_question_of_the_terms_reads_their_own_words() -> None:
    world = begun()
    day = timezone.localdate()
    draft = terms.draft(world.review, by=world.who["bm"])
    asked = {"scope_start": day, "scope_end": day, "questions": ["Who saw Tamsin Quillfeather?"]}
    terms.write(draft, version=draft.version, by=world.who["sub"], **asked)
    form = reverse("reviews:terms_edit", args=[world.review.pk])
    assert "Quillfeather" in sign_in(Client(), world.who["sub"]).get(form).content.decode()
    assert "Quillfeather" not in sign_in(Client(), world.who["bm"]).get(form).content.decode()
    assert world.who["sub"].pk not in names(readers_of(world.review))
    words = text(page(world.who["bm"], world.review))
    assert f"{world.who['sub']}: questions of the terms of reference" in words
    assert "One thing is read as it stands by several people" in words


def test_the_real_name_of_the_child_stands_on_neither_page() -> None:
    world = begun()
    client = sign_in(Client(), world.who["bm"])
    for url in (
        reverse("reviews:name_readers", args=[world.review.pk]),
        reverse("reviews:name_readers_of_cases"),
    ):
        shown = client.get(url).content.decode()
        assert "Quillfeather" not in shown
        assert str(world.who["pch"]) in shown


def test_a_day_to_come_is_refused_in_a_sentence_and_yesterday_shown() -> None:
    world = begun()
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    query = {"since_day": tomorrow.day, "since_month": tomorrow.month, "since_year": tomorrow.year}
    answer = page(world.who["bm"], world.review, **query)
    assert "First day of the changes must be today or earlier" in text(answer)
    assert answer.context["since"] == timezone.localdate() - datetime.timedelta(days=1)


def test_each_look_is_on_record() -> None:
    world = begun()
    page(world.who["bch"], world.review)
    sign_in(Client(), world.who["bm"]).get(reverse("reviews:name_readers_of_cases"))
    looks = AuditEvent.objects.filter(verb="read", facts__what="name_readers").order_by("seq")
    assert [(look.actor_id, look.object_type) for look in looks] == [
        (world.who["bch"].pk, "reviews.review"),
        (world.who["bm"].pk, "accounts.board"),
    ]
    assert looks[1].facts["cases"] == [str(world.review.pk)]


def test_a_manager_in_conflict_sees_nothing_of_the_case_in_either_list() -> None:
    world = begun()
    other = make.review(world.people)
    declare(world, "bm")
    client = sign_in(Client(), world.who["bm"])
    assert client.get(reverse("reviews:name_readers", args=[world.review.pk])).status_code == 404
    shown = client.get(reverse("reviews:name_readers_of_cases")).content.decode()
    assert other.code in shown
    assert world.review.code not in shown


def test_only_manager_and_chair_are_told() -> None:
    world = begun()
    url = reverse("reviews:name_readers_of_cases")
    found = {
        role
        for role, user in world.who.items()
        if role != "anon" and sign_in(Client(), user).get(url).status_code == 200
    }
    assert found == {"bm", "bch"}
    assert not access.allowed(ReviewAction.VIEW_NAME_READERS, again(world.who["ofs"]), world.review)


def test_asking_of_everybody_takes_a_fixed_number_of_queries() -> None:
    world = begun()
    several = [world.review, *(make.review(world.people) for _ in range(3))]

    def asked(some: list[Review]) -> int:
        with CaptureQueriesContext(connection) as queries:
            for people in of_cases(some):
                assert people.readers
                people.changes(timezone.localdate())
        return len(queries)

    assert asked(several[:1]) == asked(several) <= 8
