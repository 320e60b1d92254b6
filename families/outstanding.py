"""What is outstanding towards a family, at whatever stage the review is."""

from __future__ import annotations

from collections.abc import Iterator

from reviews.models import Review
from scr_portal.outstanding.registry import open_matters
from scr_portal.workflow import Outstanding

from .gates import relatives_to_tell


@open_matters(Review)
def of_the_family(review: Review) -> Iterator[Outstanding]:
    """A relative recorded after the agencies began to report is told as well."""
    yield from relatives_to_tell(review)
