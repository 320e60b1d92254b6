"""What is outstanding of the case itself: referrals, criteria, decisions, terms, proceedings, the clock."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.urls import reverse

from scr_portal.access.roles import Role
from scr_portal.deadlines.outstanding import clocks
from scr_portal.outstanding.registry import open_matters, register_cases, step
from scr_portal.owners import board_chair, board_role
from scr_portal.web.words import counted
from scr_portal.workflow import Outstanding

from . import owners
from .enums import ReferralStatus, ReviewStatus, TermsStatus
from .gates import hold_matter, names_settled, terms_matter, with_points
from .models import ConflictOfInterest, Referral, Review, UnknownName
from .names_queue import names_wait
from .own_texts import waiting_with_authors


class CasesOfReviews:
    """Referrals and reviews. A referral's code stands for its review too: the register hangs on the referral."""

    def find(self, scope: str) -> Iterable[Any]:
        if review := Review.objects.filter(code=scope).select_related("board", "referral").first():
            return [review]
        referral = Referral.objects.filter(code=scope).select_related("board", "agency").first()
        if referral is None:
            return []
        case_review = Review.objects.filter(referral=referral).select_related("board", "referral").first()
        return [referral, case_review] if case_review else [referral]

    def scopes(self, board_id: UUID | None = None) -> Iterable[str]:
        referrals = Referral.objects.filter(board=board_id) if board_id else Referral.objects.all()
        return list(referrals.order_by("created_at").values_list("code", flat=True))

    def excluded(self, case: Any) -> set[UUID]:
        review = case if isinstance(case, Review) else getattr(case, "review", None)
        live = ConflictOfInterest.objects.filter(review=review, lifted_at__isnull=True)
        return set(live.values_list("user_id", flat=True)) if review else set()


register_cases(CasesOfReviews())


@open_matters(Referral)
def of_the_referral(referral: Referral) -> Iterator[Outstanding]:
    yield from step(referral, lambda missing: referral_matter(referral, missing))


@open_matters(Referral)
def names_of_the_referral(referral: Referral) -> Iterator[Outstanding]:
    """Yield the names nobody has settled, from the day the referral is sent; a review says it of its own texts too."""
    if referral.status not in (ReferralStatus.DRAFT, ReferralStatus.DECIDED):
        yield from names_matter(referral, referral, "reviews:referral_names")


@open_matters(Review)
def names_of_the_review(review: Review) -> Iterator[Outstanding]:
    """Yield the names nobody has settled, until the report is signed off."""
    if not review.is_signed_off:
        yield from names_matter(review, review.referral, "reviews:names", waiting_with_authors(review))


def names_matter(
    case: Referral | Review, referral: Referral, page: str, with_authors: Collection[Any] = ()
) -> Iterator[Outstanding]:
    """Yield all the names that wait as one matter, but those in their authors' own lists."""
    waiting = UnknownName.objects.filter(register__referral=referral).asked().exclude(pk__in=with_authors)
    oldest = waiting.order_by("first_seen_at").first()
    if oldest is None:
        return
    count = waiting.count()
    yield Outstanding(
        f"{names_wait(count)} for an answer.",
        owner=owners.manager(case),
        url=reverse(page, args=[case.pk]),
        act=f"Settle {counted(count, 'name')}",
        key=f"names:{case.pk}",
        since=oldest.first_seen_at,
    )


def referral_matter(referral: Referral, missing: list[Outstanding]) -> Outstanding | None:
    """Return the next step of a referral: finish and send it, recommend, decide."""
    if referral.status == ReferralStatus.DRAFT:
        return to_send(referral, missing)
    if referral.status == ReferralStatus.RETURNED:
        return to_send_again(referral, missing)
    if referral.status == ReferralStatus.SUBMITTED:
        assessment = getattr(referral, "assessment", None)
        matter = to_recommend(referral)
        return with_points(matter, assessment) if assessment else matter
    if referral.status == ReferralStatus.SCREENED:
        return to_decide(referral)
    return None


def to_send(referral: Referral, missing: list[Outstanding]) -> Outstanding:
    name = "reviews:referral_edit" if missing else "reviews:referral_send"
    return Outstanding(
        "The referral has not been sent.",
        owner=owners.referrer(referral),
        url=referral.get_absolute_url(),
        act="Finish your referral and send it" if missing else "Send your referral",
        form=reverse(name, args=[referral.pk]),
        key=f"send:{referral.pk}",
        since=referral.created_at,
    )


def to_send_again(referral: Referral, missing: list[Outstanding]) -> Outstanding:
    """Return the referrer's part once the board has asked for more."""
    name = "reviews:referral_edit" if missing else "reviews:referral_send"
    matter = Outstanding(
        "The board has asked for more about the referral.",
        owner=owners.referrer(referral),
        url=referral.get_absolute_url(),
        act="Send your referral again",
        form=reverse(name, args=[referral.pk]),
        key=f"send:{referral.pk}",
        watchers=(
            board_role(Role.BUSINESS_MANAGER, referral.board_id),
            board_role(Role.SUB_GROUP, referral.board_id),
        ),
    )
    return with_points(matter, referral)


def to_recommend(referral: Referral) -> Outstanding:
    """Return the committee's part. A board without a procedure of its own chooses one for the case first."""
    return Outstanding(
        f"The {referral.recommending_body} has not recommended yet whether there should be a review.",
        owner=owners.committee(referral),
        url=reverse("reviews:criteria" if referral.procedure else "reviews:procedure", args=[referral.pk]),
        act="Answer the criteria and recommend",
        form=next_question(referral),
        key=f"recommend:{referral.pk}",
        since=referral.submitted_at,
        watchers=(
            board_role(Role.BUSINESS_MANAGER, referral.board_id),
            replace(owners.referrer(referral), above=()),
        ),
    )


def next_question(referral: Referral) -> str:
    """Return the page of the first question nobody has answered, or the recommendation."""
    procedure = referral.procedure
    if procedure is None:
        return reverse("reviews:procedure", args=[referral.pk])
    assessment = getattr(referral, "assessment", None)
    answered = {answer.criterion for answer in assessment.answers.all()} if assessment else set()
    for criterion in procedure.criteria:
        if criterion.code not in answered:
            return reverse("reviews:criterion", args=[referral.pk, criterion.code])
    return reverse("reviews:recommend", args=[referral.pk])


def to_decide(referral: Referral) -> Outstanding:
    manager = board_role(Role.BUSINESS_MANAGER, referral.board_id)
    committee = board_role(Role.SUB_GROUP, referral.board_id)
    assessment = getattr(referral, "assessment", None)
    return Outstanding(
        "The board chair has not decided on the referral.",
        owner=board_chair(referral.board_id),
        url=referral.get_absolute_url(),
        act="Decide on a referral",
        form=reverse("reviews:decide", args=[referral.pk]),
        key=f"decide:{referral.pk}",
        since=assessment.recommended_at if assessment else None,
        watchers=(manager, committee, replace(owners.referrer(referral), above=())),
    )


@open_matters(Review)
def of_the_review(review: Review) -> Iterator[Outstanding]:
    """Yield a version of the terms that is being written, and proceedings beside the review."""
    newest = review.terms.first()
    coming = newest is not None and newest.status in (TermsStatus.DRAFT, TermsStatus.PROPOSED)
    if newest is not None and coming and not review.is_signed_off:
        yield terms_matter(review, newest)
        yield from names_settled(newest)
    for proceeding in review.proceedings.filter(ended_on__isnull=True):
        yield hold_matter(proceeding)


@open_matters(Review, last=True)
def next_stage(review: Review) -> Iterator[Outstanding]:
    """Yield what the next stage waits for. What an app says of the same matter itself is put in its words."""
    yield from step(review, lambda missing: to_move_on(review))


def to_move_on(review: Review) -> Outstanding | None:
    """Every rule is met and somebody has to say so; later stages are opened by signing and publishing."""
    steps = {
        ReviewStatus.SET_UP: (ReviewStatus.GATHERING, "Start: agencies report"),
        ReviewStatus.GATHERING: (ReviewStatus.REPORTING, "Start drawing the report together"),
    }
    if review.status not in steps:
        return None
    to, words = steps[ReviewStatus(review.status)]
    return Outstanding(
        f"Everything is ready for “{to.label}”.",
        owner=owners.manager(review),
        url=review.get_absolute_url(),
        act=words,
        form=reverse("reviews:advance", args=[review.pk, str(to)]),
        key=f"advance:{review.pk}:{to}",
        watchers=owners.those_at_work(review),
    )


CLOCKS = {
    "sign_off": (
        "The overview report is to be signed off within the time the procedure gives.",
        "See that the report is signed off in time, or agree more time",
    ),
    "publication": (
        "The report is to be published within the time the leaflet gives.",
        "See that the report is published in time",
    ),
}
"""What is owed by each clock of a review, and the act. Only whoever owes sign-off may agree more time."""


@open_matters(Review, last=True)
def clocks_of_the_review(review: Review) -> Iterator[Outstanding]:
    """Yield running clocks. Those of the review itself lead their owner to it, or to agreeing more time."""
    for matter in clocks(review, review.board_id):
        kind, _, subject = matter.key.partition(":")
        if kind not in CLOCKS or subject != str(review.pk):
            yield matter
            continue
        sentence, act = CLOCKS[kind]
        page = review.get_absolute_url()
        yield replace(
            matter,
            sentence=sentence,
            act=act,
            url=page,
            form=reverse("reviews:extend", args=[review.pk, kind]) if kind == "sign_off" else page,
            watchers=owners.those_at_work(review),
        )
