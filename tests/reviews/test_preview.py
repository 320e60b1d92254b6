"""A preview: what somebody would see, read only, never more than whoever looks may read, and nothing of it stays."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from panels.services import panel
from reviews.models import Review
from reviews.services import reviews, terms
from scr_portal.access.roles import Role
from scr_portal.accounts.models import Membership
from scr_portal.accounts.services import memberships
from scr_portal.audit.models import AuditEvent
from scr_portal.drafts.models import Draft
from scr_portal.notices.models import Notice
from scr_portal.outstanding import keeping
from scr_portal.preview import services, supposing
from scr_portal.preview.middleware import LINK
from scr_portal.preview.models import Preview
from scr_portal.sealed.models import NamedView
from tests import cast, make
from tests.asking import again
from tests.platform.signing_in import sign_in
from tests.refusing import refuses

pytestmark = pytest.mark.django_db

REASON = "To see what she reads before I appoint her."


class Eyes:
    """A browser of the manager with a preview open as somebody else."""

    def __init__(self, by: Any, of: Any, *, supposed: str = "") -> None:
        self.client = sign_in(Client(), by)
        membership = (
            Membership.objects.current()
            .filter(user=of, board__in=by.boards_as(Role.BUSINESS_MANAGER))
            .first()
        )
        about = f"?about=review:{supposed.split(':')[1]}" if supposed else ""
        answer = self.client.post(
            reverse("preview:open") + about,
            {"person": membership.pk, "reason": REASON, "supposed": supposed},
        )
        assert answer.status_code == 302, re.findall(
            r'error-message">(.*?)</p>', answer.content.decode(), re.S
        )
        self.preview = Preview.objects.latest("opened_at")
        self.prefix = f"/preview/{self.preview.pk}"

    def get(self, path: str) -> Any:
        return self.client.get(self.prefix + path)

    def words(self, path: str) -> str:
        answer = self.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return " ".join(html.fromstring(answer.content.decode()).text_content().split())


def begun() -> SimpleNamespace:
    world = cast.world()
    cast.begin(world, make.review(world.people))
    return world


def declare(review: Review, person: Any) -> None:
    reviews.declare_conflict(review, of=person, reason="A cousin of the father.", by=person)


def test_the_list_of_cases_is_hers_and_the_banner_says_whose_eyes_these_are() -> None:
    world = begun()
    other = make.review(world.people)
    eyes = Eyes(world.who["bm"], world.who["pch"])
    words = eyes.words("/cases/")
    assert world.review.code in words
    assert other.code not in words
    assert f"You see what {world.who['pch']} would see" in words


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


def test_a_preview_computes_no_matters_that_others_would_wait_for() -> None:
    world = begun()
    keeping.mark(world.review.code)
    eyes = Eyes(world.who["bm"], world.who["pch"])
    for path in ("/work/", world.review.get_absolute_url()):
        with CaptureQueriesContext(connection) as asked:
            eyes.words(path)
        assert not any("pg_advisory_xact_lock" in query["sql"] for query in asked), path


def test_her_own_words_read_as_labels() -> None:
    world = cast.world()
    referral = make.referral(world.people)
    own = sign_in(Client(), world.people.referrer).get(referral.get_absolute_url()).content.decode()
    assert "Quillfeather" in own  # it could leak
    eyes = Eyes(world.who["bm"], world.people.referrer)
    assert "Quillfeather" not in eyes.words(referral.get_absolute_url())
    world.report = None
    review = make.review(world.people)
    cast.begin(world, review)
    cast.hand_in(world)
    cast.begin_report(world)
    eyes = Eyes(world.who["bm"], world.who["ova"])
    assert "Quillfeather" not in eyes.words(reverse("reports:report", args=[world.review.pk]))


def test_real_names_are_never_shown_even_where_whoever_looks_has_them_open() -> None:
    world = begun()
    eyes = Eyes(world.who["bm"], world.who["pch"])
    asking = reverse("reviews:named_view", args=["review", world.review.pk])
    eyes.client.post(asking, {"reason": "To answer the coroner."})
    assert "Real names are showing" not in eyes.words(world.review.get_absolute_url())
    assert "finds a form here" in eyes.words(asking)
    assert NamedView.objects.count() == 1


def test_no_form_is_made_and_none_is_taken() -> None:
    world = begun()
    eyes = Eyes(world.who["bm"], world.who["pch"])
    edit = reverse("reviews:conflict", args=[world.review.pk])
    page = eyes.get(edit)
    tree = html.fromstring(page.content.decode())
    assert [form.get("action") for form in tree.xpath("//form")] == [
        reverse("preview:leave", args=[eyes.preview.pk])
    ]
    for method in ("post", "put", "patch", "delete"):
        assert getattr(eyes.client, method)(eyes.prefix + edit, {"reason": "A cousin."}).status_code == 405
    assert not world.review.conflicts.exists()
    assert AuditEvent.objects.filter(verb="refused", actor_id=world.who["bm"].pk).count() == 4


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


def test_every_link_of_a_page_stays_within_the_preview() -> None:
    world = begun()
    keeping.catch_up()
    eyes = Eyes(world.who["bm"], world.who["pch"])
    for path in ("/work/", "/cases/", world.review.get_absolute_url()):
        tree = html.fromstring(eyes.get(path).content.decode())
        leading_out = [
            href
            for href in tree.xpath("//a/@href")
            if not href.startswith((eyes.prefix, "#", "?", "tel:", "mailto:"))
        ]
        assert leading_out == []
        assert len(tree.xpath("//a/@href")) > 5
    assert LINK.sub(rb"", b'<a class="x" href="//elsewhere">') == b'<a class="x" href="//elsewhere">'


def test_pages_that_do_not_say_that_a_preview_may_show_them_are_refused() -> None:
    world = begun()
    eyes = Eyes(world.who["bm"], world.who["fl"])
    for path in (
        reverse("families:family", args=[world.review.pk]),
        world.relative.get_absolute_url(),
        reverse("families:letter_begin", args=[world.review.pk, world.relative.pk]),
        reverse("reviews:identity_new", args=[world.review.pk]),
        reverse("accounts:overview"),
        reverse("account_logout"),
    ):
        assert eyes.get(path).status_code == 403, path
    assert eyes.client.get("/work/").status_code == 200


def test_a_file_is_not_handed_over() -> None:
    world = begun()
    eyes = Eyes(world.who["bm"], world.who["pch"])
    assert eyes.get("/cases/?export=csv").status_code == 403


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
        services.open_preview(hers, reason=" ", by=world.who["bm"])
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
