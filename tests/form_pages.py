"""Form pages of the portal, each with somebody who may fill it in, in a state in which it is open."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from families.services import relatives
from reports.combinations import CombinationState
from reports.models import SearchHit
from reports.services import coarsening, readers, settlements
from reviews.passage_homes import home_of
from reviews.services import identities, joining, passages, proceedings, reviews, terms
from scr_portal.access.roles import Role
from tests import make
from tests.platform.signing_in import sign_in

Open = Iterator[tuple[str, str, list[Client]]]
"""Name of the address, the address, and whoever may be shown the form: the first to whom it is open fills it in."""

KNOWN = ("Oona Quillfeather", "Mother")
"""Name and label of somebody whom the cases hold in their registers."""


def as_user(user: Any) -> list[Client]:
    return [sign_in(Client(), user)]


def page(name: str, client: list[Client], *keys: Any) -> tuple[str, str, list[Client]]:
    return name, reverse(name, args=keys), client


def of_a_referral() -> Open:
    """Yield the steps of referrals, on a board that chooses its procedure and on one that has its own."""
    people = make.staff(make.board(procedure=""))
    draft = make.referral(people, submitted=False)
    know_the_mother(draft.register, people)
    yield page("reviews:referral_edit", as_user(people.referrer), draft.pk)
    sent = make.referral(people)
    yield page("reviews:procedure", as_user(people.committee), sent.pk)
    yield page("reviews:referral_return", as_user(people.manager), sent.pk)

    people = make.staff(make.board())
    about = make.referral(people, account="Nuala Brightwater came on Monday.")
    make.assessment(people, about)
    yield page("reviews:criterion", as_user(people.committee), about.pk, "death")
    yield page("reviews:recommend", as_user(people.committee), about.pk)
    recommended = make.recommended(people)
    yield page("reviews:decide", as_user(people.chair), recommended.pk)
    yield page("reviews:ask_again", as_user(people.chair), recommended.pk)

    (manager,) = as_user(people.manager)
    reason = {"reason": "Settling the names of a new referral."}
    manager.post(reverse("reviews:named_view", args=["referral", about.pk]), reason)
    know_the_mother(about.register, people)
    name, path, clients = page("reviews:referral_names_new", [manager], about.pk)
    yield name, f"{path}?name={about.register.unknown_names.waiting()[0].pk}", clients


def know_the_mother(register: Any, people: Any) -> None:
    name, label = KNOWN
    identities.enter_person(register, name=name, role="mother", pseudonym=label, by=people.manager)


def of_a_review() -> Open:
    """Yield pages of terms, panel, family, proceedings, identities and agencies."""
    people = make.staff(make.board())
    make.member(people.board, Role.FAMILY_LIAISON, name="Wilmot Dray")
    review, manager = make.review(people), as_user(people.manager)
    yield page("panels:appoint_person", manager, review.pk, "panel_member")
    yield page("families:contact_name", manager, review.pk)
    yield page("reviews:extend", as_user(people.chair), review.pk, "sign_off")
    make.appointed(people, review)
    day = timezone.localdate()
    said: Any = {"scope_start": day, "scope_end": day, "questions": ["Who saw the child?"]}
    draft = terms.write(terms.draft(review, by=people.manager), version=0, by=people.manager, **said)
    terms.propose(draft, by=people.manager)
    yield page("reviews:terms_return", as_user(people.panel_chair), review.pk)
    (client,) = manager
    client.post(
        reverse("reviews:named_view", args=["review", review.pk]), {"reason": "To correct the child."}
    )
    know_the_mother(review.identity_register(), people)
    child = review.identity_register().identities.filter(role="subject child").get()
    yield page("reviews:identity", manager, review.pk, child.pk)
    register = review.identity_register()
    first, second = (
        identities.enter_person(register, name=name, role="aunt", pseudonym=label, by=people.manager)
        for name, label in (("Delyth Marsh", "Aunt 5"), ("Aunty Del", "Friend 8"))
    )
    identities.change(first, aliases=["Dilly"], by=people.manager)
    yield page("reviews:identity_join", manager, review.pk, first.pk)
    yield page("reviews:identity_divide", manager, review.pk, first.pk)
    joining.join(second, stays=first, by=people.manager)
    yield page("reviews:identity_part", manager, review.pk, second.pk)
    held = reviews.record_proceeding(
        review,
        kind="criminal",
        holds_publication=True,
        holds_family_contact=False,
        reason="A trial is listed.",
        look_again_on=day + datetime.timedelta(days=60),
        by=people.manager,
    )
    ended: Any = {"outcome": "Nobody was charged.", "over_on": day, "reason": "The case is closed."}
    proceedings.propose_end(held, by=people.manager, **ended)
    yield page("reviews:proceeding_agree", as_user(people.chair), review.pk, held.pk)
    aunt: Any = {"name": "Elowen Tangye", "relationship": "other", "label": "Aunt 4"}
    relative = relatives.add(review, by=people.manager, **aunt)
    yield page("families:letter_begin", manager, review.pk, relative.pk)
    letter = make.letter(people, relative, "Her brother was arrested.")
    yield page("families:letter_edit", manager, review.pk, letter.pk)
    outgoing = make.asked_about(letter, by=people.manager)
    yield page("families:clear_others", as_user(people.panel_chair), review.pk, outgoing.pk)
    asked = make.commission(people)
    made = make.submitted_imr(asked)
    yield page("panels:imr_judge", as_user(people.panel_chair), asked.review_id, made.pk)
    yield page("panels:imr_return", as_user(people.panel_chair), asked.review_id, made.pk)
    accepted = asked.chronologies.get(status="accepted")
    yield page("panels:chronology_return", manager, asked.review_id, accepted.pk)
    another = make.commission(people)
    chronology = make.chronology(another, accepted=False)
    row = chronology.problems.filter(severity="held").first()
    key, author = (another.review_id, chronology.pk), as_user(another.author)
    yield page("panels:row", author, another.review_id, row.pk)
    yield page("panels:row_add", author, *key)
    yield page("panels:row_leave_out", author, *key, row.part, row.row)


def of_an_edition() -> Open:
    """Yield the pages between a signed report and its publication."""
    people = make.staff(make.board())
    report = make.signed_report(people, overview="Nurse Ottoline Marsh came on 3 March 2009.")
    manager, review = as_user(people.manager), report.review_id
    yield page("reports:edition_prepare", manager, review)
    edition = make.edition(people, report, cleared=False)
    flag = edition.flags.filter(decision="").first()
    yield page("reports:flag", manager, review, flag.pk)
    make.searched(make.cleared_edition(people, edition), hits=(make.hit(),), by=people.manager)
    found = SearchHit.objects.get(search__edition=edition)
    yield page("reports:hit", manager, review, found.pk)
    settlements.settle(found, reason="A salt works.", by=people.manager)
    yield page("reports:hit_agree", as_user(people.panel_chair), review, found.pk)


def of_combinations() -> Open:
    """Yield the pages on which facts that identify together are made coarser or kept."""
    people = make.staff(make.board())
    report = make.signed_report(people, overview=make.TOGETHER)
    edition = make.edition(people, report, cleared=False)
    manager, review = as_user(people.manager), report.review_id
    state = CombinationState(edition)
    fact, over = state.found.attributes[0], state.over[0]
    yield page("reports:coarsen", manager, review, coarsening.key_of(edition, *fact.name))
    whole = coarsening.key_of(edition, "whole", over.combination.subject)
    yield page("reports:combination_keep", manager, review, whole)
    kept = make.kept_together(edition, by=people.manager)
    yield page("reports:combination_answer", as_user(people.panel_chair), review, kept.pk)


def of_a_preview() -> Open:
    """Yield the page that asks whose pages are looked at, as what and why."""
    people = make.staff(make.board())
    review, manager = make.review(people), as_user(people.manager)
    name, path, clients = page("preview:open", manager)
    yield name, f"{path}?about=review:{review.code}", clients


def of_a_genogram() -> Open:
    """Yield the pages on which the manager records what the genogram is drawn from."""
    people = make.staff(make.board())
    review = make.review(people)
    mother, child = make.person(people, review, "Parent 4"), make.child(review)
    manager = as_user(people.manager)
    yield page("reviews:kinship_parent", manager, review.pk)
    yield page("reviews:kinship_couple", manager, review.pk)
    born = make.kin(people, mother, child)
    yield page("reviews:kinship", manager, review.pk, born.pk)


def of_seals() -> Open:
    """Yield the pages on which something is sealed, and a seal is looked at again or lifted."""
    people = make.staff(make.board())
    asked = make.commission(people)
    imr, manager = make.submitted_imr(asked), as_user(people.manager)
    yield page("reviews:seal_new", manager, "contribution", imr.pk)
    yield page("reviews:passage_choose", manager, "contribution", imr.pk)
    section = home_of(imr).text(imr, "summary")
    chosen = ("contribution", imr.pk, "summary", "1", passages.mark_of(section))
    yield page("reviews:passage_seal", manager, *chosen)
    seal = make.seal(asked.chronologies.get(), people.author, by=people.manager)
    yield page("reviews:seal_again", manager, seal.pk)
    yield page("reviews:seal_lift", manager, seal.pk)


def of_readers() -> Open:
    """Yield the pages on which two people read an edition blind and a third decides."""
    people = make.staff(make.board())
    report = make.signed_report(people, overview="# What happened\n\nA lifeboat came by the old fort.")
    edition = make.edition(people, report, cleared=False)
    yield page("reports:reader_appoint", as_user(people.manager), report.review_id, "first")
    first, second = make.readers_of(edition, by=people.manager)
    yield page("reports:reader_end", as_user(people.manager), first.pk)
    yield page("reports:read", as_user(first.reader), first.pk)
    yield page("reports:read_finish", as_user(first.reader), first.pk)
    make.read_by(first, "old fort")
    make.read_by(second)
    person = make.member(people.board, Role.AGENCY_LEAD, agency=make.agency(people.board))
    readers.appoint(edition, part="third", reader=person, by=people.manager)
    yield page("reports:finding", as_user(person), edition.findings.get().pk)
