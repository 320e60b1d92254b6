"""A referral takes no day that cannot be, and its child stands in the register before any text is read."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from reviews.models import Referral
from reviews.services import referrals
from scr_portal.access import Denied
from scr_portal.notices.models import Notice
from scr_portal.refusals import Refused
from scr_portal.web.stale import StaleForm
from tests import make

pytestmark = pytest.mark.django_db

FUTURE = "The date must be today or in the past."
AFTER = "This must be on or after the day it happened."
BORN_BEFORE = "This must be on or after the child’s date of birth."
BORN = "The date of birth must be in the past."


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


@pytest.fixture
def draft(people: SimpleNamespace) -> Referral:
    return make.referral(people, submitted=False)


def day(offset: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=offset)


@pytest.mark.parametrize(
    ("happened", "known", "born", "wrong"),
    [
        (1, 1, -900, {"happened_on": [FUTURE], "known_on": [FUTURE]}),
        (-5, 1, -900, {"known_on": [FUTURE]}),
        (-5, -6, -900, {"known_on": [AFTER]}),
        (-5, -4, 1, {"child_born_on": [BORN]}),
        (-5, -4, -4, {"happened_on": [BORN_BEFORE]}),
    ],
)
def test_a_day_that_cannot_be_is_refused_beside_its_field(
    draft: Any, happened: int, known: int, born: int, wrong: dict[str, list[str]]
) -> None:
    with pytest.raises(Refused) as refused:
        referrals.write(
            draft,
            version=draft.version,
            happened_on=day(happened),
            known_on=day(known),
            child_born_on=day(born).isoformat(),
            by=draft.referred_by,
        )
    assert refused.value.sentences == wrong
    assert Referral.objects.get(pk=draft.pk).happened_on == draft.happened_on


@pytest.mark.parametrize(("happened", "known", "born"), [(0, 0, -900), (-5, -5, -5), (-5, 0, 0 - 5)])
def test_the_first_and_the_last_possible_day_are_taken(
    draft: Any, happened: int, known: int, born: int
) -> None:
    row = referrals.write(
        draft,
        version=draft.version,
        happened_on=day(happened),
        known_on=day(known),
        child_born_on=day(born).isoformat(),
        by=draft.referred_by,
    )
    assert (row.happened_on, row.known_on) == (day(happened), day(known))


def test_a_child_born_today_may_be_referred(draft: Any) -> None:
    row = referrals.write(
        draft,
        version=draft.version,
        happened_on=day(0),
        known_on=day(0),
        child_born_on=day(0).isoformat(),
        by=draft.referred_by,
    )
    assert referrals.born_on(row) == day(0)


def test_a_stale_save_overwrites_nothing(draft: Any) -> None:
    by, version = draft.referred_by, draft.version
    referrals.write(draft, version=version, account="The first text.", by=by)
    with pytest.raises(StaleForm):
        referrals.write(draft, version=version, account="The second text.", by=by)
    assert Referral.objects.get(pk=draft.pk).account.original == "The first text."


def test_a_field_that_is_not_given_stays_as_it_was(draft: Any) -> None:
    row = referrals.write(draft, version=draft.version, harm="serious_harm", by=draft.referred_by)
    assert row.child_name == make.CHILD
    assert row.happened_on == draft.happened_on
    row = referrals.write(row, version=row.version, happened_on="", harm="", by=draft.referred_by)
    assert row.happened_on is None
    assert row.harm == ""


def test_the_child_is_in_the_register_with_name_and_birth_from_the_first_save(draft: Any) -> None:
    kinds = set(draft.register.identities.values_list("kind", flat=True))
    assert kinds == {"person", "date_of_birth"}
    child = draft.register.identities.get(kind="person")
    assert child.canonical == make.CHILD
    assert child.pseudonym.startswith("Child ")


def test_sending_twice_is_sending_once_and_tells_the_manager_once(people: Any, draft: Any) -> None:
    row = referrals.submit(draft, by=people.referrer)
    again = referrals.submit(row, by=people.referrer)
    assert again.submitted_at == row.submitted_at
    assert row.reported_on == timezone.localdate()
    told = Notice.objects.filter(template="referral_received")
    assert [notice.to for notice in told] == [people.manager]


def test_somebody_else_cannot_send_what_was_sent(people: Any, draft: Any) -> None:
    referrals.submit(draft, by=people.referrer)
    with pytest.raises(Denied, match="This referral has been sent and can no longer be changed here"):
        referrals.submit(draft, by=people.manager)


def test_the_day_it_was_reported_stays_the_first(people: Any, draft: Any) -> None:
    import time_machine

    from reviews.services.returns import NewPoint

    row = referrals.submit(draft, by=people.referrer)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=9), tick=True):
        referrals.send_back(row, points=[NewPoint("Where was she found?")], by=people.manager)
        make.answer_points(Referral.objects.get(pk=row.pk), by=people.referrer)
        again = referrals.submit(row, by=people.referrer)
    assert (again.reported_on, again.submitted_at) == (row.reported_on, row.submitted_at)
    assert again.status == "submitted"
