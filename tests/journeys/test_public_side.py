"""The public's side: what a chair clears, what a report is called, the front page, lists, a phone."""

from __future__ import annotations

import random
import re
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.urls import reverse

from families.services import relatives
from reports.models import PublicEdition
from reports.services import flags, freezing
from scr_portal.access.roles import Role
from tests import make

from .conftest import NewVisitor
from .entering import let_in
from .publishing import made_by_worker, public, settle_passages
from .visitor import PHONE, Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("clean_pages"),
]

TITLE = "A young child not seen in spring"
AS_PEOPLE_SORT = ["ash", "de Paul", "Église", "NSPCC", "Oakes", "O’Connor", "Zebra"]


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


def test_chair_who_clears_reads_the_text_exactly_as_it_will_stand_with_every_replaced_and_kept_word_and_its_reason(
    visitor: NewVisitor, people: SimpleNamespace
) -> None:
    report = make.signed_report(
        people, overview="A nurse came on 9 May 2008. She came again on 3 March 2009."
    )
    edition = make.edition(people, report, cleared=False)
    manager, chair = let_in(visitor(), people.manager), let_in(visitor(), people.panel_chair)
    manager.go("/work/")
    manager.follow(re.compile("^Settle what may identify somebody in the public edition"))
    manager.press("Answer the next one")
    settle_passages(manager, {"2009": "in early spring"})

    make.read_by_two(edition, by=people.manager)
    chair.go("/work/")
    chair.follow(re.compile("^Read and clear the public edition"))
    chair.press("Read and clear for publication")
    chair.must_not_read("[unsettled")
    chair.must_read(
        "Made less exact: “in early spring”, in place of “3 March 2009”.",
        "“9 May 2008” was kept: It fits many children.",
    )
    marked = chair.page.locator(".portal-document mark").all_inner_texts()
    assert sorted(marked) == sorted(flag.replacement or flag.text for flag in edition.flags.all())
    shown = texts_of(chair)
    chair.press("Clear for publication")
    chair.must_read("The text as the public will read it")
    assert texts_of(chair) == shown
    edition = PublicEdition.objects.get()
    assert edition.digest == freezing.digest_of(edition)


def test_chair_clears_no_other_text_than_the_one_they_read(
    visitor: NewVisitor, people: SimpleNamespace
) -> None:
    edition = make.edition(
        people, make.signed_report(people, overview="A nurse came on 9 May 2008."), cleared=False
    )
    settled = {"decision": "replace", "reason": "A day points to one visit.", "by": people.manager}
    for words in ("in early spring", "in late spring"):
        flags.settle(edition.flags.get(), replacement=words, **settled)
        make.read_by_two(edition, by=people.manager)
        if words == "in early spring":
            chair = let_in(visitor(), people.panel_chair)
            chair.go(f"{edition.get_absolute_url()}clear/")
            chair.must_read("in early spring")
    chair.press("Clear for publication")
    chair.must_read("The text has changed since this page was opened.", "in late spring")
    chair.must_not_read("in early spring")
    chair.press("Clear for publication")
    chair.must_read("in late spring")


def texts_of(visitor: Visitor) -> list[str]:
    """The text of each part, without the numbers that lead to reasons."""
    read = "each => { each = each.cloneNode(true); each.querySelectorAll('sup').forEach(s => s.remove()); "
    read += "return each.textContent.trim() }"
    return visitor.page.evaluate(f"[...document.querySelectorAll('.portal-report')].map({read})")


@pytest.mark.pango
def test_public_address_file_name_and_cover_carry_the_public_reference_never_the_case_code(
    visitor: NewVisitor, people: SimpleNamespace, tmp_path: Path
) -> None:
    edition = made_by_worker(make.edition(people, make.signed_report(people)))
    code = edition.review.code
    public(edition, by=people.manager)
    reader = visitor()
    reader.go("/")
    reader.follow(TITLE)
    assert reader.path == f"/published/{edition.slug}/"
    reader.must_not_read(code, code.lower())
    with reader.page.expect_download() as arrival:
        reader.page.get_by_role("link", name=re.compile("^Download this report")).click()
    assert arrival.value.suggested_filename == f"{edition.slug}.pdf"
    file = tmp_path / "report.pdf"
    arrival.value.save_as(file)
    command = ["pdftotext", "-l", "1", file, "-"]
    cover = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert edition.reference in cover
    whole = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
    assert code not in whole and code.encode() not in file.read_bytes()


def test_front_page_has_sign_in_the_boards_telephone_and_a_way_for_each_kind_of_visitor(
    visitor: NewVisitor, people: SimpleNamespace
) -> None:
    stranger = visitor(viewport=PHONE)
    stranger.go("/")
    stranger.must_read("telephone 01632 960100", "in my family", "invited", "See the published reports")
    stranger.follow("sign in to refer a case")
    stranger.must_read("Email address", "Password")
    assert stranger.path.endswith(f"?next={reverse('reviews:refer')}")
    stranger.go("/")
    stranger.press("Sign in")
    assert "/sign-in/" in stranger.path


BROKEN_WORDS = """
() => {
  const words = [], walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); )
    for (const match of node.data.matchAll(/[\\p{L}\\p{N}’']+/gu)) {
      const range = document.createRange();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      const lines = new Set([...range.getClientRects()].map((line) => Math.round(line.top)));
      if (lines.size > 1 && !node.data.includes("@")) words.push(match[0]);
    }
  return words;
}
"""
"""The words of the page that stand on more than one line; parts of mail addresses are no words."""


def test_people_page_is_read_on_a_phone_without_a_word_broken(
    visitor: NewVisitor, people: SimpleNamespace
) -> None:
    make.member(people.board, Role.PANEL_MEMBER, name="Bartholomew Featherstonehaugh")
    manager = let_in(visitor(viewport=PHONE), people.manager)
    manager.go("/work/")
    manager.page.get_by_text("Menu", exact=True).click()
    manager.follow("People")
    manager.must_read("Bartholomew Featherstonehaugh")
    assert manager.page.evaluate(BROKEN_WORDS) == []
    assert manager.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_lists_sort_as_people_do(visitor: NewVisitor, people: SimpleNamespace) -> None:
    review = make.appointed(people, make.review(people))
    shuffled = random.Random(7).sample(AS_PEOPLE_SORT, len(AS_PEOPLE_SORT))
    assert sorted(AS_PEOPLE_SORT) != AS_PEOPLE_SORT
    for name in shuffled:
        make.agency(people.board, name=name)
        make.member(people.board, Role.PANEL_MEMBER, name=name)
    for number, name in ((10, "Alder"), (2, "Beech"), (1, "Cedar")):
        relatives.add(
            review,
            name=f"Merryn {name}",
            relationship="sibling",
            label=f"Sibling {number}",
            by=people.manager,
        )
    manager = let_in(visitor(), people.manager)
    manager.go(f"/reviews/{review.pk}/agencies/add/")
    assert those_of(manager, "option") == AS_PEOPLE_SORT
    manager.go(f"/reviews/{review.pk}/panel/appoint/panel_member/")
    assert those_of(manager, "label") == AS_PEOPLE_SORT
    manager.go("/work/")
    manager.follow("People")
    assert those_of(manager, "tbody th") == AS_PEOPLE_SORT
    manager.go(f"/reviews/{review.pk}/family/")
    labels = manager.page.locator(".portal-relative__name").all_inner_texts()
    assert labels == ["Sibling 1", "Sibling 2", "Sibling 10"]


def those_of(manager: Visitor, selector: str) -> list[str]:
    """The names of the list that this page shows, in the order in which they stand."""
    texts = [text.strip() for text in manager.page.locator(f"main {selector}").all_text_contents()]
    return [name for text in texts for name in AS_PEOPLE_SORT if text.startswith(name)]
