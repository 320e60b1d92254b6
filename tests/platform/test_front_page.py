"""The front page has sign-in, the board's telephone, and a way for each kind of visitor."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db


def test_visitor_finds_sign_in_the_telephone_and_a_way_for_each() -> None:
    make.board(phone="01632 960123")
    answer = Client().get("/")
    main = html.fromstring(answer.content.decode()).xpath("//main")[0]
    words = main.text_content()
    for way in ("published report", "in my family", "invited", "refer a case", "ring the board"):
        assert any(way in heading.text for heading in main.xpath(".//h3")), way
    assert "telephone 01632 960123" in words
    ways = main.xpath(".//section//a/@href | .//p/a/@href")
    assert reverse("account_login") in ways
    assert f"{reverse('account_login')}?next={reverse('reviews:refer')}" in ways


def test_somebody_signed_in_is_not_asked_to_sign_in() -> None:
    people = make.staff(make.board())
    assert "What brings you here?" not in sign_in(Client(), people.manager).get("/").content.decode()
