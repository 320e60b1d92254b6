"""A report with a sealed passage: who reads and signs it, and that no public edition is made of it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from panels.services import imrs
from reports.models import PublicEdition
from reports.services import editions, reports
from reports.services.editions import PassageSealed
from reviews.models.seals import ASK
from reviews.services import reviews, seals
from scr_portal import access, workflow
from scr_portal.access import Denied
from scr_portal.web.stale import version_of
from tests import cast, make
from tests.asking import again, words_of

pytestmark = pytest.mark.django_db

SECRET = "She moved with the baby to a refuge near the sea wall in May."
REPORT = f"# What happened\n\nThe child was not seen in spring.\n\n- {SECRET}\n- Nobody asked."


def test_a_report_with_a_sealed_passage_is_signed_by_nobody_it_is_closed_to() -> None:
    world = cast.world()
    cast.begin(world, make.review(world.people))
    cast.hand_in(world)
    report = cast.begin_report(world)
    report = reports.write(
        report, part="overview", text=REPORT, version=version_of(report, "overview"), by=world.who["ova"]
    )
    make.name_on_purpose(world.people, again(report))
    report = reports.submit(again(report), by=world.who["ova"])
    seal = make.sealed_passage(again(report), "overview", 3, readers=[world.who["pch"]], by=world.who["ova"])
    page = words_of(world.who["pm"], report.get_absolute_url())
    assert f"<li>{notice(seal)}</li>" in page
    assert "<li>Nobody asked.</li>" in page
    assert "refuge" not in page
    reports.agree(again(report), digest=report.digest, by=again(world.who["pch"]))
    said = (
        f"A passage of this report is {seal.words}, and not open to you. "
        "Whoever agrees or signs it reads all of it."
    )
    with pytest.raises(Denied) as refused:
        reports.sign_off(again(report), digest=report.digest, by=again(world.who["bch"]))
    assert str(refused.value) == said


def test_references_to_evidence_beside_a_sealed_passage_are_read_as_before() -> None:
    world = cast.world()
    cast.begin(world, make.review(world.people))
    cast.hand_in(world)
    cites = f"[{world.commission.agency.short_name} row 2]"
    text = f"Nobody asked {cites}. {SECRET} The nurse wrote it down {cites}."
    report = cast.begin_report(world)
    report = reports.write(
        report, part="overview", text=text, version=version_of(report, "overview"), by=world.who["ova"]
    )
    make.name_on_purpose(world.people, again(report))
    report = reports.submit(again(report), by=world.who["ova"])
    seal = make.sealed_passage(again(report), "overview", 2, readers=[], by=world.who["ova"])
    page = words_of(world.who["pm"], report.get_absolute_url())
    assert notice(seal) in page
    assert "refuge" not in page
    for part in ("Nobody asked", "The nurse wrote it down"):
        (after,) = re.findall(rf"{part}(.{{0,400}}?)\.", page)
        assert f"{world.commission.agency.short_name} row 2" in re.sub(r"<[^>]*>", "", after)


def test_no_public_edition_is_made_of_a_text_with_a_sealed_passage() -> None:
    people, report = signed(REPORT)
    seal = make.sealed_passage(again(report), "overview", 3, by=people.manager)
    said = (
        "Words that are sealed to named people stand in this report, so no public edition is made of it. "
        "Lift the seal, or have them taken out of the report."
    )
    with pytest.raises(PassageSealed, match=re.escape(said)):
        editions.prepare(again(report), title="A young child", by=people.manager)
    seals.lift(seal, reason="The trial is over.", by=people.manager)
    edition = editions.prepare(again(report), title="A young child", by=people.manager)

    seal = make.sealed_passage(again(report), "overview", 3, by=people.manager)
    sentences = [item.sentence for item in workflow.missing(again(edition), "cleared")]
    assert f"Words stand in this edition that are {seal.words}." in sentences
    rows = PublicEdition.objects.filter(pk=edition.pk)
    assert rows.visible_to(again(people.manager)).exists()
    assert not rows.visible_to(again(people.panel_chair)).exists()


def test_a_report_that_repeats_what_is_sealed_elsewhere_is_agreed_and_signed_by_nobody_it_is_closed_to() -> (
    None
):
    world = cast.world()
    cast.begin(world, make.review(world.people))
    imr = make.ready_imr(world.commission)
    imrs.write(imr, section="summary", text=SECRET, version=version_of(imr, "summary"), by=imr.author)
    imrs.accept(imrs.submit(again(imr), by=imr.author), by=world.who["pch"])
    make.accepted_imr(world.people, world.other_commission)
    world.review = reviews.advance(world.review, "reporting", by=world.who["bm"])
    report = cast.begin_report(world)
    report = reports.write(
        report, part="overview", text=REPORT, version=version_of(report, "overview"), by=world.who["ova"]
    )
    make.name_on_purpose(world.people, again(report))
    report = reports.submit(again(report), by=world.who["ova"])
    assert refused_to_sign(world, report) == {"pch": None, "bch": None}
    seal = make.sealed_passage(again(imr), "summary", 1, readers=[world.who["pch"]], by=world.who["bm"])
    said = (
        f"A passage of this report is {seal.words}, and not open to you. "
        "Whoever agrees or signs it reads all of it."
    )
    assert refused_to_sign(world, report) == {"pch": None, "bch": said}
    seals.lift(seal, reason="The trial is over.", by=world.who["bm"])
    make.sealed_passage(again(imr), "summary", 1, readers=[world.who["ova"]], by=world.who["bm"])
    assert refused_to_sign(world, report) == {"pch": said, "bch": said}


def refused_to_sign(world: Any, report: Any) -> dict[str, str | None]:
    acts = {"pch": "reports.agree_report", "bch": "reports.sign_report"}
    return {who: access.refusal(act, again(world.who[who]), again(report)) for who, act in acts.items()}


def signed(text: str) -> Any:
    people = make.staff(make.board())
    return people, make.signed_report(people, overview=text)


def notice(seal: Any) -> str:
    return f"[A passage is {seal.words}. {ASK}]"
