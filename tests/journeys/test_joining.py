"""The manager joins two entries of the register that mean one person, parts them again, and divides one; readers follow."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from reviews.models import Identity
from reviews.services import identities
from tests import make

from .conftest import NewVisitor
from .entering import let_in
from .inspection import Inspection
from .visitor import PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ACCOUNT = "Delyth Marsh rang. Aunty Del was told. Dilly Pascoe was not at home."
DELYTH = "Aunt 5: Delyth Marsh"


def test_the_manager_joins_parts_and_divides_entries_and_each_text_follows(
    visitor: NewVisitor, inspection: Inspection
) -> None:
    people = make.staff(make.board())
    review = make.review(people, account=ACCOUNT)
    register = review.identity_register()
    for label, name, *aliases in (("Aunt 5", "Delyth Marsh", "Dilly Pascoe"), ("Friend 8", "Aunty Del")):
        values: Any = {
            "canonical": name,
            "pseudonym": label,
            "aliases": aliases,
            "role": label.split()[0].lower(),
        }
        identities.enter(register, kind="person", by=people.manager, **values)
    referral = reverse("reviews:referral", args=[review.referral_id])
    manager, reader = let_in(visitor(), people.manager), let_in(visitor(viewport=PHONE), people.committee)
    reader.go(referral)
    reader.must_read("Aunt 5 rang. Friend 8 was told. Aunt 5 was not at home.")

    open_entry(manager, review, Identity.objects.get(pseudonym="Friend 8"))
    manager.follow("Another entry means the same")
    manager.look()
    manager.press("Join them")
    manager.must_read("Choose the entry that means the same.", "Choose which label stays.")
    manager.select("Which entry means the same?", DELYTH)
    manager.choose("Which label stays?", "The label of the other entry")
    manager.press("Join them")
    manager.must_read("Done. Every text of the case follows.", "It was Friend 8 before")
    manager.look()
    reader.go(referral)
    reader.must_read("Aunt 5 rang. Aunt 5 was told. Aunt 5 was not at home.")

    manager.follow(re.compile("^Part them"))
    manager.look()
    manager.press("Part them")
    reader.go(referral)
    reader.must_read("Aunt 5 rang. Friend 8 was told. Aunt 5 was not at home.")

    manager.go(reverse("reviews:identity", args=[review.pk, Identity.objects.get(pseudonym="Aunt 5").pk]))
    manager.follow("Some of these forms mean somebody or something else")
    manager.page.get_by_label("Dilly Pascoe").check()
    manager.type("Label to be shown instead", "Neighbour 3")
    manager.look()
    manager.press("Divide it")
    reader.go(referral)
    reader.must_read("Aunt 5 rang. Friend 8 was told. Neighbour 3 was not at home.")
    reader.must_not_read("Delyth", "Dilly", "Pascoe")
    assert inspection.findings == []


def open_entry(manager: Visitor, review: Any, identity: Identity) -> None:
    """Go to the page of an entry, which asks for a reason first."""
    manager.go(reverse("reviews:identity", args=[review.pk, identity.pk]))
    manager.type("Why do you need to see real names?", "Two entries have to be compared.")
    manager.press("Show real names for 15 minutes")
