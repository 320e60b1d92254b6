"""The labels of the acts of panels and agencies in the audit record, as the history of a case shows them."""

from __future__ import annotations

from scr_portal.audit import labels

ACTS = {
    "chronology.accepted": "Accepted a chronology",
    "chronology.columns_asked": "A chronology was opened and its columns asked about",
    "chronology.columns_named": "Named the columns of a chronology",
    "chronology.fix_list_made": "Took the fix list of a chronology",
    "chronology.read": "A chronology was read",
    "chronology.refused": "A chronology could not be read",
    "chronology.returned": "Returned a chronology",
    "chronology.row_added": "Added a row to a chronology by hand",
    "chronology.row_changed": "Changed a row of a chronology",
    "chronology.row_left_out": "Left a row out of a chronology, with a reason",
    "chronology.row_mended": "Mended a row of a chronology",
    "chronology.row_removed": "Removed a row that was added to a chronology by hand",
    "chronology.row_taken_back": "Took a settled row of a chronology back",
    "chronology.uploaded": "Handed in a chronology",
    "chronology.withdrawn": "Withdrew a chronology, with a reason",
    "commission.author_replaced": "Replaced the author of an agency, with a reason",
    "commission.ended": "Ended what an agency was asked for, with a reason",
    "commission.independence_stated": "Stated independence",
    "commission.issued": "Asked an agency for its review",
    "commission.planned": "Added an agency",
    "commission.withdrawn": "Withdrew an agency that had not been asked yet, with a reason",
    "imr.accepted": "Accepted a management review",
    "imr.returned": "Returned a management review",
    "imr.submitted": "Handed in a management review",
    "imr.written": "Wrote in a management review",
    "interview.arranged": "Arranged an interview",
    "interview.called_off": "Called an interview off",
    "interview.closing_asked": "Asked that a record is closed without agreement",
    "interview.closing_declined": "Did not agree that a record is closed",
    "interview.confirmed": "Confirmed the record of an interview",
    "interview.correction_asked": "Asked for a correction of a record",
    "interview.lapsed": "Agreed that a record is closed without agreement",
    "interview.reminded": "Sent a reminder to check a record",
    "interview.shared": "Shared the record of an interview",
    "interview.terms_given": "Recorded that the terms of reference were given on paper",
    "interview.terms_read": "Read what the interview is for and the terms of reference",
    "interview.written": "Wrote the record of an interview",
    "panel.appointed": "Appointed somebody",
    "panel.appointment_ended": "Ended an appointment",
}

READINGS = {
    "interview_record": "Read the record of an interview",
}

labels.register(ACTS, READINGS)
