"""Who may do what in panels. Sources: the Portsmouth leaflet where it speaks, least privilege else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reviews.models import OfReview, Review
from reviews.passages import unread_passage
from reviews.policy import gives_interviewed, parts, review_concerned, roles
from scr_portal import audit
from scr_portal.access import grants, policy, view_policy
from scr_portal.access.roles import Role
from scr_portal.accounts.models import User

from .actions import PanelAction
from .enums import ChronologyStatus, Contribution, ImrStatus, InterviewStatus
from .models import (
    HANDED_IN,
    Chronology,
    Commission,
    InterviewClosing,
    InterviewRecord,
    ManagementReview,
    RowProblem,
)
from .models.chronology import open_return, reviews_read_across
from .models.chronology_rows import reads_whole


def commission_of(on: Commission | ManagementReview | Chronology | RowProblem) -> Commission:
    """Return the commission itself, or that of what was handed in for it or of a row of its chronology."""
    handed_in = on.chronology if isinstance(on, RowProblem) else on
    return handed_in if isinstance(handed_in, Commission) else handed_in.commission


@gives_interviewed
def interviewed(review: Review) -> Iterable[Any]:
    records = InterviewRecord.objects.filter(imr__commission__review=review)
    return records.values_list("interviewee_id", flat=True)


@policy(PanelAction.APPOINT)
def may_appoint(user: User, on: Review | OfReview) -> str | None:
    """At every stage: whoever leaves before the report is published has to be replaced."""
    if Role.BUSINESS_MANAGER in roles(user, review_concerned(on)):
        return None
    return "Appointments and commissions are made by the business manager."


@policy(PanelAction.COMMISSION)
def may_commission(user: User, on: Review | OfReview) -> str | None:
    """Until sign-off: what an agency hands in later could not reach the report any more."""
    if refusal := may_appoint(user, on):
        return refusal
    if review_concerned(on).is_signed_off:
        return "The report of this review is signed off, so no agency is asked for anything more."
    return None


@policy(PanelAction.SET_ASIDE_INDEPENDENCE)
def may_set_aside_independence(user: User, on: Review | OfReview) -> str | None:
    """Allow the board chair, who answers for who is called independent."""
    if Role.BOARD_CHAIR in roles(user, review_concerned(on)):
        return None
    return "A rule of independence is set aside by the board chair."


view_policy(
    PanelAction.VIEW_COMMISSION,
    rows={Commission: Commission.objects.visible_to},
    otherwise="An agency’s commission is read by the board, the panel, and its own agency’s author and lead.",
)


@policy(PanelAction.DECLARE_INDEPENDENCE)
def may_answer_commission(
    user: User, on: Commission | ManagementReview | Chronology | RowProblem
) -> str | None:
    commission = commission_of(on)
    if not writes(user, commission.management_review):
        return "This is done by the agency’s own author."
    if commission.management_review.status not in (ImrStatus.DRAFT, ImrStatus.RETURNED):
        return "The management review has been handed in, so this can no longer be changed."
    return None


@policy(PanelAction.UPLOAD_CHRONOLOGY, PanelAction.ACCEPT_CHRONOLOGY)
def may_correct_chronology(
    user: User, on: Commission | ManagementReview | Chronology | RowProblem
) -> str | None:
    """Before the management review is handed in; and after that while the chronology is returned with points."""
    refused = may_answer_commission(user, on)
    commission = commission_of(on)
    if refused and writes(user, commission.management_review) and open_return(commission):
        return None
    return refused


@policy(PanelAction.WITHDRAW_CHRONOLOGY)
def may_withdraw_chronology(user: User, chronology: Chronology) -> str | None:
    refused = may_correct_chronology(user, chronology)
    if refused is None and chronology.uploaded_by_id != user.pk:
        return "A file is withdrawn by the person who handed it in."
    current = None if refused else open_return(chronology.commission)
    if current is not None and current.subject_id == chronology.pk:
        return "This file was returned with points: a corrected file takes its place, so it is not withdrawn."
    return refused


@policy(PanelAction.RETURN_CHRONOLOGY)
def may_return_chronology(user: User, on: Review | OfReview) -> str | None:
    """Allow the manager and the chair, of what they read whole: words that a point quotes are looked for in every row."""
    review = review_concerned(on)
    if Role.BUSINESS_MANAGER not in roles(user, review) and "chair_panel" not in parts(user, review):
        return "A chronology is returned by the business manager or the panel chair."
    if isinstance(on, Chronology) and on.status == ChronologyStatus.ACCEPTED and not reads_whole(user, on):
        return "A row of this chronology is sealed to you. It is returned by somebody who reads all of it."
    return None


view_policy(
    PanelAction.VIEW_CHRONOLOGY,
    rows={Chronology: Chronology.objects.visible_to},
    otherwise="A chronology is shown to the panel and the business manager once its author has accepted it, "
    "and before that to its author and the agency’s lead.",
)
view_policy(
    PanelAction.VIEW_INTEGRATED,
    rows={Review: reviews_read_across},
    otherwise="The integrated chronology is read by the panel, the overview author and the business manager.",
)
view_policy(
    PanelAction.VIEW_IMR,
    rows={ManagementReview: ManagementReview.objects.visible_to},
    otherwise="A management review is read by the panel and the business manager once it has been handed in, "
    "and before that by its author and the agency’s lead.",
)


@policy(PanelAction.WRITE_IMR, PanelAction.SUBMIT_IMR)
def may_write_imr(user: User, imr: ManagementReview) -> str | None:
    if not writes(user, imr):
        return "A management review is written by the agency’s own author."
    if imr.status not in (ImrStatus.DRAFT, ImrStatus.RETURNED):
        return "This management review has been handed in."
    return None


@policy(PanelAction.ACCEPT_IMR)
def may_accept_imr(user: User, imr: ManagementReview) -> str | None:
    if "chair_panel" not in parts(user, imr.review):
        return "A management review is accepted or returned by the panel chair."
    if audit.did("imr.written", "imr.submitted", by=user, on=imr):
        return "Nobody accepts or returns what they wrote in themselves."
    if (seal := unread_passage(user, imr)) is not None:
        return f"A passage of this {imr.noun} is {seal.words}, and not open to you. Whoever judges it reads all of it."
    return None


@policy(PanelAction.CONFIRM_TERMS_READ)
def may_confirm_terms_read(user: User, record: InterviewRecord) -> str | None:
    if checks(user, record):
        return None
    return "Only the person interviewed can say that they have read this."


@policy(PanelAction.ARRANGE_INTERVIEW)
def may_arrange_another(user: User, on: ManagementReview | InterviewRecord) -> str | None:
    """Staff are interviewed for a management review; the shorter report is written from the records."""
    imr = on.imr if isinstance(on, InterviewRecord) else on
    if imr.commission.contribution == Contribution.INFORMATION_REPORT:
        return "An information report is written from the agency’s records. Nobody is interviewed for it."
    if refusal := may_arrange_interview(user, imr):
        return refusal
    if imr.status in HANDED_IN:
        return "The management review has been handed in, so nobody else is interviewed for it."
    return None


@policy(
    PanelAction.WRITE_INTERVIEW,
    PanelAction.CALL_OFF_INTERVIEW,
    PanelAction.SHARE_INTERVIEW,
    PanelAction.RECORD_TERMS_GIVEN,
    PanelAction.REMIND_INTERVIEWEE,
    PanelAction.ASK_CLOSING,
)
def may_arrange_interview(user: User, on: ManagementReview | InterviewRecord) -> str | None:
    imr = on.imr if isinstance(on, InterviewRecord) else on
    if writes(user, imr):
        return None
    return "Interviews are arranged and written up by the agency’s own author."


def not_read(user: User, record: InterviewRecord) -> str:
    if checks(user, record):
        return "The record of your interview has not been shared with you yet."
    return "The record of an interview is read by the author and the person interviewed, and nobody else."


view_policy(
    PanelAction.VIEW_INTERVIEW,
    rows={InterviewRecord: InterviewRecord.objects.text_read_by},
    otherwise=not_read,
)
view_policy(
    PanelAction.OPEN_OWN_INTERVIEW,
    rows={InterviewRecord: InterviewRecord.objects.visible_to},
    otherwise="This page is for the person interviewed.",
)


@policy(PanelAction.CONFIRM_INTERVIEW)
def may_confirm_interview(user: User, record: InterviewRecord) -> str | None:
    if not checks(user, record):
        return "Only the person interviewed can confirm the record."
    if record.status == InterviewStatus.ARRANGED:
        return "The record of your interview has not been shared with you yet."
    if (seal := unread_passage(user, record)) is not None:
        return f"A passage of this record is {seal.words}, and not open to you. Whoever confirms it reads all of it."
    return None


view_policy(
    PanelAction.VIEW_CLOSING,
    rows={InterviewClosing: InterviewClosing.objects.visible_to},
    otherwise="A request to close an interview record is read by its author and the agency’s lead.",
)


@policy(PanelAction.ANSWER_CLOSING)
def may_answer_closing(user: User, closing: InterviewClosing) -> str | None:
    """Allow a second person of the agency: its lead, unless they asked or were interviewed themselves."""
    record = closing.record
    if closing.asked_by_id == user.pk:
        return "Somebody else in your agency has to agree."
    if record.interviewee_id == user.pk or not leads_agency_of(user, record):
        return "Whether a record is closed without agreement is answered by the agency’s lead."
    return None


def leads_agency_of(user: User, record: InterviewRecord) -> bool:
    agency = record.imr.commission.agency_id
    leads: bool = user.agencies_as(Role.AGENCY_LEAD).filter(agency=agency).exists()
    return leads


def writes(user: User, imr: ManagementReview) -> bool:
    """Whether this person writes it: by grant, and for as long as they work for the agency as its author."""
    if not grants.has(user, "write_imr", imr):
        return False
    working: bool = user.agencies_as(Role.IMR_AUTHOR).filter(agency=imr.commission.agency_id).exists()
    return working


def checks(user: User, record: InterviewRecord) -> bool:
    return grants.has(user, "check_record", record)
