"""What families says of who sees names: the family’s contacts with their days, and whoever reads how a relative is reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils import timezone

from reviews.models import Review
from reviews.name_readers import DatedPart, opens_names, parts_in

from .actions import FamilyAction
from .models import PersonalContact

opens_names(FamilyAction.READ_WISHES, "Reads in clear how a relative is safely reached")


@parts_in
def contacts(reviews: Sequence[Review]) -> Iterator[DatedPart]:
    """Yield every personal contact, those whose time has ended too."""
    for row in PersonalContact.objects.filter(review__in=reviews):
        since = timezone.localdate(row.named_at)
        until = timezone.localdate(row.ended_at) if row.ended_at else None
        yield DatedPart(
            row.user_id, row.review_id, "support_family", "Family’s personal contact", since, until
        )
