"""A passage is replaced, made less exact, removed visibly or kept with a reason; each answer can be taken back."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from reports.document import settled_context
from reports.models import PublicEdition, ResidualFlag
from reports.services import flags, freezing, searches
from reports.services.flags import AnsweredMeanwhile
from scr_portal.access import Denied
from scr_portal.audit.models import AuditEvent
from tests import make
from tests.asking import again
from tests.platform.signing_in import sign_in
from tests.refusing import refuses
from tests.reports.test_editions import signed_with

pytestmark = pytest.mark.django_db

TEXT = (
    "Tamsin Quillfeather was seen on 3 March 2009. She was seen again on 5 May 2009.\n\n"
    "The note of 3 March 2009 was lost."
)


@pytest.fixture
def people() -> SimpleNamespace:
    """An edition with three passages: one day twice, and another day between."""
    people, report = signed_with(TEXT)
    people.report = report
    people.edition = make.edition(people, people.report, cleared=False)
    people.first, people.second, people.third = people.edition.flags.filter(place="overview")
    return people


def public(edition: PublicEdition) -> str:
    return freezing.filled(again(edition), "overview")


def settle_all(people: SimpleNamespace) -> None:
    for flag, decision in zip(
        people.edition.flags.filter(place="overview"), ("coarsen", "remove", "keep"), strict=True
    ):
        words = "a day in March 2009" if decision == "coarsen" else ""
        reason = "The newspaper printed it." if decision == "keep" else ""
        flags.settle(flag, decision=decision, replacement=words, reason=reason, by=people.manager)


def test_each_of_the_four_answers_is_what_the_public_reads(people: SimpleNamespace) -> None:
    settle_all(people)
    assert "seen on a day in March 2009. She was seen again on [removed]." in public(people.edition)
    assert "The note of 3 March 2009 was lost." in public(people.edition)
    flags.settle(people.first, decision="replace", replacement="Date 4", by=people.manager)
    assert "seen on Date 4." in public(people.edition)


def test_words_are_kept_only_with_a_reason_and_the_others_need_none(people: SimpleNamespace) -> None:
    with refuses("reason", "Say why these words may stay."):
        flags.settle(people.first, decision="keep", reason=" ", by=people.manager)
    with refuses("replacement", "Choose the label to put in its place."):
        flags.settle(people.first, decision="replace", by=people.manager)
    with refuses("replacement", "Enter the words to put in its place."):
        flags.settle(people.first, decision="coarsen", by=people.manager)
    assert flags.settle(people.first, decision="remove", by=people.manager).replacement == "[removed]"


def test_words_that_say_less_hold_no_day_and_neither_they_nor_the_reason_a_name(
    people: SimpleNamespace,
) -> None:
    with refuses("replacement", "Somebody may be recognised by “4 March 2009”. Use other words."):
        flags.settle(people.first, decision="coarsen", replacement="4 March 2009", by=people.manager)
    with refuses("reason", "Somebody may be recognised by “Tamsin”. Use other words."):
        flags.settle(people.first, decision="keep", reason="Tamsin was seen often.", by=people.manager)


def test_one_answer_counts_wherever_the_same_words_wait_and_is_taken_back_as_one(
    people: SimpleNamespace,
) -> None:
    flags.settle(people.first, decision="remove", together=True, by=people.manager)
    assert [again(flag).decision for flag in (people.first, people.second, people.third)] == [
        "remove",
        "",
        "remove",
    ]
    act = AuditEvent.objects.filter(verb="edition.flag_settled").latest("at")
    assert act.facts["places"] == 2
    assert "March" not in str(act.facts)
    taken = flags.take_back(again(people.third), together=True, by=people.manager)
    assert {flag.pk for flag in taken} == {people.first.pk, people.third.pk}
    assert not people.edition.flags.exclude(decision="").exists()


def test_an_answer_is_not_spread_over_passages_that_are_answered_already(people: SimpleNamespace) -> None:
    flags.settle(people.third, decision="keep", reason="It is printed.", by=people.manager)
    flags.settle(people.first, decision="remove", together=True, by=people.manager)
    assert again(people.third).decision == "keep"


def test_answers_are_taken_back_in_any_order_until_the_edition_is_cleared(people: SimpleNamespace) -> None:
    settle_all(people)
    flags.take_back(again(people.second), by=people.manager)
    flags.take_back(again(people.first), by=people.manager)
    assert [again(flag).decision for flag in (people.first, people.second, people.third)] == ["", "", "keep"]
    assert flags.take_back(again(people.second), by=people.manager) == []
    assert AuditEvent.objects.filter(verb="edition.flag_taken_back").count() == 2
    kept = ResidualFlag.history.filter(id=people.first.pk).exclude(decision="").count()
    assert kept == 1
    make.cleared_edition(people, people.edition)
    with pytest.raises(Denied, match="This edition has been cleared"):
        flags.take_back(again(people.third), by=people.manager)


def test_only_the_manager_takes_an_answer_back(people: SimpleNamespace) -> None:
    settle_all(people)
    with pytest.raises(Denied):
        flags.take_back(people.first, by=people.chair)


def test_an_answer_given_meanwhile_is_not_overwritten_unseen(people: SimpleNamespace) -> None:
    flags.settle(people.first, decision="remove", by=people.manager)
    with refuses("", AnsweredMeanwhile.sentence):
        flags.settle(people.first, decision="keep", reason="It is printed.", seen="", by=people.manager)
    assert AnsweredMeanwhile.sentence == (
        "Somebody has answered this passage since you opened it. Look at the answer before you change it."
    )
    seen = flags.answer_of(again(people.first))
    flags.settle(people.first, decision="keep", reason="It is printed.", seen=seen, by=people.manager)
    assert again(people.first).decision == "keep"


def test_what_was_answered_is_what_the_search_of_the_pdf_passes_over(people: SimpleNamespace) -> None:
    settle_all(people)
    assert {row["text"] for row in searches.settled_flags(people.edition)} >= {
        "a day in March 2009",
        "[removed]",
        "3 March 2009",
    }


def test_reasons_stand_in_the_order_of_the_text_also_after_an_objection(people: SimpleNamespace) -> None:
    settle_all(people)
    before = people.edition.overview.index("[unsettled 1]")
    assert before < people.edition.overview.index("[unsettled 2]")
    edition = again(people.edition)
    edition.overview = f"[unsettled 9] {edition.overview}"
    edition.flags.create(
        place="overview", number=9, kind="objected to", text="Saltern", decision="keep", reason="Salt.",
        decided_at=again(people.first).decided_at, decided_by=people.manager,
    )  # fmt: skip
    kept = settled_context(edition, replaced_words=True)["kept"]
    assert [(row.number, row.words) for row in kept if "overview" in row.anchor] == [
        (1, "Saltern"),
        (4, "3 March 2009"),
    ]


# The page of one passage ------------------------------------------------------------------------------------


def address(flag: ResidualFlag, name: str = "flag") -> str:
    return reverse(f"reports:{name}", args=[flag.review.pk, flag.pk])


def page(person: Any, path: str) -> str:
    answer = sign_in(Client(), person).get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_page_shows_the_passage_in_its_sentence_in_both_texts_and_offers_less_exact_words(
    people: SimpleNamespace,
) -> None:
    said = page(people.manager, address(people.first))
    assert "Passage 1 of 3" in said
    assert "3 passages still to answer" in said or "three passages still to answer" in said
    assert re.search(r'passage--here">3 March 2009</mark>', said)
    assert re.search(r'passage--here">\[to be answered\]</mark>', said)
    assert ">in March 2009</button>" in said
    assert "A word beside the passage that goes with it, such as “on”, is replaced with it." in said
    assert "The same words wait at one more place. Your answer counts for all of them." in said
    assert "The note of" in said
    assert "counts for all of them" not in page(people.manager, f"{address(people.first)}?apart")


def test_an_answer_leads_to_the_next_passage_that_waits_and_the_last_to_the_whole_text(
    people: SimpleNamespace,
) -> None:
    client = sign_in(Client(), people.manager)
    asked = {"decision": "remove", "seen": "", "together": "on"}
    answer = client.post(address(people.first), asked)
    assert answer["Location"] == f"{address(people.second)}?answered={people.first.pk}#at-hand"
    said = page(people.manager, answer["Location"])
    assert "Answered: passage 1, at two places. Removed." in said
    answer = client.post(address(people.second), {"decision": "keep", "reason": "It is printed.", "seen": ""})
    assert answer["Location"] == reverse("reports:flags", args=[people.report.review_id])
    client.post(address(people.first, "flag_undo"), {"together": "on"})
    assert [again(flag).decision for flag in (people.first, people.second, people.third)] == ["", "keep", ""]


def test_what_is_refused_stands_beside_its_field_and_what_was_typed_stays(people: SimpleNamespace) -> None:
    client = sign_in(Client(), people.manager)
    answer = client.post(address(people.first), {"decision": "replace", "seen": ""})
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"label": ["Choose the label to put in its place."]}
    answer = client.post(
        address(people.first), {"decision": "coarsen", "replacement": "4 March 2009", "seen": ""}
    )
    assert "4 March 2009" in answer.content.decode()
    assert list(answer.context["form"].errors) == ["replacement"]
    answer = client.post(address(people.first), {"decision": "keep", "reason": "", "seen": ""})
    assert answer.context["form"].errors == {"reason": ["Say why these words may stay."]}
    answer = client.post(address(people.first), {})
    assert answer.context["form"].errors == {"decision": ["Choose one of the four answers."]}


def test_the_labels_of_the_register_are_offered_and_no_real_name_stands_on_the_page(
    people: SimpleNamespace,
) -> None:
    said = page(people.manager, address(people.first))
    label = (
        people.report.review.identity_register().identities.get(kind="person", role="subject child").pseudonym
    )
    assert f'<option value="{label}"' in said
    assert "Quillfeather" not in said
    assert "Tamsin" not in said


def test_real_names_stand_on_the_left_alone_in_the_named_view_and_each_page_is_recorded(
    people: SimpleNamespace,
) -> None:
    client = sign_in(Client(), people.manager)
    client.post(
        reverse("reviews:named_view", args=["review", people.report.review_id]),
        {"reason": "Comparing both texts."},
    )
    answer = client.get(reverse("reports:flags", args=[people.report.review_id]))
    signed = "".join(
        re.findall(r'<td class="portal-beside__signed">(.*?)</td>', answer.content.decode(), re.S)
    )
    read = "".join(re.findall(r'<td class="portal-beside__public">(.*?)</td>', answer.content.decode(), re.S))
    assert "Tamsin Quillfeather" in signed
    assert "Tamsin" not in read
    assert {event.facts["what"] for event in AuditEvent.objects.filter(verb="read")} >= {
        "passages",
        "named_view",
    }
