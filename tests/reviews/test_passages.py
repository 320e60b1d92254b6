"""A sealed passage: others read until when and why in its place, wherever its words stand and however the text is changed."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from panels.services import imrs
from reviews.models import SealedPassage
from reviews.policy.seals import ASK
from reviews.services import identities, passages, returns, seals
from reviews.services.passages import (
    NothingChosen,
    OlderVersion,
    PassageSealedAlready,
    TextHasChanged,
)
from reviews.services.returns import NewPoint
from scr_portal.access import Denied
from scr_portal.notices.models import Notice
from scr_portal.sealed.reading import reading_as
from scr_portal.web.stale import version_of
from tests import cast, make
from tests.asking import again, tasks, words_of
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db

OPEN = "The school nurse saw the child twice in the spring."
SECRET = "Ms Quillfeather moved with the baby to the refuge by the sea wall in May."
AFTER = "Nobody at the school was told of it at the time."
TEXT = f"{OPEN} {SECRET}\n\n{AFTER}"


@pytest.fixture
def world() -> SimpleNamespace:
    """A management review handed in; the second sentence of its summary is sealed to the overview author."""
    made = cast.world()
    cast.begin(made, make.review(made.people))
    made.author = made.commission.author
    imr = make.ready_imr(made.commission)
    imrs.write(imr, section="summary", text=TEXT, version=version_of(imr, "summary"), by=made.author)
    made.imr = imrs.submit(again(imr), by=made.author)
    return made


def sealed(world: SimpleNamespace, **values: Any) -> Any:
    values = {"readers": [world.who["ova"]], "by": world.who["bm"]} | values
    return make.sealed_passage(world.imr, "summary", 2, **values)


def summary(world: SimpleNamespace, name: str) -> str:
    """The summary as somebody reads it, by a fresh row and a fresh person."""
    with reading_as(again(world.who[name])):
        return str(again(world.imr).summary)


def test_whoever_is_not_named_reads_until_when_and_why_in_its_place_and_the_rest_as_before(world: Any) -> None:
    seal = sealed(world)
    assert summary(world, "pm") == f"{OPEN} [A passage is {seal.words}. {ASK}]\n\n{AFTER}"
    for name in ("ova", "bm", "imr"):
        assert "refuge by the sea wall" in summary(world, name), name
    for name in ("pch", "agl"):
        assert "refuge by the sea wall" not in summary(world, name), name
    seals.lift(seal, reason="The trial is over.", by=world.who["bm"])
    assert "refuge by the sea wall" in summary(world, "pm")


def test_the_page_shows_the_notice_also_in_the_named_view_and_says_to_readers_that_it_is_sealed(world: Any) -> None:
    seal = sealed(world)
    url = world.imr.get_absolute_url()
    shown = words_of(world.who["pm"], url)
    assert f"[A passage is {seal.words}. {ASK}]" in shown
    assert "refuge" not in shown
    assert f"A passage of this report is {seal.words}." in words_of(world.who["ova"], url)
    client = sign_in(Client(), world.who["pch"])
    client.post(reverse("reviews:named_view", args=["review", world.review.pk]), {"reason": "To look."})
    assert "refuge" not in client.get(url).content.decode()
    assert "You read it because you write this text." in words_of(world.author, url)



def test_a_sentence_beside_it_may_change_and_the_passage_stays_alone_closed(world: Any) -> None:
    seal = sealed(world)
    rewrite(world, f"{OPEN} It was spring. {SECRET}\n\n{AFTER}")
    assert summary(world, "agl") == f"{OPEN} It was spring. [A passage is {seal.words}. {ASK}]\n\n{AFTER}"
    assert not Notice.objects.filter(template="seal_changed").exists()


def rewrite(world: SimpleNamespace, text: str) -> None:
    """Have the text returned, if it is handed in, and written anew by its author."""
    if world.imr.status == "submitted":
        world.imr.status = "returned"
        world.imr.save()
    imr = again(world.imr)
    imrs.write(imr, section="summary", text=text, version=version_of(imr, "summary"), by=again(world.author))
