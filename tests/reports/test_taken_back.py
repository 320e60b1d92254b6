"""What an edition says in public once an answer it was made with is taken back."""

from __future__ import annotations

import pytest

from reports.services import editions
from reports.services.taken_back import PublishedEditions
from tests import make

pytestmark = pytest.mark.django_db


def test_public_edition_that_holds_the_words_is_withdrawn_with_a_note_and_another_stays() -> None:
    people, edition = make.ready_to_publish()
    editions.publish(edition, by=people.manager)
    register = edition.identity_register()

    PublishedEditions().withdraw(register, ["Goonhilly"], by=people.manager)
    edition.refresh_from_db()
    assert edition.status == "published"

    PublishedEditions().withdraw(register, [make.CHILD], by=people.manager)
    edition.refresh_from_db()
    assert (edition.status, edition.public_note) == (
        "withdrawn",
        "This report has been withdrawn by the board.",
    )
