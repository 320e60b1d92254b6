"""The search of the finished PDF in a real browser: what it found, and what becomes of it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from reports.models import PublicEdition, SearchHit
from reports.services import settlements
from scr_portal.anonymise.documents import search_pdf
from tests import make
from tests.anonymise import pdf_making, planting

from .conftest import NewVisitor
from .entering import let_in
from .inspection import Inspection

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SETTLE, AGREE = "Does it identify anybody?", "Do you agree that this identifies nobody?"
PLACES = ".portal-flags__passage + p"
NO_NAME = "No. It is not a name, and nobody can be recognised by it"


def edition_with(people: Any, *, overview: str = make.REPORT, **found: Any) -> PublicEdition:
    """A cleared edition whose PDF was searched."""
    report = make.signed_report(people, overview=overview)
    return make.searched(make.edition(people, report), by=people.manager, **found)


def test_the_search_says_what_it_found_and_two_people_settle_it(
    visitor: NewVisitor, inspection: Inspection
) -> None:
    people = make.staff(make.board())
    hits = (make.hit("Saltern"), make.hit("Ropewalk", part="bookmark", where="bookmark", page=None))
    edition = edition_with(people, hits=hits)
    manager, chair = let_in(visitor(), people.manager), let_in(visitor(), people.panel_chair)

    manager.go("/work/")
    manager.follow(re.compile("^Settle what the search of the PDF found"))
    manager.must_read("They went to Saltern in the morning.", "Page 3", "Bookmark", "Not settled yet.")
    manager.follow(re.compile("^Settle passage 1"))
    manager.choose(SETTLE, NO_NAME)
    manager.press("Save and go on")
    manager.must_read("Say why it is not a name.")
    manager.type("Why is it not a name?", "A salt works; every harbour had one.")
    manager.press("Save and go on")
    manager.must_read("Ropewalk")
    manager.choose(SETTLE, NO_NAME)
    manager.type("Why is it not a name?", "A kind of street.")
    manager.press("Save and go on")
    manager.must_read("It counts when a second person has agreed", "A second person has to agree.")
    assert not manager.page.get_by_role("link", name="Agree, or say why not").count()
    manager.go(reverse("reports:hit_agree", args=[edition.review_id, edition.search().hits.first().pk]))
    assert manager.status == 403

    chair.go("/work/")
    chair.follow(re.compile("^Agree, or not, that what the search of the PDF found is no name"))
    chair.follow(re.compile("^Agree, or say why not.*passage 1"))
    chair.must_read("because: A salt works; every harbour had one.")
    chair.choose(AGREE, "Yes, I agree")
    chair.press("Save and go on")
    chair.choose(AGREE, "No: somebody may be recognised by it")
    chair.type("Why do you not agree?", "A family of that name lives at the harbour.")
    chair.press("Save and go on")
    chair.must_read("What you did not agree with is settled again")

    manager.go(reverse("reports:edition", args=[edition.review_id]))
    manager.must_wait_for("One passage that the search of the PDF found waits for a decision.", "own rule")
    manager.press("What the search of the PDF found")
    manager.follow(re.compile("^Settle passage 2"))
    manager.must_read("A family of that name lives at the harbour.")
    manager.choose(SETTLE, NO_NAME)
    manager.type("Why is it not a name?", "The family’s name is written otherwise.")
    manager.press("Save and go on")
    chair.go(reverse("reports:search", args=[edition.review_id]))
    chair.follow(re.compile("^Agree, or say why not.*passage 2"))
    chair.choose(AGREE, "Yes, I agree")
    chair.press("Save and go on")
    chair.must_read("Nothing the search found is left to settle.", "all settled by two people")
    manager.go(reverse("reports:edition", args=[edition.review_id]))
    manager.must_read("Ready, not public")
    assert inspection.findings == []


def test_the_search_names_the_property_and_the_place_in_the_structure_of_the_file_where_a_name_stands(
    visitor: NewVisitor, inspection: Inspection
) -> None:
    people = make.staff(make.board())
    file = pdf_making.document()
    file.docinfo["/Keywords"] = planting.NAME
    pdf_making.structure(file, Alt=planting.NAME)
    found = search_pdf(pdf_making.bytes_of(file), planting.REGISTER, set_text=[pdf_making.CLEAN])
    edition_with(people, hits=found.hits)
    manager = let_in(visitor(), people.manager)
    manager.go("/work/")
    manager.follow(re.compile("^Settle what the search of the PDF found"))
    places = [facts.split(".")[0] for facts in manager.page.locator(PLACES).all_inner_texts()]
    assert sorted(places) == ["Alternative text", "Document property"]
    assert inspection.findings == []


def test_what_could_not_be_read_leads_back_to_the_text(visitor: NewVisitor, inspection: Inspection) -> None:
    from scr_portal.anonymise.documents import Unread

    people = make.staff(make.board())
    bullet = Unread(character="\uf0b7", name="private-use character (U+F0B7)", count=2, page=4)
    edition_with(people, coverage="99.41", unread=(bullet,))
    manager = let_in(visitor(), people.manager)
    manager.go("/work/")
    manager.follow(re.compile("^See what could not be read in the PDF of the public edition"))
    manager.must_read("99.41 per cent.", "private-use character (U+F0B7)", "nobody can settle that away")
    manager.press("Go back to the text")
    manager.must_read("This edition is set aside.")
    manager.press("Set this edition aside")
    manager.must_read("Make the public edition", "Set aside.")
    manager.press("Make the public edition")
    manager.must_read("Public edition", "To be cleared of names")
    assert inspection.findings == []


def test_what_is_a_name_is_added_to_the_register_and_the_next_edition_stands_without_it(
    visitor: NewVisitor, inspection: Inspection
) -> None:
    people = make.staff(make.board())
    edition = edition_with(people, hits=(make.hit("Wetherby Lorne"),))
    manager = let_in(visitor(), people.manager)
    manager.go("/work/")
    manager.follow(re.compile("^Settle what the search of the PDF found"))
    manager.follow(re.compile("^Settle passage 1"))
    manager.choose(SETTLE, "Yes. Add it to the identity register")
    manager.press("Save and go on")
    manager.type("The real name, number or address", "Wetherby Lorne")
    manager.type("Label to be shown instead", "Neighbour 3")
    manager.press("Add")
    manager.must_read("This edition is set aside.")
    manager.press("Set this edition aside")
    manager.press("Make the public edition")
    manager.must_read("To be cleared of names")
    assert edition.identity_register().identities.filter(pseudonym="Neighbour 3").exists()
    assert PublicEdition.objects.exclude(status="withdrawn").get().pk != edition.pk
    assert inspection.findings == []


def test_change_of_the_text_after_the_search_voids_what_two_people_settled(visitor: NewVisitor) -> None:
    people = make.staff(make.board())
    overview = "They sold salt. They went to the ropewalk in the morning."
    hits = (make.hit("salt"), make.hit("ropewalk", where="page 5", page=5))
    edition = edition_with(people, overview=overview, hits=hits)
    settled = edition.search().hits.get(number=1)
    settlements.settle(settled, reason="It is no name.", by=people.manager)
    settlements.agree(SearchHit.objects.get(pk=settled.pk), by=people.chair)
    manager = let_in(visitor(), people.manager)
    manager.go(reverse("reports:search", args=[edition.review_id]))
    manager.must_read("Two passages, one not settled by two people yet.", "Not a name: settled by")
    manager.press("Go back to the text")
    manager.press("Set this edition aside")
    manager.press("Make the public edition")
    following = PublicEdition.objects.exclude(status="withdrawn").get()
    make.searched(make.cleared_edition(people, following), hits=hits[:1], by=people.manager)
    manager.go(reverse("reports:search", args=[edition.review_id]))
    manager.must_read("One passage, one not settled by two people yet.", "Not settled yet.")
    manager.go(reverse("reports:edition", args=[edition.review_id]))
    manager.must_wait_for("One passage that the search of the PDF found waits for a decision.", "own rule")


def test_what_may_be_a_name_leads_back_to_the_text(visitor: NewVisitor) -> None:
    people = make.staff(make.board())
    edition = edition_with(
        people, overview="They went to the ropewalk in the morning.", hits=(make.hit("ropewalk"),)
    )
    manager = let_in(visitor(), people.manager)
    manager.go(reverse("reports:search", args=[edition.review_id]))
    manager.follow(re.compile("^Settle passage 1"))
    manager.choose(SETTLE, "Yes, or it may be. Go back to the text")
    manager.press("Save and go on")
    manager.must_read("What the search found and nobody settled")
    manager.press("Set this edition aside")
    manager.press("Make the public edition")
    manager.must_wait_for("that may identify somebody", "Portsmouth leaflet")
    manager.follow(re.compile("^Go to this"))
    manager.must_read("ropewalk", "one still to answer")
