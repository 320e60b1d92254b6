"""Where a rule comes from in one case: its board's own leaflet, never that of another board."""

from __future__ import annotations

from django.db.models import Model

from scr_portal.workflow import source_reader

from ..models import Referral, Review
from ..procedures import Procedure


def procedure_of(subject: Model) -> Procedure | None:
    """Return the procedure that holds for whatever a step is taken with: a referral, a review, what hangs on either."""
    if isinstance(subject, Referral | Review):
        return subject.procedure
    case: Referral | Review | None = getattr(subject, "review", None) or getattr(subject, "referral", None)
    return case.procedure if case else None


@source_reader
def as_this_board_promises(rule: str, source: str, subject: Model) -> str:
    """Return the source in the words of the case's procedure."""
    procedure = procedure_of(subject)
    return procedure.cites(rule, source) if procedure else source
