"""The family's side: labels, what is safe, who is not told for now, and the copy before everybody reads it."""

from __future__ import annotations

import datetime
import re
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from families.models import Relative
from families.services import contacts
from reviews.models import Review
from reviews.services import reviews
from scr_portal.access.roles import Role
from scr_portal.accounts.models import User
from tests import make

from . import acts
from .conftest import NewVisitor
from .entering import let_in
from .publishing import made_by_worker

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("clean_pages"),
]


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


@pytest.fixture
def review(people: SimpleNamespace) -> Review:
    return make.appointed(people, make.review(people))


def contact_of(people: SimpleNamespace, review: Review) -> User:
    person = make.member(people.board, Role.FAMILY_LIAISON, name="Wilmot Dray")
    contacts.name(review, user=person, by=people.manager)
    return person


def test_two_relatives_cannot_carry_one_label(
    visitor: NewVisitor, people: SimpleNamespace, review: Review
) -> None:
    make.relative(people, review)
    manager = let_in(visitor(), people.manager)
    manager.go(f"/reviews/{review.pk}/family/")
    acts.add_relative(manager, "Mr Perran Quillfeather", "Father", " mother ")
    manager.must_read("Another person of this case has that label.")
    assert manager.page.get_by_label("Full name").input_value() == "Mr Perran Quillfeather"
    manager.type("Label to be shown instead of the name", "Father")
    manager.press("Add")
    manager.go(f"/reviews/{review.pk}/family/")
    names = manager.page.locator(".portal-relative__name").all_inner_texts()
    assert names == ["Father", "Mother"]


def test_how_a_relative_is_safely_reached_is_read_in_clear_by_those_who_must_obey_it_and_changed_with_history(
    visitor: NewVisitor, people: SimpleNamespace, review: Review
) -> None:
    mother = make.relative(people, review)
    contact, chair = let_in(visitor(), contact_of(people, review)), let_in(visitor(), people.panel_chair)
    for words in ("Never while Tamsin Quillfeather’s father is at home.", "Only at her sister’s."):
        contact.go(mother.get_absolute_url())
        contact.follow("Change what is safe and what they wish")
        contact.type("How is it safe to reach them", words)
        contact.press("Save")
    contact.must_read("Only at her sister’s.", "You read this in clear because you must keep to it.")
    contact.page.get_by_text("What it said before").click()
    contact.must_read("Never while Tamsin Quillfeather’s father is at home.", "changed by Wilmot Dray")
    contact.press("Record a contact")
    contact.must_read("Only at her sister’s.")

    chair.go(mother.get_absolute_url())
    chair.page.get_by_text("What it said before").click()
    chair.must_read("father is at home.")
    chair.must_not_read("Quillfeather", "You read this in clear")


def test_not_told_is_a_hold_with_a_second_person_and_a_day_to_look_again_and_can_be_undone(
    visitor: NewVisitor, people: SimpleNamespace, review: Review
) -> None:
    mother = make.relative(people, review, told=False)
    contact, second = let_in(visitor(), contact_of(people, review)), let_in(visitor(), people.manager)
    contact.go("/work/")
    contact.follow(re.compile("^Tell Mother that there is a review"))
    contact.go(mother.get_absolute_url())
    contact.follow("This relative is not told for now")
    contact.type("Why is this relative not told for now?", "The police interview her first.")
    contact.choose("With whom was that agreed?", "The police")
    contact.enter_day("On which day is it looked at again?", timezone.localdate())
    contact.press("Ask a second person")
    contact.must_read("Choose a day in the future on which to look at this again.")
    later = timezone.localdate() + datetime.timedelta(days=14)
    contact.enter_day("On which day is it looked at again?", later)
    contact.press("Ask a second person")
    contact.must_read("It counts once a second person has agreed.")
    assert not contact.page.get_by_role("link", name="Read it and agree").count()
    contact.go("/work/")
    contact.must_read("Tell Mother that there is a review")

    second.go("/work/")
    second.follow(re.compile("^Agree, or not, that Mother is not told for now"))
    second.follow("Read it and agree")
    second.must_read("The police interview her first.", f"{later.day} {later:%B %Y}")
    second.press("I agree")
    second.must_read("Not told for now. Looked at again on")
    contact.go("/work/")
    contact.must_not_read("Tell Mother that there is a review")
    contact.follow(re.compile("^Look again at why Mother is not told for now"))
    contact.go(mother.get_absolute_url())
    contact.follow("They may be told: end this")
    contact.press("End this")
    contact.must_read("What this relative is owed is owed again.")
    contact.go("/work/")
    contact.must_read("Tell Mother that there is a review")


def test_not_told_never_waives_the_copy_for_good(visitor: NewVisitor, people: SimpleNamespace) -> None:
    report = make.signed_report(people)
    mother = Relative.objects.get()
    make.hold(people, mother)
    edition = make.searched(make.edition(people, report), by=people.manager)
    manager, contact = (
        let_in(visitor(), people.manager),
        let_in(visitor(), contact_of(people, edition.review)),
    )
    publish, source = f"/reviews/{edition.review_id}/report/edition/publish/", "Hampshire"
    manager.go(publish)
    manager.must_wait_for(
        "Mother has not had a copy of exactly this text. They are not told for now.", source
    )
    make.hold(people, mother)
    contact.go("/work/")
    contact.must_not_read("Give Mother a copy of the report")
    contact.go(mother.get_absolute_url())
    contact.follow("They may be told: end this")
    contact.press("End this")
    contact.go("/work/")
    contact.must_read("Give Mother a copy of the report")
    manager.go(publish)
    manager.must_wait_for("Mother has not had a copy of exactly this text.", source)


def test_contact_that_took_place_while_it_was_held_is_written_down_with_why(
    visitor: NewVisitor, people: SimpleNamespace, review: Review
) -> None:
    mother = make.relative(people, review)
    reviews.record_proceeding(
        review,
        kind="criminal",
        holds_publication=False,
        holds_family_contact=True,
        reason="The police ask for it.",
        look_again_on=timezone.localdate() + datetime.timedelta(days=14),
        by=people.manager,
    )
    contact = let_in(visitor(), contact_of(people, review))
    contact.go(mother.get_absolute_url())
    acts.record_contact(contact, "Told what the report says", "She asked whether it was done.")
    contact.must_read("There is a problem", "held contact with the family then. Say why")
    assert contact.page.get_by_label("What was said").input_value() == "She asked whether it was done."
    contact.type("Why did it take place although proceedings hold contact", "She rang the office herself.")
    contact.press("Record")
    contact.must_read("She asked whether it was done.", "She rang the office herself.")


def test_contact_is_chosen_among_those_whom_no_rule_leaves_out(
    visitor: NewVisitor, people: SimpleNamespace, review: Review
) -> None:
    make.member(people.board, Role.FAMILY_LIAISON, name="Wilmot Dray")
    relative = make.member(people.board, Role.FAMILY_LIAISON, name="Wenna Lark")
    relative.memberships.create(board=people.board, role=Role.RELATIVE)
    manager = let_in(visitor(), people.manager)
    manager.go(f"/reviews/{review.pk}/family/")
    manager.follow("Name a personal contact")
    offered = manager.page.get_by_role("main").get_by_role("radio")
    assert offered.count() == 1
    manager.choose("Who?", "Wilmot Dray: family’s personal contact")
    manager.press("Name this person")
    manager.must_read("Personal contact: Wilmot Dray")


@pytest.mark.pango
def test_exact_edition_is_downloaded_as_a_confidential_copy_for_a_relative_before_publication_on_record(
    visitor: NewVisitor, people: SimpleNamespace, tmp_path: Path
) -> None:
    edition = make.searched(make.edition(people, make.signed_report(people)), by=people.manager)
    review, mother, files = edition.review, Relative.objects.get(), []
    contact, manager = let_in(visitor(), contact_of(people, review)), let_in(visitor(), people.manager)
    contact.go("/work/")
    contact.follow(re.compile("^Give Mother"))
    contact.follow("Confidential copy to give to Mother")
    contact.must_read(
        "Each page says that it is a confidential copy for Mother", "Each download is recorded."
    )
    contact.press("Make the copy")
    made_by_worker(edition, "render_copy")
    contact.go(f"/reviews/{review.pk}/report/edition/copies/{mother.pk}/file/")
    for number in range(2):
        files.append(tmp_path / f"{number}.pdf")
        assert download(contact, "Download the copy", files[-1]) == f"{edition.slug}-copy.pdf"
    whole = subprocess.run(["pdftotext", files[0], "-"], capture_output=True, text=True, check=True).stdout
    pages = whole.strip("\f").split("\f")
    assert len(pages) > 1
    assert all("Confidential copy for Mother" in page for page in pages)
    assert "was not seen in spring" in pages[-1]

    manager.go(f"/reviews/{review.pk}/history/")
    assert manager.text.count("Downloaded the confidential copy for a relative") == 2
    stranger = visitor()
    stranger.go("/")
    stranger.must_read("No report is published here at present.")


def download(person: Any, words: str, file: Path) -> str:
    with person.page.expect_download() as arrival:
        person.page.get_by_role("link", name=re.compile(f"^{words}")).click()
    arrival.value.save_as(file)
    name: str = arrival.value.suggested_filename
    return name
