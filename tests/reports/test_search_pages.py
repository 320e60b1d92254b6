"""The pages of a search: where something was found, to whom its words are shown, and what each may do."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from families.services import contacts
from reports.models import SearchHit
from reports.services import settlements
from tests import make
from tests.platform.signing_in import sign_in
from tests.reports.test_searches import BULLET, again, cleared, with_hit

pytestmark = pytest.mark.django_db


def page(client: Any, user: Any, name: str, *keys: Any) -> Any:
    sign_in(client, user)
    return client.get(reverse(f"reports:{name}", args=keys))


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_the_page_says_what_was_found_where_and_in_which_words(client: Any) -> None:
    people, edition, _ = with_hit()
    said = text_of(page(client, people.manager, "search", edition.review_id))
    assert "They went to <mark>Saltern</mark> in the morning." in said
    assert "Page 3" in said
    assert "It is not in the identity register. It was found as: name." in said
    assert "One passage, one not settled by two people yet." in said
    assert "every letter and digit of the text was read back" in said


def test_a_registered_hit_says_under_which_label_it_stands(client: Any) -> None:
    people, edition = cleared()
    child = edition.identity_register().identities.filter(kind="person").first()
    make.searched(edition, hits=(make.hit(entry_id=str(child.pk)),), by=people.manager)
    hit = SearchHit.objects.get()
    said = text_of(page(client, people.manager, "hit", edition.review_id, hit.pk))
    assert f"under the label “{child.pseudonym}”" in said
    assert "Add it to the identity register" not in said


def test_whoever_settles_nothing_is_not_shown_the_words(client: Any) -> None:
    people, edition, hit = with_hit()
    contact = make.member(people.board, "family_liaison", name="Wilmot Dray")
    contacts.name(edition.review, user=contact, by=people.manager)
    answer = page(client, contact, "search", edition.review_id)
    assert answer.status_code == 200
    assert "Saltern" not in text_of(answer)
    assert "The words themselves are read by those who settle them." in text_of(answer)
    assert page(client, contact, "hit", edition.review_id, hit.pk).status_code == 403


def test_the_manager_settles_and_the_chair_agrees_on_pages(client: Any) -> None:
    people, edition, hit = with_hit()
    settle = reverse("reports:hit", args=[edition.review_id, hit.pk])
    agree = reverse("reports:hit_agree", args=[edition.review_id, hit.pk])
    sign_in(client, people.manager)
    assert "Say why it is not a name." in text_of(client.post(settle, {"answer": "not_a_name", "reason": ""}))
    saved = client.post(settle, {"answer": "not_a_name", "reason": "A salt works."}, follow=True)
    assert "It counts when a second person has agreed" in text_of(saved)
    assert client.get(agree).status_code == 403

    sign_in(client, people.chair)
    assert "A salt works." in text_of(client.get(agree))
    assert "Say why you do not agree." in text_of(client.post(agree, {"answer": "object"}))
    done = client.post(agree, {"answer": "agree"}, follow=True)
    assert "Nothing the search found is left to settle." in text_of(done)
    assert again(edition).status == "rendered"


def test_a_step_that_is_done_has_no_form(client: Any) -> None:
    people, edition, hit = with_hit()
    settlements.settle(hit, reason="A salt works.", by=people.manager)
    settlements.agree(again(hit), by=people.chair)
    said = text_of(page(client, people.panel_chair, "hit_agree", edition.review_id, hit.pk))
    assert "Two people have settled this already." in said
    assert "<textarea" not in said
    assert 'type="submit"' not in said.split("<main", 1)[1]


def test_objecting_sends_the_reason_to_whoever_settles_it_again(client: Any) -> None:
    people, edition, hit = with_hit()
    settlements.settle(hit, reason="A salt works.", by=people.manager)
    sign_in(client, people.chair)
    url = reverse("reports:hit_agree", args=[edition.review_id, hit.pk])
    client.post(url, {"answer": "object", "reason": "A family has that name."})
    said = text_of(page(client, people.manager, "hit", edition.review_id, hit.pk))
    assert "did not agree that it is not a name: A family has that name." in said


def test_a_name_goes_to_the_register_and_comes_back_to_the_edition(client: Any) -> None:
    people, edition, hit = with_hit()
    sign_in(client, people.manager)
    url = reverse("reports:hit", args=[edition.review_id, hit.pk])
    answer = client.post(url, {"answer": "register"})
    assert reverse("reviews:identity_new", args=[edition.review_id]) in answer["Location"]
    values = {"kind": "person", "canonical": "Peter Saltern", "pseudonym": "Neighbour 4"}
    back = client.post(answer["Location"], values)
    assert back["Location"] == reverse("reports:edition_back", args=[edition.review_id])
    assert edition.identity_register().identities.filter(pseudonym="Neighbour 4").exists()


def test_the_register_leads_back_to_pages_of_the_portal_only(client: Any) -> None:
    people, edition, _ = with_hit()
    sign_in(client, people.manager)
    url = reverse("reviews:identity_new", args=[edition.review_id])
    values = {"kind": "person", "canonical": "Peter Saltern", "pseudonym": "Neighbour 4"}
    answer = client.post(f"{url}?next=https://example.org/", values)
    assert answer["Location"] == reverse("reviews:identities", args=[edition.review_id])


def test_going_back_to_the_text_sets_the_edition_aside_and_leads_to_the_next(client: Any) -> None:
    people, edition, hit = with_hit()
    sign_in(client, people.manager)
    url = reverse("reports:hit", args=[edition.review_id, hit.pk])
    back = client.post(url, {"answer": "text"})["Location"]
    assert "This edition is set aside." in text_of(client.get(back))
    answer = client.post(back, follow=True)
    assert again(edition).status == "withdrawn"
    assert answer.redirect_chain[-1][0] == reverse("reports:edition_prepare", args=[edition.review_id])
    assert edition.title in text_of(answer)


def test_the_page_names_what_could_not_be_read_and_offers_no_settlement(client: Any) -> None:
    people, edition = cleared()
    make.searched(edition, coverage="99.41", unread=(BULLET,), by=people.manager)
    said = text_of(page(client, people.manager, "search", edition.review_id))
    for words in ("99.41 per cent.", "private-use character (U+F0B7)", "Replace these characters", "font"):
        assert words in said
    assert reverse("reports:edition_back", args=[edition.review_id]) in said
    assert "/agree/" not in said


def test_the_page_of_the_edition_leads_to_the_search(client: Any) -> None:
    people, edition, _ = with_hit()
    said = text_of(page(client, people.manager, "edition", edition.review_id))
    assert reverse("reports:search", args=[edition.review_id]) in said
    assert "One passage that the search of the PDF found waits for a decision." in said


def test_before_there_is_a_search_its_page_is_not_there(client: Any) -> None:
    people, edition = cleared()
    assert page(client, people.manager, "search", edition.review_id).status_code == 404


def test_a_hit_of_an_older_search_is_not_there(client: Any) -> None:
    people, edition, hit = with_hit()
    make.searched(edition, hits=(make.hit(),), by=people.manager)
    assert page(client, people.manager, "hit", edition.review_id, hit.pk).status_code == 404


def test_while_the_pdf_is_being_made_it_cannot_be_asked_for_again(client: Any) -> None:
    people, edition = cleared()
    said = text_of(page(client, people.manager, "edition_pdf", edition.review_id))
    assert "The PDF is being made already." in said
    assert 'type="submit"' not in said.split("<main", 1)[1]
