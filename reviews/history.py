"""What people did, in words: the history of a case as somebody reads it who asks who saw what, and when."""

from __future__ import annotations

from typing import Any

ACTS = {
    "chronology.accepted": "Accepted a chronology",
    "chronology.read": "A chronology was read",
    "chronology.refused": "A chronology could not be read",
    "chronology.row_left_out": "Left a row out of a chronology, with a reason",
    "chronology.row_mended": "Mended a row of a chronology",
    "chronology.row_taken_back": "Took a settled row of a chronology back",
    "chronology.uploaded": "Handed in a chronology",
    "chronology.withdrawn": "Withdrew a chronology, with a reason",
    "commission.independence_stated": "Stated independence",
    "commission.issued": "Asked an agency for its review",
    "commission.planned": "Added an agency",
    "conflict.declared": "Declared a conflict of interest",
    "criteria.begun": "Began the assessment of the criteria",
    "criteria.recommended": "Recommended to the board chair",
    "criterion.answered": "Answered a question of the criteria",
    "deadline.extended": "Agreed more time",
    "deadline.handed_over": "Handed a deadline over",
    "deadline.met": "Met a deadline",
    "deadline.started": "A clock began to run",
    "decision.recorded": "Decided",
    "edition.cleared": "Cleared the public edition",
    "edition.flag_settled": "Settled a passage of the public edition",
    "edition.hit_agreed": "Agreed that a hit in the PDF is not a name",
    "edition.hit_objected": "Did not agree that a hit in the PDF is not a name",
    "edition.hit_settled": "Settled a hit in the PDF as not a name",
    "edition.prepared": "Made the public edition",
    "edition.published": "Published the report",
    "edition.rendered": "The PDF was made and searched",
    "edition.withdrawn": "Withdrew the public edition",
    "family.contact_ended": "Ended a personal contact",
    "family.contact_named": "Named the family’s personal contact",
    "family.contact_recorded": "Recorded a contact with a relative",
    "family.copy_downloaded": "Downloaded the confidential copy for a relative",
    "family.copy_given": "Recorded a copy for a relative",
    "family.copy_made": "The confidential copy for a relative was made",
    "family.hold_agreed": "Agreed that a relative is not told for now",
    "family.hold_ended": "Ended that a relative is not told",
    "family.hold_placed": "Asked that a relative is not told for now",
    "file.stored": "A file was stored",
    "identity.changed": "Changed an identity",
    "identity.entered": "Added an identity",
    "imr.accepted": "Accepted a management review",
    "imr.returned": "Returned a management review",
    "imr.submitted": "Handed in a management review",
    "imr.written": "Wrote in a management review",
    "interview.arranged": "Arranged an interview",
    "interview.confirmed": "Confirmed the record of an interview",
    "interview.correction_asked": "Asked for a correction of a record",
    "interview.called_off": "Called an interview off",
    "interview.closing_asked": "Asked that a record is closed without agreement",
    "interview.closing_declined": "Did not agree that a record is closed",
    "interview.lapsed": "Agreed that a record is closed without agreement",
    "interview.reminded": "Sent a reminder to check a record",
    "interview.shared": "Shared the record of an interview",
    "interview.terms_given": "Recorded that the terms of reference were given on paper",
    "interview.terms_read": "Read what the interview is for and the terms of reference",
    "interview.written": "Wrote the record of an interview",
    "name.settled": "Settled a doubtful name for the whole case",
    "name.unsettled": "Took back what was settled about a name",
    "named_view.opened": "Showed real names, with a reason",
    "panel.appointed": "Appointed somebody",
    "panel.appointment_ended": "Ended an appointment",
    "point.answered": "Answered a point that was returned",
    "proceeding.ended": "Recorded that proceedings are over",
    "proceeding.looked_at": "Looked at proceedings again, which go on",
    "proceeding.recorded": "Recorded proceedings",
    "referral.begun": "Began the referral",
    "referral.submitted": "Sent the referral",
    "referral.written": "Wrote in the referral",
    "refused": "Was refused something not open to them",
    "relative.added": "Added a relative",
    "relative.changed": "Changed who a relative is and how to reach them",
    "relative.wishes_changed": "Changed how a relative is safely reached and wishes to be spoken to",
    "report.begun": "Began the report",
    "report.returned": "Returned the report",
    "report.signed": "Signed the report",
    "report.submitted": "Put the report before the panel",
    "report.written": "Wrote in the report",
    "review.moved": "Opened the next stage",
    "review.opened": "The review was opened",
    "terms.agreed": "Agreed the terms of reference",
    "terms.begun": "Began the terms of reference",
    "terms.proposed": "Put the terms of reference before the panel chair",
    "terms.written": "Wrote in the terms of reference",
}

READINGS = {
    "edition": "Read the public edition",
    "identity": "Read an identity with its real name",
    "interview_record": "Read the record of an interview",
    "named_view": "Read a page with real names",
    "relative": "Read the page of a relative",
    "report": "Read the report",
    "search": "Read what the search of the PDF found",
}


def said(event: Any) -> str:
    """One act or reading in words. An act with no words of its own is said by its name."""
    what = str(event.facts.get("what", ""))
    if event.verb == "read":
        return READINGS.get(what, f"Read: {plain(what)}" if what else "Read a page of this case")
    words = ACTS.get(event.verb, plain(event.verb))
    return f"{words} ({plain(what).lower()})" if what else words


def plain(name: str) -> str:
    return name.replace(".", " ").replace("_", " ").capitalize()
