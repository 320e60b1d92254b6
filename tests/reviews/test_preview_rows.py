"""A preview shows what both may read, and never more than whoever looks may."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from panels.services import panel
from reports.services import reports
from scr_portal.access.roles import Role
from scr_portal.accounts.models import Membership
from scr_portal.sealed.models import NamedView
from tests import cast, make
from tests.platform.signing_in import sign_in
from tests.previewing import Eyes, begun, declare

pytestmark = pytest.mark.django_db


def test_a_case_that_is_closed_to_whoever_looks_is_counted_and_never_shown() -> None:
    world = begun()
    declare(world.review, world.who["bm"])
    eyes = Eyes(world.who["bm"], world.who["pch"])
    words = eyes.words("/cases/")
    assert world.review.code not in words
    assert "one case" in words
    assert world.review.code not in eyes.words("/work/")
    for path in (world.review.get_absolute_url(), reverse("panels:panel", args=[world.review.pk])):
        assert eyes.get(path).status_code == 404


def test_a_case_that_is_closed_to_her_is_closed_in_the_preview() -> None:
    world = begun()
    declare(world.review, world.who["pch"])
    eyes = Eyes(world.who["bm"], world.who["pch"])
    assert world.review.code not in eyes.words("/cases/")
    assert eyes.get(world.review.get_absolute_url()).status_code == 404


def test_a_case_of_another_board_is_counted_and_never_shown() -> None:
    world = begun()
    elsewhere = make.staff(make.board())
    there = make.review(elsewhere)
    chair = world.who["bch"]
    Membership.objects.create(user=chair, board=elsewhere.board, role=Role.BOARD_CHAIR)
    eyes = Eyes(world.who["bm"], chair)
    words = eyes.words("/cases/")
    assert there.code not in words
    assert "one case" in words
    assert eyes.get(there.get_absolute_url()).status_code == 404


def test_nobody_interviewed_is_named_to_whoever_may_not_know_of_them() -> None:
    world = begun()
    cast.interview(world, shared=True)
    own = sign_in(Client(), world.who["imr"]).get(world.commission.get_absolute_url()).content.decode()
    assert str(world.who["itv"]) in own  # it could leak
    eyes = Eyes(world.who["bm"], world.who["imr"])
    for path in ("/work/", world.review.get_absolute_url(), world.commission.get_absolute_url()):
        assert str(world.who["itv"]) not in eyes.words(path), path


def test_a_preview_does_not_say_that_nobody_was_interviewed() -> None:
    world = begun()
    cast.interview(world, shared=True)
    words = Eyes(world.who["bm"], world.who["imr"]).words(world.commission.get_absolute_url())
    assert "Left out of a preview" in words
    assert "Nobody interviewed yet" not in words


def test_a_conflict_is_marked_only_where_whoever_looks_may_know_of_it() -> None:
    """A manager may sit on a panel of another board, on which the person they look as is the chair."""
    world, elsewhere = begun(), make.staff(make.board())
    there, chair, looks = make.appointed(elsewhere, make.review(elsewhere)), world.who["bch"], world.who["bm"]
    Membership.objects.create(user=chair, board=elsewhere.board, role=Role.BOARD_CHAIR)
    Membership.objects.create(user=looks, board=elsewhere.board, role=Role.PANEL_MEMBER)
    panel.appoint(there, user=looks, capacity="panel_member", by=elsewhere.manager)
    declare(there, elsewhere.panel_chair)
    url = reverse("panels:panel", args=[there.pk])
    tag = "Conflict of interest"
    assert tag in sign_in(Client(), chair).get(url).content.decode()  # it could leak
    assert tag not in sign_in(Client(), looks).get(url).content.decode()
    eyes = Eyes(looks, chair)
    for path in (url, there.get_absolute_url()):
        assert tag not in eyes.words(path), path


def test_a_report_both_may_read_is_in_labels_and_nobody_waits_for_the_record_meanwhile() -> None:
    world = begun()
    cast.hand_in(world)
    cast.begin_report(world)
    cast.sign(world)
    url = reverse("reports:report", args=[world.review.pk])
    assert "Quillfeather" in sign_in(Client(), world.who["ova"]).get(url).content.decode()  # it could leak
    eyes = Eyes(world.who["bm"], world.who["ova"])
    with CaptureQueriesContext(connection) as asked:
        words = eyes.words(url)
    assert "was not seen in spring" in words
    assert "Quillfeather" not in words
    statements = [query["sql"] for query in asked]
    made = next(number for number, sql in enumerate(statements) if sql.startswith("ROLLBACK"))
    assert not any("audit_audithead" in sql for sql in statements[:made])
    assert any("audit_audithead" in sql for sql in statements[made:])


def test_her_own_words_read_as_labels() -> None:
    world = cast.world()
    referral = make.referral(world.people)
    own = sign_in(Client(), world.people.referrer).get(referral.get_absolute_url()).content.decode()
    assert "Quillfeather" in own  # it could leak
    eyes = Eyes(world.who["bm"], world.people.referrer)
    assert "Quillfeather" not in eyes.words(referral.get_absolute_url())


def test_a_report_put_before_the_panel_reads_as_labels_in_a_preview_as_its_author() -> None:
    world = begun()
    cast.hand_in(world)
    report = cast.begin_report(world)
    make.name_on_purpose(world.people, report)
    reports.submit(report, by=world.people.author)
    url = reverse("reports:report", args=[world.review.pk])
    author = sign_in(Client(), world.who["ova"]).get(url).content.decode()
    assert "Quillfeather" in author  # it could leak
    words = Eyes(world.who["bm"], world.who["ova"]).words(url)
    assert "Her mother asked for help twice" in words  # the report itself is shown
    assert "Quillfeather" not in words


def test_a_report_that_whoever_looks_may_not_read_is_not_said_to_be_unwritten() -> None:
    world = begun()
    cast.hand_in(world)
    cast.begin_report(world)
    url = reverse("reports:report", args=[world.review.pk])
    words = Eyes(world.who["bm"], world.who["ova"]).words(url)
    assert "left out of this preview, because you may not read it yourself yet" in words
    assert "The report has not been begun" not in words
    assert "left out (one overview report" in words
    assert "Quillfeather" not in words
    case = Eyes(world.who["bm"], world.who["ova"]).words(world.review.get_absolute_url())
    assert "Left out of this preview" in case
    assert "Nothing for you to read yet" not in case


def test_real_names_are_never_shown_even_where_whoever_looks_has_them_open() -> None:
    world = begun()
    eyes = Eyes(world.who["bm"], world.who["pch"])
    asking = reverse("reviews:named_view", args=["review", world.review.pk])
    eyes.client.post(asking, {"reason": "To answer the coroner."})
    assert "Real names are showing" not in eyes.words(world.review.get_absolute_url())
    assert "finds a form here" in eyes.words(asking)
    assert NamedView.objects.count() == 1


def test_a_page_counts_the_rows_of_its_case_that_it_leaves_out_and_no_others() -> None:
    world = begun()
    cast.interview(world, shared=True)
    words = Eyes(world.who["bm"], world.who["imr"]).words(world.commission.get_absolute_url())
    assert "is left out (one agency’s report, one record of an interview)." in words
    assert "record of an interview" not in Eyes(world.who["bm"], world.who["imr"]).words("/cases/")
