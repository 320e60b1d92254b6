"""What can be done with a case. Each action has a policy in `policy.py`; a name without one stops start-up."""

from __future__ import annotations

from scr_portal.access.actions import Action, declare


@declare
class ReviewAction(Action):
    """Each action with the sentence a person would say for it."""

    REFER = "reviews.refer", "Refer a case to the board"
    VIEW_REFERRAL = "reviews.view_referral", "Read a referral"
    EDIT_REFERRAL = "reviews.edit_referral", "Change a referral that has not been sent"
    SUBMIT_REFERRAL = "reviews.submit_referral", "Send a referral to the board"
    RETURN_REFERRAL = "reviews.return_referral", "Ask the referrer for more, with points"
    VIEW_CRITERIA = "reviews.view_criteria", "Read the committee's assessment against the criteria"
    ASSESS_CRITERIA = "reviews.assess_criteria", "Answer the criteria and recommend"
    CHOOSE_PROCEDURE = (
        "reviews.choose_procedure",
        "Choose the procedure of a case where the board has none of its own",
    )
    ASK_RECOMMENDATION_AGAIN = (
        "reviews.ask_recommendation_again",
        "Ask the committee for its recommendation again",
    )
    DECIDE = "reviews.decide", "Record the board chair's decision"
    VIEW_OUTCOME = "reviews.view_outcome", "Learn what was decided and when, without the reasons"
    VIEW_DECISION = "reviews.view_decision", "Read the decision with its reasons"
    VIEW_REVIEW = "reviews.view_review", "Open a review"
    VIEW_TERMS = "reviews.view_terms", "Read the terms of reference"
    DRAFT_TERMS = "reviews.draft_terms", "Write the terms of reference"
    RETURN_TERMS = "reviews.return_terms", "Return the terms of reference with points before they are agreed"
    APPROVE_TERMS = "reviews.approve_terms", "Approve and issue the terms of reference"
    EXTEND_CLOCK = "reviews.extend_clock", "Agree an extension in exceptional circumstances"
    RECORD_PROCEEDING = (
        "reviews.record_proceeding",
        "Record proceedings beside the review, and what they hold",
    )
    AGREE_END_OF_PROCEEDING = (
        "reviews.agree_end_of_proceeding",
        "Agree, as a second person, that proceedings are over",
    )
    ADVANCE = "reviews.advance", "Open the next stage of a review"
    VIEW_IDENTITIES = "reviews.view_identities", "Read the identity register"
    EDIT_IDENTITIES = "reviews.edit_identities", "Keep the identity register"
    EXPORT_REGISTER = (
        "reviews.export_register",
        "Take the identity register out as an encrypted file, with a reason",
    )
    VIEW_GENOGRAM = "reviews.view_genogram", "Read the genogram of a case"
    SETTLE_NAMES = "reviews.settle_names", "Settle the names the portal does not know"
    SETTLE_OWN_NAMES = "reviews.settle_own_names", "Settle the unknown names of a text of one's own"
    ANSWER_NAME = "reviews.answer_name", "Say who or what one unknown name is, or take the answer back"
    SHOW_NAMES = "reviews.show_names", "Show real names in a case, with a reason"
    VIEW_NAME_READERS = "reviews.view_name_readers", "Read who can see the real names of a case"
    VIEW_HISTORY = "reviews.view_history", "Read the history of a case"
    VIEW_POINTS = (
        "reviews.view_points",
        "Read the points with which something was returned, and their answers",
    )
    ANSWER_POINT = "reviews.answer_point", "Answer a point with which something was returned"
    DECLARE_CONFLICT = "reviews.declare_conflict", "Declare a conflict of interest"
    VIEW_CONFLICTS = "reviews.view_conflicts", "Read who has a conflict of interest in a review, and why"
    LIFT_CONFLICT = "reviews.lift_conflict", "Lift somebody else's conflict of interest, with a reason"
    SEAL = (
        "reviews.seal",
        "Seal a document or a row of a chronology to named people, with a reason and an end",
    )
    VIEW_SEAL = "reviews.view_seal", "Read why something is sealed, and to whom"
    LIFT_SEAL = "reviews.lift_seal", "Change or lift a seal"
