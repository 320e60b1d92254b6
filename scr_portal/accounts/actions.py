"""What can be done with people and boards. Each action has a policy in `policy.py`; a name without one stops start-up."""

from __future__ import annotations

from scr_portal.access.actions import Action, declare


@declare
class AccountAction(Action):
    """Each action with the sentence a person would say for it."""

    INVITE = "accounts.invite", "Invite somebody to the board or to one of its agencies"
    END_MEMBERSHIP = "accounts.end_membership", "End somebody's access"
    RESET_SECOND_FACTOR = "accounts.reset_second_factor", "Take away a second step that somebody has lost"
    PREVIEW = "accounts.preview", "See pages as somebody of the board would, read only, with a reason"
    RECORD_ABSENCE = "accounts.record_absence", "Record that somebody is away, or back"
    KEEP_BOARD = "accounts.keep_board", "Keep the board's own details and its list of agencies"
