"""Acts on a case, each with whoever does it, for the tests of who may and of what is recorded."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from reviews.models import SettledName, UnknownName
from reviews.services import (
    identities,
    proceedings,
    register_export,
    reviews,
    terms,
)
from reviews.services.returns import NewPoint
from tests import make

POINTS = [NewPoint("Where was he found?")]
ACCOUNT = "Nurse Threlkeld rang Keith Venn. Tamsin Quillfeather had missed two appointments."


def soon(days: int = 30) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def hold(people: Any, review: Any) -> Any:
    return reviews.record_proceeding(
        review,
        kind="criminal",
        holds_publication=True,
        holds_family_contact=False,
        reason="A trial is listed.",
        look_again_on=soon(),
        by=people.manager,
    )


def over(row: Any, by: Any) -> Any:
    return proceedings.propose_end(
        row, outcome="Nobody was charged.", over_on=timezone.localdate(), reason="Closed.", by=by
    )


def unknown(review: Any, surface: str = "Threlkeld") -> UnknownName:
    return UnknownName.objects.spelled(review.identity_register(), surface).get()


def entered(review: Any, by: Any, **values: Any) -> Any:
    return identities.enter(
        review.identity_register(),
        **{"kind": "person", "canonical": "Una Lanyon", "pseudonym": "Aunt", "role": "aunt"} | values,
        by=by,
    )


def exported(review: Any, by: Any) -> bytes:
    return register_export.export(
        review.identity_register(),
        reason="The coroner has asked for it.",
        passphrase="copper kettle on a windy hill",
        by=by,
    )


def review_with_everything() -> SimpleNamespace:
    """A review with terms, proceedings, a conflict, an identity, a relationship, a settled name and one that waits."""
    people = make.staff(make.board())
    review = make.appointed(people, make.review(people, account=ACCOUNT))
    row = hold(people, review)
    aunt = entered(review, people.manager)
    register = review.identity_register()
    identities.settle(register, text="Venn", settled_as="allow", by=people.manager)
    return SimpleNamespace(
        people=people,
        review=review,
        referral=review.referral,
        register=register,
        terms=terms.draft(review, by=people.manager),
        proceeding=over(row, people.manager),
        conflict=reviews.declare_conflict(
            review, of=make.member(people.board, "panel_member"), reason="A neighbour.", by=people.manager
        ),
        identity=aunt,
        kin=make.kin(people, aunt, make.child(review), "step"),
        settled=SettledName.objects.get(register=register),
        name=unknown(review),
    )
