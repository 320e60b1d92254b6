"""Who writes, agrees, signs, clears and publishes. Nobody signs their own report; nobody clears alone."""

from __future__ import annotations

from reviews.models import OfReview, Review
from reviews.passages import unread_passage
from reviews.policy import OnBoard, parts, review_concerned, roles
from scr_portal import audit
from scr_portal.access import policy, view_policy
from scr_portal.access.roles import Role
from scr_portal.accounts.models import User

from .actions import ReportAction
from .enums import BLIND, EditionStatus, ReaderPart, ReportStatus, SigningCapacity
from .models import EditionReader, Finding, KeptCombination, OverviewReport, PublicEdition, SearchHit
from .models.reading import read_blind_by

WRITING = ("report.begun", "report.written", "report.submitted")
"""What the author of a report does to it, as the record says it."""

PREPARING = ("edition.flag_settled", "edition.coarsened")
"""What whoever prepares a public edition does to it; the manager does so, and may have become a chair since."""

NEITHER_WROTE_NOR_CHAIRED = (
    "The board’s signature is given by somebody who neither wrote the report nor chaired the panel."
)

view_policy(
    ReportAction.VIEW_REPORT,
    rows={OverviewReport: OverviewReport.objects.visible_to},
    otherwise="The report is shown step by step: panel, board, then agencies and family.",
)
view_policy(
    ReportAction.VIEW_EDITION,
    rows={PublicEdition: PublicEdition.objects.visible_to},
    otherwise="Before it is public the edition is read by the manager, the chairs and the family’s contact.",
)


@policy(ReportAction.WRITE_REPORT, ReportAction.SUBMIT_REPORT)
def may_write_report(user: User, on: Review | OfReview) -> str | None:
    review = review_concerned(on)
    if "write_overview" not in parts(user, review):
        return "The overview report is written by the independent overview author."
    status = getattr(on, "status", ReportStatus.DRAFT)
    if isinstance(on, OverviewReport) and status not in (ReportStatus.DRAFT, ReportStatus.RETURNED):
        return "The report is with the panel chair. It can be changed when it is returned."
    return None


def not_read_whole(user: User, report: OverviewReport) -> str | None:
    """Refuse a signature of somebody to whom a passage is closed: it would be put to words they have not read."""
    seal = unread_passage(user, report)
    if seal is None:
        return None
    return f"A passage of this report is {seal.words}, and not open to you. Whoever agrees or signs it reads all of it."


def has_written(user: User, report: OverviewReport) -> bool:
    """Return whether a person writes this report, or wrote in it when the part was theirs."""
    return "write_overview" in parts(user, report.review) or audit.did(*WRITING, by=user, on=report)


def is_asked_to_agree(user: User, report: OverviewReport) -> str | None:
    held = parts(user, report.review)
    if "write_overview" in held:
        return "Nobody agrees their own report."
    if "chair_panel" not in held:
        return "The report is agreed for the panel by its independent chair."
    return "Nobody agrees their own report." if has_written(user, report) else None


@policy(ReportAction.AGREE_REPORT)
def may_agree_report(user: User, report: OverviewReport) -> str | None:
    return is_asked_to_agree(user, report) or not_read_whole(user, report)


def is_asked_to_sign(user: User, report: OverviewReport) -> str | None:
    if parts(user, report.review) & {"write_overview", "chair_panel"}:
        return NEITHER_WROTE_NOR_CHAIRED
    if Role.BOARD_CHAIR not in roles(user, report):
        return "The report is signed off by the board chair."
    agreed = isinstance(report, OverviewReport) and report.signatures.filter(
        capacity=SigningCapacity.PANEL_CHAIR, signed_by=user
    )
    return NEITHER_WROTE_NOR_CHAIRED if agreed or has_written(user, report) else None


@policy(ReportAction.SIGN_REPORT)
def may_sign_report(user: User, report: OverviewReport) -> str | None:
    return is_asked_to_sign(user, report) or not_read_whole(user, report)


@policy(ReportAction.RETURN_REPORT)
def may_return_report(user: User, report: OverviewReport) -> str | None:
    """Allow whoever agrees or signs it next, and each member of the panel while it is before the panel.

    The board chair signs, and so returns it, only after the panel has agreed.
    """
    if is_asked_to_agree(user, report) is None:
        return None
    if report.status == ReportStatus.SUBMITTED and "sit_on_panel" in parts(user, report.review):
        return None
    if report.status == ReportStatus.AGREED and is_asked_to_sign(user, report) is None:
        return None
    return (
        "The report is returned by the panel chair, by a member while it is before the panel, or by the board chair "
        "who is asked to sign it."
    )


@policy(ReportAction.PREPARE_EDITION, ReportAction.PUBLISH)
def may_prepare_edition(user: User, on: OnBoard) -> str | None:
    if Role.BUSINESS_MANAGER in roles(user, on):
        return None
    return "The public edition is prepared and published by the business manager."


@policy(ReportAction.WITHDRAW)
def may_withdraw(user: User, on: OnBoard) -> str | None:
    if Role.BUSINESS_MANAGER in roles(user, on):
        return None
    return "A published report is withdrawn by the business manager."


def works_on_it(user: User, edition: PublicEdition) -> bool:
    """Whether a person prepares the public edition or clears it: the business manager, the panel chair, the board chair."""
    on_board = roles(user, edition) & {Role.BUSINESS_MANAGER, Role.BOARD_CHAIR}
    return bool(on_board) or "chair_panel" in parts(user, edition.review)


@policy(ReportAction.APPOINT_READER)
def may_appoint_reader(user: User, on: PublicEdition | EditionReader) -> str | None:
    edition = on.edition if isinstance(on, EditionReader) else on
    if edition.status != EditionStatus.PREPARED:
        return "The readers of an edition are appointed before it is cleared."
    if Role.BUSINESS_MANAGER in roles(user, edition):
        return None
    return "The readers of an edition are appointed by the business manager."


@policy(ReportAction.OPEN_READING)
def may_open_reading(user: User, reader: EditionReader) -> str | None:
    """Allow the reader alone: the manager sees that a person reads, on a page of its own, and not how far."""
    if isinstance(reader, EditionReader) and reader.reader_id == user.pk and reader.ended_at is None:
        return None
    return "This page belongs to the reader."


@policy(ReportAction.READ_BLIND)
def may_read_blind(user: User, reader: EditionReader) -> str | None:
    if isinstance(reader, EditionReader) and reader.part not in BLIND:
        return "The third reader decides what the two differ about, and marks nothing."
    if isinstance(reader, EditionReader) and reader.edition.status != EditionStatus.PREPARED:
        return "This edition is no longer before its readers."
    return may_open_reading(user, reader)


@policy(ReportAction.VIEW_FINDINGS)
def may_view_findings(user: User, edition: PublicEdition) -> str | None:
    """Allow those who clear it. A finding is made when both readers have finished, so there is none before."""
    if works_on_it(user, edition):
        return None
    return "What the readers found is read by the business manager and the chairs."


@policy(ReportAction.DECIDE_FINDING)
def may_decide_finding(user: User, on: PublicEdition | Finding) -> str | None:
    edition = on.edition if isinstance(on, Finding) else on
    if edition.status != EditionStatus.PREPARED:
        return "This edition is no longer before its readers."
    if edition.readers.current().filter(part=ReaderPart.THIRD, reader=user).exists():
        return None
    return "What the two readers differ about is decided by the third reader."


@policy(ReportAction.VIEW_COMBINATIONS)
def may_view_combinations(user: User, edition: PublicEdition) -> str | None:
    """Allow those who prepare and clear it, but nobody who still reads it blind: it would lead them."""
    if not KeptCombination.objects.opens(user, edition):
        return (
            "Which facts identify together is read by the business manager and the chairs, and by none of them "
            "while they read the edition blind."
        )
    return None


@policy(ReportAction.KEEP_COMBINATION)
def may_keep_combination(user: User, edition: PublicEdition) -> str | None:
    if edition.status != EditionStatus.PREPARED:
        return "This edition has been cleared, so nothing in it is kept or changed."
    if Role.BUSINESS_MANAGER in roles(user, edition):
        return may_view_combinations(user, edition)
    return "Facts are kept together by the business manager, and by a chair as the second person."


@policy(ReportAction.ANSWER_COMBINATION)
def may_answer_combination(user: User, kept: KeptCombination) -> str | None:
    """Allow whoever may clear the edition and did not keep the facts."""
    if not isinstance(kept, KeptCombination) or kept.edition.status != EditionStatus.PREPARED:
        return "This edition has been cleared, so nothing in it is kept or changed."
    if kept.kept_by_id == user.pk:
        return "Somebody other than the person who keeps these facts has to agree."
    return may_clear_edition(user, kept.edition) or may_view_combinations(user, kept.edition)


@policy(ReportAction.CLEAR_EDITION)
def may_clear_edition(user: User, edition: PublicEdition) -> str | None:
    if isinstance(edition, PublicEdition) and edition.prepared_by_id == user.pk:
        return "The edition is cleared by somebody other than the person who prepared it."
    if Role.BOARD_CHAIR not in roles(user, edition) and "chair_panel" not in parts(user, edition.review):
        return "The edition is cleared by the panel chair or the board chair."
    if isinstance(edition, PublicEdition) and audit.did(*PREPARING, by=user, on=edition):
        return "The edition is cleared by somebody who settled none of its passages."
    return None


@policy(ReportAction.VIEW_PASSAGES)
def may_view_passages(user: User, edition: PublicEdition) -> str | None:
    """Allow those who settle them and who clear the edition, but nobody who still reads it blind: reasons would lead them.

    What was replaced is a name still when the edition is public.
    """
    if not works_on_it(user, edition):
        return (
            "Words that were flagged in the public edition are read by the business manager and the chairs."
        )
    if read_blind_by(user).filter(edition=edition.pk).exists():
        return "You read this edition blind. The words that were flagged are shown to you when both readers have finished."
    return None


@policy(ReportAction.SETTLE_FLAG)
def may_settle_flag(user: User, edition: PublicEdition) -> str | None:
    if edition.status != EditionStatus.PREPARED:
        return "This edition has been cleared."
    if Role.BUSINESS_MANAGER in roles(user, edition):
        return None
    return "The flags are settled by the business manager."


@policy(ReportAction.VIEW_SEARCH)
def may_view_search(user: User, edition: PublicEdition) -> str | None:
    """Allow those who settle it, and nobody else: what was found may be a name."""
    if works_on_it(user, edition):
        return None
    return "What the search found is settled by the business manager, the panel chair or the board chair."


@policy(ReportAction.SETTLE_HIT)
def may_settle_hit(user: User, edition: PublicEdition) -> str | None:
    if edition.status not in (EditionStatus.CLEARED, EditionStatus.RENDERED):
        return "What the search found is settled after the edition is cleared and before it is public."
    return may_view_search(user, edition)


@policy(ReportAction.AGREE_HIT)
def may_agree_hit(user: User, hit: SearchHit) -> str | None:
    if hit.settled_by_id == user.pk:
        return "Somebody other than the person who settled it has to agree."
    return may_settle_hit(user, hit.edition)


@policy(ReportAction.GIVE_COPY)
def may_give_copy(user: User, edition: PublicEdition) -> str | None:
    if edition.status not in (EditionStatus.RENDERED, EditionStatus.PUBLISHED):
        return "A copy can be given once the edition has been cleared and its PDF made."
    if Role.BUSINESS_MANAGER in roles(user, edition) or "support_family" in parts(user, edition.review):
        return None
    return "Copies for the family are given by its personal contact or the business manager."
