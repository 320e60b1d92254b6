"""What closes everything at once: an override, an access that ended, another board, another agency."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from families.models import Relative
from panels.models import Appointment, Chronology, Commission, InterviewRecord, ManagementReview
from panels.services import interviews
from reports.models import OverviewReport, PublicEdition
from reviews.models import Identity, Referral, Review, TermsOfReference
from reviews.services import reviews
from scr_portal import access
from scr_portal.access import grants
from scr_portal.access.actions import declared
from scr_portal.access.roles import Role
from scr_portal.accounts.models import User
from tests import cast, make
from tests.asking import again

pytestmark = pytest.mark.django_db


def whole_case() -> Any:
    """A case in which everybody has something to see: terms, an interview, a family, a signed report."""
    world = cast.world()
    cast.begin(world, make.review(world.people))
    record = cast.interview(world, shared=True)
    interviews.confirm(record, by=world.who["itv"])
    cast.hand_in(world)
    cast.begin_report(world)
    cast.sign(world)
    return world


SEEN = (
    Referral,
    Review,
    TermsOfReference,
    Commission,
    Chronology,
    ManagementReview,
    InterviewRecord,
    Appointment,
    Relative,
    Identity,
    OverviewReport,
    PublicEdition,
)


def seen_by(person: Any) -> set[str]:
    """Kinds of things of which this person is shown at least one."""
    found = again(person)
    return {model.__name__ for model in SEEN if model._default_manager.visible_to(found).exists()}


def open_to(person: Any, world: Any) -> list[str]:
    """Acts on this case that the policies leave to this person."""
    report, found = OverviewReport.objects.get(review=world.review), again(person)
    subjects = {
        "reviews": world.review,
        "panels": world.commission.management_review,
        "families": world.relative,
    }
    subjects |= {"reports": report}
    acts = [name for name in declared() if name.split(".")[0] in subjects and name not in ABOUT_OTHERS]
    before = [name for name in BEFORE_A_REVIEW if access.allowed(name, found, world.review.referral)]
    return before + [name for name in acts if access.allowed(name, found, subjects[name.split(".")[0]])]


BEFORE_A_REVIEW = (
    "reviews.view_referral",
    "reviews.edit_referral",
    "reviews.submit_referral",
    "reviews.return_referral",
    "reviews.view_criteria",
    "reviews.assess_criteria",
    "reviews.choose_procedure",
    "reviews.ask_recommendation_again",
    "reviews.decide",
    "reviews.view_outcome",
    "reviews.view_decision",
)

ABOUT_OTHERS = {
    *BEFORE_A_REVIEW,
    "reviews.refer",
    "reviews.seal",
    "reviews.view_seal",
    "reviews.lift_seal",
    "reviews.view_points",
    "reviews.answer_point",
    "panels.confirm_interview",
    "panels.confirm_terms_read",
    "panels.view_interview",
    "families.agree_hold",
    "families.send_letter",
    "families.clear_others",
    "panels.view_closing",
    "panels.answer_closing",
    "panels.open_own_interview",
    "panels.view_commission",
    "panels.view_integrated",
    "panels.view_chronology",
    "reviews.approve_terms",
    "reviews.return_terms",
    "reports.settle_flag",
    "reports.view_passages",
    "reports.view_edition",
    "reports.give_copy",
    "reports.view_search",
    "reports.settle_hit",
    "reports.agree_hit",
}
"""Acts on something else than what `open_to` asks about."""

INSIDE = ["agl", "imr", "itv", "pm", "pch", "ova", "sub", "fl", "ofs", "oa", "bch", "bm"]


@pytest.mark.parametrize(
    "closes",
    ["conflict of interest", "access ended", "account closed"],
)
def test_an_override_closes_everything_at_once_for_every_part(closes: str) -> None:
    world = whole_case()
    for role in INSIDE:
        person = world.who[role]
        assert seen_by(person), f"{role} sees nothing to begin with"
        if closes == "conflict of interest":
            reviews.declare_conflict(
                world.review, of=person, reason="A neighbour.", by=person_for(role, world)
            )
        elif closes == "access ended":
            person.memberships.update(ended_on=timezone.localdate())
        else:
            User.objects.filter(pk=person.pk).update(is_active=False)
    for role in INSIDE:
        assert seen_by(world.who[role]) == set(), f"{role} still sees"
        assert open_to(world.who[role], world) == [], f"{role} still may"


def person_for(role: str, world: Any) -> Any:
    """Who declares it: oneself where one may, the manager for those who cannot open the review themselves."""
    return world.who[role] if role in ("bm", "bch") else world.people.manager


def test_the_other_board_and_the_superuser_see_nothing_and_may_do_nothing() -> None:
    world = whole_case()
    for role in ("ob", "su", "lm", "cor", "sys"):
        assert seen_by(world.who[role]) == set()
        assert open_to(world.who[role], world) == []


def test_an_author_who_moves_to_another_agency_loses_the_case_and_the_own_drafts() -> None:
    world = whole_case()
    author = world.who["imr"]
    author.memberships.update(ended_on=timezone.localdate())
    author.memberships.create(
        board=world.people.board, role=Role.IMR_AUTHOR, agency=make.agency(world.people.board)
    )
    grants.rebuild()

    assert seen_by(author) == set()
    assert open_to(author, world) == []


def test_the_grants_of_a_case_are_those_its_facts_call_for() -> None:
    whole_case()
    assert grants.differences() == ([], [])
