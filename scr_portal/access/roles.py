"""Roles. A role is held on a board (`Membership`) or follows from a fact of one review."""

from __future__ import annotations

from django.db import models


class Role(models.TextChoices):
    """Every role that the leaflets and the guidance name."""

    REFERRER = "referrer", "referrer"
    AGENCY_LEAD = "agency_lead", "agency lead"
    IMR_AUTHOR = "imr_author", "management review author"
    INTERVIEWEE = "interviewee", "member of staff interviewed"
    LINE_MANAGER = "line_manager", "line manager"
    PANEL_MEMBER = "panel_member", "panel member"
    PANEL_CHAIR = "panel_chair", "independent panel chair"
    OVERVIEW_AUTHOR = "overview_author", "overview author"
    SUB_GROUP = "sub_group", "serious case review committee member"
    BOARD_CHAIR = "board_chair", "board chair"
    BUSINESS_MANAGER = "business_manager", "business manager"
    FAMILY_LIAISON = "family_liaison", "family’s personal contact"
    INSPECTOR = "inspector", "inspector"
    CORONER_LIAISON = "coroner_liaison", "coroner’s liaison"
    ADMINISTRATOR = "administrator", "system administrator"
    RELATIVE = "relative", "relative"


BOARD_WIDE = frozenset({Role.BUSINESS_MANAGER, Role.BOARD_CHAIR, Role.SUB_GROUP, Role.INSPECTOR})
"""Roles with access to every review of their board, within the limits of each policy."""

CASE_READERS = frozenset({Role.BUSINESS_MANAGER, Role.BOARD_CHAIR, Role.SUB_GROUP})
"""Board-wide roles that read the board's own work; an inspector reads outcomes."""

WITHOUT_SECOND_FACTOR = frozenset({Role.INTERVIEWEE, Role.RELATIVE})
"""People who sign in once, under strain, often with an old phone: a password is enough for them."""

WITHOUT_CASES = frozenset(
    {Role.INTERVIEWEE, Role.LINE_MANAGER, Role.RELATIVE, Role.CORONER_LIAISON, Role.ADMINISTRATOR}
)
"""Roles that open no case and no referral, so that a list of cases would always be empty for them."""

OVERSEERS = frozenset({Role.BUSINESS_MANAGER, Role.ADMINISTRATOR})
"""Roles that administer the people of a board: invitations, and the end of access."""
