"""Every address of the portal, asked by people who have no business there.

The addresses come from the resolver, so a new one is asked without anybody adding it here; its keys are those
of real objects of one board. Only what stands in `PUBLIC` answers somebody who is not signed in.
"""

from __future__ import annotations

import datetime
import re
import uuid
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from families.services import holds
from panels.models import InterviewRecord
from reports.services import reports
from reviews.models import Identity
from reviews.services import returns, reviews
from reviews.services.returns import NewPoint
from scr_portal.access.middleware import DefaultDeny
from scr_portal.access.roles import Role
from scr_portal.drafts.models import Draft
from scr_portal.jobs.models import Job
from scr_portal.sealed.columns import coded_columns, narratives_of
from tests import cast, make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db

PUBLIC = {
    "healthz",
    "readyz",
    "reports:published",
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "accounts:access_ended",
    "accounts:session_ended",
    "drafts:save",
}
"""What answers anybody: the published reports, the way in and out, the two questions of a supervisor, and the
address that keeps typed text, which takes the signed token of a form and gives nothing back but the time."""

OWN = {"reviews:work", "reviews:cases", "reviews:refer", "accounts:people_home", "accounts:overview"}
"""Pages without a key that everybody signed in has for themselves."""

REFERRAL_PAGES = {
    "referral",
    "referral_edit",
    "referral_send",
    "referral_return",
    "procedure",
    "criteria",
    "criterion",
    "recommend",
    "decide",
    "decide_again",
    "ask_again",
    "referral_names",
    "referral_names_new",
    "referral_names_undo",
}


class Address(SimpleNamespace):
    """One pattern of the resolver: its full name, and the names of its keys."""

    name: str
    keys: tuple[str, ...]


def addresses() -> list[Address]:
    return list(walk(get_resolver(), ""))


def walk(resolver: URLResolver, namespace: str, above: tuple[str, ...] = ()) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        keys = (*above, *entry.pattern.regex.groupindex)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from walk(entry, inner, keys)
        elif isinstance(entry, URLPattern) and entry.name:
            yield Address(name=namespace + entry.name, keys=keys)


ADDRESSES = addresses()
OF_OBJECTS = [
    one
    for one in ADDRESSES
    if one.keys and one.name.split(":")[0] in ("reviews", "panels", "families", "reports")
]


def whole_board() -> SimpleNamespace:
    """One of everything that has a key in an address, on one board and in one review."""
    world = cast.world()
    people = world.people
    cast.begin(world, make.review(people))
    day = timezone.localdate() + datetime.timedelta(days=60)
    proceeding = reviews.record_proceeding(
        world.review,
        kind="criminal",
        holds_publication=True,
        holds_family_contact=False,
        reason="A trial is listed.",
        look_again_on=day,
        by=people.manager,
    )
    problem = make.chronology(world.other_commission, accepted=False).problems.filter(severity="held").first()
    chronology = make.chronology(world.commission, accepted=False)
    record = cast.interview(world, shared=True)
    closing = cast.closing(world, record)
    hold = holds.place(
        world.relative, reason="The police ask.", agreed_with="police", look_again_on=day, by=people.manager
    )
    letter = make.letter(people, world.relative, "Her brother was arrested.")
    points = [NewPoint("Who saw the child?")]
    returned = returns.return_with_points(world.commission.management_review, points, by=people.panel_chair)
    world.things = {
        "referral": world.review.referral,
        "review": world.review,
        "proceeding": proceeding,
        "conflict": reviews.declare_conflict(
            world.review,
            of=make.member(people.board, Role.PANEL_MEMBER),
            reason="A former neighbour.",
            by=people.manager,
        ),
        "kinship": make.kin(
            world.people,
            make.person(world.people, world.review, "Aunt 6"),
            make.child(world.review),
            "foster",
        ),
        "identity": Identity.objects.filter(register__referral=world.review.referral).first(),
        "appointment": world.review.appointments.first(),
        "commission": world.commission,
        "chronology": chronology,
        "row": problem,
        "imr": world.commission.management_review,
        "interview": record,
        "closing": closing,
        "hold": hold,
        "letter": letter,
        "seal": make.seal(make.letter(people, world.relative, "She came back."), by=people.manager),
        "outgoing": make.asked_about(letter, by=people.manager),
        "return_round": returned,
        "return_point": returned.points.get(),
        "relative": world.relative,
        "personal_contact": world.review.personal_contacts.first(),
        "job": Job.objects.first(),
        "draft": Draft.objects.create(
            user=people.manager, form="reviews:conflict", content={}, saved_at=timezone.now()
        ),
        "membership": people.manager.memberships.get(),
    }
    return world


def object_of(name: str) -> str:
    """Which thing the `pk` of an address is a key of, told from the address's name."""
    app, _, page = name.rpartition(":")
    if page in REFERRAL_PAGES:
        return "referral"
    if app == "accounts":
        return "membership"
    exact = {
        "proceeding_again": "proceeding",
        "proceeding_end": "proceeding",
        "proceeding_agree": "proceeding",
        "conflict_lift": "conflict",
        "author_replace": "commission",
        "identity": "identity",
        "kinship": "kinship",
        "kinship_back": "kinship",
        "kinship_person": "identity",
        "appointment_end": "appointment",
        "progress": "job",
        "throw_away": "draft",
        "row": "row",
        **dict.fromkeys(("row_add", "row_cells", "row_leave_out", "row_remove"), "chronology"),
        "return_round": "return_round",
        "return_point": "return_point",
        "copy": "relative",
        "copy_file": "relative",
        "copy_download": "relative",
        "relative": "relative",
        "contact_record": "relative",
        "personal_contact_end": "personal_contact",
        "relative_edit": "relative",
        "wishes_edit": "relative",
        "not_told": "relative",
        "seal_new": "letter",
        **dict.fromkeys(("passage_choose", "passage_seal"), "imr"),
        **dict.fromkeys(("seal", "seal_again", "seal_lift"), "seal"),
        **dict.fromkeys(("letter", "letter_edit", "letter_ask", "letter_send"), "letter"),
        **dict.fromkeys(("letter_set_aside", "letter_print"), "letter"),
        "letter_begin": "relative",
        "clear_others": "outgoing",
        "hold_agree": "hold",
        "hold_end": "hold",
        "interview_new": "imr",
        "interview_closing": "closing",
        "interview_closing_answer": "closing",
        **dict.fromkeys(("chronology_upload", "chronology_template"), "commission"),
        "independence": "commission",
        "commission_issue": "commission",
    }
    starts = ("chronology", "commission", "imr", "interview")
    return exact.get(page) or next((one for one in starts if page.startswith(one)), "review")


def path_of(one: Address, world: SimpleNamespace, *, missing: bool = False) -> str:
    """The address with keys of the board's own things; with keys of nothing where `missing`."""
    given: dict[str, Any] = {}
    for key in one.keys:
        if key == "pk" and one.name.startswith("mfa_"):
            given[key] = 1
        elif key in ("pk", "flag_id", "hit_id", "kept_id", "mark_id"):
            given[key] = uuid.uuid4() if missing else world.things[object_of(one.name)].pk
        elif key == "document":
            given[key] = uuid.uuid4() if missing else world.things["imr"].pk
        elif key == "kind" and one.name == "reviews:seal_new":
            given[key] = "letter"
        elif key == "kind" and "passage_" in one.name:
            given[key] = "contribution"
        elif key == "slug" and "names_of" in one.name:
            given[key] = "management-review"
        elif key in ("part", "row"):
            given[key] = 99_999 if missing else ROW_OF_A_TABLE[key]
        elif key == "review_id":
            given[key] = uuid.uuid4() if missing else world.review.pk
        else:
            given[key] = words_of(key, world, missing=missing)
    return reverse(one.name, kwargs=given)


ROW_OF_A_TABLE = {"part": 1, "row": 5}
"""A row that the chronologies of the factories have."""


def words_of(key: str, world: SimpleNamespace, *, missing: bool) -> str:
    words = {
        "board": "nowhere" if missing else world.people.board.code,
        "criterion": "death",
        "to": "gathering",
        "capacity": "panel_chair",
        "kind": "review",
        "section": "summary",
        "part": "overview",
        "numbers": "1",
        "mark": "0",
        "slug": "no-such-report",
        "uidb36": "1",
        "key": "set-password",
        "name": "invitation",
    }
    return words[key]


def plain(answer: Any) -> bytes:
    """The body without what differs from one answer to the next by design."""
    return re.sub(rb'(nonce|value)="[^"]{20,}"', b"", answer.content)


def asked(client: Client, path: str) -> list[Any]:
    return [client.get(path), client.post(path, {})]


def test_somebody_not_signed_in_gets_public_pages_and_the_way_to_sign_in() -> None:
    world, client = whole_board(), Client()
    open_pages, wrong, sign_in_page = set(), [], reverse("account_login")
    for one in ADDRESSES:
        path = path_of(one, world)
        for answer in asked(client, path):
            to_sign_in = answer.status_code == 302 and answer["Location"].startswith(sign_in_page)
            if answer.status_code == 200:
                open_pages.add(one.name)
            elif one.name not in PUBLIC and not to_sign_in and answer.status_code not in (404, 405):
                wrong.append(f"{one.name}: {answer.status_code}")
    assert open_pages <= PUBLIC
    assert {"reports:published", "account_login", "healthz"} <= open_pages
    assert wrong == []


def test_a_published_address_that_is_not_there_is_not_found_for_anybody() -> None:
    assert Client().get(reverse("reports:published_report", args=["no-such-report"])).status_code == 404
    assert Client().get(reverse("reports:published_pdf", args=["no-such-report"])).status_code == 404


def test_somebody_of_another_board_cannot_tell_a_case_from_a_key_of_nothing() -> None:
    world = whole_board()
    client = sign_in(Client(), world.who["ob"])
    wrong = []
    for one in OF_OBJECTS:
        there, nowhere = (asked(client, path_of(one, world, missing=missing)) for missing in (False, True))
        for real, guessed in zip(there, nowhere, strict=True):
            if real.status_code not in (404, 405):
                wrong.append(f"{one.name}: {real.status_code}")
            elif (real.status_code, plain(real)) != (guessed.status_code, plain(guessed)):
                wrong.append(f"{one.name}: tells {real.status_code} from {guessed.status_code}")
    assert len(OF_OBJECTS) > 50
    assert wrong == []


@pytest.mark.parametrize("role", [Role.RELATIVE, Role.INTERVIEWEE, Role.IMR_AUTHOR, Role.REFERRER])
def test_somebody_who_came_to_the_board_for_another_case_opens_nothing_of_this_one(role: Role) -> None:
    world = whole_board()
    person = make.member(world.people.board, role, agency=make.agency(world.people.board))
    client = sign_in(Client(), person)
    wrong = [
        f"{one.name}: {answer.status_code}"
        for one in OF_OBJECTS
        for answer in asked(client, path_of(one, world))
        if answer.status_code not in (404, 405)
    ]
    assert wrong == []


def test_own_pages_of_a_stranger_name_no_case_of_the_board() -> None:
    world = whole_board()
    client = sign_in(Client(), world.who["ob"])
    for name in OWN:
        answer = client.get(reverse(name), follow=True)
        assert answer.status_code == 200, name
        assert world.review.code.encode() not in answer.content
        assert world.review.referral.code.encode() not in answer.content


def test_a_person_interviewed_opens_the_own_record_and_nothing_else() -> None:
    world = whole_board()
    record = world.things["interview"]
    client = sign_in(Client(), record.interviewee)
    opened = {one.name for one in OF_OBJECTS if client.get(path_of(one, world)).status_code in (200, 302)}
    assert opened == {
        "panels:interview",
        "panels:interview_terms_read",
        "panels:interview_confirm",
        "panels:interview_correct",
    }
    others = InterviewRecord.objects.exclude(pk=record.pk)
    assert not others.visible_to(record.interviewee).exists()


def test_a_view_that_declares_no_access_is_refused_to_everybody() -> None:
    def undeclared(request: Any) -> HttpResponse:
        return HttpResponse("open")

    request = RequestFactory().get("/")
    with pytest.raises(PermissionDenied):
        DefaultDeny(lambda request: HttpResponse()).process_view(request, undeclared, (), {})


def test_reading_changes_nothing() -> None:
    """GET by the person with the most rights leaves every row but the record of readings as it was."""
    world = whole_board()
    client = sign_in(Client(), world.people.manager)
    before = rows()
    for one in OF_OBJECTS:
        client.get(path_of(one, world))
    assert {table: count for table, count in rows().items() if before[table] != count} == {}


def rows() -> dict[str, Any]:
    """Every table of the four apps with a digest of its rows, coded columns left out: they follow on reading."""
    found = {}
    for model in apps.get_models():
        if model._meta.app_label not in ("reviews", "panels", "families", "reports", "deadlines", "notices"):
            continue
        left_out = set(coded_columns(*narratives_of(model)))
        names = [
            field.attname
            for field in model._meta.concrete_fields
            if field.name not in left_out and not field.name.endswith("_register_version")
        ]
        found[model._meta.label] = sorted(map(str, model._base_manager.values_list(*names)))
    return found


def test_a_draft_and_its_publication_share_no_address() -> None:
    people = make.staff(make.board())
    report = make.signed_report(people)
    edition = make.edition(people, report)
    edition = make.searched(edition, by=people.manager)
    assert reports.signature(report, "board_chair")
    assert Client().get(reverse("reports:published_pdf", args=[edition.slug])).status_code == 404
    assert Client().get(reverse("reports:published_report", args=[edition.slug])).status_code == 404
