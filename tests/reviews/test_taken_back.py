"""An answer taken back after publication withdraws the report at once, asked first with the count."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from families.services import relatives
from reports.models import PublicEdition
from reports.services import editions
from reports.services.taken_back import times_in
from reviews.models import SettledName, UnknownName
from reviews.services import unknown_names
from reviews.services.taken_back import times_public
from scr_portal.notices.models import Notice
from scr_portal.outstanding import keeping
from scr_portal.outstanding.lists import items_for
from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db
OVERVIEW = "Nesta Goonhilly was told. Nesta Goonhilly wrote it down. Keith Venn was not asked."


@pytest.fixture
def case(settings: Any) -> SimpleNamespace:
    """A published report with two names in it: one named on purpose, one entered as somebody."""
    settings.SECOND_FACTOR_WAIVED = True
    people = make.staff(make.board())
    report = make.signed_report(people, overview=OVERVIEW, meanwhile=venn_is_a_teacher)
    edition = make.searched(make.edition(people, report), by=people.manager)
    mother = edition.review.relatives.get()
    day = timezone.localdate()
    relatives.record_contact(mother, kind="result", means="visit", on=day, by=people.manager)
    editions.give_copy(edition, mother, given_on=day, means="visit", declined=False, by=people.manager)
    editions.publish(edition, by=people.manager)
    return SimpleNamespace(people=people, review=edition.review, report=report, edition=edition)


def venn_is_a_teacher(people: SimpleNamespace) -> None:
    venn = unknown("Keith Venn")
    unknown_names.answer_as_new(venn, kind="person", pseudonym="Teacher 5", role="teacher", by=people.manager)


def unknown(surface: str) -> UnknownName:
    return next(name for name in UnknownName.objects.all() if name.surface == surface)


def open_queue(client: Client, case: SimpleNamespace) -> str:
    sign_in(client, case.people.manager)
    reason = {"reason": "Looking at an answer again."}
    client.post(reverse("reviews:named_view", args=["review", case.review.pk]), reason)
    return reverse("reviews:names_undo", args=[case.review.pk])


def read(answer: Any) -> str:
    return " ".join(html.fromstring(answer.content).find(".//main").text_content().split())


def status(case: SimpleNamespace) -> str:
    return str(PublicEdition.objects.get(pk=case.edition.pk).status)


def test_it_is_asked_first_with_the_count_and_nothing_is_done_until_then(client: Client, case: Any) -> None:
    undo, name = open_queue(client, case), unknown("Nesta Goonhilly")
    asked = client.post(undo, {"name": [str(name.pk)]})
    assert asked.status_code == 200
    assert (
        "“Nesta Goonhilly” stands two times in the report that is public. If you take the answer back, the "
        "report is withdrawn from the public at once, and the business manager and the board chair are told."
        in read(asked)
    )
    assert status(case) == "published"
    assert unknown("Nesta Goonhilly").answer == "allow"

    values = {"name": [str(name.pk)], "sure": "on"}
    after = client.post(undo, values, follow=True)
    assert "Taken back: “Nesta Goonhilly” waits again." in read(after)
    assert status(case) == "withdrawn"
    public = client.get(reverse("reports:published_report", args=[case.edition.slug])).content.decode()
    assert "This report has been withdrawn by the board." in public
    assert "Goonhilly" not in public
    assert Client().get(reverse("reports:published_pdf", args=[case.edition.slug])).status_code in (404, 410)


def test_the_managers_are_told_by_mail_and_in_their_list(case: Any) -> None:
    unknown_names.take_back(unknown("Keith Venn"), by=case.people.manager)
    assert status(case) == "withdrawn"
    told = Notice.objects.filter(template="edition_withdrawn")
    assert {notice.to for notice in told} == {case.people.manager, case.people.chair}
    keeping.catch_up()
    rows = [item.words for item in items_for(case.people.manager) if not item.waiting_for]
    assert "Settle one name in the overview report" in rows


def test_an_answer_of_which_nothing_is_public_is_taken_back_without_a_question(
    client: Client, case: Any
) -> None:
    from scr_portal.sealed.coding import code

    register = case.review.identity_register()
    code("Zofia Wieczorek came.", register)
    unknown_names.answer_as_word(unknown("Zofia Wieczorek"), settled_as="allow", by=case.people.manager)
    assert times_public(register, ["Zofia Wieczorek"]) == 0
    undo = open_queue(client, case)
    after = client.post(undo, {"name": [str(unknown("Zofia Wieczorek").pk)]}, follow=True)
    assert "Taken back" in read(after)
    assert status(case) == "published"


def test_the_page_of_the_register_that_labels_a_word_again_warns_and_withdraws_too(
    client: Client, case: Any
) -> None:
    open_queue(client, case)
    settled = next(row for row in SettledName.objects.all() if row.text == "Nesta Goonhilly")
    page = reverse("reviews:name_unsettle", args=[case.review.pk, settled.pk])
    assert "stands two times in the report that is public" in read(client.get(page))
    client.post(page)
    assert status(case) == "withdrawn"


def test_a_plain_word_is_counted_as_it_is_written_and_a_name_in_any_spelling() -> None:
    assert times_in("May came. It may rain. MAY", "May") == 1
    assert times_in("KEITH VENN and Keith  Venn’s", "Keith Venn") == 2
    assert times_in("Keith Vennor", "Keith Venn") == 0
