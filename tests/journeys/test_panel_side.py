"""The panel's and the manager's side: what a stage asks for, steps that are shut, forms, and what was done."""

from __future__ import annotations

import datetime
import re
from types import SimpleNamespace

import pytest
from django.utils import timezone

from panels.models import Commission
from scr_portal import audit
from scr_portal.access.roles import Role
from tests import make

from . import acts, publishing
from .conftest import NewVisitor
from .entering import let_in
from .visitor import Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("clean_pages"),
]


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


@pytest.fixture
def gathering(people: SimpleNamespace) -> Commission:
    """The only agency of a review whose agencies report."""
    from reviews.services import reviews

    asked = make.commission(people)
    make.relative(people, asked.review)
    reviews.advance(asked.review, "gathering", by=people.manager)
    return asked


def test_stage_that_needs_accepted_management_reviews_asks_for_accepted_not_handed_in(
    visitor: NewVisitor, people: SimpleNamespace, gathering: Commission
) -> None:
    review = make.submitted_imr(gathering).review
    manager, chair = let_in(visitor(), people.manager), let_in(visitor(), people.panel_chair)
    manager.go(f"/reviews/{review.pk}/")
    manager.must_wait_for("has not been accepted yet.", "Portsmouth leaflet")
    assert not manager.is_offered("Start drawing the report together")

    chair.go("/work/")
    chair.follow(re.compile("^Read the management review of"))
    acts.accept_review(chair)
    manager.go(f"/reviews/{review.pk}/")
    manager.press("Start drawing the report together")
    manager.press("Start drawing the report together")
    manager.must_read("The review has moved on.")


def offers_nothing(person: Visitor, path: str) -> None:
    """The page says what is outstanding, and has neither a button nor anything to fill in."""
    person.go(path)
    assert person.status == 200, f"{path}: {person.status}"
    main = person.page.get_by_role("main")
    assert main.locator(".portal-outstanding__item").count(), f"{path} says nothing of what is outstanding"
    controls = "button, [role=button], input:not([type=hidden]), textarea, select"
    assert main.locator(controls).filter(visible=True).all_inner_texts() == [], path


def test_step_that_is_shut_has_no_button_and_no_form_to_fill_in(
    visitor: NewVisitor, people: SimpleNamespace, gathering: Commission
) -> None:
    review, imr = gathering.review, gathering.management_review
    case, chronology = f"/reviews/{review.pk}/", make.chronology(gathering, accepted=False)
    manager, author = let_in(visitor(), people.manager), let_in(visitor(), gathering.author)
    offers_nothing(manager, f"{case}advance/reporting/")
    offers_nothing(author, f"{case}imrs/{imr.pk}/submit/")
    offers_nothing(author, f"{case}chronologies/{chronology.pk}/accept/")
    record = make.interview(imr, shared=False)
    offers_nothing(author, f"/interviews/{record.pk}/call-off/")


def test_edition_that_is_not_settled_is_neither_cleared_nor_published_by_a_button(
    visitor: NewVisitor, people: SimpleNamespace
) -> None:
    report = make.signed_report(people, overview="A nurse came on 3 March 2009.")
    edition = make.edition(people, report, cleared=False)
    case = f"/reviews/{edition.review_id}/report/edition/"
    manager, chair = let_in(visitor(), people.manager), let_in(visitor(), people.chair)
    offers_nothing(chair, f"{case}clear/")
    make.searched(make.cleared_edition(people, edition), by=people.manager)
    offers_nothing(manager, f"{case}publish/")


def test_form_shows_all_its_errors_at_once_and_not_wanting_a_copy_does_not_ask_how_it_was_given(
    visitor: NewVisitor, people: SimpleNamespace
) -> None:
    edition = make.searched(make.edition(people, make.signed_report(people)), by=people.manager)
    manager = let_in(visitor(), people.manager)
    manager.go(edition.get_absolute_url())
    manager.follow("Record a copy for Mother")
    manager.page.get_by_label("Day").fill("")
    manager.press("Record")
    manager.must_read("Choose what happened.", "The date must include a day")
    manager.choose("What happened?", "They were given a copy")
    manager.enter_day("On which day?", timezone.localdate())
    manager.press("Record")
    manager.must_read("Choose how it was given.")
    manager.choose("What happened?", "They did not want one")
    manager.press("Record")
    manager.must_read("Did not want one on")


def test_being_written_is_not_said_of_an_agency_that_was_not_asked_or_has_not_begun(
    visitor: NewVisitor, people: SimpleNamespace
) -> None:
    review = make.review(people)
    agency = make.agency(people.board)
    manager = let_in(visitor(), people.manager)
    manager.go(f"/reviews/{review.pk}/agencies/")
    manager.press("Add an agency")
    manager.select("Which agency?", str(agency))
    manager.press("Add")
    manager.follow(str(agency))
    manager.must_read("Not asked yet", "Not asked for yet")
    manager.must_not_read("Being written")
    manager.go(f"/reviews/{review.pk}/agencies/")
    manager.must_read("not asked yet")
    manager.must_not_read("Being written")
    manager.go(make.commission(people).get_absolute_url())
    manager.must_read("Not started")
    manager.must_not_read("Being written")


def test_history_of_a_case_is_paged_and_filtered_and_an_inspector_reads_it_in_codes(
    visitor: NewVisitor, people: SimpleNamespace
) -> None:
    review = make.review(people)
    for number in range(205):
        audit.record("imr.written", by=people.author if number % 2 else people.manager, on=review)
    manager = let_in(visitor(), people.manager)
    manager.go(f"/reviews/{review.pk}/")
    manager.follow("History")
    assert manager.page.get_by_role("link", name=re.compile("^Next")).count(), "one page holds all of it"
    while (following := manager.page.get_by_role("link", name=re.compile("^Next"))).count():
        with manager.page.expect_navigation():
            following.first.click()
    manager.must_read("Began the referral")
    manager.select("What was done", "Decided")
    manager.press("Apply filters")
    rows = manager.page.locator("tbody tr")
    assert rows.count() == 1
    assert str(people.chair) in rows.inner_text()

    manager.follow("Clear all")
    manager.select("Person", str(people.committee))
    manager.press("Apply filters")
    assert rows.count(), "the committee did something"
    assert [row for row in rows.all_inner_texts() if str(people.committee) not in row] == []
    manager.follow("Clear all")
    manager.select("What it was about", "Referral")
    manager.press("Apply filters")
    assert any("Began the referral" in row for row in rows.all_inner_texts())
    assert not any(str(people.author) in row for row in rows.all_inner_texts())
    manager.follow("Clear all")
    for end, days in (("To", -400), ("From", 1)):
        manager.enter_day(end, timezone.localdate() + datetime.timedelta(days=days))
        manager.press("Apply filters")
        assert rows.count() == 0
        manager.follow("Clear all")

    inspector = let_in(visitor(), make.member(people.board, Role.INSPECTOR, name="Corin Ley"))
    inspector.go("/work/")
    inspector.must_read("What you may inspect")
    inspector.follow(re.compile(re.escape(review.code)))
    inspector.follow("History")
    inspector.must_read("People are shown by their role", "Decided")
    for person in (people.manager, people.chair, people.committee, people.referrer):
        inspector.must_not_read(str(person))


def test_reading_of_real_names_stands_in_the_history_with_its_page_and_the_typed_reason(
    visitor: NewVisitor, people: SimpleNamespace
) -> None:
    review = make.appointed(people, make.review(people))
    chair, manager = let_in(visitor(), people.panel_chair), let_in(visitor(), people.manager)
    chair.go(f"/reviews/{review.pk}/")
    publishing.show_real_names(chair, f"The school rang about {make.CHILD}.")
    chair.follow("Terms of reference")
    manager.go(f"/reviews/{review.pk}/history/")
    manager.must_read(
        "Read a page with real names", "Page: Terms of reference", "Reason: The school rang about"
    )
    manager.must_not_read(make.CHILD)


def test_role_that_may_open_nothing_lands_on_a_page_that_says_what_will_come(
    visitor: NewVisitor, people: SimpleNamespace
) -> None:
    make.review(people)
    liaison = let_in(visitor(), make.member(people.board, Role.CORONER_LIAISON))
    liaison.go("/work/")
    assert liaison.status == 200
    liaison.must_read("What is open to you", "reaches you outside the portal for now")
    liaison.follow("Published reports")
    assert liaison.status == 200
