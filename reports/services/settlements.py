"""What two people settle of what the search of a PDF found."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from scr_portal import access, audit
from scr_portal.accounts.models import User
from scr_portal.refusals import Missing, Refused

from ..actions import ReportAction
from ..enums import HitSettlement
from ..models import PublicEdition, SearchHit
from .editions import locked
from .searches import ready_where_clean


class HitSettled(Refused):
    """Two people have settled the hit."""


class NothingToAgree(Refused):
    """The hit does not wait for a second person."""


class PdfMadeAgain(Refused):
    """The hit belongs to the search of an earlier PDF."""

    sentence = "The PDF has been made again since. Look at what the latest search found."


class RegisterChanged(Refused):
    """The search ran under an earlier version of the identity register."""

    sentence = "The identity register has changed since this search. Make a new edition."


@transaction.atomic
def settle(hit: SearchHit, *, reason: str, by: User) -> SearchHit:
    """Say that a hit is not a name, with a reason. It counts when a second person has agreed."""
    edition, hit = held(hit)
    access.require(ReportAction.SETTLE_HIT, by, edition)
    require_present(edition, hit)
    if not reason.strip():
        raise Missing({"reason": "Say why it is not a name."})
    if sentence := why_settled(hit):
        raise HitSettled(sentence)
    hit.settlement, hit.reason = HitSettlement.NOT_A_NAME, reason
    hit.settled_at, hit.settled_by = timezone.now(), by
    hit.objection, hit.objected_at, hit.objected_by = "", None, None
    hit.save()
    audit.record("edition.hit_settled", by=by, on=edition, number=hit.number)
    return hit


@transaction.atomic
def agree(hit: SearchHit, *, by: User) -> SearchHit:
    """Agree, as the second person, that a hit is not a name. With the last one the edition is ready."""
    edition, hit = held(hit)
    access.require(ReportAction.AGREE_HIT, by, hit)
    require_present(edition, hit)
    require_settled(hit)
    hit.agreed_at, hit.agreed_by = timezone.now(), by
    hit.save()
    audit.record("edition.hit_agreed", by=by, on=edition, number=hit.number)
    ready_where_clean(edition)
    return hit


@transaction.atomic
def object_to(hit: SearchHit, *, objection: str, by: User) -> SearchHit:
    """Record that the second person does not agree, and why: the hit is open again for whoever settles it."""
    edition, hit = held(hit)
    access.require(ReportAction.AGREE_HIT, by, hit)
    require_present(edition, hit)
    require_settled(hit)
    if not objection.strip():
        raise Missing({"reason": "Say why you do not agree."})
    hit.settlement, hit.settled_at, hit.settled_by = "", None, None
    hit.objection, hit.objected_at, hit.objected_by = objection, timezone.now(), by
    hit.save()
    audit.record("edition.hit_objected", by=by, on=edition, number=hit.number)
    return hit


def held(hit: SearchHit) -> tuple[PublicEdition, SearchHit]:
    """Edition and hit as they are now, held until the transaction ends."""
    edition = locked(hit.edition)
    rows = SearchHit.objects.select_for_update(of=("self",)).select_related("search")
    hit = rows.get(pk=hit.pk)
    hit.search.edition = edition
    return edition, hit


def require_present(edition: PublicEdition, hit: SearchHit) -> None:
    """Raise Refused unless the hit is of the search of the present PDF, under the present register."""
    search = edition.search()
    register: Any = edition.identity_register()
    if search is None or hit.search_id != search.pk:
        raise PdfMadeAgain
    if search.register_version != register.version:
        raise RegisterChanged


def why_settled(hit: SearchHit) -> str:
    """Why a hit cannot be settled any more, in a sentence; empty where it can."""
    return "Two people have settled this already." if hit.agreed_by_id is not None else ""


def why_no_agreement(hit: SearchHit) -> str:
    """Why nobody can agree to a hit now, in a sentence; empty where somebody can."""
    if sentence := why_settled(hit):
        return sentence
    return "" if hit.settlement else "Nobody has settled this yet, so there is nothing to agree with."


def require_settled(hit: SearchHit) -> None:
    """Raise Refused unless one person has settled the hit and nobody has agreed yet."""
    if sentence := why_no_agreement(hit):
        raise NothingToAgree(sentence)
