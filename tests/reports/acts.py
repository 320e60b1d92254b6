"""A report at its readers and in its search, and the acts recorded of it, for tests."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from scr_portal.audit.models import AuditEvent
from tests import make


def acts(review: Any, *kinds: str) -> list[tuple[str, Any]]:
    """Return the acts of a case of these kinds, in their order, with who did each."""
    events = AuditEvent.objects.for_case(review.code)
    return [(event.verb, event.actor_id) for event in events if event.verb.partition(".")[0] in kinds]


def searched_edition() -> SimpleNamespace:
    """A cleared edition in whose PDF the search found a passage."""
    people, edition = make.prepared_edition()
    edition = make.searched(make.cleared_edition(people, edition), hits=(make.hit(),), by=people.manager)
    return SimpleNamespace(people=people, edition=edition, hit=edition.search().hits.get())
