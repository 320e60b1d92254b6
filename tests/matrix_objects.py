"""The objects of the access matrix, each brought through its states by the services, with one question an act.

A moment is a state in the matrix's words, and for each act a function that says whether a person may. Acts
with a second word ("view outcome", "list meta") are the narrower looks that some cells grant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from families.models import FamilyLetter, OutgoingText, Relative
from families.services import contacts, letters, relatives
from panels.models import Chronology, Commission
from panels.services import chronologies, interviews
from reports.models import PublicEdition
from reports.services import editions, reports
from reviews.models import Referral, Review, TermsOfReference
from reviews.queries import referrals_for
from reviews.services import criteria, decisions, referrals, terms
from scr_portal import access, workflow
from tests import cast, make
from tests.asking import again

Check = Callable[[Any], bool]
Moment = tuple[str, dict[str, Check]]


def may(action: str, on: Any) -> Check:
    """The policy lets the person do this."""
    return lambda user: access.allowed(action, user, on)


def sees(on: Any, action: str = "") -> Check:
    """The object is found for this person, and the policy lets them read it."""

    def check(user: Any) -> bool:
        visible = type(on)._default_manager.visible_to(user).filter(pk=on.pk).exists()
        return visible and (not action or access.allowed(action, user, on))

    return check


def both(*checks: Check) -> Check:
    return lambda user: all(check(user) for check in checks)


def either(*checks: Check) -> Check:
    return lambda user: any(check(user) for check in checks)


def if_open(on: Any, to: str, check: Check) -> Check:
    """The person may, and the table has this step from where the object stands."""
    return lambda user: workflow.may_move(on, to) and check(user)


def reading(check: Check) -> dict[str, Check]:
    """For what is one page and also one line of a list."""
    return {"list": check, "view": check}


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


def chron(world: SimpleNamespace) -> Iterator[Moment]:
    cast.begin(world, make.review(world.people))
    row = make.chronology(world.commission, accepted=False)
    yield "draft", chronology_checks(world, again(row))
    make.leave_held_rows_out(row, by=world.commission.author)
    chronologies.accept(row, by=world.commission.author)
    yield "submitted", chronology_checks(world, again(row))


def chronology_checks(world: SimpleNamespace, row: Chronology) -> dict[str, Check]:
    hands_in = both(sees(world.commission), may("panels.upload_chronology", world.commission))
    accepts = both(sees(row), may("panels.accept_chronology", row))
    return reading(sees(row, "panels.view_chronology")) | {
        "create": hands_in,
        "edit": hands_in,
        "submit": if_open(row, "accepted", accepts),
    }


def imr_draft(world: SimpleNamespace) -> Iterator[Moment]:
    cast.begin(world, make.review(world.people))
    row = world.commission.management_review
    yield (
        "draft",
        reading(sees(row, "panels.view_imr"))
        | {
            "list meta": sees(Commission.objects.get(pk=world.commission.pk), "panels.view_commission"),
            "edit": both(sees(row), may("panels.write_imr", row)),
            "submit": both(sees(row), may("panels.submit_imr", row)),
        },
    )


def imr_sub(world: SimpleNamespace) -> Iterator[Moment]:
    cast.begin(world, make.review(world.people))
    row = make.submitted_imr(world.commission)
    yield "submitted", imr_checks(again(row))
    cast.accept_imr(world)
    yield "accepted", imr_checks(again(row))


def imr_checks(row: Any) -> dict[str, Check]:
    accepts = if_open(row, "accepted", may("panels.accept_imr", row))
    return {"view": sees(row, "panels.view_imr"), "approve": accepts}


def intv(world: SimpleNamespace) -> Iterator[Moment]:
    cast.begin(world, make.review(world.people))
    row = cast.interview(world)
    yield "draft", interview_checks(world, again(row))
    interviews.share(row, by=world.who["imr"])
    yield "shared", interview_checks(world, again(row))
    interviews.ask_correction(row, correction="It was in April.", by=world.who["itv"])
    yield "disputed", interview_checks(world, again(row))
    interviews.share(row, by=world.who["imr"])
    interviews.confirm(row, by=world.who["itv"])
    yield "confirmed", interview_checks(world, again(row))


def interview_checks(world: SimpleNamespace, row: Any) -> dict[str, Check]:
    writes = if_open(row, "shared", may("panels.arrange_interview", row))
    corrects = if_open(row, "disputed", may("panels.confirm_interview", row))
    return reading(sees(row, "panels.view_interview")) | {
        "list meta": sees(world.commission, "panels.view_commission"),
        "create": may("panels.arrange_interview", world.commission.management_review),
        "edit": either(writes, corrects),
        "submit": either(writes, corrects),
        "approve": if_open(row, "confirmed", may("panels.confirm_interview", row)),
    }


def famcon(world: SimpleNamespace) -> Iterator[Moment]:
    row: Relative = cast.begin(world, make.review(world.people)).relative
    records = both(sees(row), may("families.record_contact", row))
    shown = both(sees(row, "families.view_family"), may("reviews.show_names", row))
    yield "recorded", {"view": shown, "create": records, "edit": records}


def famview(world: SimpleNamespace) -> Iterator[Moment]:
    row: Relative = cast.begin(world, make.review(world.people)).relative
    day = timezone.localdate()
    relatives.record_contact(
        row, kind="heard", means="visit", on=day, note="She asked twice.", by=world.who["fl"]
    )
    records = both(sees(row), may("families.record_contact", row))
    yield "recorded", reading(sees(row, "families.view_family")) | {"create": records}


def letter(world: SimpleNamespace) -> Iterator[Moment]:
    """One letter of the contact's and one of the manager's: each sends the own, and clears in the other's."""
    people, mother = world.people, cast.begin(world, make.review(world.people)).relative
    text = "The board has written to Mrs Loveday."
    rows = [make.letter(people, mother, text, by=by) for by in (world.who["fl"], people.manager)]
    outgoing = [make.asked_about(row, by=row.written_by) for row in rows]
    yield "draft", letter_checks([again(row) for row in rows], outgoing)
    for row in rows:
        letters.send(again(row), on=timezone.localdate(), by=row.written_by)
    yield "sent", letter_checks([again(row) for row in rows], outgoing)


def letter_checks(rows: list[FamilyLetter], outgoing: list[OutgoingText]) -> dict[str, Check]:
    row = rows[0]
    writes = may("families.record_contact", row.relative)
    sends = either(*(may("families.send_letter", one) for one in rows))
    clears = either(*(may("families.clear_others", one) for one in outgoing))
    return reading(sees(row, "families.view_family")) | {
        "create": writes,
        "edit": if_open(row, "sent", both(sees(row), writes)),
        "submit": if_open(row, "sent", sends),
        "approve": if_open(row, "sent", both(sees(outgoing[0]), clears)),
        "download": both(sees(row), writes),
    }


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
    """The panel chair has sealed one agency's report to the overview author; another's is not sealed."""
    cast.begin(world, make.review(world.people))
    open_report, sealed = make.submitted_imr(world.commission), make.submitted_imr(world.other_commission)
    row = make.seal(sealed, world.who["ova"], by=world.people.panel_chair)
    reads = both(sees(row), may("reviews.view_seal", row))
    places = both(sees(open_report), may("reviews.seal", open_report))
    yield "sealed", {"list": reads, "view": reads, "create": places, "edit": may("reviews.lift_seal", row)}


def over(world: SimpleNamespace) -> Iterator[Moment]:
    cast.begin(world, make.review(world.people))
    cast.hand_in(world)
    begins = both(sees(world.review), may("reports.write_report", world.review))
    row = cast.begin_report(world)
    yield "draft", report_checks(again(row)) | {"create": begins}
    reports.submit(row, by=world.people.author)
    yield "submitted", report_checks(again(row))
    make.returned_report(row, by=world.people.panel_chair)
    yield "returned", report_checks(again(row))
    make.answer_points(row, by=world.people.author)
    reports.submit(row, by=world.people.author)
    reports.agree(row, digest=again(row).digest, by=world.people.panel_chair)
    yield "approved", report_checks(again(row))
    reports.sign_off(row, digest=again(row).digest, by=world.people.chair)
    yield "signed", report_checks(again(row))


def report_checks(row: Any) -> dict[str, Check]:
    return {
        "view": sees(row, "reports.view_report"),
        "edit": both(sees(row), may("reports.write_report", row)),
        "submit": both(sees(row), may("reports.submit_report", row)),
        "approve": if_open(row, "agreed", may("reports.agree_report", row)),
    }


def sign(world: SimpleNamespace) -> Iterator[Moment]:
    cast.begin(world, make.review(world.people))
    cast.hand_in(world)
    cast.begin_report(world)
    row = again(cast.sign(world))
    signs = either(may("reports.agree_report", row), may("reports.sign_report", row))
    shown = sees(row, "reports.view_report")
    yield "signed", {"view": shown, "view outcome": shown, "approve": signs}


def pubrep(world: SimpleNamespace) -> Iterator[Moment]:
    people = world.people
    cast.begin(world, make.review(people))
    cast.hand_in(world)
    cast.begin_report(world)
    report = cast.sign(world)
    prepares = both(sees(report), may("reports.prepare_edition", report))
    row = make.edition(people, report)
    row = make.searched(row, by=people.manager)
    yield "signed", edition_checks(again(row)) | {"create": prepares}
    day = timezone.localdate()
    relatives.record_contact(world.relative, kind="result", means="visit", on=day, by=people.manager)
    editions.give_copy(row, world.relative, given_on=day, means="visit", declined=False, by=people.manager)
    editions.publish(row, by=people.manager)
    public = PublicEdition.objects.public().filter(pk=row.pk)
    yield "published", {"list": lambda user: public.exists(), "view": sees(again(row))}


def edition_checks(row: PublicEdition) -> dict[str, Check]:
    clears = may("reports.clear_edition", row)
    return {
        "view": sees(row),
        "submit": may("reports.give_copy", row),
        "approve": either(clears, may("reports.publish", row)),
        "delete": may("reports.withdraw", row),
    }


def audit(world: SimpleNamespace) -> Iterator[Moment]:
    row = cast.begin(world, make.review(world.people)).review
    yield "open", reading(both(sees(row), may("reviews.view_history", row)))


OBJECTS: dict[str, Callable[[SimpleNamespace], Iterator[Moment]]] = {
    "referral": referral,
    "decision": decision,
    "tor": tor,
    "review": review,
    "chron": chron,
    "imr_draft": imr_draft,
    "imr_sub": imr_sub,
    "intv": intv,
    "famcon": famcon,
    "famview": famview,
    "letter": letter,
    "ident": ident,
    "geno": geno,
    "seal": seal,
    "over": over,
    "exec": over,
    "sign": sign,
    "pubrep": pubrep,
    "audit": audit,
}
"""The report and its summary are one record and one page, so one function brings both through their states."""
