"""A sealed passage: others read until when and why in its place, and no change of the text opens it."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from panels.services import imrs
from reviews.models import SealedPassage
from reviews.models.seals import ASK
from reviews.services import passages, seals
from reviews.services.passages import NothingChosen, PassageSealedAlready, TextHasChanged
from reviews.services.returns import NewPoint
from scr_portal.audit.models import AuditEvent
from scr_portal.notices.models import Notice
from scr_portal.refusals import Refused
from scr_portal.sealed.reading import reading_as
from scr_portal.web.stale import version_of
from tests import cast, make
from tests.asking import again, tasks, words_of
from tests.platform.signing_in import sign_in
from tests.refusing import assert_told

pytestmark = pytest.mark.django_db

OPEN = "The school nurse saw the child twice in the spring."
SECRET = "Ms Quillfeather moved with the baby to the refuge by the sea wall in May."
AFTER = "Nobody at the school was told of it at the time."
TEXT = f"{OPEN} {SECRET}\n\n{AFTER}"


@pytest.fixture
def world() -> SimpleNamespace:
    """A management review that is still written, with its author and the lead of the agency, who reads it."""
    made = cast.world()
    cast.begin(made, make.review(made.people))
    made.author = made.commission.author
    made.imr = make.ready_imr(made.commission)
    rewrite(made, TEXT)
    return made


@pytest.fixture
def handed_in(world: SimpleNamespace) -> SimpleNamespace:
    """The same, handed in: the panel, its chair, the overview author and the manager read it."""
    world.imr = imrs.submit(again(world.imr), by=world.author)
    return world


def rewrite(world: SimpleNamespace, text: str, section: str = "summary") -> None:
    imr = again(world.imr)
    imrs.write(imr, section=section, text=text, version=version_of(imr, section), by=again(world.author))


def sealed(world: SimpleNamespace, *readers: str, by: str = "bm", **values: Any) -> Any:
    named = [world.who[name] for name in readers]
    return make.sealed_passage(again(world.imr), "summary", 2, readers=named, by=world.who[by], **values)


def read(world: SimpleNamespace, name: str, section: str = "summary") -> str:
    """A section as somebody reads it, by a fresh row and a fresh person."""
    with reading_as(again(world.who[name])):
        return str(getattr(again(world.imr), section))


def notice(seal: Any) -> str:
    return f"[A passage is {seal.words}. {ASK}]"


def test_whoever_is_not_named_reads_until_when_and_why_in_its_place_and_the_rest_as_before(
    handed_in: Any,
) -> None:
    seal = sealed(handed_in, "ova")
    assert read(handed_in, "pm") == f"{OPEN} {notice(seal)}\n\n{AFTER}"
    shown = {name for name in ("ova", "bm", "imr", "pch", "agl") if "sea wall" in read(handed_in, name)}
    assert shown == {"ova", "bm", "imr"}
    seals.lift(seal, reason="The trial is over.", by=handed_in.who["bm"])
    assert "refuge by the sea wall" in read(handed_in, "pm")


def test_on_its_day_a_passage_opens_by_itself(handed_in: Any) -> None:
    sealed(handed_in, days=30)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=29), tick=True):
        assert "sea wall" not in read(handed_in, "pm")
    with time_machine.travel(timezone.now() + datetime.timedelta(days=30), tick=True):
        assert "sea wall" in read(handed_in, "pm")


def test_the_page_shows_the_notice_also_in_the_named_view_and_tells_readers_that_it_is_sealed(
    handed_in: Any,
) -> None:
    seal = sealed(handed_in, "ova")
    url = handed_in.imr.get_absolute_url()
    assert notice(seal) in words_of(handed_in.who["pm"], url)
    assert f"A passage of this report is {seal.words}." in words_of(handed_in.who["ova"], url)
    assert "You read it because you write this text." in words_of(handed_in.author, url)
    client = sign_in(Client(), handed_in.who["pch"])
    client.post(reverse("reviews:named_view", args=["review", handed_in.review.pk]), {"reason": "To look."})
    shown = client.get(url).content.decode()
    assert "sea wall" not in shown
    assert notice(seal) in shown


def test_what_changes_beside_a_passage_is_read_and_the_passage_is_not(world: Any) -> None:
    seal = sealed(world, by="imr")
    rewrite(world, f"It was spring. {SECRET.upper()} {OPEN}\n\n{AFTER}")
    assert read(world, "agl") == f"It was spring. {notice(seal)} {OPEN}\n\n{AFTER}"
    assert not Notice.objects.filter(template="seal_changed").exists()


@pytest.mark.parametrize(
    "changed",
    [
        f"{OPEN} Ms Quillfeather went with the baby to the refuge near the sea.",
        f"{OPEN} {SECRET} So she moved with the baby to the refuge by the sea wall, it is said.",
        f"{OPEN} In May",
    ],
)
def test_a_changed_text_opens_nothing_of_the_section(world: Any, changed: str) -> None:
    seal = sealed(world, by="imr")
    rewrite(world, changed)
    assert read(world, "agl") == notice(seal)
    assert OPEN in read(world, "imr")


def test_whoever_sealed_a_passage_is_told_when_it_is_not_found_and_it_is_found_again(world: Any) -> None:
    seal = sealed(world, by="imr")
    rewrite(world, f"{OPEN} She went to the refuge.")
    assert Notice.objects.filter(template="seal_changed", to=world.author).count() == 1
    act = "See to a sealed passage that is no longer found"
    assert act in tasks(world.author)
    page = words_of(world.author, seal.get_absolute_url())
    assert "what was sealed is no longer found in it" in page

    rewrite(world, TEXT)
    assert read(world, "agl") == f"{OPEN} {notice(seal)}\n\n{AFTER}"
    assert act not in tasks(world.author)
    told = AuditEvent.objects.filter(verb__startswith="seal.words").order_by("seq")
    assert [event.verb for event in told] == ["seal.words_lost", "seal.words_found"]


def test_words_that_move_to_another_section_stay_closed_there(world: Any) -> None:
    seal = sealed(world, by="imr")
    rewrite(world, OPEN)
    rewrite(world, f"We conclude this. {SECRET}", "analysis")
    assert read(world, "agl", "analysis") == f"We conclude this. {notice(seal)}"
    assert read(world, "agl") == notice(seal)


def test_what_stood_when_it_was_returned_and_what_a_point_quotes_is_closed_with_it(handed_in: Any) -> None:
    points = [
        NewPoint("Who told you?", section="summary", quoted="the refuge by"),
        NewPoint("You say she moved with the baby to the refuge by the sea wall. When?"),
        NewPoint("Who was at the school?"),
    ]
    returned = imrs.send_back(handed_in.imr, points=points, by=handed_in.who["pch"])
    handed_in.imr = again(returned.subject)
    rewrite(handed_in, TEXT.replace("twice", "three times"))
    seal = sealed(handed_in, by="imr")
    page = returned.get_absolute_url()
    for name, own in (("agl", 0), ("pch", 1)):  # the chair goes on reading what they asked themselves
        shown = words_of(handed_in.who[name], page)
        assert shown.count("sea wall") == own, name
        assert shown.count("the refuge by") == own, name
        assert notice(seal) in shown
        assert "Who was at the school?" in shown
    assert "the refuge by the sea wall" in words_of(handed_in.author, page)


def test_the_sealer_hears_of_whoever_has_to_act_next_and_is_offered_only_people_it_shuts_out(
    handed_in: Any,
) -> None:
    chair = handed_in.who["pch"]
    with pytest.raises(Refused) as refused:
        sealed(handed_in, "ova", without=False)
    assert f"{chair} could not read it" in refused.value.sentences["without"][0]
    assert not SealedPassage.objects.exists()
    page = words_of(handed_in.who["bm"], address(handed_in))
    assert str(handed_in.who["pm"]) in page
    assert f"> {handed_in.author}" not in page


def address(world: SimpleNamespace, numbers: str = "2") -> str:
    section = passages.home_of(world.imr).text(world.imr, "summary")
    args = ["contribution", world.imr.pk, "summary", numbers, passages.mark_of(section)]
    return reverse("reviews:passage_seal", args=args)


def test_sentences_are_chosen_and_sealed_on_two_pages(handed_in: Any) -> None:
    client = sign_in(Client(), handed_in.who["bm"])
    choose = reverse("reviews:passage_choose", args=["contribution", handed_in.imr.pk])
    assert "2. Mother moved" in client.get(choose).content.decode()
    answer = client.post(choose, {})
    assert "Choose the sentences that are to be sealed." in answer.content.decode()
    answer = client.post(choose, {"sentences": ["summary:2", "analysis:1"]})
    said = "Choose sentences of one section. Seal those of another with a seal of their own."
    assert said in answer.content.decode()
    answer = client.post(choose, {"sentences": ["summary:2"]})
    assert answer["Location"] == address(handed_in)
    day = timezone.localdate() + datetime.timedelta(days=9)
    values: dict[str, Any] = {
        "category": "safety",
        "reason": "He looks for her.",
        "ends": "on_day",
        "without": "on",
    }
    values |= {"day_day": day.day, "day_month": day.month, "day_year": day.year}
    answer = client.post(address(handed_in), values)
    assert answer.status_code == 302
    assert "sea wall" not in read(handed_in, "pm")
    page = client.get(answer["Location"]).content.decode()
    assert "refuge by the sea wall" in page
    assert "a passage of the management review of" in page.lower()


def test_a_passage_is_refused_where_the_text_is_another_or_a_sentence_is_sealed_already(world: Any) -> None:
    old = passages.mark_of(passages.home_of(world.imr).text(world.imr, "summary"))
    rewrite(world, f"Now first. {TEXT}")
    world.imr = again(world.imr)
    said = r"The text has changed since its sentences were chosen\. Choose them again\."
    with pytest.raises(TextHasChanged, match=said):
        passages.passage_in(world.imr, "summary", [2], old)
    now = passages.mark_of(passages.home_of(world.imr).text(world.imr, "summary"))
    with pytest.raises(NothingChosen, match=r"Choose the sentences that are to be sealed\."):
        passages.passage_in(world.imr, "summary", [99], now)
    make.sealed_passage(world.imr, "summary", 2, 3, by=world.author)
    said = r"A sentence of this passage is sealed already\. Change that seal, or lift it first\."
    with pytest.raises(PassageSealedAlready, match=said):
        make.sealed_passage(world.imr, "summary", 3, 4, by=world.author)


def test_whoever_may_seal_but_is_not_named_is_offered_the_other_sentences_alone(handed_in: Any) -> None:
    sealed(handed_in, "ova")
    page = words_of(
        handed_in.who["pch"], reverse("reviews:passage_choose", args=["contribution", handed_in.imr.pk])
    )
    assert "sea wall" not in page
    assert "3. Nobody at the school" in page
    shown = words_of(handed_in.who["pch"], address(handed_in))
    assert "sea wall" not in shown


def test_who_seals_a_passage_is_who_seals_the_document(handed_in: Any) -> None:
    assert_told(
        handed_in,
        "reviews.seal",
        handed_in.imr,
        "bm pch imr",
        "Something is sealed by the business manager, the panel chair or whoever wrote it, if they read it.",
    )


def test_a_section_that_a_document_does_not_have_has_no_passage(world: Any) -> None:
    with pytest.raises(LookupError, match=r"has no section nowhere of which a passage is sealed\."):
        passages.passage_in(world.imr, "nowhere", [1], "")
