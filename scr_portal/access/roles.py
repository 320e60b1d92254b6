"""The parts people play. A role is held on a board (`Membership`) or is a fact of one review."""

from __future__ import annotations

from django.db import models


class Role(models.TextChoices):
    """Every part the leaflets and the guidance name; who may see what follows from these alone."""

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
    FAMILY_LIAISON = "family_liaison", "family's personal contact"
    INSPECTOR = "inspector", "inspector"
    CORONER_LIAISON = "coroner_liaison", "coroner's liaison"
    ADMINISTRATOR = "administrator", "system administrator"
    RELATIVE = "relative", "relative"


BOARD_WIDE = frozenset({Role.BUSINESS_MANAGER, Role.BOARD_CHAIR, Role.SUB_GROUP, Role.INSPECTOR})
"""Roles that reach every review of their board, within the limits each policy sets."""

CASE_READERS = frozenset({Role.BUSINESS_MANAGER, Role.BOARD_CHAIR, Role.SUB_GROUP})
"""Board-wide roles that read what the board itself works on; an inspector reads outcomes."""

WITHOUT_SECOND_FACTOR = frozenset({Role.INTERVIEWEE, Role.RELATIVE})
"""People who come once, under strain, often with an old phone: a password is all we ask of them."""

OVERSEERS = frozenset({Role.BUSINESS_MANAGER, Role.ADMINISTRATOR})
"""Those who look after the people of a board: who is let in, and whose access ends."""
