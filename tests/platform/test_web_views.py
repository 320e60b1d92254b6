"""A form page holds its button shut, keeps typing, and loses neither of two texts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django import forms
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import Http404
from django.test import RequestFactory
from lxml import html

from scr_portal.owners import Owner
from scr_portal.refusals import Refused
from scr_portal.web.forms import DateInputField, PortalForm, VersionedForm
from scr_portal.web.stale import require_version
from scr_portal.web.views import PortalFormView
from scr_portal.workflow import Outstanding, TransitionBlocked

pytestmark = pytest.mark.django_db
LEFT = [
    Outstanding(
        "One person has not checked their record.",
        source="Portsmouth leaflet",
        owner=Owner("the author"),
        url="/x/",
    ),
    Outstanding("<b>The family</b> has not been told."),
]


class Words(VersionedForm):
    reason = forms.CharField(label="Reason", widget=forms.Textarea)


class Page(PortalFormView):
    form_class = Words
    heading = "Send it to the panel"
    button = "Send"
    success = "The panel has been told."
    back_url = "/case/"

    def act(self, form: forms.BaseForm) -> Any:
        return "/next/"


def answer(view: type[PortalFormView], data: dict[str, str] | None = None) -> Any:
    """Return the page's response, rendered; a POST when there is data."""
    request = RequestFactory().get("/") if data is None else RequestFactory().post("/", data)
    request.session = {}  # type: ignore[assignment]
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    response = view.as_view()(request)
    if hasattr(response, "render"):
        response.render()
        response.tree = html.fromstring(response.content.decode())
    response.messages = [str(message) for message in request._messages]  # type: ignore[attr-defined]
    return response


def buttons(response: Any) -> list[str]:
    return [button.text_content() for button in response.tree.xpath("//main//button")]


def test_page_has_its_heading_as_title_and_its_button():
    response = answer(Page)

    assert response.tree.xpath("//title")[0].text == "Send it to the panel – Serious case reviews"
    assert [heading.text for heading in response.tree.xpath("//h1")] == ["Send it to the panel"]
    assert buttons(response) == ["Send"]
    assert not response.tree.xpath("//*[@id='outstanding']")


def test_outstanding_list_stands_in_place_of_the_button():
    class Shut(Page):
        def outstanding(self):
            return LEFT

    response = answer(Shut)

    assert buttons(response) == []
    items = response.tree.xpath("//*[@id='outstanding']//li")
    assert [" ".join(item.text_content().split()) for item in items] == [
        "One person has not checked their record. With the author"
        "Go to this: One person has not checked their record. Portsmouth leaflet",
        "<b>The family</b> has not been told.",
    ]
    assert items[0].xpath(".//a")[0].get("href") == "/x/"
    assert "You can do this step here once nothing is outstanding." in response.tree.text_content()
    assert response.tree.xpath("//main//form | //main//textarea") == []
    assert answer(Page).tree.xpath("//main//form//textarea")


def test_step_that_is_shut_refuses_a_form_sent_to_it_and_gives_the_typing_back():
    acted = []

    class Shut(Page):
        def outstanding(self):
            return LEFT

        def act(self, form):
            acted.append(form)
            return "/next/"

    response = answer(Shut, {"reason": "Sent by hand"})

    assert (response.status_code, acted) == (409, [])
    assert "Nothing was changed." in response.tree.text_content()
    assert response.tree.xpath("//*[@class='portal-prose']")[0].text_content().strip() == "Sent by hand"
    assert response.tree.xpath("//main//form") == []


def test_step_with_nothing_outstanding_says_so():
    class Open(Page):
        nothing_outstanding = "Everything this step needs is in place."

    assert "Everything this step needs is in place." in answer(Open).tree.text_content()


def test_good_answer_goes_on_and_says_what_happened():
    response = answer(Page, {"reason": "Ready"})

    assert (response.status_code, response.url) == (302, "/next/")
    assert response.messages == ["The panel has been told."]


def test_bad_answer_stays_on_the_page_with_error_in_its_title():
    response = answer(Page, {"reason": ""})

    assert response.status_code == 422
    assert response.tree.xpath("//title")[0].text.startswith("Error: Send it")
    assert [
        link.get("href") for link in response.tree.xpath("//*[@data-module='govuk-error-summary']//a")
    ] == ["#id_reason"]
    assert response.messages == []


def test_refusal_by_the_service_stands_beside_its_field_and_elsewhere_at_the_top():
    class Refusing(Page):
        def act(self, form):
            raise Refused({"reason": "Give a longer reason.", "elsewhere": "The review is closed."})

    response = answer(Refusing, {"reason": "Short"})

    assert response.status_code == 422
    assert "Give a longer reason." in response.tree.xpath("//*[@id='id_reason_error']")[0].text_content()
    assert (
        "The review is closed."
        in response.tree.xpath("//*[@data-module='govuk-error-summary']")[0].text_content()
    )
    assert response.tree.xpath("//textarea")[0].text.strip() == "Short"


def test_step_shut_meanwhile_is_409_with_the_list_and_the_typing():
    class Blocked(Page):
        def act(self, form):
            raise TransitionBlocked(LEFT)

    response = answer(Blocked, {"reason": "Ready, I think"})

    assert response.status_code == 409
    assert "Nothing was changed." in response.tree.text_content()
    assert len(response.tree.xpath("//*[@id='outstanding']//li")) == 2
    assert buttons(response) == []
    assert response.tree.xpath("//*[@class='portal-prose']")[0].text_content().strip() == "Ready, I think"


class Saved:
    version = 2
    reason = "Theirs & <i>saved</i>"


class Shared(Page):
    def act(self, form):
        require_version(Saved, form.cleaned_data["version"])
        return "/next/"


def test_second_of_two_writers_sees_both_texts_and_can_then_save():
    response = answer(Shared, {"version": "1", "reason": "Mine"})

    assert response.status_code == 409
    texts = [
        " ".join(box.text_content().split())
        for box in response.tree.xpath("//*[contains(@class,'portal-prose')]")
    ]
    assert texts == ["Theirs & <i>saved</i>", "Mine"]
    assert response.tree.xpath("//textarea")[0].text.strip() == "Mine"
    version = response.tree.xpath("//input[@name='version']")[0].get("value")
    assert version == "2"
    assert answer(Shared, {"version": version, "reason": "Both"}).status_code == 302


def test_only_what_differs_is_compared_in_words_and_secrets_never():
    class Record(Words):
        when = DateInputField()
        state = forms.ChoiceField(choices=[("y", "Yes, seen"), ("n", "Not seen")])
        told = forms.MultipleChoiceField(choices=[("p", "Police"), ("h", "Health")])
        same = forms.CharField()
        secret = forms.CharField(widget=forms.PasswordInput)
        sure = forms.BooleanField(required=False)

    class Theirs(Saved):
        when, state, told, same, secret, sure = date(2009, 5, 12), "n", ["p", "h"], "Same", "hush", True

    class Two(Shared):
        form_class = Record

        def act(self, form):
            require_version(Theirs, form.cleaned_data["version"])

    typed = {"when_day": "13", "when_month": "5", "when_year": "2009", "state": "y", "told": "p"}
    response = answer(Two, {**typed, "version": "1", "reason": "Mine", "same": "Same", "secret": "quiet"})

    texts = [
        " ".join(box.text_content().split())
        for box in response.tree.xpath("//*[contains(@class,'portal-prose')]")
    ]
    assert texts == [
        *("Theirs & <i>saved</i>", "Mine", "12 May 2009", "13 May 2009", "Not seen", "Yes, seen"),
        *("Police, Health", "Police", "Yes", "No"),
    ]
    assert "hush" not in response.content.decode()
    assert "quiet" not in response.content.decode()


def test_coded_text_and_never_the_original_is_shown_of_a_narrative_saved_by_another():
    class Narrative:
        original, coded = "Alfie was seen", "Child A was seen"

    class Sealed(Saved):
        reason = Narrative()

    class Theirs(Page):
        def act(self, form):
            require_version(Sealed, form.cleaned_data["version"])

    content = answer(Theirs, {"version": "1", "reason": "Mine"}).content.decode()
    assert "Child A was seen" in content
    assert "Alfie" not in content


def test_page_about_an_object_is_refused_before_it_is_drawn():
    class Guarded(Page):
        def get_object(self):
            raise Http404

    with pytest.raises(Http404):
        answer(Guarded)
    with pytest.raises(Http404):
        answer(Guarded, {"reason": "Ready"})


def test_form_with_a_field_called_question_keeps_its_heading():
    class Asking(PortalForm):
        question = forms.CharField(label="The question")

    class Terms(Page):
        form_class = Asking

    assert [heading.text for heading in answer(Terms).tree.xpath("//h1")] == ["Send it to the panel"]


def test_view_that_does_nothing_says_so_to_its_author():
    class Idle(PortalFormView):
        form_class = PortalForm

    with pytest.raises(NotImplementedError, match="Idle"):
        answer(Idle, {})
