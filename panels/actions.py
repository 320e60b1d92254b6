"""What can be done by the panel and the agencies. Each action has a policy in `policy.py`; a name without one stops start-up."""

from __future__ import annotations

from scr_portal.access.actions import Action, declare


@declare
class PanelAction(Action):
    """Each action with the sentence a person would say for it."""

    APPOINT = "panels.appoint", "Appoint the panel chair, the overview author and the panel"
    SET_ASIDE_INDEPENDENCE = (
        "panels.set_aside_independence",
        "Appoint somebody in spite of a rule of independence, with a reason",
    )
    COMMISSION = "panels.commission", "Commission an agency's management review"
    VIEW_COMMISSION = "panels.view_commission", "Read what an agency has been asked for"
    DECLARE_INDEPENDENCE = "panels.declare_independence", "State your independence of the case"
    VIEW_CHRONOLOGY = "panels.view_chronology", "Read an agency's chronology"
    UPLOAD_CHRONOLOGY = "panels.upload_chronology", "Hand in an agency's chronology"
    ACCEPT_CHRONOLOGY = "panels.accept_chronology", "Say that a chronology has been read rightly"
    WITHDRAW_CHRONOLOGY = "panels.withdraw_chronology", "Withdraw a wrong chronology file"
    RETURN_CHRONOLOGY = "panels.return_chronology", "Return a chronology with points"
    VIEW_INTEGRATED = "panels.view_integrated", "Read the integrated chronology"
    VIEW_IMR = "panels.view_imr", "Read a management review"
    WRITE_IMR = "panels.write_imr", "Write a management review"
    SUBMIT_IMR = "panels.submit_imr", "Hand in a management review"
    ACCEPT_IMR = "panels.accept_imr", "Accept a management review, or return it with points"
    OPEN_OWN_INTERVIEW = "panels.open_own_interview", "Read what your interview is for and who supports you"
    CONFIRM_TERMS_READ = (
        "panels.confirm_terms_read",
        "Say that you have read what your interview is for and the terms of reference",
    )
    RECORD_TERMS_GIVEN = (
        "panels.record_terms_given",
        "Record that somebody was given the purpose and the terms of reference on paper",
    )
    ARRANGE_INTERVIEW = "panels.arrange_interview", "Arrange an interview"
    WRITE_INTERVIEW = "panels.write_interview", "Write the record of an interview"
    CALL_OFF_INTERVIEW = "panels.call_off_interview", "Call off an interview that did not take place"
    REMIND_INTERVIEWEE = "panels.remind_interviewee", "Remind the person interviewed to check the record"
    ASK_CLOSING = (
        "panels.ask_closing",
        "Ask that an interview record is closed without the person's agreement",
    )
    VIEW_CLOSING = "panels.view_closing", "Read a request to close an interview record"
    ANSWER_CLOSING = (
        "panels.answer_closing",
        "Agree or refuse, for the agency, that an interview record is closed",
    )
    SHARE_INTERVIEW = "panels.share_interview", "Share the record of an interview with the person interviewed"
    VIEW_INTERVIEW = "panels.view_interview", "Read the record of an interview"
    CONFIRM_INTERVIEW = "panels.confirm_interview", "Confirm the record of your own interview"
