"""What panels says of who sees names: appointments and authors with their days, and who wrote or was interviewed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone

from reviews.models import Review
from reviews.name_readers import DatedPart, OwnWords, parts_in, words_in

from .enums import Capacity, CommissionStatus
from .models import PART, Appointment, AuthorReplacement, Commission, InterviewRecord


@parts_in
def appointed(reviews: Sequence[Review]) -> Iterator[DatedPart]:
    """Yield every appointment, the ended ones too."""
    for row in Appointment.objects.filter(review__in=reviews):
        capacity = Capacity(row.capacity)
        yield DatedPart(
            row.user_id, row.review_id, PART[capacity], capacity.label, row.appointed_on, row.ended_on
        )


@parts_in
def authors(reviews: Sequence[Review]) -> Iterator[DatedPart]:
    """Yield who writes for an agency, and who wrote for it before."""
    began: dict[Any, Any] = {}
    rows = AuthorReplacement.objects.filter(commission__review__in=reviews).select_related("commission")
    for change in rows.order_by("replaced_at"):
        commission = change.commission
        changed = timezone.localdate(change.replaced_at)
        since = began.get(commission.pk) or timezone.localdate(commission.issued_at)
        yield author(change.former_id, commission, since, changed)
        began[commission.pk] = changed
    for commission in Commission.objects.filter(review__in=reviews, issued_at__isnull=False):
        since = began.get(commission.pk) or timezone.localdate(commission.issued_at)
        until = timezone.localdate(commission.ended_at) if commission.ended_at else None
        yield author(commission.author_id, commission, since, until)


def author(user_id: Any, commission: Commission, since: Any, until: Any) -> DatedPart:
    words = "Author of a management review"
    return DatedPart(user_id, commission.review_id, "write_for_agency", words, since, until)


@words_in
def written(review: Review, reader: Any) -> Iterator[OwnWords]:
    """Yield who writes for an agency that is asked, and the staff whose record has been shared with them."""
    shown = set(Commission.objects.visible_to(reader).filter(review=review).values_list("pk", flat=True))
    for row in Commission.objects.filter(review=review, status=CommissionStatus.ISSUED, author__isnull=False):
        words = f"the {row.noun} they write, and its chronology"
        assert row.issued_at is not None  # noqa: S101  the database pairs it with the status
        yield OwnWords(row.author_id, review.pk, words, row.issued_at, row.pk in shown)
    records = InterviewRecord.objects.filter(imr__commission__review=review, shared_at__isnull=False)
    known = set(InterviewRecord.objects.visible_to(reader).values_list("pk", flat=True))
    for record in records:
        assert record.shared_at is not None  # noqa: S101  asked for above
        words = "the record of their own interview"
        yield OwnWords(record.interviewee_id, review.pk, words, record.shared_at, record.pk in known)
