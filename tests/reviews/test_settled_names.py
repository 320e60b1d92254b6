"""A flagged word is settled once for the whole case, and the settlement can be taken back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reviews.models import SettledName, UnknownName
from scr_portal.sealed.coding import code
from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db
TEXT = "She was seen at Quandorly Fold on Tuesday."


def test_word_reads_on_every_page_once_settled_and_as_a_label_again_when_taken_back(client, settings):
    settings.SECOND_FACTOR_WAIVED = True
    people = make.staff(make.board())
    review = make.review(people)
    sign_in(client, people.manager)
    assert "Quandorly" not in code(TEXT, review.identity_register())

    name = UnknownName.objects.get()
    answer = {"name": str(name.pk), "answer": "not_a_name"}
    path = reverse("reviews:names", args=[review.pk])
    assert client.post(f"{path}?open={name.pk}", answer).status_code == 302
    review.refresh_from_db()
    assert "Quandorly Fold" in code(TEXT, review.referral.register)

    settled = SettledName.objects.get()
    client.post(reverse("reviews:name_unsettle", args=[review.pk, settled.pk]))
    review.referral.register.refresh_from_db()
    assert "Quandorly" not in code(TEXT, type(settled.register).objects.get(pk=settled.register_id))


def test_panel_chair_cannot_settle_names(client, settings):
    settings.SECOND_FACTOR_WAIVED = True
    people = make.staff(make.board())
    review = make.appointed(people, make.review(people))
    sign_in(client, people.panel_chair)
    code(TEXT, review.identity_register())
    answer = {"name": str(UnknownName.objects.get().pk), "answer": "allow"}
    assert client.post(reverse("reviews:names", args=[review.pk]), answer).status_code == 403
    assert not SettledName.objects.exists()
