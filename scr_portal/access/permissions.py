"""Every action a policy decides on, in one place, each with the sentence a person would say for it.

A policy for a name that is not here cannot be registered, and a system check stops start-up when a
name here has no policy. So this list is the whole of what can be done in the portal.
"""

from __future__ import annotations

from typing import Final

ACTIONS: Final[dict[str, str]] = {
    # People
    "accounts.invite": "Invite somebody to the board or to one of its agencies",
    "accounts.end_membership": "End somebody's access",
    "accounts.reset_second_factor": "Take away a second step that somebody has lost",
    "accounts.keep_board": "Keep the board's own details and its list of agencies",
    # The case, until somebody decides
    "reviews.refer": "Refer a case to the board",
    "reviews.view_referral": "Read a referral",
    "reviews.edit_referral": "Change a referral that has not been sent",
    "reviews.submit_referral": "Send a referral to the board",
    "reviews.view_criteria": "Read the committee's assessment against the criteria",
    "reviews.assess_criteria": "Answer the criteria and recommend",
    "reviews.decide": "Record the board chair's decision",
    "reviews.view_outcome": "Learn what was decided and when, without the reasons",
    "reviews.view_decision": "Read the decision with its reasons",
    # The review
    "reviews.view_review": "Open a review",
    "reviews.view_terms": "Read the terms of reference",
    "reviews.draft_terms": "Write the terms of reference",
    "reviews.approve_terms": "Approve and issue the terms of reference",
    "reviews.extend_clock": "Agree an extension in exceptional circumstances",
    "reviews.record_proceeding": "Record proceedings beside the review, and what they hold",
    "reviews.view_identities": "Read the identity register",
    "reviews.edit_identities": "Keep the identity register",
    "reviews.settle_names": "Settle the names the portal does not know",
    "reviews.show_names": "Show real names in a case, with a reason",
    "reviews.view_history": "Read the history of a case",
    "reviews.declare_conflict": "Declare a conflict of interest",
    # The panel and the agencies
    "panels.appoint": "Appoint the panel chair, the overview author and the panel",
    "panels.commission": "Commission an agency's management review",
    "panels.view_commission": "Read what an agency has been asked for",
    "panels.declare_independence": "State your independence of the case",
    "panels.view_chronology": "Read an agency's chronology",
    "panels.upload_chronology": "Hand in an agency's chronology",
    "panels.accept_chronology": "Say that a chronology has been read rightly",
    "panels.withdraw_chronology": "Withdraw a wrong chronology file",
    "panels.view_integrated": "Read the integrated chronology",
    "panels.view_imr": "Read a management review",
    "panels.write_imr": "Write a management review",
    "panels.submit_imr": "Hand in a management review",
    "panels.accept_imr": "Accept a management review, or return it with questions",
    "panels.open_own_interview": "Read what your interview is for and who supports you",
    "panels.confirm_terms_read": "Say that you have read what your interview is for and the terms of reference",
    "panels.record_terms_given": "Record that somebody was given the purpose and the terms of reference on paper",
    "panels.arrange_interview": "Arrange an interview and write its record",
    "panels.remind_interviewee": "Remind the person interviewed to check the record",
    "panels.ask_closing": "Ask that an interview record is closed without the person's agreement",
    "panels.view_closing": "Read a request to close an interview record",
    "panels.answer_closing": "Agree or refuse, for the agency, that an interview record is closed",
    "panels.share_interview": "Share the record of an interview with the person interviewed",
    "panels.view_interview": "Read the record of an interview",
    "panels.confirm_interview": "Confirm the record of your own interview",
    # The family
    "families.view_family": "Read what is recorded about the family",
    "families.record_contact": "Record what the family was told, asked and given",
    "families.read_wishes": "Read in clear how a relative is safely reached and wishes to be spoken to",
    "families.agree_hold": "Agree, as a second person, that a relative is not told for now",
    "families.name_contact": "Name the family's personal contact",
    # The report
    "reports.view_report": "Read the overview report and its summary",
    "reports.write_report": "Write the overview report and its summary",
    "reports.submit_report": "Send the report to the panel chair",
    "reports.agree_report": "Agree the report for the panel",
    "reports.sign_report": "Sign the report off for the board",
    "reports.prepare_edition": "Make the public edition",
    "reports.settle_flag": "Settle what may identify somebody in the public edition",
    "reports.clear_edition": "Clear the public edition of names",
    "reports.view_search": "Read the words that the search of the finished PDF found",
    "reports.settle_hit": "Settle what the search of the finished PDF found",
    "reports.agree_hit": "Agree, as the second person, that a hit is not a name",
    "reports.view_edition": "Read the public edition before it is public",
    "reports.give_copy": "Give a copy of the report before it is public",
    "reports.publish": "Publish the report",
    "reports.withdraw": "Withdraw a published report",
}
