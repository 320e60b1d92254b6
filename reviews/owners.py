"""Who owes what in a case, with the ladder above each; who looks on while somebody else's turn lasts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from scr_portal.access.roles import Role
from scr_portal.owners import (
    Owner,
    agency_role,
    board_role,
    business_manager,
    overseers,
    part,
    person,
)


def manager(case: Any) -> Owner:
    """Return the business manager of the case's board."""
    return business_manager(case.board_id)


def committee(referral: Any) -> Owner:
    """Return the committee that recommends; without one the business manager answers the criteria."""
    members = board_role(Role.SUB_GROUP, referral.board_id, "the committee")
    return members.then(business_manager(referral.board_id))


def referrer(referral: Any) -> Owner:
    """Whoever began the referral; then their agency's lead, who may change it too."""
    begun = person(referral.referred_by_id, referral.board_id, "the referrer")
    lead = (agency_role(Role.AGENCY_LEAD, referral.agency),) if referral.agency_id else ()
    return begun.then(*lead, *overseers(referral.board_id))


def panel_chair(review: Any) -> Owner:
    return part("chair_panel", review, "the panel chair").then(*overseers(review.board_id))


def overview_author(review: Any) -> Owner:
    return part("write_overview", review, "the overview author").then(*overseers(review.board_id))


def owner_of_hold(proceeding: Any) -> Owner:
    """Whoever recorded the proceedings, while they are a manager of the board; then any other manager."""
    board = proceeding.review.board_id
    recorded = person(proceeding.owner_id, board, "the owner of the hold", role=Role.BUSINESS_MANAGER)
    return recorded.then(business_manager(board))


def sealer(seal: Any) -> Owner:
    """Whoever placed the seal, while they are on the board; then the manager, who can lift it too."""
    board = seal.review.board_id
    return person(seal.sealed_by_id, board, "whoever placed the seal").then(business_manager(board))


def second_person(proceeding: Any) -> Owner:
    """Return who agrees that proceedings are over: the board chair, then another manager, never whoever recorded it."""
    board, proposer = proceeding.review.board_id, (str(proceeding.end_proposed_by_id),)
    chair = replace(board_role(Role.BOARD_CHAIR, board, "a second person"), without=proposer)
    return chair.then(replace(board_role(Role.BUSINESS_MANAGER, board), without=proposer))


def those_at_work(review: Any) -> tuple[Owner, ...]:
    """Who sees in their list that the review waits for somebody: its manager, its panel and its author."""
    board = board_role(Role.BUSINESS_MANAGER, review.board_id)
    parts = (
        part("chair_panel", review, "the panel chair"),
        part("write_overview", review, "the overview author"),
        part("sit_on_panel", review, "the panel"),
    )
    return (board, *parts)
