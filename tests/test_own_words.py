"""Whoever wrote something reads it as written, with labels behind a link; nobody else ever does."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from families.services import relatives
from panels.services import chronologies, imrs
from reports.services import reports
from scr_portal.access.roles import Role
from scr_portal.anonymise import LABEL
from scr_portal.web.stale import version_of
from tests import cast, make
from tests.platform.signing_in import delivered, sign_in

pytestmark = pytest.mark.django_db

WORDS = "Tamsin Quillfeather was seen by Nurse Threlkeld at Bramblewick."


def text(client: Any, person: Any, url: str) -> str:
    answer = sign_in(client, person).get(url)
    assert answer.status_code == 200
    return str(answer.content.decode())


def write_analysis(imr: Any) -> Any:
    version = version_of(imr, "analysis")
    return imrs.write(imr, section="analysis", text=WORDS, version=version, by=imr.author)


def begun() -> SimpleNamespace:
    world = cast.world()
    cast.begin(world, make.review(world.people))
    return world


def test_an_author_reads_the_own_review_in_clear_and_with_labels_on_demand(client: Any) -> None:
    world = begun()
    imr = world.commission.management_review
    write_analysis(imr)
    url = imr.get_absolute_url()
    answer = sign_in(client, world.who["imr"]).get(url)
    assert WORDS in answer.content.decode()
    assert "was seen by [" not in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    labelled = client.get(url, {"words": "labels"})
    assert "Threlkeld" not in labelled.content.decode()
    assert LABEL.search(labelled.content.decode())
    assert "Read your own words" in labelled.content.decode()


def test_no_other_reader_of_a_review_reads_a_name(client: Any) -> None:
    world = begun()
    imr = make.ready_imr(world.commission)
    imr = write_analysis(imr)
    make.enter_names(world.people, imr)
    imrs.submit(imr, by=world.who["imr"])
    for role in ("agl", "bm", "pch", "ova", "pm"):
        for query in ("", "?words=own", "?words=", "?words=originals"):
            page = text(client, world.who[role], imr.get_absolute_url() + query)
            assert "Threlkeld" not in page, role
            assert "Tamsin" not in page, role
            assert "your own words" not in page, role


def test_an_author_checks_the_own_chronology_in_clear_and_others_read_labels(client: Any) -> None:
    world = begun()
    rows = f"Date,Source,Details,Comment\n12/05/2010,Visit book,{WORDS},Asked by Nurse Threlkeld\n"
    read = make.chronology_of(world.commission, rows.encode())
    url = chronologies.accept(read, by=world.who["imr"]).get_absolute_url()
    own = text(client, world.who["imr"], url)
    assert WORDS in own
    assert "Asked by Nurse Threlkeld" in own
    assert "What you wrote yourself stands here as you wrote it." in own
    assert "Threlkeld" not in text(client, world.who["imr"], url + "?words=labels")
    for role in ("agl", "bm", "pch", "ova", "pm"):
        assert "Threlkeld" not in text(client, world.who[role], url), role


def test_a_former_author_loses_the_own_words_with_the_work(client: Any) -> None:
    world = begun()
    imr = world.commission.management_review
    write_analysis(imr)
    author = world.who["imr"]
    author.memberships.update(ended_on=timezone.localdate())
    elsewhere = make.agency(world.people.board)
    author.memberships.create(board=world.people.board, role=Role.IMR_AUTHOR, agency=elsewhere)
    assert sign_in(client, world.who["imr"]).get(imr.get_absolute_url()).status_code == 404


def test_a_referrer_reads_the_own_referral_and_the_agencys_lead_the_labels(client: Any) -> None:
    world = cast.world()
    referral = make.referral(world.people, account=WORDS)
    assert WORDS in text(client, world.who["ref"], referral.get_absolute_url())
    for role in ("agl", "bm", "sub", "bch"):
        assert "Threlkeld" not in text(client, world.who[role], referral.get_absolute_url())


def test_an_overview_author_reads_the_own_report_and_the_panel_the_labels(client: Any) -> None:
    world = begun()
    cast.hand_in(world)
    report = cast.begin_report(world)
    report = reports.write(
        report,
        part="overview",
        text=WORDS,
        version=version_of(report, "overview"),
        by=world.people.author,
    )
    make.enter_names(world.people, report)
    reports.submit(report, by=world.people.author)
    url = report.get_absolute_url()
    assert "Threlkeld" in text(client, world.who["ova"], url)
    assert "Threlkeld" not in text(client, world.who["ova"], url + "?words=labels")
    for role in ("pch", "pm", "bm"):
        assert "Threlkeld" not in text(client, world.who[role], url)


def test_a_note_about_a_relative_is_read_in_clear_by_its_own_writer_alone(client: Any) -> None:
    world = begun()
    relative, day = world.relative, timezone.localdate()
    said = {"kind": "heard", "means": "visit", "on": day}
    relatives.record_contact(relative, note=WORDS, by=world.who["fl"], **said)
    relatives.record_contact(relative, note="Mrs Penhallow rang.", by=world.people.manager, **said)
    page = text(client, world.who["fl"], relative.get_absolute_url())
    assert "Threlkeld" in page
    assert "Penhallow" not in page
    page = text(client, world.people.manager, relative.get_absolute_url())
    assert "Threlkeld" not in page
    assert "Penhallow" in page
    for role in ("pch", "ova"):
        page = text(client, world.who[role], relative.get_absolute_url())
        assert "Threlkeld" not in page
        assert "Penhallow" not in page


def test_own_words_stand_in_no_mail(client: Any) -> None:
    world = begun()
    imr = make.ready_imr(world.commission)
    imr = write_analysis(imr)
    make.enter_names(world.people, imr)
    imrs.submit(imr, by=world.who["imr"])
    letters = delivered()
    assert letters
    assert all("Threlkeld" not in letter.subject + str(letter.body) for letter in letters)


def test_a_person_with_another_part_on_the_board_does_not_read_them_as_their_own(client: Any) -> None:
    world = begun()
    imr = world.commission.management_review
    write_analysis(imr)
    stranger = make.member(world.people.board, Role.IMR_AUTHOR, agency=world.agency)
    assert sign_in(client, stranger).get(imr.get_absolute_url()).status_code == 404
