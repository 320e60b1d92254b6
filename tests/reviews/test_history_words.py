"""The history page of a case says acts in the words of their labels."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from lxml import html

from reviews.history import event_label
from reviews.services import identities
from scr_portal import audit
from scr_portal.audit.labels import acts
from tests import make
from tests.platform.signing_in import sign_in


@pytest.mark.django_db
def test_the_history_page_says_what_was_done_and_by_whom(client: Any) -> None:
    people = make.staff(make.board())
    review = make.review(people)
    identities.settle(review.identity_register(), text="May", settled_as="not_a_name", by=people.manager)
    audit.refused("reports.publish", by=people.panel_member, on=review)

    page = sign_in(client, people.manager).get(reverse("reviews:history", args=[review.pk]))

    labels = acts()
    shown = html.fromstring(page.content.decode()).text_content()
    assert labels["name.settled"] in shown
    assert labels["review.opened"] in shown
    assert labels["refused"] in shown
    for inside in ("name.settled", "review.opened", make.CHILD):
        assert inside not in shown
    (settled,) = audit.events_for(review.code, review.referral.code).filter(verb="name.settled")
    assert event_label(settled) == labels["name.settled"]
