"""The grants that the facts about families call for."""

from __future__ import annotations

from collections.abc import Iterator

from reviews.models import Review
from scr_portal.access import grants
from scr_portal.access.grants import Grant

from .models import PersonalContact


@grants.derived_from(Review)
def personal_contacts() -> Iterator[Grant]:
    live = PersonalContact.objects.filter(ended_at__isnull=True)
    for user_id, review_id in live.values_list("user_id", "review_id"):
        yield Grant(user_id, "support_family", review_id)
