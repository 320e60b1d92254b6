"""The genogram of the demonstration's case at work: three generations, a carer of the family, a father who left."""

from __future__ import annotations

import datetime
from types import SimpleNamespace

from reviews.models import SUBJECT_CHILD, Review
from reviews.services import identities, kinship

PEOPLE = {
    "brother": ("Locryn Quillfeather", "Brother 7", "elder brother", "male"),
    "aunt": ("Elowen Quillfeather", "Aunt 4", "mother’s sister", "female"),
    "father": ("Treeve Maddern", "Former partner 5", "father of the elder brother", "male"),
}


def related(people: SimpleNamespace, review: Review) -> None:
    """Record who is whose parent, partner and carer in this family."""
    register, manager = review.identity_register(), people.manager
    family = {
        key: identities.enter_person(register, name=name, role=role, pseudonym=label, by=manager)
        for key, (name, label, role, _) in PEOPLE.items()
    }
    family["child"] = register.identities.get(role=SUBJECT_CHILD)
    for relative in review.relatives.all():
        family[relative.relationship] = relative.identity
    for key in ("child", "mother", "grandparent"):
        kinship.describe(family[key], sex="female", died=key == "child", by=manager)
    for key, (*_, sex) in PEOPLE.items():
        kinship.describe(family[key], sex=sex, died=False, by=manager)
    for parent, child in (
        ("grandparent", "mother"),
        ("grandparent", "aunt"),
        ("mother", "child"),
        ("mother", "brother"),
        ("father", "brother"),
    ):
        kinship.record(register, person=family[parent], relative=family[child], kind="birth", by=manager)
    kinship.record(
        register,
        person=family["aunt"],
        relative=family["brother"],
        kind="foster",
        since=datetime.date(2010, 9, 1),
        by=manager,
    )
    kinship.record(register, person=family["mother"], relative=family["father"], kind="separated", by=manager)
