"""What is shown to somebody who is signed in is stored by no browser or proxy; what everybody may read can be."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(settings: Any) -> Any:
    settings.SECOND_FACTOR_WAIVED = True
    return make.staff(make.board())


def test_pages_lists_and_refusals_for_somebody_signed_in_are_not_stored(client: Any, people: Any) -> None:
    review = make.review(people)
    sign_in(client, people.manager)
    for address in ("/work/", reverse("reviews:cases"), review.get_absolute_url(), "/nothing/here/"):
        assert "no-store" in client.get(address)["Cache-Control"], address


def test_what_everybody_may_read_is_left_to_its_view(client: Any, people: Any) -> None:
    assert not client.get(reverse("reports:published")).has_header("Cache-Control")


def test_a_page_with_a_rule_of_its_own_keeps_it(client: Any, people: Any) -> None:
    sign_in(client, people.manager)
    assert client.get("/healthz")["Cache-Control"].startswith("max-age=0, no-cache, no-store")
