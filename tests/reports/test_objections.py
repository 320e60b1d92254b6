"""The chair who clears objects to passages; each point is answered before the edition, or the next one, is cleared."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reports.models import PublicEdition
from reports.services import editions, flags, freezing, objections, readings
from reviews.models import ReturnRound
from reviews.services import returns
from reviews.services.returns import NewPoint, WordsNotThere
from scr_portal.access import Denied
from scr_portal.outstanding import keeping
from scr_portal.outstanding.lists import items_for
from scr_portal.workflow import TransitionBlocked
from tests import make
from tests.platform.signing_in import sign_in
from tests.reports.test_editions import signed_with

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("edition_settles_names")]

TEXT = "# What happened\n\nA *lifeboat crew* met Nurse Ottoline Marsh beside the quay."


def to_clear() -> SimpleNamespace:
    """An edition whose passages are settled, read by two and before a chair: a kept name of a nurse in its text."""
    people, report = signed_with(TEXT)
    people.report = report
    people.edition = editions.prepare(report, title="A young child", by=people.manager)
    settle(people)
    make.read_by_two(people.edition, by=people.manager)
    return people


def settle(people: Any, *, words: str = "of the ward") -> None:
    for flag in people.edition.flags.filter(decision=""):
        flags.settle(flag, decision="replace", replacement=words, reason="A name.", by=people.manager)
    people.edition.refresh_from_db()


def object_to(people: Any, quoted: str, text: str = "This gives the family away.") -> ReturnRound:
    point = NewPoint(text, section="overview", quoted=quoted)
    current = objections.object_to(people.edition, points=[point], by=people.chair)
    people.edition.refresh_from_db()
    return current


def clear(people: Any, edition: Any = None) -> Any:
    edition = edition or people.edition
    read_again(people, edition)
    return editions.clear(edition, digest=freezing.standing_digest(edition), by=people.chair)[0]


def read_again(people: Any, edition: Any) -> None:
    """Let both readers read the text as it is now, where nothing keeps it from them."""
    if not readings.why_not_yet(edition):
        make.read_by_two(edition, by=people.manager)


def answer(current: ReturnRound, by: Any, said: str = "not_changed") -> None:
    for point in current.points.all():
        returns.answer_point(point, answer=said, reason="Six crews work there.", by=by)


def words(user: Any) -> list[str]:
    keeping.catch_up()
    return [item.words for item in items_for(type(user).objects.get(pk=user.pk)) if not item.waiting_for]


def test_words_that_are_objected_to_become_a_passage_to_settle_again() -> None:
    people = to_clear()
    current = object_to(people, "lifeboat crew met Nurse of the ward")
    assert "lifeboat" not in people.edition.overview
    open_passages = people.edition.flags.filter(decision="", place="overview")
    assert {flag.text for flag in open_passages if flag.kind == objections.OBJECTED} == {
        "lifeboat crew* met Nurse "
    }
    assert open_passages.count() == 2

    settle(people, words="somebody")
    answer(current, people.manager, "changed")
    assert clear(people).overview.endswith("A *somebodysomebody beside the quay.")


def test_edition_is_not_cleared_with_a_point_unanswered_nor_with_changed_where_nothing_is() -> None:
    people = to_clear()
    current = object_to(people, "beside the quay")
    with pytest.raises(TransitionBlocked, match="Point 1 is not answered yet"):
        editions.clear(people.edition, digest="", by=people.chair)
    answer(current, people.manager, "changed")
    for flag in people.edition.flags.filter(decision=""):
        flags.settle(flag, decision="keep", reason="Many quays.", by=people.manager)
    with pytest.raises(TransitionBlocked, match="answered “changed”, but the text reads as it did"):
        clear(people)
    answer(current, people.manager)
    assert clear(people).status == "cleared"
    current.refresh_from_db()
    assert (current.is_open, current.handed_in_again_by) == (False, people.manager)


def test_next_edition_takes_over_the_points_and_the_words_in_doubt() -> None:
    people = to_clear()
    current = object_to(people, "beside the quay")
    editions.set_aside(people.edition, by=people.manager)
    people.edition = editions.prepare(people.report, title="A young child", by=people.manager)
    assert "beside the quay" not in people.edition.overview
    settle(people)
    with pytest.raises(TransitionBlocked, match="Point 1 is not answered yet"):
        clear(people)
    answer(current, people.manager, "changed")
    assert clear(people).status == "cleared"
    assert list(ReturnRound.objects.about(people.edition)) == [current]


def test_chair_objects_again_once_every_point_is_answered() -> None:
    people = to_clear()
    first = object_to(people, "beside the quay")
    with pytest.raises(TransitionBlocked):
        object_to(people, "A lifeboat")
    settle(people)
    answer(first, people.manager, "changed")
    read_again(people, people.edition)
    second = object_to(people, "lifeboat crew")
    first.refresh_from_db()
    assert (first.is_open, second.number) == (False, 2)


def test_nobody_but_a_chair_objects_and_only_the_manager_answers() -> None:
    people = to_clear()
    point = [NewPoint("Who?", section="overview")]
    for person in (people.manager, people.author, people.panel_member):
        with pytest.raises(Denied):
            objections.object_to(people.edition, points=point, by=person)
    with pytest.raises(WordsNotThere, match="do not stand in “Overview report”"):
        object_to(people, "never written")
    current = object_to(people, "quay")
    for person in (people.chair, people.panel_chair):
        with pytest.raises(Denied):
            answer(current, person)


def test_points_are_the_managers_work_then_the_readers_and_then_the_chairs() -> None:
    people = to_clear()
    current = object_to(people, "quay")
    assert "Answer one point on the public edition" in words(people.manager)
    assert "Settle what may identify somebody in the public edition" in words(people.manager)
    assert "Read and clear the public edition" not in words(people.panel_chair)
    settle(people)
    answer(current, people.manager, "changed")
    assert "Answer one point on the public edition" not in words(people.manager)
    assert "Read and clear the public edition" not in words(people.panel_chair)
    read_again(people, people.edition)
    assert "Read and clear the public edition" in words(people.panel_chair)


def test_points_are_read_by_those_who_work_on_the_text_and_by_nobody_else_once_it_is_public() -> None:
    people = to_clear()
    answer(object_to(people, "quay"), people.manager)
    settle(people)
    edition = make.searched(clear(people), by=people.manager)
    edition.status, edition.published_at, edition.published_by = "published", timezone.now(), people.manager
    edition.save()
    assert PublicEdition.objects.visible_to(people.committee).exists()
    everybody = {
        "manager": people.manager,
        "chair": people.chair,
        "panel chair": people.panel_chair,
        "author": people.author,
        "member": people.panel_member,
        "committee": people.committee,
    }
    reading = [name for name, user in everybody.items() if ReturnRound.objects.visible_to(user).exists()]
    assert reading == ["manager", "chair", "panel chair"]


def test_pages_lead_from_clearing_to_the_points_and_say_what_happens_next() -> None:
    people = to_clear()
    chair = sign_in(Client(), people.chair)
    path = reverse("reports:edition_object", args=[people.report.review_id])
    for name in ("edition", "edition_clear"):
        opened = chair.get(reverse(f"reports:{name}", args=[people.report.review_id]))
        assert path in opened.content.decode()
    assert "beside the quay" in chair.get(path).content.decode()
    assert "#why-" not in chair.get(path).content.decode()
    sent = {"section_1": "overview", "quoted_1": "beside the quay", "text_1": "There is one quay."}
    landed = chair.post(path, sent, follow=True)
    assert landed.status_code == 200
    page: str = landed.content.decode()
    assert "It is with the business manager now" in page
    assert "beside the quay" in page
    assert "There is one quay." in page
    shut = chair.get(path).content.decode()
    assert "Send the points" not in shut
    assert "One passage that may identify somebody waits for a decision." in shut

    manager = sign_in(Client(), people.manager)
    page = manager.get(people.edition.get_absolute_url()).content.decode()
    assert "One point to answer" in page


def test_digest_after_an_objection_is_that_of_the_text_with_its_new_passages() -> None:
    people = to_clear()
    before = people.edition.digest
    object_to(people, "beside the quay")
    assert people.edition.digest == freezing.digest_of(people.edition) != before


def test_next_edition_takes_over_the_points_that_were_settled_too() -> None:
    people = to_clear()
    first = object_to(people, "beside the quay")
    settle(people)
    answer(first, people.manager, "changed")
    read_again(people, people.edition)
    second = object_to(people, "lifeboat crew")
    editions.set_aside(people.edition, by=people.manager)
    people.edition = editions.prepare(people.report, title="A young child", by=people.manager)
    assert set(ReturnRound.objects.about(people.edition)) == {first, second}
