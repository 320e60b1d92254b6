"""References to evidence in a sealed sentence: other brackets make no other sentence, and what they cite is not listed."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from lxml import html

from panels.services import imrs
from reports.services import editions, reports
from reports.services.editions import PassageSealed
from reviews.models.seals import ASK
from reviews.sealed_words import is_recognisable, keys_of, repeats, sentences
from reviews.services import reviews
from scr_portal import workflow
from scr_portal.sealed.reading import reading_as
from scr_portal.web.stale import version_of
from tests import cast, make
from tests.asking import again, words_of
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db

OWN = "She moved with the baby [row 14] to a refuge near town."
OF_ALL = "She moved with the baby [Police row 15] to a refuge near town."
PUBLIC = "She moved with the baby to a refuge near town."


@pytest.fixture
def world() -> SimpleNamespace:
    made = cast.world()
    cast.begin(made, make.review(made.people))
    return made


def notice(seal: Any) -> str:
    return f"[A passage is {seal.words}. {ASK}]"


def write_imr(commission: Any, text: str) -> Any:
    imr, author = make.ready_imr(commission), commission.author
    return again(imrs.write(imr, section="summary", text=text, version=version_of(imr, "summary"), by=author))


def write_report(world: Any, text: str) -> Any:
    report = cast.begin_report(world)
    version = version_of(report, "overview")
    reports.write(report, part="overview", text=text, version=version, by=world.who["ova"])
    return again(report)


def read(world: Any, name: str, row: Any, narrative: str) -> str:
    with reading_as(again(world.who[name])):
        return str(getattr(again(row), narrative))


@pytest.mark.parametrize("cited", [OF_ALL, f"{PUBLIC} [row 14]", f"[Police row 14] {PUBLIC}", PUBLIC])
def test_a_sealed_sentence_is_the_same_with_other_references_or_none(cited: str) -> None:
    assert keys_of(cited) == keys_of(OWN) == keys_of(PUBLIC)
    assert repeats(f"It is said. {cited}", [OWN])
    assert repeats(OWN, [cited])


def test_the_number_of_a_reference_makes_nothing_recognisable() -> None:
    assert not is_recognisable("Mother and child [row 14]")
    assert sentences("She left. [row 14]\n\nLater.") == [(0, 9), (20, 26)]


def test_a_sentence_written_again_with_another_reference_is_closed_and_goes_into_no_edition(
    world: Any,
) -> None:
    imr = write_imr(world.commission, f"Nobody asked. {OWN}")
    for commission in (world.commission, world.other_commission):
        made = imr if commission == world.commission else make.ready_imr(commission)
        imrs.accept(imrs.submit(again(made), by=commission.author), by=world.who["pch"])
    world.review = reviews.advance(world.review, "reporting", by=world.who["bm"])
    report = write_report(world, f"It was spring. {OF_ALL} After.")
    cast.sign(world)
    assert "refuge" in read(world, "pm", report, "overview")

    seal = make.sealed_passage(again(imr), "summary", 2, by=world.who["bm"])
    assert read(world, "pm", report, "overview") == f"It was spring. {notice(seal)} After."
    with pytest.raises(PassageSealed):
        editions.prepare(again(report), title="A young child", by=world.who["bm"])


def test_an_edition_that_was_frozen_without_references_is_not_cleared_once_the_sentence_is_sealed() -> None:
    people = make.staff(make.board())
    cited = OF_ALL.replace("Police", make.agency(people.board).short_name)
    report = make.signed_report(people, overview=f"It was spring. {cited} After.")
    edition = editions.prepare(report, title="A young child", by=people.manager)
    assert PUBLIC in edition.overview
    seal = make.sealed_passage(again(report), "overview", 2, by=people.manager)
    said = [item.sentence for item in workflow.missing(again(edition), "cleared")]
    assert f"Words stand in this edition that are {seal.words}." in said


def test_what_a_sealed_sentence_cites_is_listed_to_nobody_it_is_closed_to(world: Any) -> None:
    make.edition_of(world.commission)
    imr = write_imr(
        world.commission, "Seen [row 2]. She moved to a refuge [row 3]. Asked [row 4] and [row 2]."
    )
    imr = imrs.submit(imr, by=imr.author)
    url = imr.get_absolute_url()
    assert listed(world, "pm", url) == listed(world, "ova", url) == ["row 2", "row 3", "row 4"]
    make.sealed_passage(again(imr), "summary", 2, readers=[world.who["ova"]], by=world.who["bm"])
    assert listed(world, "pm", url) == ["row 2", "row 4"]
    assert "12 February 2009" not in words_of(world.who["pm"], url)
    assert listed(world, "ova", url) == listed(world, "imr", url) == ["row 2", "row 3", "row 4"]


def test_a_report_lists_what_it_cites_in_labels_and_as_written_but_for_what_is_sealed(world: Any) -> None:
    cast.hand_in(world)
    name = world.commission.agency.short_name
    report = write_report(world, f"Seen [{name} row 2]. She moved to a refuge [{name} row 3].")
    make.name_on_purpose(world.people, report)
    report = reports.submit(again(report), by=world.who["ova"])
    url = report.get_absolute_url()
    both = listed(world, "ova", url)
    assert listed(world, "pch", url) == both
    assert len(both) == 2
    make.sealed_passage(again(report), "overview", 2, by=world.who["bm"])
    assert listed(world, "pch", url) == both[:1]
    assert listed(world, "ova", url) == both


def listed(world: Any, name: str, url: str) -> list[str]:
    """What a page says under "Evidence cited", and that its number is the number of them."""
    tree = html.fromstring(sign_in(Client(), again(world.who[name])).get(url).content)
    (box,) = tree.find_class("portal-cited")
    found = [" ".join(item.text_content().split()).split(" (")[0] for item in box.iter("li")]
    assert f"Evidence cited: {len(found)} " in " ".join(box.text_content().split())
    return found
