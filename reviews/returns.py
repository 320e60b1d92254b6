"""The referral, the recommendation and the terms of reference, as they are handed back with points."""

from __future__ import annotations

from . import own_texts, owners
from .actions import ReviewAction
from .enums import Outcome
from .models import CriteriaAssessment, Referral, TermsOfReference
from .own_texts import Document
from .returnable import Headed, Part, Plain, Returnable, register


def texts_told(referral: Referral) -> list[Part]:
    """Return what was told, and the two days: nobody reads who the child is."""
    days = [
        f"{words}: {day:%-d %B %Y}" if day else f"{words}: not said"
        for words, day in (("It happened", referral.happened_on), ("It became known", referral.known_on))
    ]
    return [
        Part("account", "What happened", referral.account),
        Part("agencies_involved", "Agencies that may have known the family", referral.agencies_involved),
        Part(
            "immediate_safety",
            "What has been done to keep other children safe",
            referral.immediate_safety,
        ),
        Part("harm", "What kind of harm", Plain(referral.get_harm_display())),
        Part("dates", "Dates", Plain("\n".join(days))),
    ]


register(
    Returnable(
        Referral,
        name=lambda referral: "the referral",
        parts=texts_told,
        action=ReviewAction.EDIT_REFERRAL,
        owner=owners.referrer,
        wrote=lambda user, referral: bool(referral.referred_by_id == user.pk),
        answerer="the referrer",
        again="sent again",
    )
)


def grounds(assessment: CriteriaAssessment) -> list[Part]:
    """Each limb with its answer and reasons, then what is recommended and why."""
    answers = {answer.criterion: answer for answer in assessment.answers.all()}
    limbs = [
        Part(
            f"criterion_{limb.code}",
            limb.question,
            Headed(answers[limb.code].get_met_display(), answers[limb.code].reasons)
            if limb.code in answers
            else Plain(""),
        )
        for limb in assessment.procedure.criteria
    ]
    recommended = Outcome(assessment.recommendation).label if assessment.recommendation else ""
    return [
        *limbs,
        Part("recommendation", "Recommendation", Plain(recommended)),
        Part("grounds", "Grounds of the recommendation", assessment.reasons),
        Part("dissent", "Who disagreed", assessment.dissent),
    ]


register(
    Returnable(
        CriteriaAssessment,
        name=lambda assessment: "the recommendation",
        parts=grounds,
        action=ReviewAction.ASSESS_CRITERIA,
        owner=lambda assessment: owners.committee(assessment.referral),
        answerer="the committee",
        again="sent to the board chair again",
    )
)


def period(terms: TermsOfReference) -> str:
    """Return the years under review in words; empty until both days are set."""
    if not (terms.scope_start and terms.scope_end):
        return ""
    return f"{terms.scope_start:%-d %B %Y} to {terms.scope_end:%-d %B %Y}"


def scope_and_questions(terms: TermsOfReference) -> list[Part]:
    return [
        Part("period", "Period under review", Plain(period(terms))),
        *(
            Part(f"question_{question.number}", f"Question {question.number}", question.text)
            for question in terms.questions.all()
        ),
    ]


register(
    Returnable(
        TermsOfReference,
        name=lambda terms: "the terms of reference",
        parts=scope_and_questions,
        action=ReviewAction.DRAFT_TERMS,
        owner=owners.manager,
        answerer="the business manager or the committee",
        again="put before the panel chair again",
    )
)
own_texts.register(
    Document(TermsOfReference, "terms", rows=lambda terms: terms.questions.all()),
)
