"""Where else the words of a sealed passage could be read: other texts of the case, further versions, the names queue."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from panels.models import ManagementReview
from panels.services import imrs
from reviews.models import SealedPassage, UnknownName
from reviews.models.seals import ASK
from reviews.occurrences import occurrences
from reviews.services.passages import NoReviewYet, OlderVersion
from scr_portal.sealed.reading import reading_as
from scr_portal.web.stale import version_of
from tests import cast, make
from tests.asking import again

pytestmark = pytest.mark.django_db

SECRET = "She moved with the baby to a refuge near the sea wall in May."


@pytest.fixture
def world() -> SimpleNamespace:
    made = cast.world()
    cast.begin(made, make.review(made.people))
    return made


def notice(seal: Any) -> str:
    return f"[A passage is {seal.words}. {ASK}]"


def read(world: SimpleNamespace, name: str, row: Any, narrative: str = "text") -> str:
    with reading_as(again(world.who[name])):
        return str(getattr(again(row), narrative))


def test_the_words_are_closed_in_every_text_of_the_case_and_in_no_other_case(world: Any) -> None:
    imr = again(written(world, f"Before. {SECRET} After."))
    seal = make.sealed_passage(imr, "summary", 2, by=imr.commission.author)
    other = again(written(world, f"We heard this. {SECRET}", of=world.other_commission))
    assert read(world, "oa", other, "summary") == f"We heard this. {SECRET}"  # their own text
    imrs.submit(other, by=world.who["oa"])
    assert read(world, "pm", other, "summary") == f"We heard this. {notice(seal)}"
    assert SECRET in read(world, "bm", other, "summary")

    elsewhere = make.ready_imr(make.commission(world.people))
    elsewhere.summary = SECRET
    elsewhere.save()
    assert read(world, "pm", elsewhere, "summary") == SECRET


def written(world: SimpleNamespace, text: str, of: Any = None) -> ManagementReview:
    imr = make.ready_imr(of or world.commission)
    author = imr.commission.author
    return imrs.write(imr, section="summary", text=text, version=version_of(imr, "summary"), by=author)


def test_a_text_that_repeats_seven_words_of_it_is_closed_as_a_whole_and_a_few_common_words_are_not(
    world: Any,
) -> None:
    imr = again(written(world, f"They came. {SECRET}"))
    seal = make.sealed_passage(imr, "summary", 1, 2, by=imr.commission.author)
    other = imrs.submit(
        again(written(world, f"They came. {SECRET[4:40]} flat.", of=world.other_commission)),
        by=world.who["oa"],
    )
    assert read(world, "pm", other, "summary") == notice(seal)
    relative = make.letter(world.people, world.relative, "They came. We write to you.")
    assert read(world, "pch", relative) == "They came. We write to you."


def test_a_question_stays_closed_in_the_next_version_of_the_terms_whatever_its_number(world: Any) -> None:
    first = make.next_terms(world.people, world.review, "Was the child seen?", f"What was known? {SECRET}")
    seal = make.sealed_passage(first, "question_2", 2, by=world.who["bm"])
    question = first.questions.get(number=2)
    assert read(world, "pm", question) == f"What was known? {notice(seal)}"
    assert SECRET in read(world, "pch", question)

    second = make.next_terms(world.people, world.review, f"What was known? {SECRET}", "Was the child seen?")
    assert read(world, "pm", second.questions.get(number=1)) == f"What was known? {notice(seal)}"
    assert read(world, "pm", second.questions.get(number=2)) == "Was the child seen?"

    third = make.next_terms(
        world.people, world.review, "What was known of the refuge?", "Was the child seen?"
    )
    assert {read(world, "pm", one) for one in third.questions.all()} == {notice(seal)}
    assert SealedPassage.objects.get().lost_at is not None
    with pytest.raises(OlderVersion, match="There is a newer version of this text"):
        make.sealed_passage(again(first), "question_1", 1, by=world.who["bm"])


def test_what_was_told_in_the_referral_is_sealed_once_there_is_a_review(world: Any) -> None:
    referral = make.referral(world.people)
    with pytest.raises(NoReviewYet, match="sealed once the review has been decided on"):
        make.sealed_passage(referral, "account", 1, by=world.who["bm"])
    told = again(world.review.referral)
    seal = make.sealed_passage(told, "account", 1, readers=[world.who["sub"]], by=world.who["bm"])
    assert notice(seal) in read(world, "bch", told, "account")
    for name in ("ref", "sub", "bm"):
        assert notice(seal) not in read(world, name, told, "account"), name


def test_a_preview_shows_what_both_may_read(world: Any) -> None:
    imr = imrs.submit(again(written(world, f"Before. {SECRET}")), by=world.commission.author)
    seal = make.sealed_passage(again(imr), "summary", 2, by=world.commission.author)
    member = again(world.who["bm"])
    member.previewed_by = again(world.who["pm"])
    with reading_as(member):
        assert str(again(imr).summary) == f"Before. {notice(seal)}"


def test_the_queue_of_names_shows_no_sentence_of_a_passage_to_whom_it_is_closed(world: Any) -> None:
    text = "Before. Then Ms Threlkeld brought her to the refuge by the sea wall."
    imr = written(world, text)
    register, lead = imr.identity_register(), world.who["agl"]
    name = next(row for row in UnknownName.objects.filter(register=register) if "Threlkeld" in row.surface)

    def found() -> Any:
        with reading_as(again(lead)):
            return occurrences(register, [name], again(lead))

    before = found()
    make.sealed_passage(again(imr), "summary", 2, by=world.commission.author)
    assert [one.passage.name for one in before.passages] == ["Threlkeld"]
    assert found().passages == ()
    assert found().texts == before.texts
