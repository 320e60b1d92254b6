"""A preview of somebody before they are invited, appointed or asked, opened from that form with its typing kept."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from panels.enums import CommissionStatus
from panels.services import commissions
from scr_portal.access import Denied
from scr_portal.access.roles import Role
from scr_portal.accounts import viewpoints
from scr_portal.accounts.models import Agency, Membership, User
from scr_portal.accounts.viewpoints import Viewpoint
from scr_portal.drafts.models import Draft
from scr_portal.notices.models import Notice
from scr_portal.preview import services, supposing
from scr_portal.preview.models import Preview
from tests import make
from tests.platform.signing_in import sign_in
from tests.previewing import REASON, Eyes, begun

pytestmark = pytest.mark.django_db

PRESSED = {"preview_first": "1"}


def fields(page: Any) -> dict[str, str]:
    """Return what the boxes of the form hold, as a browser would send it."""
    tree: Any = html.fromstring(page.content.decode())
    (form,) = tree.xpath("//form[@novalidate]")
    return {name: str(value) for name, value in form.form_values() if name != "csrfmiddlewaretoken"}


def look_first(client: Client, url: str, typed: dict[str, str]) -> dict[str, str]:
    """Press the button, and return the query of the page that it leads to."""
    answer = client.post(url, fields(client.get(url)) | typed | PRESSED)
    assert answer.status_code == 302
    target = urlsplit(answer["Location"])
    assert target.path == reverse("preview:open")
    return {name: values[0] for name, values in parse_qs(target.query).items()}


def opened(client: Client, query: dict[str, str]) -> str:
    """Open the preview as its page offers it, and return the words of the first page."""
    url = reverse("preview:open", query=query)
    answer = client.post(url, fields(client.get(url)) | {"reason": REASON}, follow=True)
    assert answer.status_code == 200
    return " ".join(html.fromstring(answer.content.decode()).text_content().split())


def test_somebody_without_an_account_is_seen_and_no_account_is_made() -> None:
    world = begun()
    people, held = User.objects.count(), Membership.objects.count()
    notices = Notice.objects.count()
    board = world.people.board
    value = viewpoints.would_be(board, Role.SUB_GROUP, by=world.who["bm"], email="nobody@example.org")
    client = sign_in(Client(), world.who["bm"])
    words = opened(client, {"person": value})
    assert "You see what somebody invited as serious case review committee member would see, until" in words
    preview = Preview.objects.get()
    page = client.get(f"/preview/{preview.pk}/cases/").content.decode()
    assert world.review.code in page
    assert client.get(f"/preview/{preview.pk}{world.review.get_absolute_url()}").status_code == 200
    assert (User.objects.count(), Membership.objects.count()) == (people, held)
    assert Notice.objects.count() == notices


def test_somebody_new_sees_no_more_than_the_role_opens() -> None:
    world = begun()
    value = viewpoints.would_be(world.people.board, Role.PANEL_MEMBER, by=world.who["bm"])
    client = sign_in(Client(), world.who["bm"])
    opened(client, {"person": value})
    preview = Preview.objects.get()
    assert world.review.code not in client.get(f"/preview/{preview.pk}/cases/").content.decode()
    assert client.get(f"/preview/{preview.pk}{world.review.get_absolute_url()}").status_code == 404


def test_a_further_role_of_somebody_on_the_board_is_seen_with_what_they_have() -> None:
    world = begun()
    other = make.review(world.people)
    member = world.who["pm"]
    assert other.code not in Eyes(world.who["bm"], member).words("/cases/")
    value = viewpoints.would_be(
        world.people.board, Role.SUB_GROUP, by=world.who["bm"], email=member.email.upper()
    )
    client = sign_in(Client(), world.who["bm"])
    words = opened(client, {"person": value})
    assert f"You see what {member}, invited as serious case review committee member, would see" in words
    preview = Preview.objects.latest("opened_at")
    assert other.code in client.get(f"/preview/{preview.pk}/cases/").content.decode()
    assert Role.SUB_GROUP not in member.roles_on(world.people.board)


def test_an_address_known_on_another_board_alone_tells_nothing_of_it() -> None:
    world = begun()
    stranger = make.member(make.board(), Role.SUB_GROUP)
    values = {
        viewpoints.would_be(world.people.board, Role.SUB_GROUP, by=world.who["bm"], email=email)
        for email in (stranger.email, "nobody@example.org")
    }
    assert len(values) == 1


@pytest.mark.parametrize("role", [Role.RELATIVE, Role.INTERVIEWEE])
def test_nobody_looks_as_somebody_new_whose_pages_are_theirs_alone(role: Role) -> None:
    world = begun()
    manager, board = world.who["bm"], world.people.board
    assert viewpoints.read(manager, viewpoints.would_be(board, role, by=manager)) is None
    new = Membership(user=User(name="Somebody new"), board=board, role=role)
    with pytest.raises(Denied, match="theirs alone"):
        services.open_preview(Viewpoint(None, new), reason=REASON, by=manager)
    page = sign_in(Client(), manager).get(reverse("preview:open", query={"person": f":{board.code}:{role}:"}))
    assert "theirs alone" in page.content.decode()


def test_only_boards_and_agencies_that_one_manages_are_looked_at() -> None:
    world, elsewhere = begun(), make.board()
    manager, board = world.who["bm"], world.people.board
    foreign = make.agency(elsewhere)
    assert viewpoints.read(manager, f":{elsewhere.code}:{Role.SUB_GROUP}:") is None
    assert viewpoints.read(manager, f":{board.code}:{Role.AGENCY_LEAD}:{foreign.pk}") is None
    assert viewpoints.read(manager, f":{board.code}:chief:") is None
    assert viewpoints.read(manager, f":{board.code}:{Role.SUB_GROUP}:") is not None
    assert viewpoints.read(world.who["bch"], f":{board.code}:{Role.SUB_GROUP}:") is None
    new = Membership(user=User(name="Somebody new"), board=board, role=Role.SUB_GROUP)
    with pytest.raises(Denied, match="business manager"):
        services.open_preview(Viewpoint(None, new), reason=REASON, by=world.who["bch"])


def test_the_form_of_an_invitation_leads_to_a_preview_and_back_to_what_was_typed() -> None:
    world = begun()
    client, board = sign_in(Client(), world.who["bm"]), world.people.board
    url = reverse("accounts:invite", args=[board.code])
    typed = {"name": "Wren Applegarth", "email": "not yet", "role": Role.SUB_GROUP}
    query = look_first(client, url, typed)
    assert query["person"] == f":{board.code}:{Role.SUB_GROUP}:"
    assert "Applegarth" not in str(query)
    opened(client, query)
    preview = Preview.objects.get()
    back = client.post(reverse("preview:leave", args=[preview.pk]), follow=True)
    assert back.redirect_chain[0][0] == query["back"]
    assert fields(back)["name"] == "Wren Applegarth"
    assert fields(back)["role"] == Role.SUB_GROUP
    assert Draft.objects.unsent().count() == 1
    assert not User.objects.filter(email="not yet").exists()


def test_the_form_of_an_appointment_leads_to_a_preview_of_the_person_and_back() -> None:
    world = begun()
    other = make.review(world.people)
    client = sign_in(Client(), world.who["bm"])
    for capacity, kept in (("panel_member", None), ("panel_chair", {"family": "no"})):
        chosen = world.people.panel_member if capacity == "panel_member" else world.people.panel_chair
        url = reverse("panels:appoint_person", args=[other.pk, capacity])
        query = look_first(client, url, {"user": str(chosen.pk), **(kept or {})})
        words = opened(client, query)
        assert f"You see what {chosen} would see as" in words
        assert other.code in words
        preview = Preview.objects.latest("opened_at")
        back = client.post(reverse("preview:leave", args=[preview.pk]), follow=True)
        assert fields(back)["user"] == str(chosen.pk)
    assert not other.appointments.exists()


def test_the_author_of_an_agency_is_seen_before_the_request_is_sent() -> None:
    world = begun()
    agency = make.agency(world.people.board)
    planned = commissions.plan(world.review, agency=agency, by=world.who["bm"])
    client = sign_in(Client(), world.who["bm"])
    url = reverse("panels:commission_issue", args=[world.review.pk, planned.pk])
    query = look_first(client, url, {"author_name": "Wren Applegarth", "author_email": "wren@example.org"})
    words = opened(client, query)
    assert f"somebody invited as management review author of {agency} would see" in words
    assert f"as the author for {agency} in {world.review.code}" in words
    preview = Preview.objects.get()
    page = client.get(f"/preview/{preview.pk}{planned.get_absolute_url()}").content.decode()
    assert "Arrange an interview" in page
    planned.refresh_from_db()
    assert (planned.status, planned.author) == (CommissionStatus.PLANNED, None)
    back = client.post(reverse("preview:leave", args=[preview.pk]), follow=True)
    assert fields(back)["author_email"] == "wren@example.org"
    assert not User.objects.filter(email="wren@example.org").exists()


def test_a_new_author_is_seen_in_the_place_of_the_one_who_writes_now() -> None:
    world = begun()
    agency = Agency.objects.get(pk=world.commission.agency_id)
    client = sign_in(Client(), world.who["bm"])
    url = reverse("panels:author_replace", args=[world.review.pk, world.commission.pk])
    opened(client, look_first(client, url, {"author_email": "wren@example.org", "reason": "Moved away."}))
    preview = Preview.objects.get()
    page = client.get(f"/preview/{preview.pk}{world.commission.get_absolute_url()}")
    assert f"{agency}" in page.content.decode()
    world.commission.refresh_from_db()
    assert world.commission.author == world.who["imr"]


def test_only_authors_of_boards_one_manages_can_be_supposed() -> None:
    world = begun()
    about = f"commission:{world.commission.pk}"
    assert len(supposing.offered(world.who["bm"], about)) == 1
    assert supposing.offered(world.who["bch"], about) == []
    assert supposing.offered(world.who["bm"], "commission:nonsense") == []
    elsewhere = make.staff(make.board())
    there = make.appointed(elsewhere, make.review(elsewhere))
    make.agreed_terms(elsewhere, there)
    foreign = make.commission(elsewhere, there)
    assert supposing.offered(world.who["bm"], f"commission:{foreign.pk}") == []
    commissions.end(world.commission, reason="Not needed any more.", by=world.who["bm"])
    assert supposing.offered(world.who["bm"], about) == []


def test_only_whoever_may_look_has_the_button() -> None:
    world = begun()
    url = reverse("accounts:invite", args=[world.people.board.code])
    administrator = make.member(world.people.board, Role.ADMINISTRATOR)
    button = "See first what they would see"
    assert button in sign_in(Client(), world.who["bm"]).get(url).content.decode()
    client = sign_in(Client(), administrator)
    assert button not in client.get(url).content.decode()
    assert client.post(url, PRESSED).status_code == 422
    appoint = reverse("panels:appoint_person", args=[make.review(world.people).pk, "panel_member"])
    assert button not in sign_in(Client(), world.who["bch"]).get(appoint).content.decode()


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example/", "x", "/" + "a" * 300])
def test_leaving_leads_nowhere_but_into_the_portal(back: str) -> None:
    assert services.path_within(back) == ""
    assert services.path_within("/people/?draft=1") == "/people/?draft=1"


def test_an_ended_preview_leads_back_to_the_form_it_was_opened_from() -> None:
    world = begun()
    client = sign_in(Client(), world.who["bm"])
    url = reverse("accounts:invite", args=[world.people.board.code])
    opened(client, look_first(client, url, {"name": "Wren Applegarth", "role": Role.SUB_GROUP}))
    preview = Preview.objects.get()
    services.leave(preview, by=world.who["bm"])
    page = client.get(f"/preview/{preview.pk}/cases/")
    assert page.status_code == 410
    assert "Go back to the form you came from" in page.content.decode()
    assert preview.back in page.content.decode()
