"""The committee answers each limb of the criteria and recommends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from scr_portal import access, audit, notices, workflow
from scr_portal.access.roles import Role
from scr_portal.accounts.models import User
from scr_portal.refusals import Missing, Refused, refuse_each

from ..actions import ReviewAction
from ..enums import Answer, Outcome, ReferralStatus
from ..models import CriteriaAssessment, CriterionAnswer, EarlierRecommendation, Referral, ReturnRound
from ..procedures import get
from . import returns
from .referrals import holding, locked
from .returns import NewPoint


class NoProcedure(Refused):
    """Neither the board nor anybody for this case has chosen a procedure."""

    sentence = "Choose the procedure under which this case is assessed."


class UnknownProcedure(Refused):
    """No procedure has this code."""

    field = "procedure"
    sentence = "Choose the procedure."


class AnsweringHasBegun(Refused):
    """A question has been answered, so the procedure stays."""


class UnknownCriterion(Refused):
    """The procedure of the case does not ask this question."""

    sentence = "This question does not belong to the board’s procedure."


@transaction.atomic
def begin(referral: Referral, *, by: User) -> CriteriaAssessment:
    """Open the assessment under what the board followed when the case began; opening it twice gives the same one.

    Raises Refused where it followed none and nobody has chosen one (`choose_procedure`).
    """
    referral = locked(referral)
    if existing := CriteriaAssessment.objects.filter(referral=referral).first():
        return existing
    access.require(ReviewAction.ASSESS_CRITERIA, by, referral)
    procedure = referral.usual_procedure
    if procedure is None:
        raise NoProcedure
    assessment = CriteriaAssessment.objects.create(
        referral=referral, procedure_code=procedure.code, procedure_version=procedure.version
    )
    audit.record("criteria.begun", by=by, on=assessment, procedure=procedure.code)
    return assessment


@transaction.atomic
def choose_procedure(referral: Referral, *, procedure_code: str, reason: str, by: User) -> CriteriaAssessment:
    """Fix the procedure this case is assessed under, and say why: where the board followed none, or another fits.

    It can be chosen anew until the first question is answered, because the questions come from it. Raises
    Refused beside the field.
    """
    referral = locked(referral)
    access.require(ReviewAction.CHOOSE_PROCEDURE, by, referral)
    if not reason.strip():
        raise Missing({"reason": "Say why this procedure fits the case."})
    try:
        procedure = get(procedure_code)
    except LookupError:
        raise UnknownProcedure from None
    assessment = CriteriaAssessment.objects.select_for_update().filter(referral=referral).first()
    if assessment is None:
        assessment = CriteriaAssessment(referral=referral)
    else:
        refuse_each(refusals_to_choose(assessment))
    assessment.procedure_code, assessment.procedure_version = procedure.code, procedure.version
    assessment.procedure_reason.write(reason)
    assessment.procedure_chosen_by = by
    assessment.save()
    audit.record("criteria.procedure_chosen", by=by, on=assessment, procedure=procedure.code)
    return assessment


def refusals_to_choose(assessment: CriteriaAssessment) -> Iterator[Refused]:
    """Yield that the first question has been answered: answers belong to the questions of one procedure."""
    if assessment.answers.exists():
        yield AnsweringHasBegun(
            f"The criteria are being answered under “{assessment.procedure.name}”, so it can no longer be changed."
        )


@transaction.atomic
def answer(
    assessment: CriteriaAssessment, *, criterion: str, met: str, reasons: str, by: User
) -> CriterionAnswer:
    """Answer one limb with its reasons. Raises Refused for a limb the procedure does not have."""
    locked(assessment.referral)
    access.require(ReviewAction.ASSESS_CRITERIA, by, assessment.referral)
    if criterion not in {limb.code for limb in assessment.procedure.criteria}:
        raise UnknownCriterion
    existing = assessment.answers.filter(criterion=criterion).first()
    given = existing or CriterionAnswer(assessment=assessment, criterion=criterion)
    given.met = Answer(met)
    given.reasons.write(reasons)
    given.save()
    audit.record("criterion.answered", by=by, on=given, criterion=criterion, met=met)
    return given


@transaction.atomic
def recommend(
    assessment: CriteriaAssessment, *, recommendation: str, reasons: str, dissent: str, by: User
) -> Referral:
    """Send the recommendation to the board chair.

    Where it differs from what the answers come to, the reasons say why (they are required in any case). Raises
    TransitionBlocked with the limbs still open.
    """
    referral = locked(assessment.referral)
    access.require(ReviewAction.ASSESS_CRITERIA, by, referral)
    assessment = CriteriaAssessment.objects.select_for_update().get(pk=assessment.pk)
    assessment.recommendation = Outcome(recommendation)
    assessment.reasons.write(reasons)
    assessment.dissent.write(dissent)
    assessment.recommended_at, assessment.recommended_by = timezone.now(), by
    assessment.save()
    referral.assessment = assessment
    workflow.move(referral, ReferralStatus.SCREENED)
    referral.save()
    returns.hand_in_again(assessment, by=by)
    audit.record("criteria.recommended", by=by, on=assessment, recommendation=recommendation)
    for chair in holding(referral.board, Role.BOARD_CHAIR):
        notices.send("decision_due", to=chair, case_code=referral.code, path=referral.get_absolute_url())
    return referral


@transaction.atomic
def ask_again(referral: Referral, *, points: Sequence[NewPoint], by: User) -> ReturnRound:
    """Ask the committee to look again, point by point, for the board chair.

    The recommendation is kept as it was, the answers to the criteria stay, and the committee answers each point
    and recommends anew.

    Raises Refused without a proper point, TransitionBlocked where there is no recommendation to ask about.
    """
    referral = locked(referral)
    access.require(ReviewAction.ASK_RECOMMENDATION_AGAIN, by, referral)
    workflow.move(referral, ReferralStatus.SUBMITTED)
    referral.save()
    assessment: Any = CriteriaAssessment.objects.select_for_update().get(referral=referral)
    returned = returns.return_with_points(assessment, points, by=by)
    set_recommendation_aside(assessment, by=by)
    audit.record(
        "criteria.recommendation_asked_again",
        by=by,
        on=assessment,
        round=returned.number,
        points=len(points),
    )
    for person in holding(referral.board, Role.SUB_GROUP, Role.BUSINESS_MANAGER):
        notices.send(
            "recommendation_asked_again",
            to=person,
            case_code=referral.code,
            path=returned.get_absolute_url(),
        )
    return returned


def set_recommendation_aside(assessment: CriteriaAssessment, *, by: User) -> None:
    """Keep the recommendation as it was, and leave the assessment without one."""
    recommended_at: Any = assessment.recommended_at
    earlier = EarlierRecommendation(
        assessment=assessment,
        recommendation=assessment.recommendation,
        recommended_at=recommended_at,
        recommended_by=assessment.recommended_by,
        asked_by=by,
    )
    earlier.reasons.write(assessment.reasons.original)
    earlier.dissent.write(assessment.dissent.original)
    earlier.save()
    assessment.recommendation = ""
    assessment.reasons.write("")
    assessment.dissent.write("")
    assessment.recommended_at = assessment.recommended_by = None
    assessment.save()
