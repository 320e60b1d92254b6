"""What was settled already, or is still needed, stays as it is: no second record, no new version of the register."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from reviews.models import IdentityRegister
from reviews.policy import persons
from reviews.services import identities
from reviews.services.identities import InUse
from scr_portal.audit.models import AuditEvent
from tests import make
from tests.asking import again

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


def register_of(people: Any) -> IdentityRegister:
    return make.review(people).identity_register()


def test_identity_that_a_relative_has_stays_in_the_register(people: Any) -> None:
    review = make.review(people)
    make.relative(people, review)
    mother = review.relatives.get().identity
    version = again(mother.register).version

    with pytest.raises(InUse):
        identities.remove(mother, by=people.manager)

    assert again(mother).pk == mother.pk
    assert again(mother.register).version == version
    assert not AuditEvent.objects.filter(verb="identity.removed").exists()


def test_word_settled_again_in_the_same_way_is_recorded_once(people: Any) -> None:
    register = register_of(people)
    identities.settle(register, text="Saltern", settled_as="not_a_name", by=people.manager)
    version = again(register).version

    identities.settle(register, text="Saltern", settled_as="not_a_name", by=people.manager)

    assert again(register).version == version
    assert AuditEvent.objects.filter(verb="name.settled").count() == 1


def test_source_of_people_interviewed_is_registered_once() -> None:
    before = list(persons._interviewed)
    for source in before:
        assert persons.gives_interviewed(source) is source
    assert persons._interviewed == before
