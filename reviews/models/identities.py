"""The identity register: every identity of a case known once, apart from everything that speaks of it."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from simple_history.models import HistoricalRecords

from scr_portal.access.roles import Role
from scr_portal.access.scope import ScopedQuerySet
from scr_portal.anonymise import Decision, RegisterEntry, Surface
from scr_portal.sealed.fields import EncryptedJSONField, EncryptedTextField, KeyedIndexField

from ..enums import IdentityKind, Settlement, Sex
from ..evidence_kinds import all_references_in
from .decision import OfReferral
from .referral import Referral

SUBJECT_CHILD = "subject child"
"""The role by which the register knows the child whom the case is about."""


class RegisterQuerySet(ScopedQuerySet["IdentityRegister"]):
    board_path = "referral__board"
    case_path = "referral__review"

    def readable_by(self, user: Any) -> models.Q:
        """Open to the business manager, who keeps the key to the names apart from everybody who works on the text."""
        return models.Q(referral__board__in=user.boards_as(Role.BUSINESS_MANAGER))


class IdentityRegister(OfReferral):
    """One a case, opened with the referral.

    Its version counts every change; a text coded under an older version is coded anew before anyone sees it,
    and a job codes all of them anew, so that nothing old stays in the tables.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.OneToOneField(Referral, models.CASCADE, related_name="register")
    version = models.PositiveIntegerField(default=1)
    recoded_version = models.PositiveIntegerField(
        default=1, help_text="The version that no stored text of the case is behind."
    )

    objects = RegisterQuerySet.as_manager()
    history = HistoricalRecords()

    def __str__(self) -> str:
        return f"Identity register of {self.referral}"

    @property
    def entries(self) -> list[RegisterEntry]:
        """All identities in the form the anonymiser takes."""
        return [entry for identity in self.identities.with_joined() for entry in identity.as_entries()]

    @property
    def decisions(self) -> list[Decision]:
        """Names settled as staying, in the form the anonymiser takes."""
        return [
            {
                "text": str(name.text),
                "verdict": "allow" if name.settled_as == Settlement.ALLOW else "not_a_name",
            }
            for name in self.settled_names.all()
        ]

    def labels_of(self, surfaces: Collection[Surface]) -> dict[str, str | None]:
        """Return what stands for each flagged surface in this case, by its key."""
        labels: dict[str, str | None] = self._unknown_names.labels_of(self, surfaces)
        return labels

    def answered_labels(self) -> dict[str, str]:
        """Return what each provisional label reads as that somebody has answered."""
        answered: dict[str, str] = self._unknown_names.answered_labels(self)
        return answered

    def references_in(self, text: str) -> list[str]:
        """Return the references in a text that name an agency of the board: pages show it by its name everywhere."""
        named = [reference for reference in all_references_in(text) if reference.agency]
        agencies = self.agencies_called if named else set()
        return [f"[{reference.words}]" for reference in named if reference.agency in agencies]

    @cached_property
    def agencies_called(self) -> set[str]:
        """Return what the agencies of the board are called, read once for this object."""
        names = self.referral.board.agencies.values_list("short_name", "name")
        return {name for pair in names for name in pair}

    @property
    def _unknown_names(self) -> Any:
        related: Any = self._meta.get_field("unknown_names").related_model
        return related._default_manager


def registers_read_by(user: Any) -> models.QuerySet[Any]:
    """Reviews whose identity register this person may read."""
    review: Any = Referral._meta.get_field("review").related_model
    kept = IdentityRegister.objects.visible_to(user).values("referral")
    reviews: models.QuerySet[Any] = review._default_manager.visible_to(user).filter(referral__in=kept)
    return reviews


class IdentityQuerySet(ScopedQuerySet["Identity"]):
    follows = "register"

    def each_once(self) -> IdentityQuerySet:
        """Return one row for whoever or whatever is meant: without entries that were joined to another."""
        return self.filter(same_as__isnull=True).select_related("of__same_as").prefetch_related("joined")

    def with_joined(self) -> list[Identity]:
        """Return what `each_once` returns, in one query: for whoever reads the whole register anyway."""
        rows = list(self.select_related("of__same_as"))
        joined: dict[Any, list[Identity]] = defaultdict(list)
        for row in rows:
            joined[row.same_as_id].append(row)
        for row in joined[None]:
            row._prefetched_objects_cache = {"joined": joined[row.pk]}  # type: ignore[attr-defined]
        return joined[None]


class Identity(OfReferral):
    """A person, place, number or date with the label that stands for it everywhere.

    Two entries that turn out to mean one person are joined: one of them refers to the other by `same_as`, has its label,
    and keeps the label it had in `own_label`, so that they can be parted again. Such an entry never has
    others joined to it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    register = models.ForeignKey(IdentityRegister, models.CASCADE, related_name="identities")
    kind = models.CharField(max_length=16, choices=IdentityKind)
    canonical = EncryptedTextField()
    canonical_index = KeyedIndexField(source="canonical")
    aliases = EncryptedJSONField(default=list)
    title = EncryptedTextField(null=True, blank=True)
    given = EncryptedTextField(null=True, blank=True)
    family = EncryptedTextField(null=True, blank=True)
    role = models.CharField(max_length=60, blank=True)
    pseudonym = models.CharField(max_length=60)
    of = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="numbers")
    same_as = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="joined")
    own_label = models.CharField(max_length=60, blank=True, default="")
    sex = models.CharField(max_length=6, choices=Sex, blank=True, default="")
    died = models.BooleanField(default=False)

    objects = IdentityQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["kind", "pseudonym"]
        constraints = [
            models.UniqueConstraint(
                name="one_identity_once",
                fields=["register", "kind", "canonical_index"],
                condition=~models.Q(kind="date_of_birth"),
            ),
            models.UniqueConstraint(
                name="one_birth_a_person_once",
                fields=["register", "canonical_index", "of"],
                condition=models.Q(kind="date_of_birth"),
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                models.F("register"),
                Lower("pseudonym"),
                name="one_person_a_label",
                condition=models.Q(kind="person", same_as__isnull=True),
            ),
            models.CheckConstraint(
                name="joined_to_another_and_keeps_its_label",
                condition=models.Q(same_as__isnull=True, own_label="")
                | (
                    models.Q(same_as__isnull=False)
                    & ~models.Q(own_label="")
                    & ~models.Q(same_as=models.F("pk"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.pseudonym

    @property
    def main(self) -> Identity:
        """The entry that this one was joined to, or itself."""
        return self.same_as or self

    @property
    def names(self) -> list[str]:
        """Every name, number or address that the label stands for, those of joined entries included."""
        joined = [] if self._state.adding else self.joined.all()
        own = [self.canonical, *(self.aliases or []), self.given, self.family]
        return [str(name) for name in own if name] + [name for other in joined for name in other.names]

    @property
    def _referral(self) -> Any:
        return self.register.referral

    @property
    def other_names(self) -> list[str]:
        """Its further spellings, and those of the entries that were joined to it."""
        joined = [] if self._state.adding else self.joined.all()
        return [*(self.aliases or []), *(form for other in joined for form in other.spellings)]

    @property
    def spellings(self) -> list[str]:
        """What was entered as a name of it, each as the text may have it: first the one with its title."""
        whole = f"{self.title} {self.canonical}" if self.title else str(self.canonical)
        return [whole, *(self.aliases or [])]

    @property
    def lent(self) -> list[str]:
        """Every form by which a text may name it, for the entry it was joined to.

        The anonymiser makes titled, given and family names of an entry's own name only, and of a spelling none.
        """
        titled = f"{self.title} {self.family}" if self.title and self.family else ""
        forms = [*self.spellings, str(self.canonical), titled, self.given, self.family]
        return list(dict.fromkeys(str(form) for form in forms if form))

    def as_entry(self) -> RegisterEntry:
        """Return the entry the anonymiser reads. What is joined to it comes as further spellings."""
        joined = [] if self._state.adding else self.joined.all()
        entry: RegisterEntry = {
            "id": str(self.pk),
            "kind": self.kind,
            "canonical": self.canonical,
            "aliases": [*(self.aliases or []), *(form for other in joined for form in other.lent)],
            "pseudonym": self.pseudonym,
        }
        if self.kind == IdentityKind.PERSON:
            entry["title"], entry["role"] = self.title or "", self.role
            entry["given"], entry["family"] = self.given or "", self.family or ""
        if self.of is not None:
            entry["of"] = str(self.of.same_as_id or self.of_id)
        return entry

    def as_entries(self) -> list[RegisterEntry]:
        """Return the same for the whole register: a place or body has an entry for each name that was joined to it.

        The short forms of a body ("Rosewood Primary" of a school) are made of an entry's own name only.
        """
        entry = self.as_entry()
        if self.kind == IdentityKind.PERSON or self._state.adding:
            return [entry]
        rows: list[RegisterEntry] = [{**entry, "aliases": list(self.aliases or [])}]
        for other in self.joined.all():
            names: RegisterEntry = {
                "id": str(other.pk),
                "kind": self.kind,
                "canonical": other.canonical,
                "aliases": list(other.aliases or []),
                "pseudonym": self.pseudonym,
            }
            rows.append(names)
        return rows


class SettledNameQuerySet(ScopedQuerySet["SettledName"]):
    follows = "register"


class SettledName(OfReferral):
    """A doubtful name that somebody looked at once for the whole case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    register = models.ForeignKey(IdentityRegister, models.CASCADE, related_name="settled_names")
    text = EncryptedTextField()
    text_index = KeyedIndexField(source="text")
    settled_as = models.CharField(max_length=12, choices=Settlement)
    settled_at = models.DateTimeField(auto_now_add=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = SettledNameQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_name_settled_once", fields=["register", "text_index"])
        ]

    def __str__(self) -> str:
        return self.get_settled_as_display()

    @property
    def _referral(self) -> Any:
        return self.register.referral
