"""Words of a case that nobody has settled yet, each with the label that stands for it meanwhile."""

from __future__ import annotations

import random
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from simple_history.models import HistoricalRecords

from scr_portal.access.scope import ScopedQuerySet
from scr_portal.anonymise import Surface, key_of, label
from scr_portal.locks import try_lock
from scr_portal.sealed import keyed_index
from scr_portal.sealed.fields import EncryptedTextField, KeyedIndexField
from scr_portal.sealed.registers import LabelsInUse

from ..enums import NameGroup, UnknownAnswer
from .decision import OfReferral
from .identities import Identity, IdentityRegister

FEWEST_NUMBERS = 99
"""Numbers are drawn among at least so many, and always among twice as many as are needed."""


class UnknownNameQuerySet(ScopedQuerySet["UnknownName"]):
    follows = "register"

    def waiting(self) -> UnknownNameQuerySet:
        """Return the names that nobody has answered yet."""
        return self.filter(answer=UnknownAnswer.OPEN)

    def asked(self) -> UnknownNameQuerySet:
        """Return the names that wait and stand in a text: an answer to any other would change nothing."""
        return self.waiting().filter(stands=True)

    def spelled(self, register: IdentityRegister, text: str) -> UnknownNameQuerySet:
        """Return the name of the case that `text` is a spelling of, or none."""
        return self.filter(register=register, surface_index=keyed_index(key_of(text)))

    def labels_of(self, register: IdentityRegister, surfaces: Collection[Surface]) -> dict[str, str | None]:
        """Return what stands for each surface by its key, and give a label to those that have none.

        A surface that has been answered and is flagged all the same, in another spelling or because its words
        have several meanings, reads as it was answered: None where it stays as it is written.

        Raises LabelsInUse where another transaction is giving labels in this case. A caller may hold locks of
        rows, so it never waits for that transaction, which may be waiting for those rows (decision 17).
        """
        keys = {surface.key: keyed_index(surface.key) for surface in surfaces}
        keys |= {surface.singular: keyed_index(surface.singular) for surface in surfaces if surface.singular}
        known = self._known(register, keys)
        if missing := _without_plurals([surface for surface in surfaces if surface.key not in known], known):
            with transaction.atomic():
                if not try_lock(f"labels of {register.pk}"):
                    raise LabelsInUse
                known = self._known(register, keys)
                self._give(register, [surface for surface in missing if surface.key not in known])
            known = self._known(register, keys)
        return known | _plurals(surfaces, known)

    def answered_labels(self, register: IdentityRegister) -> dict[str, str]:
        """Return what each label reads as that has been answered; an author may have taken one over into a text."""
        rows = self.filter(register=register).exclude(answer=UnknownAnswer.OPEN).select_related("identity")
        return {name.label: name.reads_as or str(name.surface) for name in rows}

    def _known(self, register: IdentityRegister, keys: dict[str, str]) -> dict[str, str | None]:
        """Return what stands for the surfaces that have a label. A name that is met again stands in a text again."""
        found = self.filter(register=register, surface_index__in=keys.values()).defer("surface", "key")
        rows = list(found.select_related("identity"))
        if again := [name.pk for name in rows if not name.stands]:
            stand(again, True)
        by_index = {name.surface_index: name.reads_as for name in rows}
        return {key: by_index[index] for key, index in keys.items() if index in by_index}

    def _give(self, register: IdentityRegister, surfaces: Iterable[Surface]) -> None:
        by_group: dict[str, list[Surface]] = defaultdict(list)
        for surface in surfaces:
            by_group[surface.group].append(surface)
        rows = [
            UnknownName(register=register, surface=surface.text, key=surface.key, group=group, number=number)
            for group, listed in by_group.items()
            for surface, number in zip(listed, self._draw(register, group, len(listed)), strict=True)
        ]
        self.bulk_create_with_history(rows)

    def _draw(self, register: IdentityRegister, group: str, count: int) -> list[int]:
        """Return unused numbers at random: a number tells neither who was named first nor how many there are."""
        taken = set(self.filter(register=register, group=group).values_list("number", flat=True))
        most = FEWEST_NUMBERS
        while 2 * (len(taken) + count) > most:
            most = 10 * most + 9
        return random.SystemRandom().sample(sorted(set(range(1, most + 1)) - taken), count)


class UnknownName(OfReferral):
    """One surface of a case that the anonymiser flags and the register does not know.

    The row is opened when the surface is first coded, keeps its label for good, and stays with its answer, so
    that nothing is asked twice and an answer taken back brings the same label again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    register = models.ForeignKey(IdentityRegister, models.CASCADE, related_name="unknown_names")
    surface = EncryptedTextField()
    key = EncryptedTextField(help_text="What is equal for all spellings of the surface.")
    surface_index = KeyedIndexField(source="key")
    group = models.CharField(max_length=12, choices=NameGroup)
    number = models.PositiveIntegerField()
    first_seen_at = models.DateTimeField(auto_now_add=True)
    answer = models.CharField(max_length=12, choices=UnknownAnswer, default=UnknownAnswer.OPEN, blank=True)
    identity = models.ForeignKey(Identity, models.PROTECT, null=True, blank=True, related_name="answers")
    wrote_register = models.BooleanField(
        default=False, help_text="Whether the answer itself entered the identity, or this spelling of it."
    )
    stands = models.BooleanField(
        default=True,
        help_text="Whether its label stands in a text of the case. Derived from the texts, so without history.",
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = UnknownNameQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["stands"])

    class Meta:
        ordering = ["group", "number"]
        constraints = [
            models.UniqueConstraint(name="one_unknown_name_once", fields=["register", "surface_index"]),
            models.UniqueConstraint(name="one_label_an_unknown_name", fields=["register", "group", "number"]),
            models.CheckConstraint(
                name="unknown_name_answered_by_somebody",
                condition=models.Q(answer="", answered_at__isnull=True, answered_by__isnull=True)
                | (~models.Q(answer="") & models.Q(answered_at__isnull=False, answered_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="unknown_name_is_an_identity",
                condition=models.Q(answer__in=("known", "new"), identity__isnull=False)
                | (~models.Q(answer__in=("known", "new")) & models.Q(identity__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """What stands for it in every text of the case until it is settled."""
        return label(self.group, self.number)

    @property
    def reads_as(self) -> str | None:
        """What stands for it now: its label, the identity it was answered as, or None where it stays as written."""
        if self.identity is not None:
            return self.identity.pseudonym
        return self.label if self.answer == UnknownAnswer.OPEN else None

    def close(
        self, answer: str, *, by: Any, identity: Identity | None = None, wrote_register: bool = False
    ) -> None:
        """Keep an answer with whoever gave it."""
        self.answer, self.identity, self.wrote_register = answer, identity, wrote_register
        self.answered_by, self.answered_at = by, timezone.now()
        self.save()

    def reopen(self) -> None:
        """Wait for an answer again, under the same label."""
        self.answer, self.identity, self.wrote_register = UnknownAnswer.OPEN, None, False
        self.stands = True
        self.answered_by = self.answered_at = None
        self.save()

    @property
    def _referral(self) -> Any:
        return self.register.referral


def stand(names: Collection[Any], stands: bool) -> int:
    """Keep whether the labels of these names stand in a text; return how many there are."""
    return models.QuerySet(UnknownName).filter(pk__in=names).update(stands=stands)


def _without_plurals(missing: list[Surface], known: dict[str, str | None]) -> list[Surface]:
    """Return the surfaces that need a label of their own: not the plural of a name that has one, or gets one now."""
    own = known.keys() | {surface.key for surface in missing}
    return [surface for surface in missing if not surface.singular or surface.singular not in own]


def _plurals(surfaces: Collection[Surface], known: dict[str, str | None]) -> dict[str, str | None]:
    """Return the label of each plural: that of its name, with the plural's ending."""
    return {
        surface.key: f"{known[surface.singular]}s" if known[surface.singular] else None
        for surface in surfaces
        if surface.key not in known and surface.singular in known
    }
