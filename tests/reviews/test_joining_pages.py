"""The pages that join, part and divide entries of the register open in the named view and show what belongs together."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from reviews.models import Identity, IdentityRegister, Review
from reviews.services import joining
from tests.platform.signing_in import sign_in
from tests.reviews.test_joining import aunt, enter, fresh, friend, people, register, review

pytestmark = pytest.mark.django_db

__all__ = ["aunt", "friend", "people", "register", "review"]


@pytest.fixture
def manager(review: Review, people: Any) -> Client:
    client = sign_in(Client(), people.manager)
    address = reverse("reviews:named_view", args=["review", review.pk])
    client.post(address, {"reason": "Two entries have to be compared."})
    return client


def test_the_pages_join_and_part_by_what_the_manager_chooses(
    manager: Client, review: Review, aunt: Identity, friend: Identity
) -> None:
    page = manager.get(reverse("reviews:identity", args=[review.pk, friend.pk])).content.decode()
    join = reverse("reviews:identity_join", args=[review.pk, friend.pk])
    assert join in page

    answer = manager.post(join, {"other": aunt.pk, "stays": "other"})
    assert answer.headers["Location"] == reverse("reviews:identity", args=[review.pk, aunt.pk])
    assert fresh(friend).same_as == aunt

    page = manager.get(answer.headers["Location"]).content.decode()
    part = reverse("reviews:identity_part", args=[review.pk, friend.pk])
    assert part in page
    assert "It was Friend 8 before" in page
    assert 'value="Friend 8"' in manager.get(part).content.decode()
    manager.post(part, {"pseudonym": "Friend 8"})
    assert fresh(friend).same_as is None


def test_a_joined_entry_is_shown_with_the_one_it_was_joined_to(
    manager: Client, review: Review, aunt: Identity, friend: Identity, people: Any
) -> None:
    joining.join(friend, stays=aunt, by=people.manager)
    listed = manager.get(reverse("reviews:identities", args=[review.pk])).content.decode()
    assert listed.count("Aunt 5</th>") == 1
    assert "Delyth Marsh, Aunty Del" in listed
    answer = manager.get(reverse("reviews:identity", args=[review.pk, friend.pk]))
    assert answer.headers["Location"] == reverse("reviews:identity", args=[review.pk, aunt.pk])


def test_without_the_named_view_the_pages_ask_for_a_reason_first(
    review: Review, aunt: Identity, people: Any
) -> None:
    client = sign_in(Client(), people.manager)
    for name in ("join", "part", "divide"):
        answer = client.get(reverse(f"reviews:identity_{name}", args=[review.pk, aunt.pk]))
        assert answer.headers["Location"].startswith("/names/review/")


def test_a_page_with_nothing_to_join_part_or_divide_says_so_and_has_no_form(
    manager: Client, review: Review, register: IdentityRegister, people: Any
) -> None:
    school = enter(register, people, "Tanner Lane School", "School 3", kind="school")
    for name, sentence in (
        ("part", "This entry is not joined to another."),
        ("divide", "This entry has no other forms or nicknames that could mean somebody or something else."),
        ("join", "This case has no other entry of this kind."),
    ):
        page = manager.get(reverse(f"reviews:identity_{name}", args=[review.pk, school.pk])).content.decode()
        assert sentence in page
        assert '<form method="post" novalidate' not in page
