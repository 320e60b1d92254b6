"""Who owes something is data: a person, or whoever holds a role or a part, with the ladder above."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.template import Context, Template
from django.utils import timezone

from panels.owners import author, interviewee
from panels.services import panel
from reports.owners import chair_who_clears
from reviews import owners
from scr_portal.access.roles import Role
from scr_portal.outstanding.holders import Directory
from scr_portal.owners import agency_role, as_json, business_manager, from_json
from scr_portal.workflow import Outstanding
from tests import make

pytestmark = pytest.mark.django_db


def words(owner: object) -> list[str]:
    return [rung.words for rung in owner.ladder]  # type: ignore[attr-defined]


def test_the_ladder_goes_from_the_author_to_the_agency_lead_the_manager_and_the_board_chair() -> None:
    asked = make.commission()
    assert words(author(asked)) == [
        f"the author for {asked.agency}",
        f"the agency lead of {asked.agency}",
        "the business manager",
        "the board chair",
    ]


def test_what_waits_for_the_lead_of_an_agency_is_held_by_no_lead_of_another() -> None:
    board = make.board()
    agencies = [make.agency(board), make.agency(board)]
    leads = [make.member(board, Role.AGENCY_LEAD, agency=agency) for agency in agencies]
    rungs = [agency_role(Role.AGENCY_LEAD, agency) for agency in agencies]
    directory = Directory(board.pk, rungs, excluded=set())
    assert [directory.holders(rung) for rung in rungs] == [[str(lead.pk)] for lead in leads]


def test_only_the_first_rung_and_those_who_may_do_it_too_are_able() -> None:
    review = make.review()
    assert [rung.able for rung in owners.panel_chair(review).ladder] == [True, False, False]
    assert [rung.able for rung in owners.committee(review.referral).ladder] == [True, True, False]


def test_a_holder_stands_on_one_rung_only() -> None:
    board = make.board()
    manager = business_manager(board)
    assert words(manager.then(business_manager(board))) == words(manager)


def test_the_record_of_an_interview_never_passes_to_anybody_who_may_not_read_it_but_the_author() -> None:
    record = make.interview()
    able = [rung.words for rung in interviewee(record).ladder if rung.able]
    assert able == ["the person interviewed", f"the author for {record.imr.commission.agency}"]


def test_who_prepared_the_edition_is_never_the_chair_who_clears_it() -> None:
    people = make.staff(make.board())
    edition = make.edition(people, make.signed_report(people), cleared=False)
    reader = chair_who_clears(edition)
    assert reader.includes(people.panel_chair)
    edition.prepared_by = people.panel_chair
    assert not chair_who_clears(edition).includes(people.panel_chair)


def test_whoever_holds_the_owner_is_told_you_and_everybody_else_who_it_is() -> None:
    people = make.staff(make.board())
    review = make.review(people)
    panel.appoint(
        review,
        user=people.panel_chair,
        capacity="panel_chair",
        answers=make.INDEPENDENT,
        by=people.manager,
    )
    item = Outstanding("Something is missing.", owner=owners.panel_chair(review))

    def drawn(user: object) -> str:
        page = Template("{% load portal %}{% outstanding items %}")
        return page.render(Context({"items": [item], "request": SimpleNamespace(user=user)}))

    assert "With you" in drawn(people.panel_chair)
    assert "With the panel chair" in drawn(people.manager)


def test_a_person_whose_role_has_ended_is_not_the_owner_any_more() -> None:
    asked = make.commission()
    writer: Any = asked.author
    assert author(asked).includes(writer)
    writer.memberships.filter(role=Role.IMR_AUTHOR).update(ended_on=timezone.localdate())
    assert not author(asked).includes(type(writer).objects.get(pk=writer.pk))


def test_a_stored_ladder_reads_as_it_was_written() -> None:
    owner = author(make.commission())
    assert from_json(as_json(owner)) == owner.ladder
