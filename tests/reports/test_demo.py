"""The demonstration loads through the services, once."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from reports.models import PublicEdition
from reviews.models import Referral, Review
from scr_portal.accounts.models import Board

pytestmark = pytest.mark.django_db


def test_demo_loads_four_cases_at_different_stages_and_a_second_time_changes_nothing(settings, capsys):
    settings.DEMO = True
    call_command("load_demo", without_pdf=True)
    call_command("load_demo", without_pdf=True)

    assert Board.objects.count() == 5
    assert Referral.objects.count() == 4
    assert {review.status for review in Review.objects.all()} == {"set_up", "gathering", "signed_off"}
    edition = PublicEdition.objects.get()
    assert edition.status == "cleared"
    assert "Merryn" not in edition.overview + edition.summary
    assert "Tallack" not in edition.overview + edition.summary


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
