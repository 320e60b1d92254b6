"""The mails that somebody would be sent are read in a preview: the real texts, sent to nobody."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse

from panels.services import closings
from reports.services import editions
from reviews.services import terms
from scr_portal.access.roles import Role
from scr_portal.accounts import viewpoints
from scr_portal.notices import delivery, mails
from scr_portal.notices.models import Notice
from tests import cast, make
from tests.platform.signing_in import sign_in
from tests.previewing import REASON, Eyes, begun

pytestmark = pytest.mark.django_db

APPS = ("scr_portal", "reviews", "panels", "families", "reports")
NOBODY_SENDS = {"edition_ready", "family_copy_due"}
"""Texts that no service sends today; a preview promises none of them."""


def sent_by_services() -> Iterator[str]:
    """Yield the name of each text that a service sends; of a chosen one every name it may be."""
    for app in APPS:
        for file in (Path(settings.BASE_DIR) / app).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("notices.send"):
                    first = node.args[0]
                    if isinstance(first, ast.Constant):
                        yield str(first.value)


def test_every_mail_that_a_service_sends_is_named_in_a_preview_and_no_other() -> None:
    reminders = {"deadline_due", "deadline_overdue", "deadline_passed_on"}
    sent = set(sent_by_services()) | reminders
    assert len(sent) > 40
    assert set(mails.registered()) == sent
    texts = {file.stem for file in (Path(settings.BASE_DIR) / "templates/email").glob("*.txt")}
    assert texts - sent == NOBODY_SENDS


def case_of(notice: Notice, of: Any) -> Any:
    """Return the case that a notice is about, as the model its mail is registered for."""
    models = of if isinstance(of, tuple) else (of,) if of else ()
    found = [model.objects.filter(code=notice.case_code).first() for model in models]
    return next((case for case in found if case), None)


def test_each_mail_of_whole_cases_went_to_somebody_whom_a_preview_names() -> None:
    world = begun()
    record = cast.interview(world, shared=True)
    closings.remind(record, by=world.who["imr"])
    world = begun()
    make.returned_imr(world.people, world.commission)
    people, edition = make.ready_to_publish()
    editions.publish(edition, by=people.manager)
    names = set()
    for notice in Notice.objects.select_related("to"):
        registered = mails.registered()[notice.template]
        case = case_of(notice, registered.of)
        assert case is not None or registered.of is None, notice.template
        if notice.template != "invitation":  # the password has been chosen meanwhile
            assert registered.goes_to(notice.to, case), (notice.template, str(notice.to))
        names.add(notice.template)
    assert len(names) > 12, names


def test_the_mails_of_a_part_are_read_before_it_is_given_and_none_is_sent() -> None:
    world = begun()
    other = make.review(world.people)
    notices, outbox = Notice.objects.count(), len(mail.outbox)
    url = reverse("reviews:mails_of_case", args=["review", other.pk])
    eyes = Eyes(world.who["bm"], world.who["pm"], supposed=f"part:{other.code}:chair_panel")
    words = eyes.words(url)
    text = delivery.render("terms_proposed", {"reference": other.code, "link": mails.LINK})
    assert text.partition("\n")[0] in words
    assert "When terms of reference are put before the panel chair" in words
    assert "When an agency hands in what it was asked for" in words
    assert "the overview report is returned with points" not in words
    assert (Notice.objects.count(), len(mail.outbox)) == (notices, outbox)
    assert Eyes(world.who["bm"], world.who["pm"]).get(url).status_code == 404


def test_whoever_is_named_by_the_preview_is_who_is_told_when_the_step_is_taken() -> None:
    world = begun()
    other = make.review(world.people)
    make.appointed(world.people, other)
    draft = terms.draft(other, by=world.who["bm"])
    told = mails.registered()["terms_proposed"].goes_to
    people = [person for person in world.who.values() if getattr(person, "pk", None)]
    expected = {person.pk for person in people if told(person, other)}
    said = {"scope_start": other.opened_at.date(), "scope_end": other.opened_at.date()}
    terms.propose(
        terms.write(draft, version=0, questions=["Who saw the child?"], by=world.who["bm"], **said),
        by=world.who["bm"],
    )
    sent = Notice.objects.filter(template="terms_proposed", case_code=other.code)
    assert set(sent.values_list("to", flat=True)) == expected == {world.who["pch"].pk}


def test_an_invitation_is_shown_to_be_sent_only_before_somebody_has_come_and_without_its_link() -> None:
    world = begun()
    url = reverse("reviews:mails_seen")
    here = Eyes(world.who["bm"], world.who["pm"]).words(url)
    assert "When they are given a further role" in here
    assert "When they are invited" not in here
    value = viewpoints.would_be(world.people.board, Role.PANEL_MEMBER, by=world.who["bm"])
    client = sign_in(Client(), world.who["bm"])
    opened = client.post(
        reverse("preview:open", query={"person": value}), {"person": value, "reason": REASON}
    )
    prefix = opened["Location"].removesuffix("/work/")
    page = client.get(prefix + url).content.decode()
    assert "When they are invited" in page
    assert mails.LINK_FOR_ONE in page
    assert "set-password" not in page
    assert "/account/password" not in page


def test_mails_are_read_in_a_preview_alone_and_only_of_cases_that_both_may_read() -> None:
    world = begun()
    elsewhere = make.review(make.staff(make.board()))
    client = sign_in(Client(), world.who["bm"])
    eyes = Eyes(world.who["bm"], world.who["pch"])
    of_case = reverse("reviews:mails_of_case", args=["review", world.review.pk])
    for url in (reverse("reviews:mails_seen"), of_case):
        assert client.get(url).status_code == 404
        assert eyes.get(url).status_code == 200
    assert eyes.get(reverse("reviews:mails_of_case", args=["review", elsewhere.pk])).status_code == 404
    assert eyes.get(reverse("reviews:mails_of_case", args=["child", world.review.pk])).status_code == 404
    assert world.review.code in eyes.words(reverse("reviews:mails_seen"))


def test_the_referrer_is_shown_the_mails_of_their_referral_alone() -> None:
    world = cast.world()
    referral = make.referral(world.people)
    eyes = Eyes(world.who["bm"], world.people.referrer)
    words = eyes.words(reverse("reviews:mails_of_case", args=["referral", referral.pk]))
    assert "When the board asks for more about their referral" in words
    assert "When a referral is sent to the board" not in words
