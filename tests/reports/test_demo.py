"""The demonstration loads through the services, once."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from lxml import html

from reports.demo.people import PEOPLE
from reports.models import PublicEdition
from reviews.models import CriteriaAssessment, Referral, Review
from scr_portal.accounts.models import Board, User
from scr_portal.jobs.models import Job
from scr_portal.outstanding import keeping
from scr_portal.outstanding.lists import items_for
from tests.factory_cache import cached
from tests.outstanding.test_walk import Walk

pytestmark = pytest.mark.django_db


@cached
def load_demo() -> None:
    """Load it without its published report, and once for the tests of this file: it takes sixteen seconds."""
    call_command("load_demo", without_pdf=True)


@pytest.fixture
def demo_settings(settings):
    settings.DEMO = True
    settings.SECOND_FACTOR_WAIVED = True


def test_demo_loads_eight_cases_at_different_stages_and_a_second_time_changes_nothing(demo_settings, capsys):
    load_demo()
    call_command("load_demo", without_pdf=True)

    assert Board.objects.count() == 6
    assert Referral.objects.count() == 8
    assert {review.status for review in Review.objects.all()} == {
        "set_up",
        "gathering",
        "reporting",
        "signed_off",
    }
    reading, edition = PublicEdition.objects.order_by("prepared_at")
    assert (reading.status, edition.status) == ("prepared", "cleared")
    assert [len(reader.readings.all()) for reader in reading.readers.all()] == [0, 0]
    assert reading.readers.get(part="first").marks.count() == 1
    assert (edition.estimate.first, edition.estimate.second) == (0, 0)
    for name in ("Merryn", "Tallack", "Jory", "Penrose"):
        assert name not in edition.overview + edition.summary + reading.overview + reading.summary
    for assessment in CriteriaAssessment.objects.exclude(recommendation=""):
        follows = assessment.answers_come_to
        suggested = "review" if follows and follows.suggests else "none"
        assert assessment.recommendation == suggested, assessment


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
    "housing_reader": "Read the public edition blind",
    "care_reader": "Read the public edition blind",
    "contact": "Tell Grandmother that there is a review",
}
"""What each person owes on first sign-in, among other things."""
OWES_NOTHING = {
    "panel_member": "The management review of Ferry Road Primary School has not been accepted yet.",
    "school_author": "The management review of Ferry Road Primary School has not been accepted yet.",
    "line_manager": "Somebody you support reads here what their interview is for",
    "relative": "tells you what the review finds before it is made public",
    "coroner": "what the board discloses to the coroner reaches you outside the portal for now",
    "inspector": "You may read how each review stands",
    "administrator": "have access; one has not followed their invitation yet.",
}
"""What those read who owe nothing: a panel member and an author whose work is with others see with whom it is; the
others have no act of their own in the portal."""


@pytest.fixture
def demonstration(demo_settings):
    load_demo()
    keeping.catch_up()


def test_everybody_owes_something_or_reads_a_page_that_is_true(demonstration, client):
    assert {person.key for person in PEOPLE} == TO_DO.keys() | OWES_NOTHING.keys()
    for person in PEOPLE:
        user = User.objects.get(email=person.email)
        client.force_login(user)
        page = " ".join(html.fromstring(client.get("/work/").content).find(".//main").text_content().split())
        if person.key in TO_DO:
            assert TO_DO[person.key] in page, f"{person.key} reads {page}"
            assert "Nothing waits for you" not in page
        else:
            assert OWES_NOTHING[person.key] in page, f"{person.key} reads {page}"
            assert not [item for item in items_for(user) if not item.waiting_for]


def test_each_thing_somebody_owes_stands_in_their_list_alone_behind_a_link_that_offers_the_act(demonstration):
    walk = Walk(SimpleNamespace(board=Board.objects.get(code="portsmouth")))
    walk.look("the demonstration")
    assert walk.faults == []
    assert len(walk.seen) > 8


def test_demo_is_refused_where_it_is_not_asked_for(settings):
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("load_demo")
    assert not Board.objects.exists()


@pytest.mark.pango
def test_demo_shows_the_public_a_report_in_which_nobody_is_named(settings, client):
    settings.DEMO = True
    call_command("load_demo")

    assert not Job.objects.unfinished().exists()
    edition = PublicEdition.objects.public().get()
    page = client.get(f"/published/{edition.slug}/").content.decode()
    assert edition.title in page
    assert not [name for name in ("Merryn", "Tallack", "Demelza") if name in page]
    assert client.get(f"/published/{edition.slug}/report.pdf").status_code == 200
