"""Who may read a public edition: each rule leaves its people out, and the page says by which."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from families.services import contacts
from reports.services import readers
from reports.services.reader_rules import RULES, candidates
from reports.services.readers import MayNotRead
from reviews.services import reviews
from scr_portal.access.roles import Role
from tests import cast, make
from tests.platform.signing_in import sign_in
from tests.reports.reading_rooms import room

pytestmark = pytest.mark.django_db


def whole() -> Any:
    """A case with everybody in it, and its edition before any reader."""
    world = cast.world()
    cast.begin(world, make.review(world.people))
    record = cast.interview(world, shared=True)
    from panels.services import interviews

    interviews.confirm(record, by=world.who["itv"])
    cast.hand_in(world)
    cast.begin_report(world)
    world.edition = make.edition(world.people, cast.sign(world), cleared=False)
    return world


def test_each_rule_leaves_out_its_people_with_its_sentence() -> None:
    world = whole()
    people, who = world.people, world.who
    for name in ("itv", "fl", "bm"):
        agency = make.agency(people.board)
        who[name].memberships.create(board=people.board, role=Role.AGENCY_LEAD, agency=agency)
    relative = make.member(people.board, Role.PANEL_MEMBER)
    relative.memberships.create(board=people.board, role=Role.RELATIVE)
    namesake = make.member(people.board, Role.PANEL_MEMBER, name="Tamsin Quillfeather")
    conflicted = make.member(people.board, Role.PANEL_MEMBER)
    reviews.declare_conflict(world.review, of=conflicted, reason="A neighbour.", by=people.manager)
    people.author.memberships.create(board=people.board, role=Role.PANEL_MEMBER)
    against = {item.user: item.against for item in candidates(world.edition, "first")}
    said = {
        people.author: "This person wrote the report.",
        who["bm"]: "This person made the public edition.",
        who[
            "imr"
        ]: "This person writes or has written for an agency in this review, and the report draws on it.",
        who["itv"]: "This person is interviewed in this review.",
        relative: "This person is a relative in a case of the board.",
        who["fl"]: "This person is the family’s personal contact.",
        conflicted: "This person has declared a conflict of interest in this review.",
        namesake: "This person bears the name of somebody in the case.",
    }
    assert {rule.sentence for rule in RULES} == set(said.values())
    for person, sentence in said.items():
        assert against[person] is not None
        assert against[person].sentence == sentence
        with pytest.raises(MayNotRead, match=sentence):
            readers.appoint(world.edition, part="first", reader=person, by=people.manager)
    assert all(rule.source for rule in RULES)
    for name in ("pch", "bch", "pm", "agl"):
        assert against[who[name]] is None
    for name in ("lm", "cor", "ofs", "sys"):
        assert who[name] not in against
    with pytest.raises(MayNotRead, match="This person does not work on cases of the board"):
        readers.appoint(world.edition, part="first", reader=who["lm"], by=people.manager)


def test_two_readers_come_from_two_agencies_and_of_no_agency_one_reads() -> None:
    people = room()
    same = make.member(people.board, Role.AGENCY_LEAD, agency=people.first.agency)
    readers.end(people.second, reason="She is ill.", by=people.manager)
    with pytest.raises(MayNotRead, match=r"The other reader comes from the same agency\. Of people who work"):
        readers.appoint(people.edition, part="second", reader=same, by=people.manager)
    with pytest.raises(MayNotRead, match="This person reads this edition already"):
        readers.appoint(people.edition, part="second", reader=people.first.reader, by=people.manager)
    readers.appoint(people.edition, part="second", reader=people.chair, by=people.manager)
    readers.end(people.first, reason="He is ill.", by=people.manager)
    with pytest.raises(MayNotRead, match="Of people who work for no agency, one reads"):
        readers.appoint(people.edition, part="first", reader=people.panel_chair, by=people.manager)


def test_the_page_offers_those_who_may_and_says_why_the_others_are_not_offered() -> None:
    people = room()
    readers.end(people.second, reason="She is ill.", by=people.manager)
    path = reverse("reports:reader_appoint", args=[people.report.review_id, "second"])
    manager = sign_in(Client(), people.manager)
    page = manager.get(path).content.decode()
    assert f'value="{people.chair.pk}"' in page
    assert f'value="{people.first.reader.pk}"' not in page
    assert "This person reads this edition already." in page
    assert "Who is not offered, and why" in page
    landed = manager.post(path, {"reader": people.chair.pk}, follow=True).content.decode()
    assert "Appointed. The reader has been told by mail." in landed
    assert str(people.chair) in landed
    shut = manager.get(path).content.decode()
    assert "Somebody is appointed for this part already." in shut


def test_a_personal_contact_of_another_case_may_read() -> None:
    people = room()
    other = make.review(people)
    person = make.member(people.board, Role.FAMILY_LIAISON)
    agency = make.agency(people.board)
    person.memberships.create(board=people.board, role=Role.AGENCY_LEAD, agency=agency)
    contacts.name(other, user=person, by=people.manager)
    against = {item.user: item.against for item in candidates(people.edition, "third")}
    assert against[person] is None
