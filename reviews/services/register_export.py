"""Take the identity register out of the portal: as an encrypted file, with a reason, and in no other way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction

from scr_portal import access, audit
from scr_portal.accounts.models import User
from scr_portal.files.workbooks import encrypted_workbook
from scr_portal.refusals import Checks, Sentence, missing, refuse
from scr_portal.web.sorting import by_words

from ..actions import ReviewAction
from ..enums import Sex
from ..models import Identity, IdentityRegister, Kinship, RegisterExport
from ..models.kinship import phrase
from . import recoding

SHORTEST_REASON, SHORTEST_PASSPHRASE, FEWEST_LETTERS = 10, 12, 6
HEADINGS = (
    "Label",
    "Kind",
    "In the case",
    "Real name, number or address",
    "Title",
    "Other forms",
    "Of",
    "Sex",
    "Died",
)
KIN = ("Who", "Is or was", "To whom", "Since", "Until")


@transaction.atomic
def export(register: IdentityRegister, *, reason: str, passphrase: str, by: User) -> bytes:
    """Return the register as a workbook that the passphrase opens, and record that it was taken out. Raises Refused.

    The passphrase is stored nowhere. Who took which version out, and why, stays in the history of the case.
    """
    access.require(ReviewAction.EXPORT_REGISTER, by, register)
    refuse(checks_export(reason=reason, passphrase=passphrase))
    register = recoding.locked(register)
    people = by_words(register.identities.select_related("of"), lambda one: one.pseudonym)
    kin = list(register.kinships.select_related("person", "relative"))
    content = encrypted_workbook(
        {"Register": [HEADINGS, *identity_rows(people)], "Relationships": [KIN, *kin_rows(kin)]}, passphrase
    )
    made = RegisterExport.objects.create(
        register=register,
        reason=reason.strip(),
        version=register.version,
        entries=len(people),
        exported_by=by,
    )
    audit.record("register.exported", by=by, on=made, entries=made.entries, version=made.version)
    return content


def checks_export(*, reason: str | None = None, passphrase: str | None = None, **others: Any) -> Checks:
    """Return what is refused of a reason and a passphrase."""
    checks: Checks = {}
    if reason is not None and len(reason.strip()) < SHORTEST_REASON:
        checks["reason"] = missing("Say in a sentence why the register is taken out, and for whom.")
    if passphrase is not None and (
        len(passphrase.strip()) < SHORTEST_PASSPHRASE or len(set(passphrase.casefold())) < FEWEST_LETTERS
    ):
        checks["passphrase"] = Sentence(
            "Use at least 12 characters, and no pattern of a few: three or four words are easy to type.",
            code="passphrase_too_weak",
        )
    return checks


def identity_rows(identities: Sequence[Identity]) -> Iterator[Sequence[Any]]:
    """Yield each identity with everything that the register knows of it."""
    for one in identities:
        sex = Sex(one.sex).label if one.sex else ""
        yield (
            one.pseudonym,
            one.get_kind_display(),
            one.role,
            one.canonical,
            one.title,
            ", ".join(one.aliases or []),
            one.of.pseudonym if one.of else "",
            sex,
            "Yes" if one.died else "",
        )


def kin_rows(kinships: Sequence[Kinship]) -> Iterator[Sequence[Any]]:
    """Yield each relationship in labels, which the first sheet explains."""
    for one in sorted(kinships, key=lambda one: one.words):
        months = [f"{day:%Y-%m}" if day else "" for day in (one.since, one.until)]
        yield (str(one.person), phrase(one.kind, ended=bool(one.until)), str(one.relative), *months)
