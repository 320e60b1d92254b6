"""The labels of the acts of reports and editions in the audit record, as the history of a case shows them."""

from __future__ import annotations

from scr_portal.audit import labels

ACTS = {
    "edition.cleared": "Cleared the public edition",
    "edition.coarsened": "Made facts coarser that identify together",
    "edition.combination_answered": "Said as the second person whether facts may stay together",
    "edition.combination_kept": "Kept facts together that identify, with a reason",
    "edition.flag_settled": "Settled a passage of the public edition",
    "edition.flag_taken_back": "Took back what was decided about a passage of the public edition",
    "edition.hit_agreed": "Agreed that a hit in the PDF is not a name",
    "edition.hit_objected": "Did not agree that a hit in the PDF is not a name",
    "edition.hit_settled": "Settled a hit in the PDF as not a name",
    "edition.finding_decided": "Decided what two readers differ about",
    "edition.mark_taken_back": "Took back a mark in the public edition",
    "edition.marked": "Marked a passage of the public edition",
    "edition.reader_appointed": "Appointed a reader of the public edition",
    "edition.reader_ended": "Ended the appointment of a reader",
    "edition.reading_finished": "Finished reading the public edition",
    "edition.readings_shown": "Both readers had finished, and their marks were shown",
    "edition.objected": "Objected to passages of the public edition",
    "edition.prepared": "Made the public edition",
    "edition.published": "Published the report",
    "edition.rendered": "The PDF was made and searched",
    "edition.held": "Took the public edition down while proceedings hold it",
    "edition.withdrawn": "Withdrew the public edition",
    "family.copy_downloaded": "Downloaded the confidential copy for a relative",
    "family.copy_made": "The confidential copy for a relative was made",
    "report.begun": "Began the report",
    "report.returned": "Returned the report",
    "report.signed": "Signed the report",
    "report.submitted": "Put the report before the panel",
    "report.written": "Wrote in the report",
}

READINGS = {
    "blind_reading": "Read the public edition as one of its readers",
    "combinations": "Read which facts identify together in the public edition",
    "findings": "Read what two readers of the public edition found",
    "edition": "Read the public edition",
    "passages": "Read the words that were flagged in the public edition",
    "report": "Read the report",
    "search": "Read what the search of the PDF found",
}

labels.register(ACTS, READINGS)
