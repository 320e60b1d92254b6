"""What somebody does not hold yet is seen in a preview, and stays nowhere."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from reviews.models import Review
from reviews.services import terms
from scr_portal.access.roles import Role
from scr_portal.accounts.models import Membership
from scr_portal.notices.models import Notice
from scr_portal.outstanding import keeping
from scr_portal.preview import supposing
from tests import make
from tests.asking import again
from tests.platform.signing_in import sign_in
from tests.previewing import Eyes, begun, declare

pytestmark = pytest.mark.django_db


def test_what_is_supposed_is_seen_and_stays_nowhere() -> None:
    world = begun()
    other = make.review(world.people)
    keeping.catch_up()
    before = Notice.objects.count()
    member = world.who["pm"]
    eyes = Eyes(world.who["bm"], member, supposed=f"part:{other.code}:chair_panel")
    assert (
        f"You see what {member} would see as the independent panel chair of {other.code}, until"
        in eyes.words("/work/")
    )
    assert other.code in eyes.words("/cases/")
    assert f"Review {other.code}" in eyes.words(other.get_absolute_url())
    assert not Review.objects.visible_to(again(member)).filter(pk=other.pk).exists()
    assert Notice.objects.count() == before
    assert other.code not in Eyes(world.who["bm"], member).words("/cases/")


def test_what_would_wait_for_somebody_stands_in_their_list() -> None:
    people = make.staff(make.board())
    review = make.review(people)
    day = timezone.localdate()
    draft = terms.draft(review, by=people.manager)
    said = {"scope_start": day, "scope_end": day, "questions": ["Who saw the child?"]}
    terms.propose(terms.write(draft, version=0, by=people.manager, **said), by=people.manager)
    keeping.catch_up()
    act = "terms of reference"
    assert act not in Eyes(people.manager, people.panel_chair).words("/work/")
    supposed = f"part:{review.code}:chair_panel"
    assert act in Eyes(people.manager, people.panel_chair, supposed=supposed).words("/work/")


def test_only_parts_in_cases_of_boards_one_manages_can_be_supposed() -> None:
    world = begun()
    about = f"review:{world.review.code}"
    assert len(supposing.offered(world.who["bm"], about)) == 4
    assert supposing.offered(world.who["bch"], about) == []
    assert supposing.offered(world.who["bm"], f"review:{make.review(make.staff(make.board())).code}") == []
    declare(world.review, world.who["bm"])
    assert supposing.offered(again(world.who["bm"]), about) == []


def test_a_role_on_a_board_that_whoever_looks_does_not_manage_is_not_told_of() -> None:
    world, elsewhere = begun(), make.board()
    inspector = world.who["ofs"]
    Membership.objects.create(user=inspector, board=elsewhere, role=Role.CORONER_LIAISON)
    heading = "What is open to you"
    assert heading in sign_in(Client(), inspector).get("/work/").content.decode()  # it could leak
    words = Eyes(world.who["bm"], inspector).words("/work/")
    assert heading not in words
    assert "What you may inspect" in words
