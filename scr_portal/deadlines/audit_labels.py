"""The labels of the acts of deadlines in the audit record, as the history of a case shows them."""

from __future__ import annotations

from scr_portal.audit import labels

ACTS = {
    "deadline.extended": "Agreed more time",
    "deadline.handed_over": "Handed a deadline over",
    "deadline.met": "Met a deadline",
    "deadline.started": "A clock began to run",
    "deadline.stopped": "A clock was stopped",
}

labels.register(ACTS)
