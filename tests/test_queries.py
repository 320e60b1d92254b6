"""Pages ask the database the same number of questions for one row and for three, and never more than thirty."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from families.services import letters, relatives
from panels.models import ChronologyEvent
from reports.enums import FindingState
from reports.models import Finding, ReaderMark
from reports.services import editions
from reviews.services import identities, reviews, terms
from scr_portal.outstanding import keeping
from tests import make
from tests.asking import again
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db

MOST = 30


def asked(client: Client, url: str) -> int:
    """How many queries the page takes, once it has been opened before (the coded texts are made then)."""
    with time_machine.travel(timezone.now(), tick=False):  # a session notes every half minute that it is used
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(url)
    assert answer.status_code == 200, url
    return len(queries)


def same_for_one_and_three(client: Client, url: str, more: Callable[[int], Any], *, most: int = MOST) -> None:
    more(1)
    with_one = asked(client, url)
    more(2)
    more(3)
    assert asked(client, url) == with_one
    assert with_one <= most, f"{with_one} queries"


def test_the_list_of_cases() -> None:
    people = make.staff(make.board())
    client = sign_in(Client(), people.manager)
    same_for_one_and_three(client, reverse("reviews:cases"), lambda number: make.review(people))


def test_who_can_see_names_in_each_case() -> None:
    people = make.staff(make.board())
    client = sign_in(Client(), people.manager)
    url = reverse("reviews:name_readers_of_cases")
    same_for_one_and_three(client, url, lambda number: make.appointed(people, make.review(people)))


def test_the_list_of_cases_with_referrals() -> None:
    people = make.staff(make.board())
    client = sign_in(Client(), people.manager)
    same_for_one_and_three(client, reverse("reviews:cases"), lambda number: make.referral(people))


def test_the_lists_of_the_manager_and_the_chair_ask_the_same_for_one_case_and_for_thirty() -> None:
    people = make.staff(make.board())
    pages = [reverse(page) for page in ("reviews:work", "reviews:cases", "accounts:overview")]
    clients = [sign_in(Client(), user) for user in (people.manager, people.chair)]
    make.review(people)
    make.recommended(people)
    with_one = [asked(client, page) for client in clients for page in pages]
    for _ in range(29):
        make.review(people)
    make.recommended(people)
    keeping.catch_up()
    assert [asked(client, page) for client in clients for page in pages] == with_one
    assert max(with_one) <= MOST


def test_your_work_of_the_board_chair() -> None:
    people = make.staff(make.board())
    client = sign_in(Client(), people.chair)
    same_for_one_and_three(client, reverse("reviews:work"), lambda number: make.recommended(people))


def test_your_work_of_a_panel_chair() -> None:
    people = make.staff(make.board())
    client = sign_in(Client(), people.panel_chair)

    def proposed(number: int) -> None:
        review = make.appointed(people, make.review(people))
        day = timezone.localdate()
        draft = terms.draft(review, by=people.manager)
        said = {"scope_start": day, "scope_end": day, "questions": ["Who saw the child?"]}
        terms.propose(terms.write(draft, version=0, by=people.manager, **said), by=people.manager)

    same_for_one_and_three(client, reverse("reviews:work"), proposed)


def ready_for_agencies() -> tuple[Any, Any]:
    people = make.staff(make.board())
    review = make.appointed(people, make.review(people))
    make.agreed_terms(people, review)
    return people, review


def test_the_agencies_of_a_review() -> None:
    people, review = ready_for_agencies()
    client = sign_in(Client(), people.manager)
    url = reverse("panels:agencies", args=[review.pk])
    same_for_one_and_three(client, url, lambda number: make.interview(make.imr(people, review)))


def test_the_integrated_chronology() -> None:
    people, review = ready_for_agencies()
    client = sign_in(Client(), people.panel_chair)
    url = reverse("panels:integrated", args=[review.pk])
    same_for_one_and_three(client, url, lambda number: make.chronology(make.commission(people, review)))
    assert ChronologyEvent.objects.filter(chronology__commission__review=review).count() > 100


def test_the_family() -> None:
    people = make.staff(make.board())
    review = make.review(people)
    client = sign_in(Client(), people.manager)

    def relative(number: int) -> None:
        name, label = f"Jory Quillfeather{'abc'[number - 1]}", f"Sibling {number}"
        made = relatives.add(review, name=name, relationship="sibling", label=label, by=people.manager)
        day = timezone.localdate()
        relatives.record_contact(made, kind="told", means="visit", on=day, by=people.manager)

    same_for_one_and_three(client, reverse("families:family", args=[review.pk]), relative)


def test_the_letters_to_a_relative_and_what_is_cleared_in_them() -> None:
    people = make.staff(make.board())
    review = make.appointed(people, make.review(people))
    mother = make.relative(people, review)
    client, chair = sign_in(Client(), people.manager), sign_in(Client(), people.panel_chair)
    same_for_one_and_three(
        client,
        mother.get_absolute_url(),
        lambda number: make.letter(people, mother, f"Dear Mother {number}."),
    )
    row = make.letter(people, mother, "Dear Mother.")
    outgoing = make.asked_about(row, by=people.manager)

    def tells(number: int) -> None:
        text = " ".join(f"Her brother was arrested on day {one}." for one in range(number))
        letter = again(row)
        letters.write(letter, kind="asked", text=text, version=letter.version, by=people.manager)

    same_for_one_and_three(client, row.get_absolute_url(), tells, most=34)
    same_for_one_and_three(chair, outgoing.get_absolute_url(), tells)


def test_the_identities() -> None:
    people = make.staff(make.board())
    review = make.review(people)
    client = sign_in(Client(), people.manager)

    def identity(number: int) -> None:
        name = f"Merryn Oakes{'abc'[number - 1]}"
        identities.enter(
            review.identity_register(),
            kind="person",
            canonical=name,
            pseudonym=f"Nurse {number}",
            by=people.manager,
        )

    same_for_one_and_three(client, reverse("reviews:identities", args=[review.pk]), identity)


def test_the_genogram() -> None:
    people = make.staff(make.board())
    review = make.review(people)
    client = sign_in(Client(), people.manager)

    def carer(number: int) -> None:
        make.kin(people, make.person(people, review, f"Aunt {number}"), make.child(review), "foster")

    same_for_one_and_three(client, reverse("reviews:genogram", args=[review.pk]), carer)


def test_the_terms_of_reference() -> None:
    people = make.staff(make.board())
    review = make.review(people)
    client = sign_in(Client(), people.manager)

    def questions(number: int) -> None:
        draft = terms.draft(review, by=people.manager)
        asks = [f"Who saw the child at visit {one}?" for one in range(number)]
        terms.write(
            draft, version=draft.version, scope_start=None, scope_end=None, questions=asks, by=people.manager
        )

    same_for_one_and_three(client, reverse("reviews:terms", args=[review.pk]), questions)


def test_the_proceedings_and_the_case_itself() -> None:
    people = make.staff(make.board())
    review = make.review(people)
    client = sign_in(Client(), people.manager)

    def proceeding(number: int) -> None:
        reviews.record_proceeding(
            review,
            kind="criminal",
            holds_publication=True,
            holds_family_contact=False,
            reason="A trial is listed.",
            look_again_on=timezone.localdate() + datetime.timedelta(days=number),
            by=people.manager,
        )

    same_for_one_and_three(client, reverse("reviews:proceedings", args=[review.pk]), proceeding)
    same_for_one_and_three(client, reverse("reviews:review", args=[review.pk]), proceeding)


def test_the_published_reports() -> None:
    def published(number: int) -> None:
        people = make.staff(make.board())
        make_public(people, make.signed_report(people))

    same_for_one_and_three(Client(), reverse("reports:published"), published)


def make_public(people: Any, report: Any) -> Any:
    """Everything that stands before publication, and the publication."""
    edition = make.edition(people, report)
    edition = make.searched(edition, by=people.manager)
    day, mother = timezone.localdate(), report.review.relatives.get()
    relatives.record_contact(mother, kind="result", means="visit", on=day, by=people.manager)
    editions.give_copy(edition, mother, given_on=day, means="visit", declined=False, by=people.manager)
    return editions.publish(edition, by=people.manager)


def test_what_two_readers_of_an_edition_found() -> None:
    people = make.staff(make.board())
    edition = make.edition(people, make.signed_report(people))
    client = sign_in(Client(), people.manager)
    readers = list(edition.readers.order_by("part"))

    def found(number: int) -> None:
        finding = Finding.objects.create(
            edition=edition, digest=edition.digest, number=number, state=FindingState.BOTH
        )
        for reader in readers:
            values = {
                "words": "spring",
                "kind": "date",
                "note": "One spring.",
                "reading": reader.readings.get(),
            }
            finding.marks.add(ReaderMark.objects.create(reader=reader, **values))

    same_for_one_and_three(client, reverse("reports:readers", args=[edition.review_id]), found)


def test_what_could_identify_the_family() -> None:
    people = make.staff(make.board())
    edition = make.edition(people, make.signed_report(people, overview=make.TOGETHER), cleared=False)
    client = sign_in(Client(), people.manager)

    def found(number: int) -> None:
        edition.overview += f" The child was seen on {number} March 2009."
        edition.save()

    same_for_one_and_three(client, reverse("reports:combinations", args=[edition.review_id]), found)


def test_the_list_of_seals_and_the_chronology_with_sealed_rows() -> None:
    people = make.staff(make.board())
    commission = make.commission(people)
    make.edition_of(commission, *(f"Visit {number}." for number in range(1, 8)))
    rows = list(ChronologyEvent.objects.order_by("row"))
    keeping.catch_up()
    pages = [
        reverse(f"{name}", args=[commission.review_id]) for name in ("reviews:seals", "panels:integrated")
    ]
    for person, url in (
        (people.manager, pages[0]),
        (people.manager, pages[1]),
        (people.panel_member, pages[1]),
    ):
        same_for_one_and_three(
            sign_in(Client(), person),
            url,
            lambda number: make.seal(rows.pop(), by=people.manager) if rows else None,
        )
