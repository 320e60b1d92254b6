"""What has to be true of a case before its next step opens. One sentence for each thing missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.db.models import Model
from django.urls import reverse

from scr_portal.workflow import Outstanding, gate

from .. import owners
from ..enums import PointAnswer, TermsStatus
from ..models import OfReview, Proceeding, Referral, ReturnPoint, ReturnRound, Review, TermsOfReference
from ..returnable import answer_sentence, kind_of, reading_as_returned, where_answered
from .names import names_settled


def review_of(subject: Review | OfReview) -> Review:
    """Return the review a subject of a gate belongs to, so that one gate serves the review and what hangs on it."""
    review: Review = subject if isinstance(subject, Review) else subject.review
    return review


@gate(
    "reviews.referral_complete",
    source="Portsmouth leaflet, When will a Serious Case Review be needed?",
)
def referral_complete(referral: Referral) -> Iterator[Outstanding]:
    wanted = {
        "child_name": "Say which child this is about.",
        "harm": "Say whether a child has died or been seriously harmed.",
        "happened_on": "Say when it happened.",
        "known_on": "Say when your agency came to know.",
        "account": "Say what happened.",
    }
    url = reverse("reviews:referral_edit", args=[referral.pk])
    for field, sentence in wanted.items():
        if not getattr(referral, field):
            yield Outstanding(sentence, owner=owners.referrer(referral), url=url, detail=True)


@gate(
    "reviews.criteria_answered",
    source="Portsmouth leaflet: the Committee ‘will come to a judgement whether a case meets the criteria’",
)
def criteria_answered(referral: Referral) -> Iterator[Outstanding]:
    assessment = getattr(referral, "assessment", None)
    owner = owners.committee(referral)
    url = reverse("reviews:criteria", args=[referral.pk])
    if assessment is None:
        yield Outstanding("The criteria have not been answered.", owner=owner, url=url, detail=True)
        return
    answered = {answer.criterion for answer in assessment.answers.all()}
    for criterion in assessment.procedure.criteria:
        if criterion.code not in answered:
            yield Outstanding(
                f"Not answered yet: {criterion.question}",
                criterion.source,
                owner=owner,
                url=url,
                detail=True,
            )


@gate(
    "reviews.recommendation_reasoned",
    source="Portsmouth leaflet: the Committee will ‘make a recommendation to the PSCB Chair’",
)
def recommendation_reasoned(referral: Referral) -> Iterator[Outstanding]:
    assessment = getattr(referral, "assessment", None)
    owner = owners.committee(referral)
    url = reverse("reviews:recommend", args=[referral.pk])
    if assessment is None or not assessment.recommendation:
        sentence = f"The {referral.recommending_body} has not said what it recommends."
        yield Outstanding(sentence, owner=owner, url=url, detail=True)
    elif not assessment.reasons:
        yield Outstanding("The recommendation has no reasons yet.", owner=owner, url=url, detail=True)


@gate("reviews.terms_complete", source="Portsmouth leaflet: ‘the terms of reference and scope of the review’")
def terms_complete(terms: TermsOfReference) -> Iterator[Outstanding]:
    url = reverse("reviews:terms_edit", args=[terms.review_id])
    owner = owners.manager(terms)
    if not (terms.scope_start and terms.scope_end):
        yield Outstanding("The scope has no first and last day yet.", owner=owner, url=url, detail=True)
    if not terms.questions.exists():
        yield Outstanding(
            "There is no question yet for the agencies to answer.", owner=owner, url=url, detail=True
        )


@gate(
    "reviews.terms_agreed",
    source="Portsmouth leaflet: the terms of reference and scope ‘will be shared with you prior to interview’",
)
def terms_agreed(subject: Review | OfReview) -> Iterator[Outstanding]:
    """Whose turn it is depends on how far the newest version is; `outstanding.py` says so in the same words."""
    review = review_of(subject)
    versions = list(review.terms.all())
    if not any(version.status == TermsStatus.AGREED for version in versions):
        yield terms_matter(review, versions[0] if versions else None)


def terms_matter(review: Review, newest: TermsOfReference | None) -> Outstanding:
    """Return the terms of reference as one matter, with whoever has to do the next thing about them."""
    url = reverse("reviews:terms", args=[review.pk])
    matter = Outstanding(
        "The terms of reference are not agreed yet.",
        owner=owners.manager(review),
        url=url,
        act="Write the terms of reference",
        form=reverse("reviews:terms_edit", args=[review.pk]),
        key=f"terms:{review.pk}",
        watchers=owners.those_at_work(review),
    )
    if newest is not None and newest.status == TermsStatus.PROPOSED:
        return replace(
            matter,
            owner=owners.panel_chair(review),
            act="Agree the terms of reference",
            form=reverse("reviews:terms_agree", args=[review.pk]),
            later=any(names_settled(newest)),
        )
    if newest is not None and unanswered_points(newest):
        return with_points(matter, newest)
    ready = newest is not None and newest.status == TermsStatus.DRAFT
    if ready and not [*terms_complete(newest), *names_settled(newest)]:
        return replace(
            matter,
            act="Put the terms of reference before the panel chair",
            form=reverse("reviews:terms_propose", args=[review.pk]),
        )
    return matter


@gate(
    "reviews.no_hold_on_publication",
    source="Cambridgeshire and Peterborough leaflet: reports ‘are not available until after the end of the trial’",
)
def no_hold_on_publication(subject: Review | OfReview) -> Iterator[Outstanding]:
    review = review_of(subject)
    rule = review.procedure.proceedings
    for proceeding in review.proceedings.holding_publication():
        yield hold_matter(proceeding, rule.source if rule.trial_holds_publication else "")


def hold_matter(proceeding: Proceeding, source: str = "") -> Outstanding:
    """Return running proceedings as one matter: on the day to look again somebody says whether they still hold."""
    kind = proceeding.get_kind_display()
    again = f"To be looked at again on {proceeding.look_again_on:%-d %B %Y}."
    holds = f"{'Publication is on hold' if proceeding.holds_publication else 'Beside the review'}: {kind.lower()}."
    review = proceeding.review
    if proceeding.end_proposed_at is not None:
        return Outstanding(
            f"{holds} A second person has still to agree that they are over.",
            source,
            owner=owners.second_person(proceeding),
            url=reverse("reviews:proceedings", args=[review.pk]),
            act="Agree that proceedings are over, or say why not",
            form=reverse("reviews:proceeding_agree", args=[review.pk, proceeding.pk]),
            key=f"hold:{proceeding.pk}",
            since=proceeding.end_proposed_at,
            watchers=owners.those_at_work(review),
        )
    return Outstanding(
        f"{holds} {again}",
        source,
        owner=owners.owner_of_hold(proceeding),
        url=reverse("reviews:proceedings", args=[review.pk]),
        act=f"Look again at the proceedings ({kind.lower()})",
        form=reverse("reviews:proceeding_again", args=[review.pk, proceeding.pk]),
        key=f"hold:{proceeding.pk}",
        due_on=proceeding.look_again_on,
        watchers=owners.those_at_work(review),
    )


@gate(
    "reviews.points_answered",
    source="The portal’s own rule: what was returned is not handed in again with a point unanswered",
)
def points_answered(subject: Model) -> Iterator[Outstanding]:
    """One sentence for each point without an answer, and for each said to be changed where nothing was."""
    current = ReturnRound.objects.about(subject).open().prefetch_related("points").first()
    if current is None:
        return
    kind = kind_of(subject)
    same, owner = reading_as_returned(subject, current.digest), kind.owner(subject)
    for point in current.points.all():
        if point.answer == PointAnswer.OPEN:
            sentence = f"Point {point.number} is not answered yet."
        elif point.answer == PointAnswer.CHANGED and same(point):
            sentence = f"Point {point.number} is answered “changed”, but the text reads as it did."
        else:
            continue
        url = f"{current.get_absolute_url()}#point-{point.number}"
        yield Outstanding(sentence, owner=owner, url=url, detail=True)


@gate(
    "reviews.points_on_recommendation_answered",
    source="The portal’s own rule: what was returned is not handed in again with a point unanswered",
)
def points_on_recommendation_answered(referral: Referral) -> Iterator[Outstanding]:
    """Yield the same of the committee's assessment, when it recommends again."""
    assessment = getattr(referral, "assessment", None)
    if assessment is not None:
        yield from points_answered(assessment)


def unanswered_points(subject: Model) -> list[ReturnPoint]:
    """Return the points of the open round of a subject that nobody has answered, in their order."""
    points = ReturnPoint.objects.filter(
        round__in=ReturnRound.objects.about(subject).open(), answer=PointAnswer.OPEN
    )
    return list(points.select_related("round"))


def with_points(matter: Outstanding, subject: Model) -> Outstanding:
    """Return a matter of whoever has a subject that came back: first its points are answered."""
    points = unanswered_points(subject)
    if not points:
        return matter
    url, form = where_answered(points)
    return replace(matter, act=answer_sentence(subject, points), url=url, form=form)
