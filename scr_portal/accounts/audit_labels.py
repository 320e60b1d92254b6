"""The labels of the acts about people, boards and sign-in in the audit record, as the history of a case shows them."""

from __future__ import annotations

from scr_portal.audit import labels

ACTS = {
    "accounts.absence_called_off": "Took days away back",
    "accounts.absence_recorded": "Recorded days away",
    "accounts.account_closed": "Closed an account",
    "accounts.agency_added": "Added an agency to the list of the board",
    "accounts.board_changed": "Changed the details of the board",
    "accounts.board_opened": "The board was opened on the portal",
    "accounts.invited": "Invited somebody",
    "accounts.membership_ended": "Ended somebody’s access",
    "accounts.password_set": "Set a password",
    "accounts.second_factor_added": "Added a second factor",
    "accounts.second_factor_failed": "A second factor did not match",
    "accounts.second_factor_removed": "Removed a second factor",
    "accounts.second_factor_reset": "Reset somebody’s second factor",
    "accounts.sign_in_failed": "An attempt to sign in failed",
    "accounts.sign_in_locked": "Signing in was locked after failed attempts",
    "accounts.signed_in": "Signed in",
    "accounts.signed_out": "Signed out",
    "accounts.weekly_summary_chosen": "Chose whether to have the weekly summary",
}

labels.register(ACTS)
