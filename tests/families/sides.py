"""Two relatives on opposite sides, each with words that must not reach the other."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from families.services import contacts, relatives
from reviews.services import identities
from scr_portal.access.roles import Role
from tests import make

FATHERS_WORDS = ("Zennor", "07700 900563", "Marazion", "tinworker", "quoits", "Lanyon", "mistletoe")
"""Words that stand in what is recorded about the father, and nowhere else."""


def opposed() -> SimpleNamespace:
    """A mother, and a father whose home, number, wishes, notes and reasons she must never meet."""
    people = make.staff(make.board())
    review = make.appointed(people, make.review(people))
    contact = make.member(people.board, Role.FAMILY_LIAISON, name="Wilmot Dray")
    contacts.name(review, user=contact, by=people.manager)
    mother = make.relative(people, review)
    father = relatives.add(
        review,
        name="Mr Lanyon Zennor",
        relationship="father",
        label="Father",
        contact_details="4 Marazion Steps, Fennmouth. Telephone 07700 900563.",
        safe_contact="Only the tinworker next door may take a message for him.",
        wishes="Never on a day of quoits, and his aunt sits with him.",
        by=people.manager,
    )
    relatives.record_contact(
        father,
        kind="told",
        means="visit",
        on=timezone.localdate(),
        note="He said that the mistletoe came down that night.",
        by=people.manager,
    )
    register = review.identity_register()
    identities.enter(register, kind="phone", canonical="07700 900563", pseudonym="[phone]", by=people.manager)
    return SimpleNamespace(people=people, review=review, contact=contact, mother=mother, father=father)


def letter(case: SimpleNamespace, text: str, *, to: str = "mother", by: Any = None) -> Any:
    """Write a letter to one of them."""
    from families.services import letters

    return letters.begin(getattr(case, to), kind="asked", text=text, by=by or case.contact)
