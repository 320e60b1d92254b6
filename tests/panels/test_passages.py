"""What is closed to somebody in a passage of what an agency hands in, they neither accept nor confirm."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from panels.services import imrs
from reviews.models.seals import ASK
from reviews.passages import unread_passage
from reviews.services import seals
from scr_portal import access
from scr_portal.access import Denied
from scr_portal.web.stale import version_of
from tests import cast, make
from tests.asking import again, words_of

from .test_evidence import overview

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> SimpleNamespace:
    made = cast.world()
    cast.begin(made, make.review(made.people))
    return made


def notice(seal: Any) -> str:
    return f"[A passage is {seal.words}. {ASK}]"


def test_nobody_accepts_a_report_of_which_a_passage_is_closed_to_them(world: Any) -> None:
    imr = make.submitted_imr(world.commission)
    seal = make.sealed_passage(imr, "summary", 1, readers=[world.who["ova"]], by=world.who["bm"])
    said = (
        f"A passage of this management review is {seal.words}, and not open to you. "
        "Whoever judges it reads all of it."
    )
    with pytest.raises(Denied) as refused:
        imrs.accept(again(imr), by=again(world.who["pch"]))
    assert str(refused.value) == said


def test_in_a_record_of_an_interview_it_is_closed_to_the_person_interviewed_who_confirms_nothing_unread(
    world: Any,
) -> None:
    record = cast.interview(world, shared=True)
    seal = make.sealed_passage(again(record), "text", 1, by=record.imr.author)
    page = words_of(record.interviewee, record.get_absolute_url())
    assert notice(seal) in page
    said = (
        f"A passage of this record is {seal.words}, and not open to you. Whoever confirms it reads all of it."
    )
    assert access.refusal("panels.confirm_interview", again(record.interviewee), again(record)) == said
    assert "looked well in March" not in words_of(world.who["bm"], seal.get_absolute_url())
    assert "looked well in March" in words_of(record.imr.author, seal.get_absolute_url())


def test_nobody_finds_a_row_by_words_that_are_closed_to_them_in_it(world: Any) -> None:
    secret = "She moved with the baby to a refuge near the sea wall in May."
    imr = make.ready_imr(world.commission)
    imrs.write(imr, section="summary", text=secret, version=version_of(imr, "summary"), by=imr.author)
    make.edition_of(world.commission, f"The nurse rang twice. {secret}")
    desk = overview(world.people, world.review)
    desk.ask(look="rows", words="Sea WALL")
    assert ["refuge near the sea wall" in piece for piece in desk.pieces] == [True]

    seal = make.sealed_passage(again(imr), "summary", 1, by=imr.author)
    assert [found(desk, words) for words in ("sea wall", "refuge", "moved with")] == [[], [], []]
    assert [notice(seal) in piece for piece in found(desk, "NURSE rang")] == [True]
    assert len(found(desk, "Visit book")) == len(found(desk, "12 January 2009")) == 1
    assert found(desk, "twice. Visit") == []
    seals.lift(seal, reason="The trial is over.", by=world.who["bm"])
    assert len(found(desk, "sea wall")) == 1


def found(desk: Any, words: str) -> list[str]:
    desk.ask(look="rows", words=words)
    return list(desk.pieces)


def test_nobody_accepts_a_report_that_repeats_what_is_sealed_to_them_in_another(
    world: Any, django_assert_num_queries: Any
) -> None:
    secret = "She moved with the baby to a refuge near the sea wall in May."
    imr = make.ready_imr(world.commission)
    imrs.write(imr, section="summary", text=secret, version=version_of(imr, "summary"), by=imr.author)
    other = make.ready_imr(world.other_commission)
    text = f"We were told. {secret}"
    other = imrs.write(
        other, section="lessons", text=text, version=version_of(other, "lessons"), by=other.author
    )
    other = imrs.submit(again(other), by=other.author)
    chair, here = again(world.who["pch"]), again(other)
    assert access.refusal("panels.accept_imr", chair, here) is None
    with django_assert_num_queries(1):
        assert unread_passage(chair, here) is None

    seal = make.sealed_passage(again(imr), "summary", 1, by=imr.author)
    said = (
        f"A passage of this management review is {seal.words}, and not open to you. "
        "Whoever judges it reads all of it."
    )
    assert access.refusal("panels.accept_imr", again(chair), again(other)) == said
    assert unread_passage(again(other.author), again(other)) is None
    seals.lift(seal, reason="The trial is over.", by=world.who["bm"])
    assert access.refusal("panels.accept_imr", again(chair), again(other)) is None
