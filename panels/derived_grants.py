"""The grants that the facts of panels call for; `rebuild_grants` derives them all again from here."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, QuerySet

from reviews.models import Review
from scr_portal.access import grants
from scr_portal.access.grants import Grant
from scr_portal.access.roles import Role
from scr_portal.accounts.models import Membership

from .enums import Capacity, CommissionStatus
from .models import PART, Appointment, Commission, InterviewRecord, ManagementReview


@grants.derived_from(Review)
def parts_in_reviews() -> Iterator[Grant]:
    """Appointments that have not ended, and the authors of commissions that stand."""
    for user_id, capacity, review_id in Appointment.objects.current().values_list(
        "user_id", "capacity", "review_id"
    ):
        yield Grant(user_id, PART[Capacity(capacity)], review_id)
    for user_id, review_id in standing().values_list("author_id", "review_id"):
        yield Grant(user_id, "write_for_agency", review_id)


@grants.derived_from(ManagementReview)
def authors() -> Iterator[Grant]:
    for user_id, imr_id in standing().values_list("author_id", "management_review__id"):
        yield Grant(user_id, "write_imr", imr_id)


@grants.derived_from(InterviewRecord)
def interviewees() -> Iterator[Grant]:
    for user_id, record_id in InterviewRecord.objects.values_list("interviewee_id", "id"):
        yield Grant(user_id, "check_record", record_id)


def standing() -> QuerySet[Commission]:
    """Commissions that stand, with an author who still works for the agency."""
    working = Membership.objects.current().filter(
        role=Role.IMR_AUTHOR, user=OuterRef("author"), agency=OuterRef("agency")
    )
    return Commission.objects.filter(Exists(working), status=CommissionStatus.ISSUED)
