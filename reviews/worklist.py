"""What the case itself asks of people: referrals to finish, criteria, decisions, terms to agree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from scr_portal.access.roles import Role
from scr_portal.worklist import Task, work_of

from .enums import ReferralStatus, TermsStatus
from .models import Referral, TermsOfReference, with_part


@work_of(Referral)
def referrals_to_finish(visible: Any, user: Any) -> Iterator[Task]:
    for referral in visible.filter(referred_by=user, status=ReferralStatus.DRAFT):
        yield Task("Finish your referral and send it", referral.get_absolute_url(), referral.code)


@work_of(Referral)
def referrals_with_the_board(visible: Any, user: Any) -> Iterator[Task]:
    """What a referrer waits for: the board's answer."""
    sent = (ReferralStatus.SUBMITTED, ReferralStatus.SCREENED)
    for referral in visible.filter(referred_by=user, status__in=sent).select_related("board"):
        yield Task(
            "The decision on your referral",
            referral.get_absolute_url(),
            referral.code,
            waiting_for=referral.board.name,
        )


@work_of(Referral)
def criteria_to_answer(visible: Any, user: Any) -> Iterator[Task]:
    boards = user.boards_as(Role.BUSINESS_MANAGER, Role.SUB_GROUP)
    for referral in visible.filter(board__in=boards, status=ReferralStatus.SUBMITTED):
        yield Task(
            "Answer the criteria and recommend",
            reverse("reviews:criteria", args=[referral.pk]),
            referral.code,
        )


@work_of(Referral)
def decisions_to_take(visible: Any, user: Any) -> Iterator[Task]:
    boards = user.boards_as(Role.BOARD_CHAIR)
    for referral in visible.filter(board__in=boards, status=ReferralStatus.SCREENED):
        yield Task("Decide on a referral", reverse("reviews:decide", args=[referral.pk]), referral.code)


@work_of(TermsOfReference)
def terms_to_agree(visible: Any, user: Any) -> Iterator[Task]:
    proposed = visible.filter(status=TermsStatus.PROPOSED, review__in=with_part(user, "chair_panel"))
    for terms in proposed.select_related("review"):
        yield Task("Agree the terms of reference", terms.get_absolute_url(), terms.review.code)
