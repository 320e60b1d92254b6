"""Error pages give nothing away."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.platform.web_urls")]


def test_hidden_and_never_existing_pages_are_the_same_to_the_byte(client):
    hidden, unknown = client.get("/hidden/alfie-marsh/"), client.get("/nothing/here/")

    assert hidden.status_code == unknown.status_code == 404
    assert hidden.content == unknown.content
    assert {**hidden.headers, "X-Request-ID": ""} == {**unknown.headers, "X-Request-ID": ""}
    assert b"alfie" not in hidden.content.lower()


def test_refusal_shows_the_policy_sentence_and_a_bare_denial_shows_no_reason(client):
    refused, denied = client.get("/refused/"), client.get("/denied/")

    assert refused.status_code == denied.status_code == 403
    assert "Only the board’s chair may decide." in refused.content.decode()
    assert "Alfie" not in denied.content.decode()


def test_broken_page_says_nothing_of_the_cause_and_asks_nothing_of_the_database(django_assert_num_queries):
    from django.test import RequestFactory

    from scr_portal.web.errors import server_error

    client = Client(raise_request_exception=False)
    response = client.get("/broken/")

    assert response.status_code == 500
    assert "Alfie" not in response.content.decode()
    assert "Something went wrong" in response.content.decode()
    with django_assert_num_queries(0):
        server_error(RequestFactory().get("/"))


def test_form_that_can_no_longer_be_sent_says_what_to_do(settings):
    client = Client(enforce_csrf_checks=True)

    response = client.post("/_components/question/", {})

    assert response.status_code == 403
    assert "This form can no longer be sent" in response.content.decode()


def test_step_shut_meanwhile_is_409_and_says_what_stands_in_the_way(client):
    response = client.get("/shut/")

    assert response.status_code == 409
    assert "The record has not been checked." in response.content.decode()
    assert "Portsmouth leaflet" in response.content.decode()


@pytest.mark.parametrize("path", ["/hidden/x/", "/refused/", "/broken/", "/shut/"])
def test_error_pages_are_kept_by_nobody(path):
    response = Client(raise_request_exception=False).get(path)

    assert "no-store" in response["Cache-Control"]


def test_gallery_is_not_served_where_no_development_mail_is(settings):
    from scr_portal.web import urls

    assert settings.PORTAL_MAILBOX is False
    assert urls.urlpatterns == []
