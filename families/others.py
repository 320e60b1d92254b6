"""Who the others are, for one relative: what the register and the relatives' pages know of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from reviews.enums import IdentityKind
from reviews.models import SUBJECT_CHILD, Identity, Kinship
from scr_portal.anonymise import RegisterEntry, key_of

from .apart import Known, Other
from .apart.vocabulary import people
from .enums import Relationship
from .models import Relative

_PHONE = re.compile(r"\+?\d[\d ()-]{8,}\d")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_HOME = re.compile(r"\b(?:(?:flat|apt|unit)\s*\w+,?\s+)?\d+\w?\s+[A-Z][^\n;.]*", re.IGNORECASE)
_HOUSE = re.compile(
    r"\b(?:[A-Z][\w’']+ ){1,3}(?:Cottage|Farm|House|Lodge|Hall|Barn|Court|Villa|Mill|Rectory|Lane|Road|Street)\b[^\n;.]*"
)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
_REACHED = (
    ("phone", _PHONE),
    ("email", _EMAIL),
    ("address", _HOME),
    ("address", _HOUSE),
    ("postcode", _POSTCODE),
)
_VALUES = (IdentityKind.ADDRESS, IdentityKind.PHONE, IdentityKind.NHS_NUMBER, IdentityKind.DATE_OF_BIRTH)


def known_for(relative: Relative, *, coded: bool, kept: tuple[str, ...] = ()) -> Known:
    """Return what a text to this relative is compared with. `kept` are names that it may have."""
    review, register = relative.review, relative.identity_register()
    identities = register.identities.with_joined()
    relatives = list(others_of(relative))
    owners = {str(identity.pk): other for identity, other in _others(identities, relative, register)}
    reached = dict(_reached(relative, relatives, identities))
    return Known(
        entries=(
            *(identity.as_entry() for identity in identities),
            *(entry for entry, _ in reached.values()),
        ),
        owners=owners | {entry["id"]: other for entry, other in reached.values()},
        recorded=()
        if coded
        else tuple((Other(str(row)), words) for row in relatives for words in recorded(row)),
        kinds=tuple(review.procedure.family.kept_apart),
        kept=(review.board.name, review.board.short_name, *kept),
        own=(str(relative), relative.get_relationship_display()),
        reader=str(relative.identity_id),
        child_lives=not _has_died(identities, review),
        parent=relative.relationship in (Relationship.MOTHER, Relationship.FATHER),
        coded=coded,
    )


def others_of(relative: Relative) -> Any:
    """Return the other relatives of the case, with what is recorded about them."""
    rows = Relative.objects.filter(review=relative.review_id).exclude(pk=relative.pk)
    return rows.select_related("identity", "review").prefetch_related("contacts", "not_told_holds")


def _reached(
    relative: Relative, others: list[Relative], identities: list[Identity]
) -> Iterator[tuple[str, tuple[RegisterEntry, Other]]]:
    """Yield, by its words, each way to reach another relative that neither the register nor the reader has."""
    known = {key_of(identity.canonical) for identity in identities}
    for row in others:
        for entry in ways_to_reach(row):
            key = key_of(entry["canonical"])
            if key not in known and not _holds(relative.contact_details, entry["canonical"]):
                known.add(key)
                yield key, (entry, Other(str(row)))


def _others(
    identities: list[Identity], relative: Relative, register: Any
) -> Iterator[tuple[Identity, Other]]:
    """Yield the entries of the register that tell of a relative of the case who is not the reader."""
    kin = set(Relative.objects.filter(review=relative.review).values_list("identity", flat=True))
    for pair in Kinship.objects.filter(register=register).values_list("person", "relative"):
        kin.update(pair)
    for identity in identities:
        owner = identity.of.main if identity.of else identity
        if owner.pk == relative.identity_id:
            continue
        if identity.kind == IdentityKind.PERSON:
            if identity.role == SUBJECT_CHILD:
                yield identity, Other(str(identity), named=False)
            elif identity.pk in kin or people("kin").search(identity.role):
                yield identity, Other(str(identity))
        elif identity.kind in _VALUES and owner.role != SUBJECT_CHILD:
            about = owner.pk in kin or (
                identity.of is None and not _holds(relative.contact_details, identity.canonical)
            )
            if about:
                yield identity, Other(str(owner) if identity.of else "another person")


def ways_to_reach(relative: Relative) -> Iterator[RegisterEntry]:
    """Yield the telephone numbers, mail addresses, homes and postcodes among the contact details of a relative, as entries."""
    found = (
        (kind, match) for kind, pattern in _REACHED for match in pattern.finditer(relative.contact_details)
    )
    for number, (kind, match) in enumerate(found):
        yield {
            "id": f"{kind}-{number}-{relative.pk}",
            "kind": kind,
            "canonical": match[0].strip(),
            "aliases": [],
            "pseudonym": f"[{kind}]",
        }


def recorded(relative: Relative) -> Iterator[str]:
    """Yield what is recorded about a relative in sentences."""
    yield from (relative.safe_contact.original, relative.wishes.original, relative.contact_details)
    for contact in relative.contacts.all():
        yield from (contact.note.original, contact.despite_hold.original)
    for hold in relative.not_told_holds.all():
        yield hold.reason.original


def _holds(text: str, words: str) -> bool:
    """Whether the reader's own details hold these words: two who live together have one address."""
    return key_of(words).replace(" ", "") in key_of(text).replace(" ", "")


def _has_died(identities: list[Identity], review: Any) -> bool:
    child = next((identity for identity in identities if identity.role == SUBJECT_CHILD), None)
    return review.referral.harm == "death" or bool(child and child.died)
