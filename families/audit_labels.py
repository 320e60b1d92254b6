"""The labels of the acts of families in the audit record, as the history of a case shows them."""

from __future__ import annotations

from scr_portal.audit import labels

ACTS = {
    "family.contact_ended": "Ended a personal contact",
    "family.contact_named": "Named the family’s personal contact",
    "family.contact_recorded": "Recorded a contact with a relative",
    "family.copy_given": "Recorded a copy for a relative",
    "family.hold_agreed": "Agreed that a relative is not told for now",
    "family.hold_ended": "Ended that a relative is not told",
    "family.hold_placed": "Asked that a relative is not told for now",
    "family.letter_sent": "Sent a letter to a relative",
    "family.letter_set_aside": "Set aside a letter to a relative",
    "family.letter_written": "Wrote a letter to a relative",
    "family.others_asked": "Asked a second person about what a text for a relative says of others",
    "family.others_cleared": "Cleared, as a second person, what a text for a relative says of others",
    "relative.added": "Added a relative",
    "relative.changed": "Changed who a relative is and how to reach them",
    "relative.wishes_changed": "Changed how a relative is safely reached and wishes to be spoken to",
}

READINGS = {
    "relative": "Read the page of a relative",
    "letter": "Read a letter to a relative",
    "others": "Read what a text for a relative says of others",
}

labels.register(ACTS, READINGS)
