"""What has to be true of a case before its next step opens. One sentence for each thing missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from scr_portal.workflow import Outstanding, gate

from .enums import TermsStatus
from .models import Review


def review_of(subject: Any) -> Review:
    """The review a subject of a gate belongs to, so that one gate serves the review and what hangs on it."""
    found: Review = subject if isinstance(subject, Review) else subject.review
    return found


@gate(
    "reviews.referral_complete",
    source="Portsmouth leaflet, When will a Serious Case Review be needed?",
)
def referral_complete(referral: Any) -> Iterator[Outstanding]:
    wanted = {
        "child_name": "Say which child this is about.",
        "harm": "Say whether a child has died or been seriously harmed.",
        "happened_on": "Say when it happened.",
        "known_on": "Say when your agency came to know.",
    }
    url = reverse("reviews:referral_edit", args=[referral.pk])
    for field, sentence in wanted.items():
        if not getattr(referral, field):
            yield Outstanding(sentence, owner="you", url=url)
    if not referral.account:
        yield Outstanding("Say what happened.", owner="you", url=url)


@gate(
    "reviews.criteria_answered",
    source="Portsmouth leaflet: the Committee 'will come to a judgement whether a case meets the criteria'",
)
def criteria_answered(referral: Any) -> Iterator[Outstanding]:
    assessment = getattr(referral, "assessment", None)
    url = reverse("reviews:criteria", args=[referral.pk])
    if assessment is None:
        yield Outstanding("The criteria have not been answered.", owner="the committee", url=url)
        return
    answered = {answer.criterion for answer in assessment.answers.all()}
    for criterion in assessment.procedure.criteria:
        if criterion.code not in answered:
            yield Outstanding(
                f"Not answered yet: {criterion.question}", criterion.source, owner="the committee", url=url
            )


@gate(
    "reviews.recommendation_reasoned",
    source="Portsmouth leaflet: the Committee will 'make a recommendation to the PSCB Chair'",
)
def recommendation_reasoned(referral: Any) -> Iterator[Outstanding]:
    assessment = getattr(referral, "assessment", None)
    url = reverse("reviews:recommend", args=[referral.pk])
    if assessment is None or not assessment.recommendation:
        yield Outstanding("The committee has not said what it recommends.", owner="the committee", url=url)
    elif not assessment.reasons:
        yield Outstanding("The recommendation has no reasons yet.", owner="the committee", url=url)


@gate("reviews.terms_complete", source="Portsmouth leaflet: 'the terms of reference and scope of the review'")
def terms_complete(terms: Any) -> Iterator[Outstanding]:
    url = reverse("reviews:terms_edit", args=[terms.review_id])
    if not (terms.scope_start and terms.scope_end):
        yield Outstanding("The scope has no first and last day yet.", owner="the business manager", url=url)
    if not terms.questions.exists():
        yield Outstanding(
            "There is no question yet for the agencies to answer.", owner="the business manager", url=url
        )


@gate(
    "reviews.terms_agreed",
    source="Portsmouth leaflet: the terms of reference and scope 'will be shared with you prior to interview'",
)
def terms_agreed(subject: Any) -> Iterator[Outstanding]:
    review = review_of(subject)
    if not review.terms.filter(status=TermsStatus.AGREED).exists():
        yield Outstanding(
            "The terms of reference are not agreed yet.",
            owner="the panel chair",
            url=reverse("reviews:terms", args=[review.pk]),
        )


@gate(
    "reviews.no_hold_on_publication",
    source="Cambridgeshire and Peterborough leaflet: reports 'are not available until after the end of the trial'",
)
def no_hold_on_publication(subject: Any) -> Iterator[Outstanding]:
    review = review_of(subject)
    rule = review.procedure.proceedings
    for proceeding in review.proceedings.filter(holds_publication=True, ended_on__isnull=True):
        yield Outstanding(
            f"{proceeding.get_kind_display()} hold publication. To be looked at again on "
            f"{proceeding.look_again_on:%-d %B %Y}.",
            rule.source if rule.trial_holds_publication else "",
            owner="the owner of the hold",
            url=reverse("reviews:proceedings", args=[review.pk]),
        )
