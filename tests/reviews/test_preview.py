"""A preview: whose pages they are, how it opens and ends, and that nothing of it stays."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from scr_portal.accounts.models import Membership
from scr_portal.accounts.services import memberships
from scr_portal.accounts.viewpoints import Viewpoint
from scr_portal.audit.models import AuditEvent
from scr_portal.drafts.models import Draft
from scr_portal.outstanding import keeping
from scr_portal.preview import services
from scr_portal.preview.models import Preview
from tests import cast, make
from tests.platform.signing_in import sign_in
from tests.previewing import Eyes, begun
from tests.refusing import refuses

pytestmark = pytest.mark.django_db


def test_the_list_of_cases_is_hers_and_the_banner_says_whose_eyes_these_are() -> None:
    world = begun()
    other = make.review(world.people)
    eyes = Eyes(world.who["bm"], world.who["pch"])
    words = eyes.words("/cases/")
    assert world.review.code in words
    assert other.code not in words
    assert f"You see what {world.who['pch']} would see" in words


def test_it_ends_by_itself_after_fifteen_minutes_and_when_it_is_left() -> None:
    world = begun()
    eyes = Eyes(world.who["bm"], world.who["pch"])
    with time_machine.travel(timezone.now() + services.LASTS, tick=True):
        assert eyes.get("/cases/").status_code == 410
    assert eyes.get("/cases/").status_code == 200
    answer = eyes.client.post(reverse("preview:leave", args=[eyes.preview.pk]), follow=True)
    assert "The preview has ended" in answer.content.decode()
    assert eyes.get("/cases/").status_code == 410
    assert AuditEvent.objects.filter(verb="preview.left").count() == 1


def test_it_belongs_to_one_session_of_one_person() -> None:
    world = begun()
    eyes = Eyes(world.who["bm"], world.who["pch"])
    for other in (world.who["bm"], world.who["pch"], world.who["bch"]):
        assert sign_in(Client(), other).get(f"{eyes.prefix}/cases/").status_code == 410
    assert Client().get(f"{eyes.prefix}/cases/").status_code in (302, 404)
    stranger = sign_in(Client(), world.who["bch"])
    stranger.post(reverse("preview:leave", args=[eyes.preview.pk]))
    assert eyes.get("/cases/").status_code == 200


def test_it_ends_with_the_role_of_either() -> None:
    world = begun()
    eyes = Eyes(world.who["bm"], world.who["pch"])
    memberships.close_account(world.who["pch"], by=world.who["bm"])
    assert eyes.get("/cases/").status_code == 410


def test_the_form_offers_those_who_may_be_looked_as_and_wants_a_reason() -> None:
    world = begun()
    client = sign_in(Client(), world.who["bm"])
    url = reverse("preview:open")
    page = client.get(url).content.decode()
    assert str(world.who["pch"]) in page
    for hidden in (world.who["itv"], world.who["ob"]):
        assert f">{hidden}," not in page
    hers = Membership.objects.get(user=world.who["pch"])
    answer = client.post(url, {"person": hers.pk, "reason": "Because"})
    assert answer.status_code == 422
    assert services.NO_REASON in answer.content.decode()
    assert not Preview.objects.exists()
    with refuses("reason", services.NO_REASON):
        services.open_preview(Viewpoint(hers), reason=" ", by=world.who["bm"])
    assert sign_in(Client(), world.who["bch"]).get(url).status_code == 404


def test_the_session_and_messages_of_whoever_looks_are_left_alone() -> None:
    world = begun()
    eyes = Eyes(world.who["bm"], world.who["pch"])
    kept = dict(eyes.client.session)
    eyes.words("/cases/")
    seen = dict(eyes.client.session)
    assert {key: value for key, value in seen.items() if not re.search("seen|noted", key)} == {
        key: value for key, value in kept.items() if not re.search("seen|noted", key)
    }
    assert eyes.client.get("/cases/").context["user"].pk == world.who["bm"].pk


def test_making_a_page_writes_nothing_but_that_it_was_read_by_whoever_looked() -> None:
    world = begun()
    cast.hand_in(world)
    cast.begin_report(world)
    eyes = Eyes(world.who["bm"], world.who["ova"])
    before = AuditEvent.objects.count()
    eyes.words(reverse("reports:report", args=[world.review.pk]))
    (event,) = AuditEvent.objects.order_by("seq")[before:]
    assert (event.verb, event.actor_id) == ("read", world.who["bm"].pk)
    assert event.facts["what"] == "preview"
    assert event.facts["page"] == "reports:report"
    assert event.facts["person"] == str(world.who["ova"].pk)
    assert event.case_code == world.review.code
    assert not Draft.objects.exists()


def test_a_preview_computes_no_matters_that_others_would_wait_for() -> None:
    world = begun()
    keeping.mark(world.review.code)
    eyes = Eyes(world.who["bm"], world.who["pch"])
    for path in ("/work/", world.review.get_absolute_url()):
        with CaptureQueriesContext(connection) as asked:
            eyes.words(path)
        assert not any("pg_advisory_xact_lock" in query["sql"] for query in asked), path
