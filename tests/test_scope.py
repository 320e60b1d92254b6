"""Who may read is said once: a list, a single object and what is offered agree under every override."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import models
from django.utils import timezone

from families.services import relatives
from panels.services import authorship, imrs, interviews
from reports.models import PublicEdition, ResidualFlag
from reports.services import combinations, copies, editions, findings, flags, readers, reports, settlements
from reviews.models import ConflictOfInterest, Referral, Review, SettledName
from reviews.queries import cases_for, referrals_for
from reviews.services import criteria, decisions, identities, register_export
from reviews.services import reviews as review_services
from reviews.services.returns import NewPoint
from scr_portal import access
from scr_portal.access import checks, overrides, rules, scope
from scr_portal.access.roles import Role
from scr_portal.access.scope import ScopedRows
from scr_portal.accounts.models import User
from scr_portal.outstanding import keeping
from scr_portal.outstanding.lists import items_for
from scr_portal.web.stale import version_of
from tests import cast, make
from tests.asking import again
from tests.factory_cache import cached

pytestmark = pytest.mark.django_db

CLOSES = ("account closed", "other board", "conflict of interest")


def of_a_case() -> list[type[models.Model]]:
    """Every model whose rows belong to a case."""
    return [model for model in scope.scoped_models() if scope.paths_of(model).case]


@cached
def whole_case() -> Any:
    """A case with a row of every model: interview, chronology, family, signed report, an edition in hand."""
    world = cast.world()
    people, day = world.people, timezone.localdate()
    cast.begin(world, decided_after_asking_again(people))
    record = cast.interview(world, shared=True)
    cast.closing(world, record)
    interviews.confirm(record, by=world.who["itv"])
    make.hold(people, world.relative, agreed=False)
    letter = make.letter(people, world.relative, "Her brother was arrested.")
    make.asked_about(letter, by=people.manager)
    make.seal(letter, by=people.manager)
    make.sealed_passage(world.terms, "question_1", 1, by=people.manager)
    hand_in_twice(world)
    report = cast.begin_report(world)
    row = world.commission.chronologies.get(status="accepted").events.first().row
    said = f"{make.TOGETHER} She was seen at Quandorly Fold on 3 March 2009 [{world.agency.short_name} row {row}]."
    world.report = reports.write(
        report, part="overview", text=said, version=version_of(report, "overview"), by=people.author
    )
    report = cast.sign(world)
    register = world.review.identity_register()
    aunt = make.person(people, world.review, "Aunt 6")
    register_export.export(
        register, reason="The court asked for it.", passphrase="four quiet herons wading", by=people.manager
    )
    make.kin(people, aunt, make.child(world.review), "foster")
    identities.settle(register, text="Fennmouth", settled_as="not_a_name", by=people.manager)
    review_services.record_proceeding(
        world.review,
        kind="criminal",
        holds_publication=False,
        holds_family_contact=False,
        reason="A trial is listed.",
        look_again_on=day + datetime.timedelta(days=30),
        by=people.manager,
    )
    declare(world, world.who["lm"])
    world.edition = make.cleared_edition(people, read_by_three(people, report))
    world.edition = make.searched(world.edition, hits=(make.hit(),), by=people.manager)
    hit = world.edition.search().hits.get()
    settlements.settle(hit, reason="A kind of street.", by=people.manager)
    settlements.agree(hit, by=people.chair)
    world.edition.refresh_from_db()
    copies.keep(world.edition, world.relative, make.PDF, digest=world.edition.digest, by=people.manager)
    relatives.record_contact(world.relative, kind="result", means="visit", on=day, by=people.manager)
    editions.give_copy(
        world.edition, world.relative, given_on=day, means="visit", declined=False, by=people.manager
    )
    return world


def decided_after_asking_again(people: Any) -> Review:
    """A review whose chair asked the committee for its recommendation again before deciding."""
    referral = make.recommended(people)
    returned = criteria.ask_again(
        referral, points=[NewPoint("Was she known to the school?")], by=people.chair
    )
    assessment = returned.subject
    make.answer_points(assessment, by=people.committee)
    criteria.recommend(
        assessment,
        recommendation="review",
        reasons="The criteria are met.",
        dissent="",
        by=people.committee,
    )
    referral.refresh_from_db()
    decisions.decide(referral, outcome="review", reasons="The committee is right.", by=people.chair)
    return Review.objects.get(referral=referral)


def read_by_three(people: Any, report: Any) -> PublicEdition:
    """An edition in which one of its two readers marked something, of which a third decided."""
    edition = make.edition(people, report, cleared=False)
    for flag in edition.flags.all():
        flags.settle(flag, decision="keep", reason="Identifies nobody.", by=people.manager)
    kept = make.kept_together(edition, by=people.manager)
    combinations.answer(kept, answer="agreed", reason="It is what was missed.", by=people.chair)
    first, second = make.readers_of(edition, by=people.manager)
    make.read_by(first, "asked for help")
    make.read_by(second)
    person = make.member(people.board, Role.AGENCY_LEAD, agency=make.agency(people.board))
    third = readers.appoint(edition, part="third", reader=person, by=people.manager)
    finding = edition.findings.get()
    findings.decide(finding, decision="does_not", reason="Many ask.", by=third.reader)
    return PublicEdition.objects.get(pk=edition.pk)


def hand_in_twice(world: Any) -> None:
    """Both management reviews accepted, one of them after it and its chronology were returned with a point."""
    people = world.people
    imr = make.submitted_imr(world.commission)
    imrs.send_back(imr, points=[NewPoint("Who saw the child?", section="summary")], by=people.panel_chair)
    handed_in = make.handed_in_again(world.commission)
    returned = make.returned_chronology(
        people, world.commission, NewPoint("Signed by whom?", section="row_2")
    )
    make.answer_points(returned.subject, by=world.commission.author)
    imrs.accept(handed_in, by=people.panel_chair)
    world.other_commission = authorship.replace_author(
        world.other_commission,
        author_email="n.hale@example.org",
        author_name="Noor Hale",
        reason="She is on leave.",
        by=people.manager,
    )
    make.accepted_imr(people, world.other_commission)
    world.review = review_services.advance(world.review, "reporting", by=people.manager)


def declare(world: Any, person: Any) -> None:
    review_services.declare_conflict(world.review, of=person, reason="A neighbour.", by=world.people.manager)


def everybody(world: Any) -> list[Any]:
    """Everybody on the board; the manager last, who declares the others' conflicts."""
    inside = [person for name, person in world.who.items() if name not in ("anon", "su", "ob", "bm")]
    return [*inside, world.who["bm"]]


def close(world: Any, person: Any, closes: str) -> None:
    """Let one override shut this case to one person, whatever part they keep in it."""
    if closes == "account closed":
        User.objects.filter(pk=person.pk).update(is_active=False)
    elif closes == "conflict of interest":
        if not ConflictOfInterest.objects.filter(user=person).exists():
            declare(world, person)
    else:
        elsewhere = make.board()
        person.memberships.update(ended_on=timezone.localdate())
        for role in (Role.BUSINESS_MANAGER, Role.BOARD_CHAIR, Role.PANEL_CHAIR):
            person.memberships.create(board=elsewhere, role=role)


def readings(world: Any, person: Any) -> set[tuple[str, str, Any]]:
    """Every action of reading that is allowed to this person, with the row it is allowed on."""
    reader = again(person)
    return {
        (action, model._meta.label, row.pk)
        for action, policy in rules.policies().items()
        if isinstance(policy, rules.ViewPolicy)
        for model in policy.rows
        for row in model._base_manager.all()
        if access.allowed(action, reader, row)
    }


def listed(person: Any) -> set[str]:
    """The models of a case of which this person is shown a row."""
    reader = again(person)
    return {model._meta.label for model in of_a_case() if scope.scoped_manager(model).visible_to(reader)}


def test_the_case_of_this_test_has_a_row_of_every_model_and_a_reader_for_each() -> None:
    world = whole_case()
    rows = {model._meta.label for model in of_a_case() if model._base_manager.exists()}
    assert {model._meta.label for model in of_a_case()} - rows == set()
    assert len(rows) >= 25

    seen = set().union(*(listed(person) for person in everybody(world)))
    assert rows - seen == set()


@pytest.mark.parametrize("closes", CLOSES)
def test_an_override_shuts_lists_objects_work_and_exports_alike(closes: str) -> None:
    world = whole_case()
    before = {person.pk: readings(world, person) for person in everybody(world)}
    assert all(before[world.who[name].pk] for name in ("bm", "bch", "pch", "imr", "itv", "fl"))

    keeping.catch_up()
    assert any(item.case_code for person in everybody(world) for item in items_for(again(person)))
    for person in everybody(world):
        close(world, person, closes)
    for person in everybody(world):
        reader = again(person)
        assert listed(reader) == set()
        assert readings(world, reader) == set()
        assert [item.words for item in items_for(reader) if item.case_code] == []
        assert not cases_for(reader).exists()
        assert not referrals_for(reader).exists()
        assert {sentence_of(action, reader, row) for action, row in rows_of(before[person.pk])} <= {
            "conflict of interest": {"You have declared a conflict of interest in this review."},
            "account closed": {"This account is closed."},
            "other board": {"This belongs to another board."},
        }[closes]


def rows_of(read: set[tuple[str, str, Any]]) -> list[tuple[str, Any]]:
    by_label = {model._meta.label: model for model in scope.scoped_models()}
    return [(action, by_label[label]._base_manager.get(pk=pk)) for action, label, pk in read]


def sentence_of(action: str, person: Any, row: Any) -> str | None:
    return access.refusal(action, person, row)


def test_a_list_and_a_single_object_agree_for_every_model_and_everybody() -> None:
    world = whole_case()
    for person in [*everybody(world), world.who["ob"], world.who["su"]]:
        reader = again(person)
        for action, policy in rules.policies().items():
            if not isinstance(policy, rules.ViewPolicy):
                continue
            for model, rows in policy.rows.items():
                shown = set(rows(reader).values_list("pk", flat=True))
                allowed = {row.pk for row in model._base_manager.all() if access.allowed(action, reader, row)}
                assert allowed == shown, (action, model)


def test_a_manager_with_a_conflict_reads_no_settled_name() -> None:
    world = whole_case()
    assert SettledName.objects.visible_to(world.people.manager).exists()
    close(world, world.people.manager, "conflict of interest")
    assert not SettledName.objects.visible_to(again(world.people.manager)).exists()


def test_what_is_public_does_not_make_public_what_was_flagged_in_it() -> None:
    world = whole_case()
    editions.publish(world.edition, by=world.people.manager)
    for name in ("imr", "pm", "ob", "anon"):
        assert PublicEdition.objects.visible_to(world.who[name]).exists()
        assert not ResidualFlag.objects.visible_to(world.who[name]).exists()
    assert ResidualFlag.objects.visible_to(world.people.manager).exists()


def test_a_yes_is_remembered_for_the_request_and_for_no_longer() -> None:
    people = make.staff(make.board())
    review = make.review(people)
    reader = again(people.manager)
    assert access.allowed("reviews.view_review", reader, review)
    review_services.declare_conflict(review, of=reader, reason="A neighbour.", by=reader)
    assert not access.allowed("reviews.view_review", reader, review)


def test_an_action_of_reading_is_not_asked_of_another_kind_of_object() -> None:
    people = make.staff(make.board())
    with pytest.raises(TypeError, match="not asked of a Board"):
        access.allowed("reviews.view_review", people.manager, people.board)


def test_a_queryset_that_changes_what_is_the_same_for_all_cannot_be_written() -> None:
    with pytest.raises(TypeError, match="may not override visible_to"):

        class Wider(ScopedRows[Review]):
            def visible_to(self, user: Any) -> Any:  # type: ignore[misc]
                return self.all()


def test_an_override_with_one_half_cannot_be_registered() -> None:
    class Half(overrides.Override):
        sentence = "Closed."

        def closes(self, user: Any, on: Any, paths: overrides.Paths) -> bool:
            return True

    with pytest.raises(TypeError, match="open_rows"):
        overrides.override(Half)  # type: ignore[type-abstract]
    assert not any(isinstance(rule, Half) for rule in overrides.overrides())


def test_a_model_of_a_case_that_does_not_say_who_reads_it_stops_start_up(monkeypatch: Any) -> None:
    assert checks.every_row_of_a_case_has_a_scope(None) == []
    monkeypatch.setattr(scope.queryset_class(Referral), "case_path", "revue")
    assert "reviews.Referral has no revue." in [
        str(e.msg) for e in checks.every_row_of_a_case_has_a_scope(None)
    ]
    monkeypatch.setattr(scope.queryset_class(Referral), "case_path", "")
    assert "access.E004" in [error.id for error in checks.every_row_of_a_case_has_a_scope(None)]
    monkeypatch.setattr(checks, "is_scoped", lambda model: model is not Review)
    assert "reviews.Review does not say who may read its rows." in [
        str(error.msg) for error in checks.every_row_of_a_case_has_a_scope(None)
    ]
