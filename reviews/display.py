"""What the head of every case page shows: reference, stage, label and age, the clock, the holds. Never a name."""

from __future__ import annotations

import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from scr_portal import access
from scr_portal.deadlines.models import Deadline
from scr_portal.sealed import named_view
from scr_portal.web.display import CaseBanner, Stage

from .actions import ReviewAction
from .enums import IdentityKind, ReviewStatus
from .models import SUBJECT_CHILD, Identity, Referral, Review
from .services.referrals import born_on

STAGES = (
    ReviewStatus.SET_UP,
    ReviewStatus.GATHERING,
    ReviewStatus.REPORTING,
    ReviewStatus.SIGNED_OFF,
    ReviewStatus.PUBLISHED,
)


def banner(case: Review | Referral, request: Any) -> CaseBanner:
    """Return the head of a case page for the person signed in."""
    referral = case.referral if isinstance(case, Review) else case
    clock = running_clock(case) if isinstance(case, Review) else None
    names = named_urls(case, request)
    return CaseBanner(
        code=case.code,
        stage=case.get_status_display(),
        child=child(referral),
        due_on=clock.due_on if clock else None,
        clock="to sign-off" if clock else "",
        holds=holds(case) if isinstance(case, Review) else [],
        url=case.get_absolute_url(),
        **names,
    )


def named_urls(case: Any, request: Any) -> dict[str, Any]:
    """Where the named view is switched on and off, for those who may; nothing for the others."""
    if not access.allowed(ReviewAction.SHOW_NAMES, request.user, case):
        return {}
    kind = "review" if isinstance(case, Review) else "referral"
    on = named_view.is_on(request, case.pk)
    return {
        "named": on,
        "named_url": reverse("reviews:named_view", args=[kind, case.pk]),
        "coded_url": reverse("reviews:named_view_off", args=[kind, case.pk]),
    }


def child(referral: Referral) -> str:
    """Return the child's label and age ("Child K, 14 months old"); nothing where neither is known."""
    people = Identity.objects.filter(
        register__referral=referral, kind=IdentityKind.PERSON, role=SUBJECT_CHILD
    )
    label = people.values_list("pseudonym", flat=True).first() or ""
    born = born_on(referral)
    return f"{label}, {age(born, referral.happened_on or timezone.localdate())}" if label and born else label


def age(born: datetime.date, on: datetime.date) -> str:
    """Whole years, or for a child under two whole months, on the day it happened."""
    months = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
    if months < 24:
        return f"{months} {'month' if months == 1 else 'months'} old"
    return f"{months // 12} years old"


def running_clock(review: Review) -> Deadline | None:
    """Return the clock to sign-off, until it has been met."""
    running = (
        clock for clock in sign_off_clocks(review) if clock.met_on is None and clock.stopped_on is None
    )
    return next(running, None)


def clocks_of(review: Review) -> list[Deadline]:
    """Every clock of the procedure this review has had, read once for a page."""
    clocks: list[Deadline] | None = review.__dict__.get("_clocks")
    if clocks is None:
        clocks = list(Deadline.objects.about(review))
        review.__dict__["_clocks"] = clocks
    return clocks


def sign_off_clocks(review: Review) -> list[Deadline]:
    """Every clock to sign-off this review has had."""
    return [clock for clock in clocks_of(review) if clock.kind == "sign_off"]


def holds(review: Review) -> list[str]:
    """Return what proceedings hold at present, in sentences."""
    sentences = []
    for item in review.proceedings.filter(ended_on__isnull=True):
        held = [
            word
            for word, on in (
                ("publication", item.holds_publication),
                ("contact with the family", item.holds_family_contact),
            )
            if on
        ]
        if held:
            sentences.append(f"{' and '.join(held)} ({item.get_kind_display().lower()})")
    return sentences


def stages(review: Review) -> list[Stage]:
    """Return the stage line: where the case is, with the date on which sign-off is due or was met."""
    clocks = sign_off_clocks(review)
    clock = max(clocks, key=lambda item: item.met_on or datetime.date.max) if clocks else None
    now = STAGES.index(ReviewStatus(review.status))
    met = {0: review.decided_on} if now == 0 else stage_days(review)
    line = []
    for number, status in enumerate(STAGES):
        at_sign_off = status == ReviewStatus.SIGNED_OFF and clock is not None
        line.append(
            Stage(
                name=status.label,
                state="done"
                if number < now or review.status == ReviewStatus.PUBLISHED
                else "now"
                if number == now
                else "next",
                met_on=clock.met_on if at_sign_off and clock else met.get(number),
                due_on=clock.due_on if at_sign_off and clock and not clock.met_on else None,
            )
        )
    return line


def stage_days(review: Review) -> dict[int, datetime.date]:
    """Return the day each stage was left, and of the stage the case is in now the day it was reached.

    A case that goes back (a withdrawn publication) keeps the days of the stages it did not go back to.
    """
    days: dict[int, datetime.date] = {}
    before = 0
    changes = review.history.order_by("history_date", "history_id").values_list("status", "history_date")
    for status, moment in changes:
        stage = STAGES.index(ReviewStatus(status))
        day = timezone.localdate(moment)
        days |= dict.fromkeys(range(before, stage), day)
        if stage != before:
            days[stage] = day
        before = stage
    return {stage: day for stage, day in days.items() if stage <= before}
