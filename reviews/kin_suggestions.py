"""Relationships that follow from the roles of the register, for the manager to accept: only those that are plain.

"Mother" is the mother of the child at the centre; "mother's mother" is the mother of the one mother there is. A
brother may be a half-brother, and a grandmother is on one side or the other, so nothing is suggested for them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from .enums import IdentityKind, KinshipKind, Sex
from .models import SUBJECT_CHILD, Identity, IdentityRegister
from .models.kinship import in_a_sentence

F, M, UNKNOWN = Sex.FEMALE, Sex.MALE, Sex.NOT_RECORDED
BIRTH, FOSTER, STEP = KinshipKind.BIRTH, KinshipKind.FOSTER, KinshipKind.STEP
CENTRE, MOTHER, FATHER = SUBJECT_CHILD, "mother", "father"

SAID = {
    MOTHER: (BIRTH, CENTRE, F),
    FATHER: (BIRTH, CENTRE, M),
    "adoptive mother": (KinshipKind.ADOPTIVE, CENTRE, F),
    "adoptive father": (KinshipKind.ADOPTIVE, CENTRE, M),
    "stepmother": (STEP, CENTRE, F),
    "stepfather": (STEP, CENTRE, M),
    "foster carer": (FOSTER, CENTRE, UNKNOWN),
    "foster mother": (FOSTER, CENTRE, F),
    "foster father": (FOSTER, CENTRE, M),
    "kinship carer": (FOSTER, CENTRE, UNKNOWN),
    "mother's mother": (BIRTH, MOTHER, F),
    "mother's father": (BIRTH, MOTHER, M),
    "father's mother": (BIRTH, FATHER, F),
    "father's father": (BIRTH, FATHER, M),
    "mother's partner": (KinshipKind.PARTNER, MOTHER, UNKNOWN),
    "father's partner": (KinshipKind.PARTNER, FATHER, UNKNOWN),
}
"""What a role says: the kind of relationship, to whom, and the sex that the word itself tells."""

SAME = {
    "birth mother": MOTHER,
    "birth father": FATHER,
    "step-mother": "stepmother",
    "step-father": "stepfather",
    "maternal grandmother": "mother's mother",
    "maternal grandfather": "mother's father",
    "paternal grandmother": "father's mother",
    "paternal grandfather": "father's father",
}
SEVERAL = {"foster carer", "foster mother", "foster father", "kinship carer"}
"""A child has two carers as a rule; of every other role two people make it doubtful who is meant."""


@dataclass(frozen=True)
class Suggestion:
    """A relationship that nobody has recorded and that the register all but says."""

    person: Identity
    relative: Identity
    kind: KinshipKind
    sex: Sex

    @property
    def words(self) -> str:
        """What is accepted by ticking it."""
        drawn = f" Drawn as {self.sex.label.lower()}." if self.sex and not self.person.sex else ""
        return in_a_sentence(self.kind, self.person, self.relative) + drawn

    @property
    def key(self) -> str:
        return f"{self.person.pk}:{self.relative.pk}"


def suggestions(register: IdentityRegister) -> list[Suggestion]:
    """Return what the roles say of people between whom nothing is recorded."""
    by_role: dict[str, list[Identity]] = defaultdict(list)
    for person in register.identities.each_once().filter(kind=IdentityKind.PERSON).order_by("pseudonym"):
        by_role[role_of(person)].append(person)
    known = {frozenset(two) for two in register.kinships.values_list("person", "relative")}
    found = []
    for role, (kind, of, sex) in SAID.items():
        people, relatives = by_role[role], by_role[of]
        if len(relatives) != 1 or (len(people) > 1 and role not in SEVERAL):
            continue
        found += [
            Suggestion(person, relatives[0], kind, sex)
            for person in people
            if frozenset((person.pk, relatives[0].pk)) not in known
        ]
    return found


def role_of(person: Identity) -> str:
    """Return a role as this table writes it."""
    role = " ".join(person.role.casefold().replace("’", "'").split())
    return SAME.get(role, role)
