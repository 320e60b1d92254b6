"""Who owes what of an agency's part in a review."""

from __future__ import annotations

from typing import Any

from scr_portal.access.roles import Role
from scr_portal.owners import Owner, agency_role, business_manager, overseers, person


def author(commission: Any) -> Owner:
    """Return the author of the commission, while they write for the agency; the manager where none is named."""
    agency = commission.agency
    if commission.author_id is None:
        return business_manager(agency.board_id)
    words = f"the author for {agency}"
    writer = person(commission.author_id, agency.board_id, words, role=Role.IMR_AUTHOR, agency=agency)
    return writer.then(*overseers(agency.board_id, agency))


def lead(commission: Any) -> Owner:
    return agency_role(Role.AGENCY_LEAD, commission.agency)


def interviewee(record: Any) -> Owner:
    """Return the person interviewed; then the author, who may close the record with a reason. Nobody higher reads it."""
    commission = record.imr.commission
    board = commission.agency.board_id
    return person(record.interviewee_id, board, "the person interviewed").then(author(commission))
