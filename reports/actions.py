"""What can be done with the report and its public edition. Each action has a policy in `policy.py`; a name without one stops start-up."""

from __future__ import annotations

from scr_portal.access.actions import Action, declare


@declare
class ReportAction(Action):
    """Each action with the sentence a person would say for it."""

    VIEW_REPORT = "reports.view_report", "Read the overview report and its summary"
    WRITE_REPORT = "reports.write_report", "Write the overview report and its summary"
    SUBMIT_REPORT = "reports.submit_report", "Send the report to the panel chair"
    AGREE_REPORT = "reports.agree_report", "Agree the report for the panel"
    RETURN_REPORT = "reports.return_report", "Return the report to its author with points"
    SIGN_REPORT = "reports.sign_report", "Sign the report off for the board"
    PREPARE_EDITION = "reports.prepare_edition", "Make the public edition"
    VIEW_PASSAGES = "reports.view_passages", "Read the words that were flagged in the public edition"
    SETTLE_FLAG = "reports.settle_flag", "Settle what may identify somebody in the public edition"
    APPOINT_READER = "reports.appoint_reader", "Appoint the readers of the public edition"
    OPEN_READING = "reports.open_reading", "Open the page of one’s own reading"
    READ_BLIND = "reports.read_blind", "Read the public edition without knowing what the other reader found"
    VIEW_FINDINGS = "reports.view_findings", "See what two readers found, once both have finished"
    DECIDE_FINDING = "reports.decide_finding", "Decide what two readers differ about"
    VIEW_COMBINATIONS = "reports.view_combinations", "See which facts identify together in the public edition"
    KEEP_COMBINATION = "reports.keep_combination", "Keep facts together, with a reason"
    ANSWER_COMBINATION = (
        "reports.answer_combination",
        "Say as the second person whether facts may stay together",
    )
    CLEAR_EDITION = "reports.clear_edition", "Clear the public edition of names"
    VIEW_SEARCH = "reports.view_search", "Read the words that the search of the finished PDF found"
    SETTLE_HIT = "reports.settle_hit", "Settle what the search of the finished PDF found"
    AGREE_HIT = "reports.agree_hit", "Agree, as the second person, that a hit is not a name"
    VIEW_EDITION = "reports.view_edition", "Read the public edition before it is public"
    GIVE_COPY = "reports.give_copy", "Give a copy of the report before it is public"
    PUBLISH = "reports.publish", "Publish the report"
    WITHDRAW = "reports.withdraw", "Withdraw a published report"
