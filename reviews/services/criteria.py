"""The committee answers each limb of the criteria and recommends."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from scr_portal import access, audit, notices, workflow
from scr_portal.access.roles import Role
from scr_portal.accounts.models import User

from ..actions import ReviewAction
from ..enums import Answer, Outcome, ReferralStatus
from ..models import CriteriaAssessment, CriterionAnswer, Referral
from ..procedures import get
from .referrals import holding, locked


@transaction.atomic
def begin(referral: Referral, *, by: User, procedure_code: str = "") -> CriteriaAssessment:
    """Open the assessment under the board's procedure; opening it twice gives the same one."""
    referral = locked(referral)
    if existing := CriteriaAssessment.objects.filter(referral=referral).first():
        return existing
    access.require(ReviewAction.ASSESS_CRITERIA, by, referral)
    try:
        procedure = get(procedure_code or referral.board.procedure)
    except LookupError:
        raise ValidationError("Choose the procedure under which this case is assessed.") from None
    assessment = CriteriaAssessment.objects.create(
        referral=referral, procedure_code=procedure.code, procedure_version=procedure.version
    )
    audit.record("criteria.begun", by=by, on=assessment, procedure=procedure.code)
    return assessment


@transaction.atomic
def answer(
    assessment: CriteriaAssessment, *, criterion: str, met: str, reasons: str, by: User
) -> CriterionAnswer:
    """Answer one limb with its reasons. Raises ValidationError for a limb the procedure does not have."""
    locked(assessment.referral)
    access.require(ReviewAction.ASSESS_CRITERIA, by, assessment.referral)
    if criterion not in {limb.code for limb in assessment.procedure.criteria}:
        raise ValidationError("This question does not belong to the board's procedure.")
    found = assessment.answers.filter(criterion=criterion).first()
    given = found or CriterionAnswer(assessment=assessment, criterion=criterion)
    given.met = Answer(met)
    given.reasons.write(reasons)
    given.save()
    audit.record("criterion.answered", by=by, on=given, criterion=criterion, met=met)
    return given


@transaction.atomic
def recommend(
    assessment: CriteriaAssessment, *, recommendation: str, reasons: str, dissent: str, by: User
) -> Referral:
    """Send the recommendation to the board chair. Where it differs from what the answers come to, the reasons
    say why (they are required in any case). Raises TransitionBlocked with the limbs still open."""
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
    audit.record("criteria.recommended", by=by, on=assessment, recommendation=recommendation)
    for chair in holding(referral.board, Role.BOARD_CHAIR):
        notices.send("decision_due", to=chair, case_code=referral.code, path=referral.get_absolute_url())
    return referral
