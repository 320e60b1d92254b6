"""A referral whose names wait, and the manager at its queue."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests import make
from tests.platform.signing_in import sign_in

from .asking import ACCOUNT


@pytest.fixture
def people(settings: Any) -> Any:
    settings.SECOND_FACTOR_WAIVED = True
    return make.staff(make.board())


@pytest.fixture
def referral(people: Any) -> Any:
    return make.referral(people, account=ACCOUNT)


@pytest.fixture
def manager(client: Any, people: Any, referral: Any) -> Any:
    """The manager at the queue, with the named view open."""
    sign_in(client, people.manager)
    reason = {"reason": "Settling the names of a new referral."}
    client.post(reverse("reviews:named_view", args=["referral", referral.pk]), reason)
    return client
