"""The committee's assessment against the criteria, and the chair's decision on it."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from scr_portal import sealed
from scr_portal.access.roles import CASE_READERS, Role
from scr_portal.access.scope import ScopedQuerySet
from scr_portal.sealed.narrative import NarrativeField

from ..enums import Answer, Outcome
from ..procedures import Consequence, Procedure, get
from .referral import PANEL, Referral


class OfReferral(models.Model):
    """What hangs on a referral takes its case, its board and its register from there."""

    class Meta:
        abstract = True

    referral: models.Field[Any, Any]

    def identity_register(self) -> Any:
        return self._referral.identity_register()

    @property
    def _referral(self) -> Any:
        return self.referral

    @property
    def case_code(self) -> str:
        return self._referral.case_code

    @property
    def board_id(self) -> Any:
        return self._referral.board_id

    @property
    def board_code(self) -> str:
        return self._referral.board_code


class AssessmentQuerySet(ScopedQuerySet["CriteriaAssessment"]):
    follows = "referral"

    def readable_by(self, user: Any) -> models.Q:
        """Open to the committee, the board chair and the business manager."""
        return models.Q(referral__in=Referral.objects.criteria_read_by(user))


class CriteriaAssessment(OfReferral):
    """The committee's answers to the criteria, each limb singly, and its recommendation.

    The outcome that the answers alone come to stands beside the recommendation.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.OneToOneField(Referral, models.CASCADE, related_name="assessment")
    procedure_code = models.SlugField()
    procedure_version = models.PositiveSmallIntegerField()
    procedure_reason = NarrativeField("Why this procedure")
    procedure_chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="Where the board has no usual procedure.",
    )
    recommendation = models.CharField(max_length=8, choices=Outcome, blank=True)
    reasons = NarrativeField()
    dissent = NarrativeField()
    recommended_at = models.DateTimeField(null=True, blank=True)
    recommended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = AssessmentQuerySet.as_manager()
    history = HistoricalRecords(
        excluded_fields=sealed.coded_columns("procedure_reason", "reasons", "dissent")
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="assessment_recommended_by_somebody",
                condition=models.Q(recommended_at__isnull=True, recommended_by__isnull=True)
                | models.Q(recommended_at__isnull=False, recommended_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"Assessment of {self.referral}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:criteria", args=[self.referral_id])

    @property
    def procedure(self) -> Procedure:
        return get(self.procedure_code, self.procedure_version)

    @property
    def answers_come_to(self) -> Consequence | None:
        """What follows from the answers alone."""
        met = frozenset(answer.criterion for answer in self.answers.all() if answer.met == Answer.YES)
        return self.procedure.comes_to(met)

    @property
    def answers_in_words(self) -> str:
        """What the answers alone come to, as the board's leaflet puts it."""
        follows, review = self.answers_come_to, self.procedure.terms.review
        if follows is None:
            return "The answers come to: no review."
        words = f"{follows.words[:1].upper()}{follows.words[1:]} ({follows.source})."
        return f"{f'The answers come to: a {review}.' if follows.suggests else 'The answers alone do not decide it.'} {words}"


class AnswerQuerySet(ScopedQuerySet["CriterionAnswer"]):
    follows = "assessment"


class CriterionAnswer(OfReferral):
    """One limb, its answer and the reasons for it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(CriteriaAssessment, models.CASCADE, related_name="answers")
    criterion = models.SlugField()
    met = models.CharField(max_length=9, choices=Answer)
    reasons = NarrativeField()

    objects = AnswerQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=sealed.coded_columns("reasons"))

    class Meta:
        ordering = ["criterion"]
        constraints = [models.UniqueConstraint(name="one_answer_a_limb", fields=["assessment", "criterion"])]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.get_met_display()}"

    @property
    def _referral(self) -> Any:
        return self.assessment.referral


class EarlierRecommendationQuerySet(ScopedQuerySet["EarlierRecommendation"]):
    follows = "assessment"


class EarlierRecommendation(OfReferral):
    """A recommendation the board chair did not decide on, kept as it was.

    What the chair asked about it are the points of a round.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(CriteriaAssessment, models.CASCADE, related_name="earlier")
    recommendation = models.CharField(max_length=8, choices=Outcome)
    reasons = NarrativeField()
    dissent = NarrativeField()
    recommended_at = models.DateTimeField()
    recommended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = EarlierRecommendationQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=sealed.coded_columns("reasons", "dissent"))

    class Meta:
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"Earlier recommendation: {self.get_recommendation_display()}"

    @property
    def _referral(self) -> Any:
        return self.assessment.referral


class DecisionQuerySet(ScopedQuerySet["Decision"]):
    board_path = "referral__board"
    case_path = "referral__review"

    def readable_by(self, user: Any) -> models.Q:
        """Open to the board, its inspector and the panel: some of them never read the referral itself."""
        return models.Q(referral__board__in=user.boards_as(*CASE_READERS, Role.INSPECTOR)) | models.Q(
            referral__review__in=Referral.objects.reviews_with_part(user, *PANEL)
        )


def decided_referrals(user: Any) -> models.QuerySet[Referral]:
    """Referrals whose decision, with its reasons, this person may read."""
    return Referral.objects.filter(pk__in=Decision.objects.visible_to(user).values("referral"))


def outcomes_told(user: Any) -> models.QuerySet[Referral]:
    """Referrals of which this person learns what was decided and when: whoever may read either."""
    return Referral.objects.filter(
        models.Q(pk__in=Referral.objects.visible_to(user)) | models.Q(pk__in=decided_referrals(user))
    )


class Decision(OfReferral):
    """The board chair's decision. A change of mind is a new decision; the old one stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=8, choices=Outcome)
    reasons = NarrativeField()
    decided_on = models.DateField()
    decided_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    replaced = models.BooleanField(default=False)
    again_because = NarrativeField("Why the decision was taken again")

    objects = DecisionQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=sealed.coded_columns("reasons", "again_because"))

    class Meta:
        ordering = ["-decided_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_live_decision", fields=["referral"], condition=models.Q(replaced=False)
            )
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()
