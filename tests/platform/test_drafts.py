"""Drafts: unsent text is stored for its author alone, offered again, and deleted once the form is sent."""

from __future__ import annotations

import datetime
import re
import time
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone
from lxml import html

from reviews.models import Referral
from scr_portal.accounts.middleware import SEEN
from scr_portal.drafts import services, tasks, tokens
from scr_portal.drafts.models import Draft
from scr_portal.web.views import PortalFormView
from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db
TYPED = "Tamsin Quillfeather was last seen on a Tuesday."


@pytest.fixture
def people() -> Any:
    return make.staff(make.board())


@pytest.fixture
def referral(people: Any) -> Referral:
    return make.referral(people, submitted=False)


@pytest.fixture
def referrer(people: Any) -> Client:
    return sign_in(Client(), people.referrer)


def form_of(referral: Referral) -> str:
    return reverse("reviews:referral_edit", args=[referral.pk])


def tree(answer: Any) -> Any:
    return html.fromstring(answer.content.decode())


def values_in(answer: Any) -> dict[str, Any]:
    """Return what a browser would submit from the form on this page."""
    form = next(form for form in tree(answer).forms if "draft_token" in form.fields)
    return {name: value or "" for name, value in form.fields.items() if value is not None}


def text_in(answer: Any) -> str:
    return str(tree(answer).xpath("//textarea[@name='account']")[0].text).strip()


def save(client: Client, values: dict[str, Any], text: str = TYPED, sequence: int = 1) -> Any:
    return client.post(reverse("drafts:save"), {**values, "account": text, "draft_sequence": sequence})


def offers(answer: Any) -> list[str]:
    headings = tree(answer).xpath("//section[contains(@class,'portal-kept')]/h2")
    return [heading.text_content() for heading in headings]


def use(client: Client, page: Any, path: str) -> Any:
    links = tree(page).xpath("//section[contains(@class,'portal-kept')]//a[starts-with(., 'Use it')]/@href")
    return client.get(path + links[0])


def test_text_that_was_saved_while_typing_is_offered_when_the_form_is_opened_again(
    referral, referrer
) -> None:
    path = form_of(referral)
    answer = save(referrer, values_in(referrer.get(path)))
    assert answer.status_code == 200
    assert re.fullmatch(r"\d\d:\d\d", answer.json()["saved"])

    again = referrer.get(path)
    saved_at = timezone.localtime(Draft.objects.get().saved_at)
    assert offers(again) == [
        f"You typed this on {saved_at.day} {saved_at:%B %Y} at {saved_at:%H:%M} and did not send it"
    ]
    assert text_in(again) != TYPED
    assert text_in(use(referrer, again, path)) == TYPED


def test_text_is_sealed_in_the_database(referral, referrer) -> None:
    save(referrer, values_in(referrer.get(form_of(referral))))
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM drafts_draft")
        assert "Tamsin" not in cursor.fetchone()[0]


def test_draft_holds_what_was_typed_and_never_a_token_a_file_or_a_hidden_value(referral, referrer) -> None:
    values = values_in(referrer.get(form_of(referral)))
    save(referrer, {**values, "csrfmiddlewaretoken": "secret", "password": "secret", "digest": "secret"})
    content = Draft.objects.get().content
    assert content["account"] == [TYPED]
    assert "version" in content
    assert not {"csrfmiddlewaretoken", "draft_token", "password", "digest"} & set(content)


def test_nobody_else_with_the_same_form_is_offered_it_or_can_throw_it_away(people) -> None:
    path = reverse("reviews:conflict", args=[make.review(people).pk])
    manager, chair = sign_in(Client(), people.manager), sign_in(Client(), people.chair)
    values = values_in(manager.get(path))
    manager.post(reverse("drafts:save"), {**values, "reason": "A sister works there.", "draft_sequence": 1})
    draft = Draft.objects.get()
    assert len(offers(manager.get(path))) == 1
    assert "A sister works there." in manager.get(f"{path}?draft={draft.pk}").content.decode()
    assert offers(chair.get(path)) == []
    assert "A sister works there." not in chair.get(f"{path}?draft={draft.pk}").content.decode()
    assert chair.post(reverse("drafts:throw_away", args=[draft.pk])).status_code == 404
    assert list(Draft.objects.visible_to(people.chair)) == []
    assert list(Draft.objects.visible_to(people.manager)) == [draft]


def test_somebody_else_who_signs_in_on_the_same_computer_writes_nothing_into_it(people, referral) -> None:
    client = sign_in(Client(), people.referrer)
    values = values_in(client.get(form_of(referral)))
    client.logout()
    sign_in(client, people.manager)
    assert save(client, values).status_code == 409
    assert not Draft.objects.exists()


def test_form_that_was_sent_is_not_offered_and_a_late_save_does_not_bring_it_back(referral, referrer) -> None:
    path = form_of(referral)
    values = values_in(referrer.get(path))
    save(referrer, values)
    assert referrer.post(path, {**values, "account": TYPED}).status_code == 302
    assert offers(referrer.get(path)) == []
    assert save(referrer, values, sequence=2).status_code == 410
    assert Draft.objects.get().content is None
    assert offers(referrer.get(path)) == []


def test_form_that_was_refused_keeps_its_text_without_any_script(referral, referrer) -> None:
    path = form_of(referral)
    values = {**values_in(referrer.get(path)), "account": TYPED, "happened_on_day": "45"}
    refused = referrer.post(path, values)
    assert refused.status_code == 422
    again = referrer.get(path)
    assert len(offers(again)) == 1

    mended = {**values_in(refused), "happened_on_day": values["known_on_day"]}
    mended |= {f"happened_on_{part}": values[f"known_on_{part}"] for part in ("month", "year")}
    assert referrer.post(path, mended).status_code == 302
    assert offers(referrer.get(path)) == []


def test_draft_taken_up_again_goes_when_it_is_sent(referral, referrer) -> None:
    path = form_of(referral)
    save(referrer, values_in(referrer.get(path)))
    page = use(referrer, referrer.get(path), path)
    assert referrer.post(path, values_in(page)).status_code == 302
    assert not Draft.objects.unsent().exists()
    assert "Tuesday" in str(Referral.objects.get().account.original)


def test_two_tabs_keep_two_texts(referral, referrer) -> None:
    path = form_of(referral)
    first, second = values_in(referrer.get(path)), values_in(referrer.get(path))
    save(referrer, first, "Typed in the first tab.")
    save(referrer, second, "Typed in the second tab.")
    assert len(offers(referrer.get(path))) == 2
    referrer.post(path, {**first, "account": "Typed in the first tab."})
    left = referrer.get(path)
    assert len(offers(left)) == 1
    assert text_in(use(referrer, left, path)) == "Typed in the second tab."


def test_draft_that_was_written_to_after_it_was_taken_up_stays(referral, referrer) -> None:
    path = form_of(referral)
    first = values_in(referrer.get(path))
    save(referrer, first, "Begun.")
    taken_up = values_in(use(referrer, referrer.get(path), path))
    save(referrer, first, "Begun, and gone on in the first tab.", sequence=2)
    save(referrer, taken_up, "Gone on in the second tab.")
    texts = {draft.content["account"][0] for draft in Draft.objects.unsent()}
    assert texts == {"Begun, and gone on in the first tab.", "Gone on in the second tab."}


def test_form_sent_in_the_first_tab_stays_sent_when_the_second_goes_on(referral, referrer) -> None:
    path = form_of(referral)
    first = values_in(referrer.get(path))
    save(referrer, first, "Begun.")
    taken_up = values_in(use(referrer, referrer.get(path), path))
    assert referrer.post(path, {**first, "account": "Begun."}).status_code == 302
    save(referrer, taken_up, "Gone on in the second tab.")
    assert save(referrer, first, "A late save of the first tab.", sequence=2).status_code == 410
    assert [draft.content["account"] for draft in Draft.objects.unsent()] == [["Gone on in the second tab."]]


def test_older_save_that_arrives_later_does_not_overwrite_a_newer_one(referral, referrer) -> None:
    values = values_in(referrer.get(form_of(referral)))
    save(referrer, values, "The newer text.", sequence=2)
    save(referrer, values, "The older text.", sequence=1)
    assert Draft.objects.get().content["account"] == ["The newer text."]


def test_draft_carries_the_version_it_was_begun_on_so_that_both_texts_are_shown(people, referral) -> None:
    client, path = sign_in(Client(), people.referrer), form_of(referral)
    save(client, values_in(client.get(path)))
    other = sign_in(Client(), people.referrer)
    other.post(path, {**values_in(other.get(path)), "account": "Saved in the meantime."})
    answer = client.post(path, values_in(use(client, client.get(path), path)))
    assert answer.status_code == 409
    shown = tree(answer).text_content()
    assert "Saved in the meantime." in shown
    assert "Someone else saved this while you were writing" in shown
    assert text_in(answer) == TYPED


def test_throwing_away_deletes_it_and_leads_back_to_the_form(referral, referrer) -> None:
    path = form_of(referral)
    save(referrer, values_in(referrer.get(path)))
    draft = Draft.objects.get()
    answer = referrer.post(reverse("drafts:throw_away", args=[draft.pk]), {"next": path})
    assert (answer.status_code, answer["Location"]) == (302, path)
    assert not Draft.objects.exists()


def test_throwing_away_leads_to_no_other_site(referral, referrer) -> None:
    save(referrer, values_in(referrer.get(form_of(referral))))
    draft = Draft.objects.get()
    answer = referrer.post(reverse("drafts:throw_away", args=[draft.pk]), {"next": "//example.org/"})
    assert answer["Location"] == "/"


# A session that ended


def idle(client: Client) -> None:
    session = client.session
    session[SEEN] = session["session_started_at"] = time.time() - settings.SESSION_IDLE_SECONDS - 60
    session.save()


def test_form_sent_after_its_session_ran_out_is_kept_and_offered_after_sign_in(people, referral) -> None:
    client, path = sign_in(Client(), people.referrer), form_of(referral)
    values = {**values_in(client.get(path)), "account": TYPED}
    idle(client)
    answer = client.post(path, values, follow=True)
    assert "What you had just typed was not sent, but it was kept." in tree(answer).text_content()
    assert tree(answer).xpath("//a[contains(., 'Sign in again')]/@href") == [
        f"{reverse('account_login')}?next={path.replace('/', '%2F')}"
    ]
    again = sign_in(client, people.referrer).get(path)
    assert text_in(use(client, again, path)) == TYPED


@pytest.mark.parametrize("gone", ["signed out in another tab", "no cookie"])
def test_form_sent_without_a_session_is_kept_for_the_person_it_was_shown_to(people, referral, gone) -> None:
    client, path = sign_in(Client(), people.referrer), form_of(referral)
    values = {**values_in(client.get(path)), "account": TYPED}
    if gone == "no cookie":
        client.cookies.clear()
    else:
        client.logout()
    answer = client.post(path, values)
    assert answer["Location"].startswith(reverse("accounts:session_ended"))
    assert Draft.objects.get().user == people.referrer
    assert Draft.objects.get().content["account"] == [TYPED]


def test_page_of_a_session_that_ended_does_not_speak_of_text_that_was_not_kept(people, referral) -> None:
    client, path = sign_in(Client(), people.referrer), form_of(referral)
    client.get(path)
    idle(client)
    answer = client.post(path, {"account": TYPED}, follow=True)
    assert "was kept" not in tree(answer).text_content()
    assert not Draft.objects.exists()


def test_form_with_the_token_of_an_older_session_is_kept_and_its_page_says_so(people, referral) -> None:
    client, path = sign_in(Client(enforce_csrf_checks=True), people.referrer), form_of(referral)
    values = {**values_in(client.get(path)), "account": TYPED, "csrfmiddlewaretoken": "a" * 64}
    answer = client.post(path, values)
    assert answer.status_code == 403
    assert tree(answer).xpath("//a[. = 'Open the page again']/@href") == [path]
    assert text_in(use(client, client.get(path), path)) == TYPED


def test_page_may_go_on_saving_after_its_session_ended_and_says_that_it_did(people, referral) -> None:
    client = sign_in(Client(), people.referrer)
    values = values_in(client.get(form_of(referral)))
    client.logout()
    assert save(client, values).json()["signed_in"] is False
    assert Draft.objects.get().user == people.referrer


def test_nothing_is_kept_for_an_account_that_was_closed(people, referral) -> None:
    client = sign_in(Client(), people.referrer)
    values = values_in(client.get(form_of(referral)))
    people.referrer.is_active = False
    people.referrer.save()
    client.logout()
    assert save(client, values).status_code == 409
    assert not Draft.objects.exists()


def test_token_that_was_altered_or_is_too_old_writes_nothing(referral, referrer, settings) -> None:
    values = values_in(referrer.get(form_of(referral)))
    assert save(referrer, {**values, "draft_token": values["draft_token"][:-2] + "xx"}).status_code == 400
    assert save(referrer, {**values, "draft_token": ""}).status_code == 400
    settings.DRAFT_TOKEN_SECONDS = -1
    assert save(referrer, values).status_code == 400
    assert not Draft.objects.exists()


def test_text_longer_than_can_be_kept_is_refused_and_leaves_what_was_saved(
    referral, referrer, settings
) -> None:
    values = values_in(referrer.get(form_of(referral)))
    save(referrer, values)
    settings.DRAFT_MAX_CHARACTERS = 5000
    assert save(referrer, values, "x" * 6000, sequence=2).status_code == 413
    assert Draft.objects.get().content["account"] == [TYPED]


def test_person_without_a_current_session_asks_for_a_fresh_token_and_learns_no_more(referrer) -> None:
    assert referrer.get(reverse("drafts:save")).json()["signed_in"] is True
    answer = Client().get(reverse("drafts:save"))
    assert answer.json().keys() == {"csrf", "signed_in"}
    assert answer.json()["signed_in"] is False
    assert "no-store" in answer["Cache-Control"]


# What the database holds


def test_drafts_nobody_came_back_to_are_purged(people, referral, referrer) -> None:
    path = form_of(referral)
    save(referrer, values_in(referrer.get(path)), "Old.")
    Draft.objects.update(saved_at=timezone.now() - datetime.timedelta(days=settings.DRAFT_DAYS, hours=1))
    save(referrer, values_in(referrer.get(path)), "New.")
    tasks.purge()
    assert [draft.content["account"] for draft in Draft.objects.all()] == [["New."]]


def test_sent_draft_cannot_hold_text(people) -> None:
    now = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.create(user=people.referrer, form="f", content={}, saved_at=now, sent_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.create(user=people.referrer, form="f", content=None, saved_at=now)


def test_token_comes_back_as_it_was_signed(people) -> None:
    token = services.opened("reviews:terms_edit:1", user=people.referrer, fields=["a", "b"])
    assert tokens.read(token.signed()) == token
    assert tokens.read(services.continued(token).signed()).replaces == token.draft


def test_form_without_a_text_area_keeps_no_draft(people) -> None:
    client = sign_in(Client(), people.manager)
    page = client.get(reverse("reviews:refer"))
    referrer = sign_in(Client(), people.referrer).get(reverse("reviews:refer"))
    assert b"draft_token" not in page.content + referrer.content


def test_form_of_single_lines_that_was_sent_after_its_session_is_kept_as_well(people) -> None:
    client, path = sign_in(Client(), people.manager), reverse("accounts:invite", args=[people.board.code])
    values = {**values_in(client.get(path)), "name": "Wilmot Dray", "email": "w.dray@example.org"}
    client.logout()
    answer = client.post(path, values, follow=True)
    assert "was not sent, but it was kept" in answer.content.decode()
    again = sign_in(client, people.manager).get(path)
    assert "Wilmot Dray" in tree(use(client, again, path)).xpath("//input[@name='name']/@value")


def test_form_of_choices_and_days_alone_carries_no_token(people) -> None:
    path = reverse("panels:appoint", args=[make.review(people).pk])
    page = sign_in(Client(), people.manager).get(path)
    assert tree(page).xpath("//form[@method='post' and .//input[@name='capacity']]")
    assert not tree(page).xpath("//input[@name='draft_token']")


def test_no_page_makes_its_form_past_the_draft_that_is_put_into_it() -> None:
    """A page whose form needs more than the usual says so in `get_form_kwargs`."""
    get_resolver().reverse_dict  # noqa: B018  every view is imported with the addresses
    waiting, past = [PortalFormView], []
    while waiting:
        page = waiting.pop()
        waiting += page.__subclasses__()
        if page.get_form is not PortalFormView.get_form:
            past.append(page.__qualname__)
    assert past == []
