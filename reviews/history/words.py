"""What people did, in words: the history of a case as somebody reads it who asks who saw what, and when."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

ACTS = {
    "chronology.accepted": "Accepted a chronology",
    "chronology.read": "A chronology was read",
    "chronology.refused": "A chronology could not be read",
    "chronology.returned": "Returned a chronology",
    "chronology.row_left_out": "Left a row out of a chronology, with a reason",
    "chronology.row_mended": "Mended a row of a chronology",
    "chronology.row_taken_back": "Took a settled row of a chronology back",
    "chronology.uploaded": "Handed in a chronology",
    "chronology.withdrawn": "Withdrew a chronology, with a reason",
    "commission.independence_stated": "Stated independence",
    "commission.issued": "Asked an agency for its review",
    "commission.author_replaced": "Replaced the author of an agency, with a reason",
    "commission.ended": "Ended what an agency was asked for, with a reason",
    "commission.withdrawn": "Withdrew an agency that had not been asked yet, with a reason",
    "commission.planned": "Added an agency",
    "conflict.declared": "Declared a conflict of interest",
    "conflict.lifted": "Lifted a conflict of interest, with a reason",
    "criteria.begun": "Began the assessment of the criteria",
    "criteria.procedure_chosen": "Chose the procedure of the case, with a reason",
    "criteria.recommendation_asked_again": "Asked the committee for its recommendation again",
    "criteria.recommended": "Recommended to the board chair",
    "criterion.answered": "Answered a question of the criteria",
    "deadline.extended": "Agreed more time",
    "deadline.handed_over": "Handed a deadline over",
    "deadline.met": "Met a deadline",
    "deadline.stopped": "A clock was stopped",
    "deadline.started": "A clock began to run",
    "decision.recorded": "Decided",
    "decision.taken_again": "Took the decision again, with a reason",
    "edition.objected": "Objected to passages of the public edition",
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
    "proceeding.end_objected": "Did not agree that proceedings are over",
    "proceeding.end_proposed": "Recorded that proceedings are over, for a second person to agree",
    "proceeding.ended": "Agreed that proceedings are over",
    "proceeding.looked_at": "Looked at proceedings again, which go on",
    "proceeding.recorded": "Recorded proceedings",
    "referral.begun": "Began the referral",
    "referral.returned": "Asked the referrer for more",
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
    "terms.returned": "Returned the terms of reference",
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
    return words_of(event.verb, str(event.facts.get("what", "")))


def words_of(verb: str, what: str = "") -> str:
    """The words of an act, or of the reading of something."""
    if verb == "read":
        return READINGS.get(what, f"Read: {plain(what)}" if what else "Read a page of this case")
    words = ACTS.get(verb, plain(verb))
    return f"{words} ({plain(what).lower()})" if what else words


def page_words(view_name: str) -> str:
    """The heading of the page an event names, or the plain name of a page whose heading differs by case."""
    return (headings().get(view_name) or plain(view_name.partition(":")[2])) if view_name else ""


@cache
def headings() -> dict[str, str]:
    """The heading of every page that has one for all cases, by the name of its address."""
    listed: dict[str, str] = {}

    def walk(resolver: URLResolver, namespace: str) -> None:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                walk(entry, entry.namespace or namespace)
            elif isinstance(entry, URLPattern) and entry.name:
                view = getattr(entry.callback, "view_class", None)
                listed[f"{namespace}:{entry.name}" if namespace else entry.name] = getattr(
                    view, "heading", ""
                )

    walk(get_resolver(), "")
    return listed


def plain(name: str) -> str:
    return name.replace(".", " ").replace("_", " ").capitalize()
