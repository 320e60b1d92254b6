"""What a preview is told of panels: the author of an agency before the request is sent, and rows that are counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone

from reviews.enums import TermsStatus
from reviews.models import Review
from scr_portal import access
from scr_portal.access.roles import Role
from scr_portal.accounts.models import Membership
from scr_portal.outstanding import keeping
from scr_portal.preview import counting, openable, supposing
from scr_portal.preview.openable import Openable
from scr_portal.web.drafting import is_uuid
from scr_portal.web.words import counted

from .actions import PanelAction
from .enums import CommissionStatus
from .models import Chronology, Commission, InterviewRecord, ManagementReview
from .services.authors import let_write

ABOUT = "commission"


def offers(by: Any, about: str) -> list[tuple[str, str]]:
    """Return the part of the author in a commission of a board that this person manages, while it has not ended."""
    kind, _, key = about.partition(":")
    if kind != ABOUT:
        return []
    managed = (
        Commission.objects.visible_to(by)
        .filter(review__board__in=by.boards_as(Role.BUSINESS_MANAGER))
        .exclude(status=CommissionStatus.ENDED)
    )
    found = managed.filter(pk=key).first() if is_uuid(key) else None
    return [(str(found.pk), f"A{in_words(str(found.pk))[1:]}")] if found else []


def in_words(what: str) -> str:
    """Return what is supposed: "as the author for Saltern Housing in R-..."."""
    commission = Commission.objects.select_related("agency", "review").get(pk=what)
    return f"as the author for {commission.agency} in {commission.review.code}"


def grant(person: Any, what: str) -> None:
    """Let a person write for the agency, as the request would, and what then waits for them. It is rolled back."""
    commission = Commission.objects.select_related("review__board", "agency", "management_review").get(
        pk=what
    )
    Membership.objects.get_or_create(
        user=person,
        board=commission.review.board,
        agency=commission.agency,
        role=Role.IMR_AUTHOR,
        ended_on=None,
    )
    commission.author = person
    commission.independence_stated_at = commission.independence_stated_by = None
    commission.no_involvement = commission.no_line_management = False
    if commission.status == CommissionStatus.PLANNED:
        commission.status, commission.issued_at = CommissionStatus.ISSUED, timezone.now()
        commission.issued_by = person
        commission.terms = commission.review.terms.filter(status=TermsStatus.AGREED).first()
    commission.save()
    let_write(commission)
    keeping.refresh(commission.review.code)


supposing.register("author", offers, grant, in_words)
counting.count(Commission, "request to an agency,requests to agencies")
counting.count(Chronology, "chronology,chronologies")
counting.count(ManagementReview, "agency’s report,agencies’ reports")
counting.count(InterviewRecord, "record of an interview,records of interviews")


@openable.offers
def of_panels(person: Any, case: Any) -> Iterator[Openable]:
    """Yield the chronologies and what agencies wrote, one agency after the other, and the integrated chronology."""
    if not isinstance(case, Review):
        return
    of_case: dict[str, Any] = {"commission__review": case}
    agency = "commission__agency"
    for chronology in Chronology.objects.visible_to(person).filter(**of_case).select_related(agency):
        yield Openable(str(chronology), chronology.get_absolute_url(), chronology.get_status_display())
    for imr in ManagementReview.objects.visible_to(person).filter(**of_case).select_related(agency):
        yield Openable(str(imr), imr.get_absolute_url(), imr.get_status_display())
    if access.allowed(PanelAction.VIEW_INTEGRATED, person, case):
        yield Openable("Integrated chronology", reverse("panels:integrated", args=[case.pk]))
    records = InterviewRecord.objects.visible_to(person).filter(imr__commission__review=case).count()
    if records:
        yield Openable(
            counted(records, "record of an interview,records of interviews").capitalize(),
            note=openable.LEFT_OUT,
        )
