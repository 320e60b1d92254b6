"""Something sealed is read by the people the seal names and the manager; it says until when and why, and ends."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from panels.models import ChronologyEvent, ManagementReview
from panels.services import imrs
from reviews.policy.seals import ASK
from reviews.services import reviews, seals
from reviews.services.seals import NotSealedAnyMore, SealedAlready
from scr_portal import access
from scr_portal.access import Denied
from scr_portal.access.roles import Role
from scr_portal.audit.models import AuditEvent
from scr_portal.notices.models import Notice
from scr_portal.refusals import Missing
from scr_portal.web.stale import StaleForm, version_of
from scr_portal.web.words import long_date
from tests import cast, make
from tests.asking import again, tasks, words_of
from tests.platform.signing_in import sign_in
from tests.refusing import assert_told, refuses

pytestmark = pytest.mark.django_db

WHY = "The trial judge forbids it."
MAY = "Something is sealed by the business manager, the panel chair or whoever wrote it, if they read it."


@pytest.fixture
def world() -> SimpleNamespace:
    """A review in which one agency has handed in its management review."""
    made = cast.world()
    cast.begin(made, make.review(made.people))
    made.imr = make.submitted_imr(made.commission)
    made.event = ChronologyEvent.objects.filter(chronology__commission=made.commission).first()
    return made


def later(days: int = 30) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def reads(user: Any, row: Any) -> bool:
    return bool(type(row)._default_manager.visible_to(again(user)).filter(pk=row.pk).exists())


def readers(world: SimpleNamespace, row: Any) -> set[str]:
    inside = {name: person for name, person in world.who.items() if name not in ("anon", "su", "ob")}
    return {name for name, person in inside.items() if reads(person, row)}


def test_only_the_named_people_the_sealer_and_the_manager_read_what_is_sealed(world: Any) -> None:
    assert readers(world, world.imr) == {"imr", "agl", "pm", "pch", "ova", "bm"}
    make.seal(world.imr, world.who["ova"], by=world.who["pch"])
    assert readers(world, world.imr) == {"pch", "ova", "bm"}


def test_sealing_one_thing_seals_neither_the_case_nor_what_stands_beside_it(world: Any) -> None:
    make.seal(world.event, by=world.who["bm"])
    assert readers(world, world.event) == {"bm"}
    others = ChronologyEvent.objects.filter(chronology=world.event.chronology).exclude(pk=world.event.pk)
    assert "pm" in readers(world, others.first())
    assert {"pm", "imr"} <= readers(world, world.event.chronology)
    assert "pm" in readers(world, world.imr)
    assert reads(world.who["pm"], world.review)


def test_what_follows_a_sealed_file_is_sealed_with_it(world: Any) -> None:
    make.seal(world.event.chronology, by=world.who["bm"])
    assert readers(world, world.event) == {"bm"}


def test_a_seal_gives_nobody_what_they_could_not_read_before(world: Any) -> None:
    people = [world.who["ova"], world.who["sub"]]
    with refuses(
        "readers",
        "A seal lets nobody read what they could not read before: choose from the people listed.",
    ):
        make.seal(world.imr, *people, by=world.who["bm"])


def test_whoever_meets_a_sealed_document_is_told_until_when_and_why_but_not_the_reason(world: Any) -> None:
    seal = make.seal(world.imr, by=world.who["bm"])
    said = f"This report is sealed until {long_date(seal.day)} (legal proceedings). {ASK}"
    assert access.refusal("panels.view_imr", again(world.who["pm"]), world.imr) == said

    answer = sign_in(Client(), world.who["pm"]).get(world.imr.get_absolute_url())
    assert answer.status_code == 403
    assert said in answer.content.decode()
    assert WHY not in answer.content.decode()
    assert sign_in(Client(), world.who["ref"]).get(world.imr.get_absolute_url()).status_code == 404


def test_what_repeats_sealed_words_says_that_what_it_holds_is_sealed(world: Any) -> None:
    letter = make.letter(world.people, world.relative, "Her brother was arrested.")
    outgoing = make.asked_about(letter, by=world.who["bm"])
    make.seal(letter, world.who["fl"], by=world.who["bm"])
    said = access.refusal("families.clear_others", again(world.who["pch"]), outgoing)
    assert said == "What this holds is sealed. Ask the business manager."


def test_a_seal_without_a_day_of_its_own_says_that_somebody_lifts_it(world: Any) -> None:
    seal = make.seal(world.imr, by=world.who["bm"], ends="when_lifted", category="safety")
    assert seal.words == "sealed until somebody lifts it (somebody’s safety)"


def test_the_panel_counts_a_sealed_row_and_reads_when_it_ends(world: Any) -> None:
    seal = make.seal(world.event, by=world.who["bm"])
    url = reverse("panels:integrated", args=[world.review.pk])
    said = f"One event is sealed until {long_date(seal.day)} (legal proceedings)."
    assert said in words_of(world.who["pm"], url)
    assert said in words_of(world.who["pm"], f"{url}?from=2031-01-01")
    assert said not in words_of(world.who["bm"], url)
    assert said in words_of(world.who["imr"], world.event.chronology.get_absolute_url())


def test_a_sealed_document_is_acted_on_by_nobody_who_cannot_read_it(world: Any) -> None:
    make.seal(world.imr, by=world.who["bm"])
    with pytest.raises(Denied, match="This report is sealed until"):
        imrs.accept(world.imr, by=world.who["pch"])


def test_whoever_has_to_act_next_and_is_not_named_is_named_to_the_sealer_first(world: Any) -> None:
    chair = world.who["pch"]
    values = {"category": "safety", "reason": WHY, "ends": "on_day", "day": later(), "by": world.who["bm"]}
    sentence = (
        f"Who acts on this next is not named. {chair} could not read it: "
        f"“{matter_of(world)}”. Name them above, or tick this box."
    )
    with refuses("without", sentence):
        seals.seal(world.imr, readers=[world.who["ova"]], **values)
    seals.seal(world.imr, readers=[chair], **values)


def matter_of(world: SimpleNamespace) -> str:
    """What the panel chair is asked to do about the management review, as their list says it."""
    (words,) = [words for words in tasks(world.who["pch"]) if "management review" in words]
    return words


def test_a_seal_is_refused_for_all_its_reasons_at_once(world: Any) -> None:
    wrong = seals.checks_seal(world.imr, readers=[world.who["bm"]], reason=" ", day=later(0), without=True)
    assert wrong == {"reason": "Say why this is sealed.", "day": "Enter a day in the future."}
    far = seals.checks_seal(world.imr, day=later(184))
    assert far == {
        "day": "Enter a day within the next six months. A seal is kept for longer once it has been looked at again."
    }
    assert seals.checks_seal(world.imr, day=later(183)) == {}
    assert seals.checks_seal(world.imr) == {}


def test_nothing_is_sealed_twice(world: Any) -> None:
    seal = make.seal(world.imr, by=world.who["bm"])
    with pytest.raises(SealedAlready, match=r"This is sealed already\. Change that seal, or lift it first."):
        make.seal(world.imr, by=world.who["bm"])
    seals.lift(seal, reason="The trial is over.", by=world.who["bm"])
    make.seal(world.imr, by=world.who["bm"])


def test_who_may_seal(world: Any) -> None:
    assert_told(world, "reviews.seal", world.imr, "bm pch imr", MAY)
    record = cast.interview(world_before_handing_in(), shared=True)
    assert access.refusal("reviews.seal", record.imr.author, record) is None
    manager = record.review.board.memberships.get(role=Role.BUSINESS_MANAGER).user
    assert access.refusal("reviews.seal", manager, record) == MAY


def world_before_handing_in() -> SimpleNamespace:
    made = cast.world()
    cast.begin(made, make.review(made.people))
    return made


def test_who_changes_and_lifts_a_seal_and_who_reads_why(world: Any) -> None:
    seal = make.seal(world.imr, world.who["ova"], by=world.who["pch"])
    assert_told(
        world,
        "reviews.lift_seal",
        seal,
        "bm pch",
        "A seal is changed or lifted by whoever placed it, or by the business manager.",
    )
    assert_told(
        world,
        "reviews.view_seal",
        seal,
        "bm pch ova",
        "Why something is sealed is read by the people the seal names, whoever placed it and the manager.",
    )


def test_a_manager_with_a_conflict_reads_neither_the_seal_nor_what_it_is_on(world: Any) -> None:
    seal = make.seal(world.imr, world.who["ova"], by=world.who["pch"])
    manager = world.who["bm"]
    reviews.declare_conflict(world.review, of=manager, reason="A neighbour.", by=manager)
    assert not reads(manager, world.imr)
    assert not reads(manager, seal)


def test_on_its_day_a_seal_opens_by_itself_and_not_the_day_before(world: Any) -> None:
    make.seal(world.imr, by=world.who["bm"], days=30)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=29), tick=True):
        assert not reads(world.who["pm"], world.imr)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=30), tick=True):
        assert reads(world.who["pm"], world.imr)


def test_a_seal_that_somebody_lifts_stays_shut_past_its_day(world: Any) -> None:
    make.seal(world.imr, by=world.who["bm"], ends="when_lifted", days=30)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=60), tick=True):
        assert not reads(world.who["pm"], world.imr)


def test_two_weeks_before_its_day_a_seal_stands_in_the_list_of_whoever_placed_it(world: Any) -> None:
    make.seal(world.imr, by=world.who["pch"], days=30)
    act = "Look at a seal again"
    with time_machine.travel(timezone.now() + datetime.timedelta(days=15), tick=True):
        assert act not in tasks(world.who["pch"])
    with time_machine.travel(timezone.now() + datetime.timedelta(days=16), tick=True):
        assert act in tasks(world.who["pch"])
        assert act not in tasks(world.who["bm"])


def test_the_manager_looks_at_the_seal_of_somebody_who_has_left(world: Any) -> None:
    make.seal(world.imr, by=world.who["pch"], days=10)
    world.who["pch"].memberships.update(ended_on=timezone.localdate())
    assert "Look at a seal again" in tasks(world.who["bm"])


def test_the_manager_keeps_the_seal_of_somebody_who_has_left(world: Any) -> None:
    """Otherwise it could only be lifted, or open by itself."""
    seal = make.seal(world.imr, world.who["ova"], by=world.who["pch"], days=10)
    world.who["pch"].memberships.update(ended_on=timezone.localdate())
    day = later(90)
    answer = sign_in(Client(), world.who["bm"]).post(
        reverse("reviews:seal_again", args=[seal.pk]),
        {
            "readers": [str(world.who["ova"].pk)],
            "ends": "on_day",
            "day_day": day.day,
            "day_month": day.month,
            "day_year": day.year,
            "without": "on",
            "version": seal.version,
        },
    )
    assert answer.status_code == 302
    seal.refresh_from_db()
    assert seal.day == day
    assert readers(world, world.imr) == {"ova", "bm"}


def test_looking_again_names_other_readers_and_another_day(world: Any) -> None:
    seal = make.seal(world.imr, world.who["ova"], by=world.who["pch"])
    kept = seals.look_again(
        seal,
        readers=[world.who["pm"]],
        ends="when_lifted",
        day=later(90),
        version=seal.version,
        without=True,
        by=world.who["bm"],
    )
    assert readers(world, world.imr) == {"pch", "pm", "bm"}
    assert (kept.ends, kept.day) == ("when_lifted", later(90))
    with pytest.raises(StaleForm):
        seals.look_again(
            seal,
            readers=[],
            ends="on_day",
            day=later(),
            version=seal.version,
            without=True,
            by=world.who["bm"],
        )


def test_what_is_lifted_is_open_again_and_both_reasons_stay(world: Any) -> None:
    seal = make.seal(world.imr, by=world.who["pch"])
    with pytest.raises(Missing, match=r"Say why this need not be sealed any longer\."):
        seals.lift(seal, reason=" ", by=world.who["bm"])
    lifted = seals.lift(seal, reason="The trial is over.", by=world.who["bm"])
    assert "pm" in readers(world, world.imr)
    assert (lifted.reason, lifted.lifted_because) == (WHY, "The trial is over.")
    assert Notice.objects.filter(template="seal_changed", to=world.who["pch"]).count() == 1
    with pytest.raises(
        NotSealedAnyMore, match=r"This seal is in force no more, so it cannot be changed or lifted\."
    ):
        seals.lift(seal, reason="Again.", by=world.who["bm"])


def test_each_act_is_on_record_without_its_reason(world: Any) -> None:
    seal = make.seal(world.imr, by=world.who["bm"])
    seals.look_again(
        seal, readers=[], ends="on_day", day=later(), version=0, without=True, by=world.who["bm"]
    )
    seals.lift(seal, reason="The trial is over.", by=world.who["bm"])
    acts = AuditEvent.objects.filter(object_type__iexact="reviews.seal").order_by("seq")
    assert [event.verb for event in acts] == ["seal.placed", "seal.kept", "seal.lifted"]
    assert not any(WHY in str(event.facts) or "trial is over" in str(event.facts) for event in acts)


def test_no_seal_is_lifted_by_nobody(world: Any) -> None:
    seal = make.seal(world.imr, by=world.who["bm"])
    with pytest.raises(IntegrityError, match="seal_lifted_by_somebody"), transaction.atomic():
        seal.lifted_at = timezone.now()
        seal.save()


def test_the_author_writes_on_in_a_report_sealed_to_them(world: Any) -> None:
    imr = world.other_commission.management_review
    author = world.who["oa"]
    make.seal(imr, by=author)
    written = imrs.write(
        imr, section="summary", text="As before.", version=version_of(imr, "summary"), by=author
    )
    assert isinstance(written, ManagementReview)
    assert readers(world, imr) == {"oa"}


def test_a_new_manager_reads_what_is_sealed(world: Any) -> None:
    make.seal(world.imr, by=world.who["pch"])
    assert reads(make.member(world.people.board, Role.BUSINESS_MANAGER), world.imr)
    assert not reads(make.member(world.people.board, Role.SUB_GROUP), world.imr)
