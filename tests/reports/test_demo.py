"""The demonstration loads through the services, once."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from reports.demo.people import PEOPLE
from reports.models import PublicEdition
from reviews.models import Referral, Review
from scr_portal.accounts.models import Board, User
from scr_portal.outstanding import keeping
from scr_portal.outstanding.lists import items_for

pytestmark = pytest.mark.django_db


def test_demo_loads_seven_cases_at_different_stages_and_a_second_time_changes_nothing(settings, capsys):
    settings.DEMO = True
    call_command("load_demo", without_pdf=True)
    call_command("load_demo", without_pdf=True)

    assert Board.objects.count() == 5
    assert Referral.objects.count() == 7
    assert {review.status for review in Review.objects.all()} == {
        "set_up",
        "gathering",
        "reporting",
        "signed_off",
    }
    edition = PublicEdition.objects.get()
    assert edition.status == "cleared"
    assert "Merryn" not in edition.overview + edition.summary
    assert "Tallack" not in edition.overview + edition.summary


TO_DO = {
    "manager": "Appoint the independent overview author",
    "board_chair": "Decide on a referral",
    "committee": "Answer the criteria and recommend",
    "referrer": "Send your referral",
    "panel_chair": "Read the management review of Ferry Road Primary School, and accept or return it",
    "author": "Write the overview report",
    "health_author": "Settle the rows of your chronology",
    "police_author": "Hand in your chronology",
    "agency_lead": "Say whether an interview record may be closed",
    "nurse": "Check the record of your interview",
    "contact": "Tell Grandmother that there is a review",
}
"""What each person owes on first sign-in, among other things."""
TO_READ = "The management review of Ferry Road Primary School has not been accepted yet."


def test_every_role_with_work_in_a_case_finds_something_to_do_on_first_sign_in(settings):
    settings.DEMO = True
    call_command("load_demo", without_pdf=True)
    keeping.catch_up()

    for person in PEOPLE:
        items = items_for(User.objects.get(email=person.email))
        mine = [item.words for item in items if not item.waiting_for]
        if person.key in TO_DO:
            assert TO_DO[person.key] in mine, f"{person.key} finds {mine}"
        if person.key == "panel_member":
            assert TO_READ in [item.words for item in items]


def test_demo_is_refused_where_it_is_not_asked_for(settings):
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("load_demo")
    assert not Board.objects.exists()


@pytest.mark.pango
def test_demo_shows_the_public_a_report_in_which_nobody_is_named(settings, client):
    settings.DEMO = True
    call_command("load_demo")

    edition = PublicEdition.objects.get()
    page = client.get(f"/published/{edition.slug}/").content.decode()
    assert edition.title in page
    assert not [name for name in ("Merryn", "Tallack", "Demelza") if name in page]
    assert client.get(f"/published/{edition.slug}/report.pdf").status_code == 200
