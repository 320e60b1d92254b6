"""Objects of a case in the access matrix, up to its review, its register and its history."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

from django.utils import timezone

from families.services import contacts
from reviews.models import Referral, Review, TermsOfReference
from reviews.queries import referrals_for
from reviews.services import criteria, decisions, referrals, terms
from tests import cast, make
from tests.asking import again
from tests.matrix_checks import Check, Moment, both, either, if_open, may, reading, sees


def referral(world: SimpleNamespace) -> Iterator[Moment]:
    row = make.referral(world.people, submitted=False)
    yield "draft", referral_checks(again(row))
    row = referrals.submit(row, by=world.people.referrer)
    yield "submitted", referral_checks(again(row))
    row = recommend(world, row)
    yield "screened", referral_checks(again(row))
    decide(world, row)
    checks = referral_checks(again(row))
    del checks["list"]  # it is a review now, and listed as one
    yield "decided", checks


def referral_checks(row: Referral) -> dict[str, Check]:
    return {
        "list": lambda user: referrals_for(user).filter(pk=row.pk).exists(),
        "view": sees(row, "reviews.view_referral"),
        "create": may("reviews.refer", row.board),
        "edit": both(sees(row), may("reviews.edit_referral", row)),
        "submit": both(sees(row), may("reviews.submit_referral", row)),
    }


def recommend(world: SimpleNamespace, row: Referral) -> Referral:
    return criteria.recommend(
        make.assessment(world.people, row),
        recommendation="review",
        reasons="The criteria are met.",
        dissent="",
        by=world.people.committee,
    )


def decide(world: SimpleNamespace, row: Referral) -> None:
    decisions.decide(row, outcome="review", reasons="The committee is right.", by=world.people.chair)
    cast.begin(world, Review.objects.get(referral=row))


def decision(world: SimpleNamespace) -> Iterator[Moment]:
    row = make.referral(world.people)
    make.assessment(world.people, row)
    yield "draft", decision_checks(again(row)) | {"create": may("reviews.assess_criteria", again(row))}
    recommend(world, row)
    yield "recommended", decision_checks(again(row))
    decide(world, row)
    row = again(row)
    outcome = either(both(sees(row), may("reviews.view_outcome", row)), sees(world.review))
    reasons = may("reviews.view_decision", row)
    checks = decision_checks(row) | {"view": reasons, "view outcome": outcome}
    del checks["list"]
    yield "communicated", checks


def decision_checks(row: Referral) -> dict[str, Check]:
    answers = may("reviews.assess_criteria", row)
    return reading(both(sees(row), may("reviews.view_criteria", row))) | {
        "edit": answers,
        "submit": answers,
        "approve": if_open(row, "decided", may("reviews.decide", row)),
    }


def tor(world: SimpleNamespace) -> Iterator[Moment]:
    people, day = world.people, timezone.localdate()
    review = world.review = make.appointed(people, make.review(people))
    yield "none", {"create": both(sees(review), may("reviews.draft_terms", review))}
    row = terms.draft(review, by=people.manager)
    said = {"scope_start": day, "scope_end": day, "questions": ["Who saw the child?"]}
    row = terms.write(row, version=0, by=people.manager, **said)
    yield "draft", terms_checks(again(row))
    row = terms.propose(row, by=people.manager)
    yield "proposed", terms_checks(again(row))
    row = terms.agree(row, by=people.panel_chair)
    world.commission = cast.ask(world, world.agency, world.who["imr"])
    cast.ask(world, world.who["oa"].memberships.get().agency, world.who["oa"])
    contacts.name(review, user=world.who["fl"], by=people.manager)
    record = cast.interview(world)
    checks = terms_checks(again(row))
    own_page = sees(record, "panels.open_own_interview")
    yield "agreed", {"view": either(checks["view"], own_page), "approve": checks["approve"]}


def terms_checks(row: TermsOfReference) -> dict[str, Check]:
    drafts = both(sees(row), may("reviews.draft_terms", row))
    return {
        "view": sees(row, "reviews.view_terms"),
        "edit": drafts,
        "submit": if_open(row, "proposed", drafts),
        "approve": if_open(row, "agreed", may("reviews.approve_terms", row)),
    }


def review(world: SimpleNamespace) -> Iterator[Moment]:
    row = cast.begin(world, make.review(world.people)).review
    record = cast.interview(world)
    keeps = may("reviews.record_proceeding", row)
    yield (
        "open",
        reading(sees(row, "reviews.view_review"))
        | {
            "view outcome": both(sees(row.referral), may("reviews.view_outcome", row.referral)),
            "view meta": sees(record, "panels.open_own_interview"),
            "create": lambda user: False,
            "edit": keeps,
            "approve": either(keeps, may("reviews.extend_clock", row)),
        },
    )


def ident(world: SimpleNamespace) -> Iterator[Moment]:
    row = cast.begin(world, make.review(world.people)).review
    keeps = both(sees(row), may("reviews.edit_identities", row))
    yield (
        "open",
        {
            "list": both(sees(row), may("reviews.view_identities", row)),
            "view": both(sees(row), may("reviews.show_names", row)),
            "create": keeps,
            "edit": keeps,
            "download": both(sees(row), may("reviews.export_register", row)),
        },
    )


def geno(world: SimpleNamespace) -> Iterator[Moment]:
    row = cast.begin(world, make.review(world.people)).review
    reads = both(sees(row), may("reviews.view_genogram", row))
    keeps = both(sees(row), may("reviews.edit_identities", row))
    yield "open", {"list": reads, "view": reads, "create": keeps, "edit": keeps}


def seal(world: SimpleNamespace) -> Iterator[Moment]:
    """Let the panel chair seal one agency's report to the overview author; another's is not sealed."""
    cast.begin(world, make.review(world.people))
    open_report, sealed = make.submitted_imr(world.commission), make.submitted_imr(world.other_commission)
    row = make.seal(sealed, world.who["ova"], by=world.people.panel_chair)
    reads = both(sees(row), may("reviews.view_seal", row))
    places = both(sees(open_report), may("reviews.seal", open_report))
    yield "sealed", {"list": reads, "view": reads, "create": places, "edit": may("reviews.lift_seal", row)}


def audit(world: SimpleNamespace) -> Iterator[Moment]:
    row = cast.begin(world, make.review(world.people)).review
    yield "open", reading(both(sees(row), may("reviews.view_history", row)))
