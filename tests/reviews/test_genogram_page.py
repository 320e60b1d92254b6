"""The page of the genogram: the picture and its tables say the same, and in labels no more than labels may."""

from __future__ import annotations

import datetime
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from reviews.genograms import genogram_of
from reviews.models import Identity, Kinship
from reviews.services import identities
from scr_portal.audit.models import AuditEvent
from tests import cast, make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db

WHY = "The order of births is asked for by the panel."


@pytest.fixture
def case() -> SimpleNamespace:
    """Three children of one couple: the youngest first by label, two of them twins."""
    people = make.staff(make.board())
    review = make.appointed(people, make.review(people))
    mother = make.person(people, review, "Mother", sex="female")
    father = make.person(people, review, "Father", sex="male", died=True)
    youngest = make.person(people, review, "Sibling 11")
    eldest = make.person(people, review, "Sibling 12")
    twin = make.person(people, review, "Sibling 13")
    for person, born in ((youngest, "2012-06-01"), (eldest, "2003-01-09"), (twin, "2003-01-09")):
        identities.enter_birth(person, born_on=datetime.date.fromisoformat(born), by=people.manager)
    for one in (youngest, eldest, twin, make.child(review)):
        make.kin(people, mother, one)
        make.kin(people, father, one)
    make.kin(people, mother, father, "married", since=datetime.date(2001, 5, 1))
    return SimpleNamespace(people=people, review=review, mother=mother, child=make.child(review))


def page(case: SimpleNamespace, person: Any, *, named: bool = False) -> str:
    client = sign_in(Client(), person)
    if named:
        client.post(reverse("reviews:named_view", args=["review", case.review.pk]), {"reason": WHY})
    return client.get(reverse("reviews:genogram", args=[case.review.pk])).content.decode()


def picture(html: str) -> str:
    found = re.search(r"<svg[^>]*role=\"img\".*?</svg>", html, re.DOTALL)
    assert found
    return found.group()


def drawn(case: SimpleNamespace, *, named: bool) -> list[str]:
    """The labels or names of the youngest generation, from left to right."""
    rows = Kinship.objects.filter(register=case.review.identity_register()).select_related(
        "person", "relative"
    )
    symbols = genogram_of(rows, case.child, named=named).drawing.symbols
    lowest = max(symbol.y for symbol in symbols)
    row = sorted((symbol for symbol in symbols if symbol.y == lowest), key=lambda symbol: symbol.x)
    return [symbol.person.label for symbol in row]


def test_labels_stand_in_the_order_of_labels_and_names_in_the_order_of_births(case: SimpleNamespace) -> None:
    assert drawn(case, named=False) == [str(case.child), "Sibling 11", "Sibling 12", "Sibling 13"]
    assert drawn(case, named=True)[2:] == [make.CHILD, "Siblingbbwen Quillfeather"]


def test_the_coded_drawing_is_the_same_whenever_anybody_was_born(case: SimpleNamespace) -> None:
    rows = Kinship.objects.filter(register=case.review.identity_register()).select_related(
        "person", "relative"
    )
    before = genogram_of(rows, case.child, named=False).drawing
    for one in Identity.objects.filter(kind="date_of_birth"):
        identities.keep(one, canonical="1999-12-31", pseudonym="[date of birth]", by=case.people.manager)
    assert genogram_of(rows.all(), case.child, named=False).drawing == before


@pytest.mark.parametrize("reader", ["manager", "panel_chair", "author", "panel_member"])
def test_without_the_named_view_no_name_no_month_and_no_birth_is_shown(
    case: SimpleNamespace, reader: str
) -> None:
    html = page(case, getattr(case.people, reader))
    assert "Sibling 12" in picture(html)
    for known in ("Quillfeather", "2001", "2003", "2012", "Born", "When"):
        assert known not in html.partition("<main")[2].partition("</main>")[0]


def test_the_named_view_shows_names_and_months_and_is_on_record_with_its_reason(
    case: SimpleNamespace,
) -> None:
    html = page(case, case.people.panel_chair, named=True)
    assert "Motherwen" in picture(html)
    assert "since May 2001" in html and "9 January 2003" in html
    read = AuditEvent.objects.filter(verb="read").latest("seq")
    assert (read.facts["what"], read.facts["page"]) == ("named_view", "reviews:genogram")
    assert read.facts["opening"]


def test_a_member_of_the_panel_has_no_named_view_here(case: SimpleNamespace) -> None:
    assert "Motherwen" not in page(case, case.people.panel_member, named=True)


def test_the_tables_say_what_the_picture_shows(case: SimpleNamespace) -> None:
    html = page(case, case.people.panel_chair)
    table = " ".join(re.sub(r"<[^>]+>", " ", html.partition("Relationships</caption>")[2]).split())
    assert f"Mother is a birth parent of {case.child}" in table
    assert "Father is married to Mother" in table
    assert "Male, has died" in table
    assert "the child at the centre" in table
    assert html.count("is a birth parent of</td>") == Kinship.objects.filter(kind="birth").count() == 8


def test_an_earlier_relationship_is_told_and_not_drawn(case: SimpleNamespace) -> None:
    third = make.person(case.people, case.review, "Man 4")
    months = [datetime.date(2015, 1, 1), datetime.date(2016, 1, 1)]
    make.kin(case.people, third, case.mother, "partner", since=months[0], until=months[1])
    make.kin(case.people, third, case.mother, "divorced", since=months[1])
    html = page(case, case.people.panel_chair)
    assert "was the partner of (earlier; not in the picture)" in html
    assert picture(html).count("portal-genogram__line--slash") == 2


def test_a_couple_that_ended_without_a_word_for_it_is_drawn_as_separated(case: SimpleNamespace) -> None:
    third = make.person(case.people, case.review, "Man 4")
    make.kin(case.people, third, case.mother, "partner", until=datetime.date(2016, 1, 1))
    assert picture(page(case, case.people.panel_chair)).count("portal-genogram__line--slash") == 1


def test_only_the_manager_is_offered_what_changes_it(case: SimpleNamespace) -> None:
    offered = [reverse(f"reviews:kinship_{name}", args=[case.review.pk]) for name in ("parent", "couple")]
    for url in offered:
        assert url in page(case, case.people.manager)
        assert url not in page(case, case.people.panel_chair)


def test_without_relationships_the_page_says_who_records_them() -> None:
    people = make.staff(make.board())
    bare = SimpleNamespace(people=people, review=make.appointed(people, make.review(people)))
    assert "Record a parent or a couple; the picture is drawn from them." in page(bare, people.manager)
    assert "once the business manager has recorded them" in page(bare, people.panel_chair)


def test_the_manager_records_changes_and_takes_back_by_forms(case: SimpleNamespace) -> None:
    client, people = sign_in(Client(), case.people.manager), case.people
    aunt = make.person(people, case.review, "Aunt 6")
    new = reverse("reviews:kinship_parent", args=[case.review.pk])
    answer = client.post(new, {"person": aunt.pk, "kind": "foster", "since_month": "", "since_year": "2019"})
    assert answer.status_code == 422
    assert (
        "Choose the child." in answer.content.decode() and "must include a month" in answer.content.decode()
    )

    values = {"person": aunt.pk, "relative": case.child.pk, "kind": "foster"}
    assert client.post(new, values | {"since_month": "March", "since_year": "2019"}).status_code == 302
    made = Kinship.objects.get(person=aunt)
    assert made.since == datetime.date(2019, 3, 1)

    edit = reverse("reviews:kinship", args=[case.review.pk, made.pk])
    assert 'value="2019"' in client.get(edit).content.decode()
    changed = {"kind": "step", "version": "0", "since_month": "4", "since_year": "2019"}
    assert client.post(edit, changed).status_code == 302
    assert client.post(edit, changed).status_code == 409
    made.refresh_from_db()
    assert (made.kind, made.since) == ("step", datetime.date(2019, 4, 1))

    person = reverse("reviews:kinship_person", args=[case.review.pk, aunt.pk])
    assert client.post(person, {"sex": "female", "died": "on"}).status_code == 302
    aunt.refresh_from_db()
    assert (aunt.sex, aunt.died) == ("female", True)

    assert client.post(reverse("reviews:kinship_back", args=[case.review.pk, made.pk])).status_code == 302
    assert not Kinship.objects.filter(person=aunt).exists()


def test_a_correction_says_at_once_what_is_missing_and_which_months_cannot_be(case: SimpleNamespace) -> None:
    couple = Kinship.objects.get(kind="married")
    url = reverse("reviews:kinship", args=[case.review.pk, couple.pk])
    months = {"since_month": "3", "since_year": "2005", "until_month": "4", "until_year": "2002"}
    answer = sign_in(Client(), case.people.manager).post(
        url, {"kind": "", "version": couple.version, **months}
    )
    assert answer.status_code == 422
    assert set(answer.context_data["form"].errors) == {"kind", "until"}


def test_a_couple_is_recorded_and_a_refusal_keeps_what_was_typed(case: SimpleNamespace) -> None:
    client = sign_in(Client(), case.people.manager)
    man = make.person(case.people, case.review, "Man 4")
    url = reverse("reviews:kinship_couple", args=[case.review.pk])
    wrong = client.post(url, {"person": man.pk, "relative": man.pk, "kind": "partner"})
    assert wrong.status_code == 422
    assert "Choose two different people." in wrong.content.decode()
    assert f'value="{man.pk}" selected' in wrong.content.decode()
    assert (
        client.post(url, {"person": man.pk, "relative": case.mother.pk, "kind": "partner"}).status_code == 302
    )


def test_suggestions_are_offered_with_their_number_and_accepted_by_ticking(case: SimpleNamespace) -> None:
    make.person(case.people, case.review, "Carer 9", role="kinship carer")
    assert "The register suggests one relationship" in page(case, case.people.manager)
    client = sign_in(Client(), case.people.manager)
    url = reverse("reviews:kinship_suggested", args=[case.review.pk])
    html = client.get(url).content.decode()
    key = re.search(r'value="([0-9a-f-]+:[0-9a-f-]+)"', html)
    assert key and "Carer 9 is a foster or kinship carer of" in html
    assert client.post(url, {}).status_code == 422
    assert client.post(url, {"accepted": key.group(1)}).status_code == 302
    assert "The register suggests nothing more." in client.get(url).content.decode()


def test_the_symbol_of_a_number_is_not_found(case: SimpleNamespace) -> None:
    born = case.child.numbers.get()
    client = sign_in(Client(), case.people.manager)
    assert client.get(reverse("reviews:kinship_person", args=[case.review.pk, born.pk])).status_code == 404


def test_a_reader_of_another_case_finds_nothing(case: SimpleNamespace) -> None:
    world = cast.world()
    client = sign_in(Client(), world.who["ob"])
    assert client.get(reverse("reviews:genogram", args=[case.review.pk])).status_code == 404
